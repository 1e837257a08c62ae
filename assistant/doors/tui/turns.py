"""One turn on the screen: the line into the notebook, then shown; the answer made, into the notebook, then shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.doors.tui.views import note, own

if TYPE_CHECKING:
    from assistant.doors.tui.app import AssistantApp
    from assistant.doors.tui.talk import Talk, Turn
    from assistant.edge.notebook_heard import Heard, Token

PATIENCE = 0.3  # seconds after which a pending answer is announced


class Turns:
    """Runs in the app's loop. A fault in one turn becomes a report and costs nothing else."""

    def __init__(self, app: AssistantApp) -> None:
        self._app = app

    async def take(self, shown: str, turn: Callable[[Talk], Turn], length: int, said: str) -> None:
        """`shown` is the person's side ("" for a key), `said` what was sent, "" for what is a turn whatever it says;
        `length` is that of the text before the gate."""
        app = self._app
        try:
            heard = await self._heard(shown, said)
            if heard is not None and heard.kind == "bye":
                app.action_leave()
                return
            if heard is not None and heard.kind != "turn":
                await app.history.show(heard)
                return
        except Exception as error:  # noqa: BLE001 a fault in one turn must not cost the conversation
            await self._report(error)
            return
        if heard is not None and heard.notice:
            app.main.chat.add(note(heard.notice))
        if app.talk is None:
            app.main.recognised((), app.words["loading"])
        await self.answer(said or shown, heard.token if heard else None, turn, length)

    async def _heard(self, shown: str, said: str) -> Heard | None:
        """The line into the notebook, then onto the screen."""
        history = self._app.history
        mine = own(shown, self._app.words) if shown else None
        heard = await (history.hear(said, mine) if said else history.note(shown, mine))
        if mine:
            self._app.add(mine)
        return heard

    async def answer(
        self, said: str, token: Token | None, turn: Callable[[Talk], Turn] | None = None, length: int = 0
    ) -> None:
        """The answer to a line: made, into the notebook, shown."""
        app = self._app
        number = app.history.number
        waiting = app.set_timer(PATIENCE, lambda: app.main.say_status(app.words["working"]))
        try:
            result = await app.back.ask(app.back.take, said, turn or (lambda talk: talk.hear(said)), length)
            if result is not None:
                await app.history.keep(token, result)
        except Exception as error:  # noqa: BLE001 a fault in one turn must not cost the conversation
            await self._report(error)
            return
        finally:
            waiting.stop()
        if result is None:
            app.action_leave()
        elif number == app.history.number:
            for message in result.messages:
                app.add(message)
            app.main.status = ""
            app.main.show(result.view)
            if app.main.panel.broad:
                await app.history.look()

    async def _report(self, error: BaseException) -> None:
        app = self._app
        app.add(note(await app.back.ask(app.back.report, error, app.main.view.language)))
