"""What the end of a half-typed line may become: asked of the back office at every key, shown unless the line went on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.doors.tui.app import AssistantApp

LONGEST = 4_000  # of a line that is still completed


class Suggesting:
    """Runs in the app's loop; a suggestion is shown, never taken by itself."""

    def __init__(self, app: AssistantApp) -> None:
        self._app = app
        self._text = ""

    def changed(self) -> None:
        """The line is another one: what was suggested goes, and is asked for anew where the line is being continued."""
        main = self._app.main
        self._text = text = main.prompt.full_text
        main.suggested(())
        if self._app.talk is not None and text.strip() and len(text) <= LONGEST and main.prompt.at_end:
            self._app.run_worker(self._ask(text))

    async def _ask(self, text: str) -> None:
        back = self._app.back
        found = await back.ask(lambda: back.talking.suggest(text) if text == self._text else ())
        if text == self._text:
            self._app.main.suggested(found)
