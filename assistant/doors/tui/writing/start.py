"""Starts the screen of a sitting. Imports Textual only in the process that shows it, and the playbooks after its first
paint."""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from typing import TYPE_CHECKING

from assistant.core.text import Language
from assistant.doors.tui.launch import Wants, show

if TYPE_CHECKING:
    from assistant.doors.tui.shell import Shell
    from assistant.edge.sitting import Sitting

USAGE = 2


def run(args: argparse.Namespace, language: Language) -> int:
    """Shows the sitting that these arguments name until the person leaves; the exit code."""
    if find_spec("tomlkit") is None:
        from assistant.doors.books import lacking  # noqa: PLC0415 only where something is missing

        lacking(language)
        return USAGE

    def opener() -> tuple[Sitting, str]:
        from assistant.doors.books import opened, sitting_of  # noqa: PLC0415 after the first paint

        shelf, renderer, problems = opened(args, language)
        return sitting_of(args, shelf, renderer), "\n".join(problems)

    def make() -> Shell:
        from assistant.doors.tui import words  # noqa: PLC0415 Textual is imported in the child
        from assistant.doors.tui.writing.app import WritingApp  # noqa: PLC0415 as above

        app = WritingApp(opener, language)
        if hasattr(args, "spelling"):  # asked for in this call
            words.spell(args.spelling)
        return app

    return show(Wants(make, language))
