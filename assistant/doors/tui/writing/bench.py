"""The screen of a sitting: the outline, the questions, the prompt, the keys. Holds widgets, decides nothing."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from assistant.core.author import Prompt as Asked
from assistant.core.author import picked
from assistant.core.choosing import by_name
from assistant.core.prompts import LISTS
from assistant.core.text import Language
from assistant.doors.tui.commands import PROMPT, edit_bindings
from assistant.doors.tui.frame import Frame
from assistant.doors.tui.prompt import Prompt
from assistant.doors.tui.views import Guess
from assistant.doors.tui.words import labels, writing_words
from assistant.doors.tui.writing.keys import footer
from assistant.doors.tui.writing.outline import Outline, PartsBar
from assistant.doors.tui.writing.seen import Seen, Words

_DIGITS = 9


def _by_digit(prompt: Asked) -> bool:
    """Whether one digit answers it."""
    return prompt.kind == "choice" and len(prompt.options) <= _DIGITS


class Answer(Prompt, inherit_bindings=False):
    """The prompt of a sitting."""

    BINDINGS: ClassVar[list[BindingType]] = [*edit_bindings(PROMPT)]

    def remember(self, text: str) -> None:
        """Has ↑ bring this back first."""
        self._sent.append(text)
        self._place = len(self._sent)


class Bench(Frame):
    """What a person sees while they write a playbook."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.seen = Seen((), ())
        self.status = ""
        self.prompt: Answer = Answer()
        self.bar, self.outline = PartsBar(), Outline()

    @property
    def language(self) -> Language:
        return self._language

    @property
    def words(self) -> Words:
        """The words of this screen, beside those that every screen has."""
        return writing_words(self._language)

    def above(self) -> tuple[Widget, ...]:
        return (self.bar,)

    def beside(self) -> Widget:
        return self.outline

    def on_mount(self) -> None:
        self.prompt.folds.language = self._language
        self.too_small.put((labels(self._language)["too-small"], ""))
        self.show(self.seen)
        self.prompt.focus()

    def show(self, seen: Seen) -> None:
        """The outline, and what the prompt is for now."""
        self.seen = seen
        prompt = seen.prompt
        over = bool(seen.parts) and prompt is None
        which = "placeholder-over" if over else "placeholder-again" if seen.again else "placeholder"
        self.prompt.set_placeholder(self.words[which])
        self.prompt.digits_wanted = len(prompt.options) if prompt and _by_digit(prompt) else 0
        self.bar.show(seen.parts)
        self.outline.show(seen.parts, self.words["outline"])
        self.say_status(self.status)
        self.typed()
        self.scrolled()

    def say_status(self, status: str) -> None:
        self.status = status
        self.foot.show(footer(self._language), status or self._language.upper())

    def redraw(self) -> None:
        self.show(self.seen)
        super().redraw()
        for widget in (self.bar, self.outline, self.live):
            widget.refresh()

    def placed(self) -> None:
        """The question stays in sight, whatever becomes of the window."""
        self.typed()
        if self.chat.count:
            self.chat.latest()

    # ---- while typing

    def typed(self) -> None:
        """The row above the prompt: what the half-typed answer means, or how to answer."""
        prompt = self.seen.prompt
        several = prompt is not None and bool(prompt.options) and not _by_digit(prompt)
        self.chat.digits = several or self.prompt.empty
        self.live.show(self._meant(), self._hint())

    def _meant(self) -> tuple[Guess, ...]:
        """The options that the half-typed answer names."""
        prompt, text = self.seen.prompt, self.prompt.text.strip()
        if prompt is None or not prompt.options or not text:
            return ()
        found = picked(by_name(text, self.seen.names), prompt.options)
        names = ", ".join(self.seen.labels[o] for o in found)
        return (Guess(self.words["means"], names),) if found else ()

    def _hint(self) -> str:
        words, prompt = self.words, self.seen.prompt
        if folded := self.prompt.folded:
            return self.numbered(folded, "folded")
        if prompt is None:
            return ""
        many = sum(bool(line.strip()) for line in self.prompt.text.split("\n"))
        if prompt.kind in LISTS and many > 1:
            return str(words["items"]).replace("{n}", str(many))
        if prompt.kind in LISTS and self.seen.again:
            return f"{str(words['hint-again']).replace('{n}', prompt.facts.get('n', ''))} · {self.seen.question}"
        if prompt.kind == "choice" and not _by_digit(prompt):
            return str(words["hint-many"])
        kind = "list" if prompt.kind in LISTS else prompt.kind if prompt.needed or prompt.options else "later"
        return str(words[f"hint-{kind}"])

    def coming(self, count: int) -> None:
        """A paste is still coming, so many letters so far."""
        self.live.show((), self.numbered(count, "pasting"))
