"""Ending well: SIGTERM, SIGHUP and the death of the keeper close the app, which then restores the terminal."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from assistant.doors.tui.shell import Shell

SIGNALLED = 128


def watch(app: Shell, orphaned: int | None) -> None:
    """Has the app end on these signals as soon as it runs. `orphaned` becomes readable when the keeper has died."""
    app.on_start(lambda: _install(app, orphaned))


def _install(app: Shell, orphaned: int | None) -> None:
    if sys.platform == "win32":
        # Textual switches the kitty keys on there whatever the environment says; AltGr needs them off.
        os.write(2, b"\x1b[<u")
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, app.leave, SIGNALLED + number)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if orphaned is not None:
        loop.add_reader(orphaned, _orphan, app, loop, orphaned)


def _orphan(app: Shell, loop: asyncio.AbstractEventLoop, orphaned: int) -> None:
    """The keeper is gone and the shell may own the terminal: end without being stopped for touching it."""
    loop.remove_reader(orphaned)
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    app.leave(SIGNALLED + signal.SIGHUP)
