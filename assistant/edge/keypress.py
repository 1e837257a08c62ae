"""Single keys of a terminal, without Enter; keys that arrive as several bytes (arrows, F1) are told from Esc."""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import sys
from collections.abc import Callable, Iterator

__all__ = ["ESCAPE", "single_keys"]

ESCAPE = "\x1b"
_PAUSE = 0.1  # seconds: what a terminal sends for one key comes faster, even from far away; nobody types faster after Esc
_LONGEST = 32  # bytes of such a sequence; more is none


@contextlib.contextmanager
def single_keys() -> Iterator[Callable[[], str]]:
    """Reads the next key of the standard input: one character, "" at the end. Where the terminal can, keys come without
    Enter and those that are no characters are passed over; elsewhere characters come as they are written."""
    try:
        import termios  # noqa: PLC0415 not on every system
        import tty  # noqa: PLC0415 not on every system
    except ImportError:
        yield lambda: sys.stdin.read(1)
        return
    if not sys.stdin.isatty():
        yield lambda: sys.stdin.read(1)
        return
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    try:
        tty.setcbreak(handle)
        yield lambda: _key(handle)
    finally:
        with contextlib.suppress(termios.error):  # the terminal may be gone
            termios.tcsetattr(handle, termios.TCSADRAIN, before)


def _key(handle: int) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    while byte := _byte(handle):
        if byte != ESCAPE.encode():
            if key := decoder.decode(byte):
                return key
        elif not _rest_of_key(handle):
            return ESCAPE
    return ""


def _byte(handle: int) -> bytes:
    """The next byte; none where the terminal is gone."""
    with contextlib.suppress(OSError):
        return os.read(handle, 1)
    return b""


def _soon(handle: int) -> bytes:
    """A byte that belongs to the ones before it; none where nothing follows at once."""
    return _byte(handle) if select.select([handle], [], [], _PAUSE)[0] else b""


def _rest_of_key(handle: int) -> bool:
    """Takes what belongs to the key that began with an escape; whether there was anything."""
    kind = _soon(handle)
    while kind == ESCAPE.encode():  # with Alt some terminals send one more
        kind = _soon(handle)
        if not kind:
            return False
    if kind in (b"[", b"O"):
        for at in range(_LONGEST):
            byte = _soon(handle)
            if not byte or (byte >= b"@" and not (byte == b"[" and at == 0)):  # the Linux console sends ESC [ [ A for F1
                break
    return bool(kind)
