"""Starts the screen of a sitting. Imports Textual only in the process that shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.core.text import Language
from assistant.doors.tui.launch import Wants, show

if TYPE_CHECKING:
    from assistant.doors.tui.shell import Shell
    from assistant.edge.sitting import Sitting


def run(opener: Callable[[], tuple[Sitting, str]], language: Language, spelling: str | None) -> int:
    """Shows the sitting until the person leaves; the exit code. `opener` is called late and in another thread; it gives the
    sitting and what is wrong with the settings. `spelling` "de" or "ch" holds for this start only."""

    def make() -> Shell:
        from assistant.doors.tui import words  # noqa: PLC0415 Textual is imported in the child
        from assistant.doors.tui.writing.app import WritingApp  # noqa: PLC0415 as above

        app = WritingApp(opener, language)
        if spelling is not None:
            words.spell(spelling)
        return app

    return show(Wants(make, language))
