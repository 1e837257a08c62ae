"""How the screen looks and which letters it uses: from the settings, changed at run time, remembered on a change."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.doors.tui import signs, theme, words
from assistant.doors.tui.commands import Scene
from assistant.edge import settings
from assistant.edge.settings import Loaded, Settings

if TYPE_CHECKING:
    from assistant.doors.tui.app import AssistantApp
    from assistant.doors.tui.shell import Shell

_COLOURS = {"standard": 16, "windows": 16, "256": 256, "truecolor": 1 << 24}


class Dress:
    """How the screen looks, as the settings say."""

    def __init__(self, shell: Shell, loaded: Loaded) -> None:
        self._shell = shell
        self._asked = os.environ.get("ASSISTANT_ASCII", "")  # for this start only
        self.settings: Settings = loaded.settings
        self.problems = loaded.problems
        signs.use(self._charset())
        words.spell(self.settings.spelling)

    def apply(self) -> None:
        """Makes the screen look as the settings say."""
        app = self._shell
        signs.use(self._charset())
        colours = _COLOURS.get(app.console.color_system or "", 1 << 24)
        app.theme = theme.wanted(self.settings.theme, colours, grey=app.no_color)
        app.main.spacious(self.settings.spacing == "large")
        app.main.set_class(signs.plain(), "plain")
        app.main.redraw()

    def _charset(self) -> signs.Charset:
        trusted = signs.charset_of(os.environ, sys.platform)
        if self._asked not in ("", "0"):
            return "letters" if trusted == "letters" else "signs"
        if self.settings.ascii == "no":
            return "full"
        return "signs" if self.settings.ascii == "yes" and trusted == "full" else trusted


class Look(Dress):
    """The settings of the conversation's screen, changed by its commands."""

    def __init__(self, app: AssistantApp, loaded: Loaded) -> None:
        super().__init__(app, loaded)
        self._app = app

    @property
    def scene(self) -> Scene:
        """What the commands may depend on."""
        view, talk, now = self._app.main.view, self._app.talk, self.settings
        return Scene(
            view.language, talk is not None, frozenset(s.name for s in view.slots if s.value), view.advised,
            self._app.main.chat.count > 1, now.theme, signs.plain(), now.spacing == "large", words.spelling(), self._app.visiting,
        )  # fmt: skip

    def change(self, *, theme: str = "", spacious: bool | None = None, ascii: bool | None = None) -> None:  # noqa: A002 the setting's name
        """Changes what is given, at once, and remembers it."""
        changes = {
            "theme": theme, "spacing": "" if spacious is None else "large" if spacious else "normal",
            "ascii": "" if ascii is None else "yes" if ascii else "no",
        }  # fmt: skip
        self._asked = "" if ascii is not None else self._asked
        self.remember(**{name: value for name, value in changes.items() if value})
        self.apply()

    def swiss(self) -> None:
        """The other spelling of German."""
        other = "de" if words.spelling() == "ch" else "ch"
        words.spell(other)
        self.remember(spelling=other)
        self._app.run_worker(self._app.errands.spell(other))

    def remember(self, **changes: str) -> None:
        """Keeps these settings for the next start."""
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]  # names and values are the file's
        if self._app.visiting:
            return
        self._app.run_worker(self._save(changes))

    async def _save(self, changes: dict[str, str]) -> None:
        try:
            await asyncio.to_thread(settings.save, changes)
        except OSError as error:
            self._app.toast(await self._app.errands.unwritten(error, settings.file()))
