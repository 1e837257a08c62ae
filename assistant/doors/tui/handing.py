"""Handing an answer over: clipboard, part of it, file, text view. Each step says truly what it did, the next catches it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.doors.tui.copying import Copier
from assistant.doors.tui.views import Option

if TYPE_CHECKING:
    from assistant.doors.tui.app import AssistantApp


class Handing:
    """Runs in the app's loop, asks the back office, shows what comes back."""

    def __init__(self, app: AssistantApp, copier: Copier, to_terminal: Callable[[str], None]) -> None:
        self._app = app
        self._copier = copier
        self._to_terminal = to_terminal
        self._handed = ""  # the answer that F4 has just copied

    async def _pick(self, title: str, options: Sequence[Option], keys: str = "123456789") -> str | None:
        from assistant.doors.tui.pick import Pick  # noqa: PLC0415 loaded when first wanted

        return await self._app.push_screen_wait(Pick(title, self._app.words["list-foot"], options, keys))

    async def copy_answer(self) -> None:
        """The last answer; the same one again: which part, or where else."""
        app = self._app
        last = app.talk.last if app.talk else None
        text = await app.back.ask(last.text) if last else ""
        if not text:
            app.toast(app.words["nothing-to-copy"])
        elif text == self._handed:
            await self.copy_part()
        else:
            self._handed = text
            await self.copy(text, app.words["copy-again"], html=await app.back.ask(self._html))

    async def copy_part(self) -> None:
        """One block of the last answer, all of it, a file or the text view: chosen by letters."""
        from assistant.doors.tui.pick import LETTERS  # noqa: PLC0415 loaded when first wanted

        app, words = self._app, self._app.words
        if len(app.screen_stack) > 1:
            return
        last = app.back.talking.last
        parts = await app.back.ask(last.parts)
        options = [Option(str(n), title) for n, (title, _) in enumerate(parts)]
        options.append(Option("all", words["copy-all"]))
        if not app.visiting:
            options += [Option("rich", words["copy-formatted"]), Option("save", f"{words['copy-as']} …")]
        options.append(Option("view", words["view-title"]))
        chosen = await self._pick(words["copy-title"], options, LETTERS)
        if chosen == "view":
            await self.text_view()
        elif chosen == "save":
            await self.pick_format()
        elif chosen in ("all", "rich"):
            html = await app.back.ask(self._html)
            await self.copy(await app.back.ask(last.text), html=html, alone=chosen == "rich")
        elif chosen is not None:
            await self.copy(parts[int(chosen)][1])

    def _html(self) -> str:
        """The last answer formatted; a visitor's browser is handed plain text. For the back office's thread."""
        return "" if self._app.visiting else self._app.back.talking.last.html()

    async def copy(self, text: str, again: str = "", *, html: str = "", alone: bool = False) -> None:
        """Copies and says how; where nothing else is left, the text view."""
        app = self._app
        try:
            app.toast(await self._copier.copy(text, self._to_terminal, app.words, again, html=html, alone=alone))
        except OSError:
            self._show(text, app.words["copy-failed"])

    async def pick_format(self) -> None:
        """The last answer as a file in a format that is asked for."""
        from assistant.doors.tui import saving  # noqa: PLC0415 loaded when first wanted

        if form := await saving.pick_format(self._app):
            await saving.save(self._app, form)

    async def save(self, form: str) -> None:
        """The last answer as a new file in that format."""
        from assistant.doors.tui import saving  # noqa: PLC0415 loaded when first wanted

        await saving.save(self._app, form)

    async def unwritten(self, error: OSError, path: Path | None = None) -> str:
        """Why a file could not be written, in words."""
        app, reason = self._app, error.strerror or str(error)
        facts = {"path": str(path or error.filename or ""), "reason": reason}
        talk = app.talk
        return await app.back.ask(lambda: talk.message("write-failed", **facts)) if talk else reason

    async def text_view(self) -> None:
        """The last answer, or the brief, as text that the terminal's own means can mark."""
        app = self._app
        self._show(await app.back.ask(app.back.talking.text), app.words["view-title"])

    def _show(self, text: str, title: str) -> None:
        from assistant.doors.tui.textview import TextView, printed  # noqa: PLC0415 loaded when first wanted

        app = self._app
        if app.is_headless or app.visiting or not printed(app, text, app.words):
            app.push_screen(TextView(title, app.words["view-foot"], text))

    def view(self, text: str, title: str) -> None:
        """One text by itself, over the conversation."""
        from assistant.doors.tui.textview import TextView  # noqa: PLC0415 loaded when first wanted

        self._app.push_screen(TextView(title, self._app.words["view-foot"], text))
