"""Statements one by one, each confirmed or denied with one key."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from assistant.core.statements import Saying, Standing, expired, grade_of, is_old
from assistant.doors.evidence import OK, show, tell
from assistant.edge.evidence_desk import Drawer
from assistant.edge.evidence_work import judge
from assistant.edge.keypress import ESCAPE, single_keys

_KEYS = {"j": Standing.CONFIRMED, "y": Standing.CONFIRMED, "n": Standing.DENIED}
_UNDO = "u"
_END = ("q", "\x03", "\x04", ESCAPE, "")


def _key(read: Callable[[], str]) -> str:
    """The next key; "" at the end of the input, Ctrl+C like the key that ends. Line ends between keys are passed over."""
    try:
        while (key := read()) in ("\n", "\r"):
            pass
    except KeyboardInterrupt:
        return _END[0]
    return key.lower()


def run(drawer: Drawer, open_: Sequence[Saying]) -> int:
    """Goes through the statements that nobody has judged: j or y confirms, n denies, u takes the last step back, q ends,
    any other key goes on. Each key counts at once; what was judged before the end stays judged."""
    if not open_:
        tell(drawer, "evidence/nothing-open")
        return OK
    steps: list[bool] = []  # of each statement passed, whether it was judged
    tell(drawer, "evidence/review-keys", count=len(open_))
    with single_keys() as read:
        while len(steps) < len(open_):
            said = open_[len(steps)]
            tell(drawer, "evidence/review-place", number=len(steps) + 1, count=len(open_))
            show(drawer, "evidence/row", said=said, grade=grade_of(said).value, old=is_old(said, drawer.today), open=False, expired=expired(said, drawer.today))
            sys.stdout.flush()
            key = _key(read)
            if key in _END:
                break
            if key == _UNDO:
                _back(drawer, open_, steps)
                continue
            judged = key in _KEYS and judge(drawer, said.id, _KEYS[key]) is not None
            steps.append(judged)
            tell(drawer, "evidence/review-done", standing=_KEYS[key].value if judged else "open")
    tell(drawer, "evidence/reviewed", count=sum(steps), left=len(open_) - sum(steps))
    return OK


def _back(drawer: Drawer, open_: Sequence[Saying], steps: list[bool]) -> None:
    """The last statement comes again; if it was judged, it is open again."""
    if not steps:
        tell(drawer, "evidence/review-first")
        return
    judged, last = steps.pop(), open_[len(steps)]
    if judged:
        judge(drawer, last.id, last.standing)
    tell(drawer, "evidence/review-back")
