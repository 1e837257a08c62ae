"""How far the reading of very many playbooks is, on stderr or for a screen: nobody should wait half a minute without a word."""

from __future__ import annotations

import sys
from collections.abc import Callable

from assistant.core.text import Language

__all__ = ["Reading", "silent", "telling"]

WORTH_SAYING = 30  # files that take as long as a person waits without a word


def silent(_done: int, _all: int, /) -> None:
    """For a door that keeps its output to what was asked for."""


class Reading:
    """For a door that paints a screen: told in the thread that reads, looked at in the one that paints."""

    def __init__(self) -> None:
        self._read = 0
        self._place: tuple[int, int] | None = None

    def told(self, done: int, whole: int, /) -> None:
        """To be called with how many of how many files are read."""
        self._read += 1
        if self._read >= WORTH_SAYING:
            self._place = (done, whole)

    @property
    def place(self) -> tuple[int, int] | None:
        """How many of how many files are read; None where it is not worth saying, or over."""
        place = self._place
        return place if place and place[0] < place[1] else None


def telling(language: Language) -> Callable[[int, int], None]:
    """To be called with how many of how many files are read; a line for every tenth."""
    told: set[int] = set()
    read = [0]

    def progress(done: int, whole: int, /) -> None:
        read[0] += 1
        if read[0] < WORTH_SAYING or 10 * done // whole in told:
            return
        from assistant.edge.crash import words  # noqa: PLC0415 few ever wait

        told.add(10 * done // whole)
        sys.stderr.write(words(language).message("reading", count=str(done), all=str(whole)) + "\n")
        sys.stderr.flush()

    return progress
