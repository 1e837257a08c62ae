"""The menu: every command that has something to do now, found by typing, taken by Enter or click. Imported when first
wanted; Esc goes back to the draft."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult

from assistant.core.finding import find
from assistant.core.gate import clean_line
from assistant.doors.tui.commands import Scene, entries, shown_key
from assistant.doors.tui.listing import Item, Listing
from assistant.doors.tui.pick import Chooser, Say, Sheet
from assistant.doors.tui.words import command_words, labels

LONGEST = 60  # letters of a search


class Menu(Chooser):
    """Gives the id of a command, or `TEXT` and what was typed where it fits none."""

    TEXT = "text:"
    state = "menu"

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self._words = labels(scene.language)
        self._query = ""
        offered = entries(scene)
        self._items = [
            Item(c.id, words.title, mark=c.current(scene), tail=shown_key(c, scene.language)) for c, words in offered
        ]
        self._names = [self._known(c.id) for c, _ in offered]

    @staticmethod
    def _known(id_: str) -> tuple[str, ...]:
        """What finds a command: titles and words of both languages."""
        both = [command_words(language)[id_] for language in ("de", "en")]
        return (*(w.title for w in both), *(f"{w.word} {w.also}" for w in both))

    def compose(self) -> ComposeResult:
        with Sheet():
            yield Say(*self._line(), classes="title")
            yield Listing(self._items)
            yield Say((self._words["menu-none"], ""), classes="none")
            yield Say((self._words["menu-foot"], ""), classes="foot")

    def _line(self) -> tuple[tuple[str, str], ...]:
        if not self._query:
            return (f"{self._words['menu']}  ", "bold $primary"), (self._words["menu-hint"], "$muted")
        return (f"{self._words['menu']}  ", "bold $primary"), (f"{self._query}▌", "$you")

    def _filter(self, query: str) -> None:
        self._query = query[:LONGEST]
        self.query_one(".title", Say).put(*self._line())
        found = [self._items[at] for at in find(self._query, self._names)]
        self.listing.put(found)
        self.set_class(not found, "nothing")

    def action_take(self) -> None:
        if self.listing.chosen or not self._query:
            super().action_take()
        else:
            self.dismiss(f"{self.TEXT}/{self._query}")

    def on_key(self, event: events.Key) -> None:
        if event.key == "backspace":
            self._filter(self._query[:-1])
        elif event.is_printable and event.character:
            self._filter(self._query + event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self._filter(self._query + clean_line(event.text, LONGEST))
