"""What every app on the screen has: colours, one notice at a time, an end that a launcher can tell from a fault."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.screen import Screen

from assistant.core.gate import clean
from assistant.core.text import Language
from assistant.doors.tui import theme
from assistant.doors.tui.frame import Frame
from assistant.doors.tui.signs import drawn
from assistant.doors.tui.words import Labels, labels

CRASH = 70


class Shell(App[int], inherit_bindings=False):
    """An app with one main screen. Nothing moves, nothing is markup, no traceback reaches a person."""

    CSS = theme.CSS
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = 4
    main: Frame

    def __init__(self) -> None:
        super().__init__()
        for one in theme.THEMES:
            self.register_theme(one)
        self.animation_level = "none"
        self.failure: BaseException | None = None
        self._starters: list[Callable[[], None]] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return theme.defaults()

    def get_default_screen(self) -> Screen[Any]:
        return self.main

    @property
    def language(self) -> Language:
        """The language of the screen."""
        return self.main.language

    @property
    def words(self) -> Labels:
        return labels(self.language)

    def on_start(self, starter: Callable[[], None]) -> None:
        """Has this run inside the event loop, once there is one."""
        self._starters.append(starter)

    def on_mount(self) -> None:  # Textual calls this one and that of the class below, each by itself
        for starter in self._starters:
            starter()

    def leave(self, code: int) -> None:
        """Ends the app with this exit code."""
        self.exit(code, return_code=code)

    def farewell(self) -> tuple[bool, str]:
        """The end, once: whether all is on disk, and what to tell the person on the terminal."""
        raise NotImplementedError

    def _fatal_error(self) -> None:
        """No traceback on a person's screen: launch.py reports it."""
        self.failure = self._exception
        self._return_code = CRASH
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:
        self.failure = self.failure or RuntimeError(*(str(r) for r in renderables))
        self._return_code = CRASH
        self._close_messages_no_wait()

    def toast(self, text: str, seconds: float | None = None) -> None:
        """One short notice at a time."""
        self.clear_notifications()
        self.notify(drawn(clean(text)), markup=False, timeout=seconds)

    def copy_selection(self) -> None:
        """Ctrl+C: what the mouse marked, else how to quit. Never quits."""
        if marked := self.main.get_selected_text():
            self.copy_to_clipboard(marked)
        else:
            self.toast(self.words["quit-hint"])
