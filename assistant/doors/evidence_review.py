"""Statements one by one, each confirmed or denied with one key."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence

from assistant.core.statements import Saying, Standing, grade_of
from assistant.doors.evidence import OK, show, tell
from assistant.edge.evidence_desk import Drawer
from assistant.edge.evidence_work import judge

_KEYS = {"j": Standing.CONFIRMED, "y": Standing.CONFIRMED, "n": Standing.DENIED}
_END = ("q", "\x03", "\x04", "\x1b", "")


@contextlib.contextmanager
def _single_keys() -> Iterator[None]:
    """Keys arrive one by one, without Enter, where the terminal can."""
    try:
        import termios  # noqa: PLC0415 not on every system
        import tty  # noqa: PLC0415 not on every system
    except ImportError:
        yield
        return
    if not sys.stdin.isatty():
        yield
        return
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    try:
        tty.setcbreak(handle)
        yield
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)


def _key() -> str:
    """The next key; "" at the end of the input. Line ends between keys are passed over."""
    while (key := sys.stdin.read(1)) in ("\n", "\r"):
        pass
    return key.lower()


def run(drawer: Drawer, open_: Sequence[Saying]) -> int:
    """Goes through the statements that nobody has judged: j or y confirms, n denies, q ends, any other key goes on."""
    if not open_:
        tell(drawer, "evidence/nothing-open")
        return OK
    judged = 0
    tell(drawer, "evidence/review-keys", count=len(open_))
    with _single_keys():
        for said in open_:
            show(drawer, "evidence/row", said=said, grade=grade_of(said).value, old=False, open=False, expired=False)
            sys.stdout.flush()
            key = _key()
            if key in _END:
                break
            if key in _KEYS and (now := judge(drawer, said.id, _KEYS[key])):
                tell(drawer, "evidence/judged", said=now)
                judged += 1
    tell(drawer, "evidence/reviewed", count=judged, left=len(open_) - judged)
    return OK
