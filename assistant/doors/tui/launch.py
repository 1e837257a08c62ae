"""Starts the screen in a child process and puts the terminal right again, however the child ends.

Imports Textual only in the child: the parent stays a few pages of memory that wait.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.core.text import Language
from assistant.doors.tui.words import labels
from assistant.edge.places import language_of_system

if TYPE_CHECKING:
    from assistant.doors.patience import Reading
    from assistant.doors.tui.shell import Shell
    from assistant.edge.desk import Office
    from assistant.edge.notebook_keeper import Keeper

CRASH = 70
SIGNALLED = 128
USUAL = (80, 24)  # columns and rows of a terminal that does not say
# Kitty keys popped, mouse and focus reports off, bracketed paste and in-band resize off, synchronised output off,
# wrapping on, alternate screen left, cursor shown, colours reset.
RESTORE = (
    "\x1b[<u\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?1004l\x1b[?2004l\x1b[?2048l"
    "\x1b[?2026l\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[0m\r"
)


def _environment() -> None:
    """Before Textual is imported: AltGr must work, nothing moves."""
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    with contextlib.suppress(ImportError, OSError, ValueError):  # no such terminals there, or no terminal at all
        _sized(sys.__stdout__.fileno() if sys.__stdout__ else 1)


def _sized(terminal: int) -> None:
    """Gives a terminal that says no size (a fresh pseudo-terminal) the usual one: Textual and Rich each assume another height
    there, and would resize one another for ever. Whoever sizes it later is heard."""
    import fcntl  # noqa: PLC0415 not on Windows
    import struct  # noqa: PLC0415 only here
    import termios  # noqa: PLC0415 not on Windows

    columns, rows = os.get_terminal_size(terminal)
    if not (columns and rows):
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows or USUAL[1], columns or USUAL[0], 0, 0))


@dataclass(frozen=True, slots=True)
class Wants:
    """What is to be shown: `make` imports Textual and makes the app; `language` says how a killed app is spoken of."""

    make: Callable[[], Shell]
    language: Language | None = None


def _show(wants: Wants, orphaned: int | None) -> int:
    """Runs the app in this process; a fault becomes a report and exit code 70."""
    _environment()
    from assistant.doors.tui.pasting import install  # noqa: PLC0415 Textual is imported here and nowhere before
    from assistant.doors.tui.signals import watch  # noqa: PLC0415

    install()
    app = wants.make()
    watch(app, orphaned)
    failure: BaseException | None = None
    try:
        app.run()
    except Exception as error:  # noqa: BLE001 no traceback on a person's screen
        failure = error
    failure = app.failure or failure
    _, told = app.farewell()
    if told:
        sys.stderr.write(told + "\n")
    if failure is not None:
        from assistant.edge.crash import report  # noqa: PLC0415 only when something went wrong

        sys.stderr.write(report(failure, app.language) + "\n")
        return CRASH
    return app.return_code or 0


def _child(wants: Wants, orphaned: int) -> None:
    """Never returns: the parent alone goes on with the program."""
    code = CRASH
    try:
        code = _show(wants, orphaned)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _wait(child: int) -> int:
    """The child's status; signals that would end us are handed on to it."""
    def hand_on(number: int, _: Any) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, hand_on)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return os.waitpid(child, 0)[1]


def _restore(attributes: list[Any] | None) -> None:
    """The terminal as it was before the child."""
    import termios  # noqa: PLC0415 POSIX only

    with contextlib.suppress(OSError):
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, RESTORE.encode())
    if attributes is not None:
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        with contextlib.suppress(termios.error, OSError):
            termios.tcflush(0, termios.TCIFLUSH)
            termios.tcsetattr(0, termios.TCSANOW, attributes)


def _attributes() -> list[Any] | None:
    import termios  # noqa: PLC0415 POSIX only

    try:
        return termios.tcgetattr(0)
    except (termios.error, OSError):
        return None


def _guarded(wants: Wants) -> int:
    """The app in a child, this process as its keeper."""
    attributes = _attributes()
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()  # closes when the keeper dies, so that the child can end as well
    child = os.fork()
    if child == 0:
        os.close(writing)
        _child(wants, reading)
    os.close(reading)
    status = _wait(child)
    os.close(writing)
    if os.WIFEXITED(status):
        return os.WEXITSTATUS(status)
    _restore(attributes)
    number = os.WTERMSIG(status)
    sys.stderr.write(labels(wants.language or language_of_system())["killed"].replace("{signal}", signal.Signals(number).name) + "\n")
    return SIGNALLED + number


def run(
    open_office: Callable[[], Office], language: Language | None = None, keeping: Callable[[], Keeper] | None = None,
    reading: Reading | None = None,
) -> int:
    """Shows the conversation until the person leaves; returns the exit code. `language` paints the first screen, before
    the office says which one it speaks; `keeping` opens the notebook, `reading` tells how far the reading of playbooks is."""

    def make() -> Shell:
        from assistant.doors.tui.app import AssistantApp  # noqa: PLC0415 Textual is imported in the child

        return AssistantApp(open_office, language=language, keeping=keeping, reading=reading)

    return show(Wants(make, language))


def show(wants: Wants) -> int:
    """Shows an app until the person leaves; returns the exit code."""
    if hasattr(os, "fork") and sys.stdin.isatty() and threading.active_count() == 1:
        return _guarded(wants)
    return _show(wants, None)
