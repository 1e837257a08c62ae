"""What a key does besides talking: help, editing a slot, copying. Each leaves the draft alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.doors.tui.copying import Copier
from assistant.doors.tui.views import Option, Slot

if TYPE_CHECKING:
    from assistant.doors.tui.app import AssistantApp


class Errands:
    """Runs in the app's loop, asks the back office, shows what comes back."""

    def __init__(self, app: AssistantApp, copier: Copier) -> None:
        self._app = app
        self._copier = copier

    async def help(self) -> None:
        from assistant.doors.tui.pick import Help  # noqa: PLC0415 loaded when first wanted

        app, talk = self._app, self._app.talk
        lines = await app.back.ask(talk.help) if talk else ()
        app.push_screen(Help(app.words["help-title"], app.words["close"], (*lines, app.words["help-keys"])))

    # ---- the brief

    async def edit(self, slot: str | None) -> None:
        """A slot from the brief, then its value; undone like a turn."""
        app = self._app
        if len(app.screen_stack) > 1 or app.talk is None:
            return
        slots = {s.name: s for s in app.main.view.slots if s.name != "loops"}
        name = slot or await self._which(list(slots.values()))
        if name in slots:
            await self._value(slots[name])

    async def _which(self, slots: list[Slot]) -> str:
        from assistant.doors.tui.pick import Pick  # noqa: PLC0415 loaded when first wanted

        words = self._app.words
        widest = max(len(s.title) for s in slots) + 2
        entries = [Option(s.name, s.title.ljust(widest) + (s.value or words["open"])) for s in slots]
        return await self._app.push_screen_wait(Pick(words["pick-slot"], words["close"], entries)) or ""

    async def _value(self, slot: Slot) -> None:
        from assistant.doors.tui.pick import Pick  # noqa: PLC0415 loaded when first wanted

        app = self._app
        options = await app.back.ask(app.back.talking.options, slot.name)
        if not options:
            return
        chosen = await app.push_screen_wait(Pick(f"{slot.title}: {app.words['pick']}", "", options))
        if chosen is not None:
            said = next(o.name for o in options if o.id == chosen)
            app.take(f"{slot.title}: {said}", lambda talk: talk.choose(slot.name, chosen), said="")

    # ---- copying

    async def copy_answer(self, to_terminal: Callable[[str], None]) -> None:
        talk = self._app.talk
        text = await self._app.back.ask(talk.copy_text) if talk else ""
        if text:
            await self.copy(text, to_terminal, self._app.words["copy-again"])
        else:
            self._app.toast(self._app.words["nothing-to-copy"])

    async def copy(self, text: str, to_terminal: Callable[[str], None], again: str = "") -> None:
        app, talk = self._app, self._app.talk
        try:
            app.toast(await self._copier.copy(text, to_terminal, app.words, again))
        except OSError as error:
            facts = {"path": str(error.filename or ""), "reason": error.strerror or str(error)}
            app.toast(await app.back.ask(lambda: talk.message("write-failed", **facts)) if talk else str(error))
