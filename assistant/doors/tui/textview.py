"""A text by itself, to be marked: printed on the terminal's own screen where that is possible, else in a full-screen
view. Imported when first wanted."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
from collections.abc import Iterator
from typing import ClassVar

from textual.app import App, ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from assistant.core.gate import clean
from assistant.doors.tui.pick import Over, Say
from assistant.doors.tui.signs import drawn
from assistant.doors.tui.words import Labels


class Reading(TextArea, inherit_bindings=False):
    """The text: keys and mouse mark it, nothing changes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"cursor_{key}", show=False) for key in ("up", "down", "left", "right")),
        *(Binding(f"shift+{key}", f"cursor_{key}(True)", show=False) for key in ("up", "down", "left", "right")),
        Binding("pageup", "cursor_page_up", show=False), Binding("pagedown", "cursor_page_down", show=False),
        Binding("ctrl+a", "select_all", show=False), Binding("ctrl+c", "copy_marked", show=False),
    ]  # fmt: skip

    def action_copy_marked(self) -> None:
        if self.selected_text:
            self.app.copy_to_clipboard(self.selected_text)


class TextView(Over[None]):
    """A full-screen view of one text."""

    AUTO_FOCUS = "Reading"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1", "dismiss(None)", show=False)]

    def __init__(self, title: str, foot: str, text: str) -> None:
        super().__init__()
        self._title, self._foot, self._text = title, foot, clean(text, len(text))

    def compose(self) -> ComposeResult:
        yield Say((self._title, ""), classes="title")
        reading = Reading(drawn(self._text), read_only=True, soft_wrap=True, show_line_numbers=False)
        reading.cursor_blink = False
        yield reading
        yield Say((self._foot, ""), classes="foot")


@contextlib.contextmanager
def _stoppable() -> Iterator[list[int]]:
    """Signals that end the program also end the waiting; the list tells which came."""
    came: list[int] = []
    numbers = [n for name in ("SIGTERM", "SIGHUP") if (n := getattr(signal, name, None))]
    before = {n: signal.getsignal(n) for n in numbers}
    for n in numbers:
        signal.signal(n, lambda number, _: came.append(number))
    try:
        yield came
    finally:
        for n, handler in before.items():
            signal.signal(n, handler)


def _wait(came: list[int]) -> None:
    """Until Enter, the end of the input or a signal."""
    if sys.platform == "win32":
        with contextlib.suppress(EOFError):
            input()
        return
    while not came:
        if select.select([0], [], [], 0.2)[0]:
            os.read(0, 4096)
            return


def printed(app: App[int], text: str, words: Labels) -> bool:
    """Steps aside, prints the text and waits for Enter, so that the terminal's own selection works. False where the
    program cannot step aside (in a browser)."""
    try:
        with app.suspend(), _stoppable() as came:
            sys.stdout.write(f"\n{drawn(clean(text, len(text)))}\n\n{drawn(words['view-back'])} ")
            sys.stdout.flush()
            _wait(came)
    except SuspendNotSupported:
        return False
    return True  # a signal that came has reached the loop as well, which ends the app
