"""Long texts in the prompt: a short note stands for each, the text itself is kept beside it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.core.text import Language
from assistant.doors.tui.words import grouped, labels

FOLD = 800  # letters from which a pasted text is folded
SURE = 40  # so many letters at once make a paste
LULL = 0.100  # what comes within this after a paste still belongs to it


@dataclass
class Stream:
    """A paste that may still go on: where it begins and ends in the prompt, what has come of it, and when."""

    start: tuple[int, int]
    end: tuple[int, int]
    text: str
    when: float

    def near(self, now: float) -> bool:
        """Whether what comes now may belong to it."""
        return now - self.when < LULL

    def goes_on(self, now: float) -> bool:
        """Whether what comes now belongs to it, however slowly."""
        return len(self.text) >= SURE and self.near(now)


class Folds:
    """Which note stands for which text."""

    def __init__(self) -> None:
        self.language: Language = "de"
        self._texts: dict[str, str] = {}

    def fold(self, text: str) -> str:
        """The text, or where it is long a note that stands for it."""
        if len(text) <= FOLD:
            return text
        count = grouped(len(text), self.language)
        note = "‹" + labels(self.language)["fold-note"].replace("{n}", count) + "›"
        while self._texts.get(note, text) != text:
            note = note[:-1] + "+›"
        self._texts[note] = text
        return note

    def unfold(self, shown: str) -> str:
        """What is shown, with the texts in place of their notes."""
        for note, text in self._texts.items():
            shown = shown.replace(note, text)
        return shown

    def alone(self, shown: str) -> int:
        """The length of the text whose note is all that is shown, 0 where it is not."""
        return len(self._texts.get(shown, ""))

    def ending(self, before: str) -> str:
        """The note that stands directly before the cursor, "" where none does."""
        return next((note for note in self._texts if before.endswith(note)), "")

    def forget(self, note: str) -> None:
        self._texts.pop(note, None)

    def clear(self) -> None:
        self._texts.clear()
