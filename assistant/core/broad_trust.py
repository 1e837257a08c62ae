"""How far a broad index can be trusted: measured on phrases of its own that it has not counted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.core.broad import Broad
from assistant.core.broad_card import PHRASE
from assistant.core.broad_index import BroadIndex, Speller
from assistant.core.engine_background import LINES
from assistant.core.engine_head import Lessons
from assistant.core.engine_scored import Near
from assistant.core.engine_trust import Signs, Trust

__all__ = ["measured"]

SAMPLE = 200  # phrases that are looked at, evenly chosen


def measured(whole: Broad, slot: str) -> Trust:
    """The trust in the index of this slot."""
    index = BroadIndex(whole, slot, Trust.prior(), Speller(whole, None))
    owner = _owners(whole, slot)
    rows = np.flatnonzero(owner >= 0)
    rows = rows[:: max(1, len(rows) // SAMPLE)]
    shape = len(rows), len(index.field.labels)
    points, foreign = np.empty(shape, np.float32), np.empty(shape, np.float32)
    near, far = np.zeros(len(rows), np.float32), np.zeros(len(rows), np.float32)
    for i, row in enumerate(rows.tolist()):
        heard, own = index.hear(whole.phrase(row)), int(owner[row])
        shares = index.shares(heard, without=own)
        near[i] = index.likeness(heard, shares, np.argsort(-shares, kind="stable"), without=row)
        points[i], foreign[i] = 2 * shares - 1, 2 * shares - 1
        foreign[i, own], shares[own] = -np.inf, 0
        far[i] = index.likeness(heard, shares, np.argsort(-shares, kind="stable"))
    return Trust.measured(Lessons(rows, points, foreign), Near(near, far), owner, _strangers(index))


def _owners(whole: Broad, slot: str) -> NDArray[np.int32]:
    """Per row the label of this slot, as its number in the slot's field, where the row is a phrase of it; else -1."""
    local = np.full(len(whole.labels), -1, np.int32)
    local[whole.fields[slot].labels] = np.arange(len(whole.fields[slot].labels))
    owner = np.repeat(local, np.diff(whole.row_of))
    owner[whole.kind != PHRASE] = -1
    return owner


def _strangers(index: BroadIndex) -> list[Signs]:
    return [seen for line in LINES if (seen := index.signs(line)) is not None]
