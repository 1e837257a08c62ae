"""Pastes that arrive whole.

Textual 8.2 looks for key sequences inside a paste too: an escape character in it turns the text behind it into key
presses that overtake the paste. A stand-in takes their place before its parser sees them. And where the terminal does
not mark its pastes, a long run of letters in one read is one: no person types that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.message import Message

START, END = "\x1b[200~", "\x1b[201~"
STAND_IN = "\U000f001b"  # a private character: the prompt turns it back, so that the gate removes whole sequences


OPEN = "\U000f001c"  # a private character in front of a paste that the terminal did not mark: more may follow
UNMARKED = 64  # letters in one read that nobody typed
_RUN = re.compile(rf"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]{{{UNMARKED},}}")


class PasteFilter:
    """Puts the stand-in for every escape character between START and END, across reads."""

    def __init__(self) -> None:
        self._inside = False
        self._kept = ""  # inside: what may be the beginning of END, not yet given out
        self._tail = ""  # outside: the last characters given out, which may be the beginning of START

    def __call__(self, data: str) -> str:
        out = ""
        if not self._inside and _RUN.fullmatch(data):
            data = START + OPEN + data + END
        while data or self._kept:
            part, data = self._paste(data) if self._inside else self._keys(data)
            out += part
            if not data:
                break
        return out

    def _keys(self, data: str) -> tuple[str, str]:
        """What goes through as it is: up to the end of START, or all."""
        seen = self._tail + data
        at = seen.find(START)
        if at < 0:
            self._tail = seen[1 - len(START) :]
            return data, ""
        self._inside, self._tail = True, ""
        end = at + len(START) - (len(seen) - len(data))
        return data[:end], data[end:]

    def _paste(self, data: str) -> tuple[str, str]:
        head, mark, rest = (self._kept + data).partition(END)
        self._kept = ""
        if mark:
            self._inside = False
        else:
            head, self._kept = self._split(head)
        return head.replace("\x1b", STAND_IN) + mark, rest

    @staticmethod
    def _split(text: str) -> tuple[str, str]:
        """What can go on, and what may be the beginning of END."""
        for size in range(len(END) - 1, 0, -1):
            if text.endswith(END[:size]):
                return text[:-size], text[-size:]
        return text, ""


class CleanPasteParser(XTermParser):
    """Textual's parser behind the filter."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._filter = PasteFilter()

    def feed(self, data: str) -> Iterable[Message]:
        kept = self._filter(data)
        return super().feed(kept) if kept or not data else ()  # nothing to feed would mean the end


def install() -> None:
    """Has the terminal driver use it; without a terminal driver there is nothing to do."""
    try:
        from textual.drivers import linux_driver  # noqa: PLC0415 POSIX only
    except ImportError:
        return
    vars(linux_driver)["XTermParser"] = CleanPasteParser
