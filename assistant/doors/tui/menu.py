"""The menu and other lists that are searched by typing, taken by Enter or click. Imported when first wanted; Esc goes
back to the draft. What is typed and no search goes on in the prompt, with nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult

from assistant.core.finding import find
from assistant.core.gate import clean, clean_line
from assistant.core.words import fold
from assistant.doors.tui import prompt
from assistant.doors.tui.commands import COMMANDS, LANGUAGES, Scene, entries, shown_key
from assistant.doors.tui.listing import Item, Listing
from assistant.doors.tui.pick import Chooser, Say, Sheet
from assistant.doors.tui.words import command_words, labels

LONGEST = 60  # letters of a search; what is longer is none


@dataclass(frozen=True, slots=True)
class Entry:
    """A row and what finds it; `sought` = it is listed only where something was typed."""

    item: Item
    names: tuple[str, ...]
    sought: bool = False


class Finder(Chooser):
    """Gives the id of what was taken. `over` gets what was typed or pasted and is no search."""

    state = "menu"

    def __init__(self, scene: Scene, title: str, found: Sequence[Entry], over: Callable[[str], None]) -> None:
        super().__init__()
        self._words = labels(scene.language)
        self._title, self._entries, self._over = title, tuple(found), over
        self._query = ""
        self._typed = 0.0  # when the last letter came

    def compose(self) -> ComposeResult:
        with Sheet():
            yield Say(*self._line(), classes="title")
            yield Listing(self._found())
            yield Say((self._words["menu-none"], ""), classes="none")
            yield Say((self._words["menu-foot"], ""), classes="foot")

    def _line(self) -> tuple[tuple[str, str], ...]:
        if not self._query:
            return (f"{self._title}  ", "bold $primary"), (self._words["menu-hint"], "$muted")
        return (f"{self._title}  ", "bold $primary"), (f"{self._query}▌", "$you")

    def _found(self) -> list[Item]:
        if not self._query.strip():
            return [e.item for e in self._entries if not e.sought]
        return [self._entries[at].item for at in find(self._query, [e.names for e in self._entries])]

    def _filter(self, query: str) -> None:
        self._query = query
        self.query_one(".title", Say).put(*self._line())
        found = self._found()
        self.listing.put(found)
        self.set_class(not found, "nothing")

    def action_take(self) -> None:
        if self.listing.chosen or not self._query:
            super().action_take()
        else:
            self._hand_over(self._query)

    def _hand_over(self, text: str) -> None:
        """The text goes on in the prompt, at once: the next key is typed there."""
        self._over(text)
        self.dismiss(None)

    def _goes_on(self) -> bool:
        """Whether what was typed is a word that goes on with a text of one's own; the prompt has it then."""
        return False

    def on_key(self, event: events.Key) -> None:
        gap, self._typed = event.time - self._typed, event.time
        if event.key == "backspace":
            self._filter(self._query[:-1])
        elif event.key == "enter" and self._query and gap < prompt.BURST:  # nobody types that fast: it is a paste
            self._hand_over(self._query + "\n")
        elif event.is_printable and event.character:
            query = self._query + event.character
            if event.character == " " and self._goes_on():
                self.dismiss(None)
            elif len(query) > LONGEST:
                self._hand_over(query)
            else:
                self._filter(query)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        text = clean(event.text, prompt.LONGEST_PASTE)
        if len(self._query + text) > LONGEST or "\n" in text.strip():
            self._hand_over(self._query + text)
        else:
            self._filter(self._query + clean_line(text))


def known(id_: str) -> tuple[str, ...]:
    """What finds a command: titles and words of both languages."""
    both = [command_words(language)[id_] for language in LANGUAGES]
    return (*(w.title for w in both), *(f"{w.word} {w.also}" for w in both))


def command_entries(scene: Scene) -> list[Entry]:
    """What the menu offers now."""
    return [
        Entry(Item(c.id, words.title, mark=c.current(scene), tail=shown_key(c, scene.language)), known(c.id), c.sought)
        for c, words in entries(scene)
    ]


class Menu(Finder):
    """Every command, and whatever else is found by typing (`more`). `lead` gets the beginning of a line."""

    def __init__(
        self, scene: Scene, over: Callable[[str], None], lead: Callable[[str], None], more: Sequence[Entry] = ()
    ) -> None:
        super().__init__(scene, labels(scene.language)["menu"], [*command_entries(scene), *more], over)
        self._lead = lead

    def _goes_on(self) -> bool:
        words = [command_words(language)[c.id].word for c in COMMANDS if c.takes for language in LANGUAGES]
        word = next((w for w in words if fold(w).strip("/") == fold(self._query).strip(" /")), "")
        if word:
            self._lead(f"{word} ")
        return bool(word)
