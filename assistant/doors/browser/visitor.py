"""The process of one visitor: the same app as in the terminal. `python -m assistant.doors.browser.visitor JSON`.

Nothing is kept on the server: what a visitor says lives in this process and goes with it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.core.text import Language
from assistant.doors.browser import SKELETONS
from assistant.doors.patience import Reading
from assistant.doors.tui import prompt
from assistant.doors.tui.app import AssistantApp
from assistant.doors.tui.copying import Copier
from assistant.doors.tui.words import Labels
from assistant.edge.desk import Office, open_office
from assistant.edge.html import Pages

CRASH = 70


class PageCopier(Copier):
    """Copies into the visitor's browser, never into the server's clipboard or files. Whether the browser allows it is
    known to the page alone, which offers the text where it does not."""

    def __init__(self, spelling: str) -> None:
        super().__init__(native=lambda _: None)
        self._pages = Pages(SKELETONS, spelling)
        self.language: Callable[[], Language] = lambda: "de"

    async def copy(
        self, text: str, to_terminal: Callable[[str], None], labels: Labels, again: str = "", *, html: str = "", alone: bool = False,
    ) -> str:  # fmt: skip
        del labels, again, html, alone  # they speak of terminals and files
        to_terminal(text)
        return self._pages.words(self.language())["handed_on"]


def _opener(said: dict[str, Any], language: Language, reading: Reading) -> Callable[[], Office]:
    folders = [Path(f) for f in said["folders"]]

    def opener() -> Office:
        return replace(open_office(language, said["spelling"], folders, progress=reading.told), fixed=bool(said["fixed"]))

    return opener


def main(argument: str) -> int:
    """Runs the app until the visitor leaves; the exit code."""
    said: dict[str, Any] = json.loads(argument)
    language: Language = "en" if said["language"] == "en" else "de"
    vars(prompt)["BURST"] = 0.0  # browsers mark every paste, so fast keys are keys (a line that stalled sends many at once)
    copier = PageCopier(said["spelling"])
    reading = Reading()
    app = AssistantApp(_opener(said, language, reading), copier, language, visiting=True, reading=reading)
    copier.language = lambda: app.main.view.language
    app.run()
    if app.failure is not None:
        from assistant.edge.crash import report  # noqa: PLC0415 only when something went wrong

        sys.stderr.write(report(app.failure, language) + "\n")
        return CRASH
    return app.return_code or 0


if __name__ == "__main__":
    code = main(sys.argv[1])
    sys.stderr.flush()
    os._exit(code)  # a thread of the driver may still wait for input
