"""Textual's driver for a page, with two more habits: it paints everything anew for a page that comes later, and it
ends the app when the server has died."""

from __future__ import annotations

from typing import Any

from textual import events, messages
from textual.drivers import web_driver
from textual.drivers.web_driver import WebDriver
from textual.geometry import Size

from assistant.doors.tui.pasting import CleanPasteParser

# Pastes keep their escape characters until the gate sees them, as in the terminal.
vars(web_driver)["XTermParser"] = CleanPasteParser


class PageDriver(WebDriver):
    """The driver of one visitor's process."""

    def on_meta(self, packet_type: str, payload: dict[str, Any]) -> None:
        if packet_type != "attach":
            super().on_meta(packet_type, payload)
            return
        self._size = (payload["width"], payload["height"])
        # In the app's own turn: two threads writing into one pipe would mix their packets.
        self._app.call_later(self._paint_anew, Size(*self._size))

    def _paint_anew(self, size: Size) -> None:
        """What a page must hear that has seen nothing yet."""
        self.write("\x1b[?1049h\x1b[?25l\x1b[2J")
        self._enable_mouse_support()
        self._enable_bracketed_paste()
        self._app.post_message(events.Resize(size, size))
        self._app.call_later(self._app.refresh, layout=True)

    def run_input_thread(self) -> None:
        super().run_input_thread()
        if not self.exit_event.is_set():  # nobody is left to talk to
            self._app.post_message(messages.ExitApp())
