"""What both engines say of a text: points per label, and how alike the text is to what they know.

Kernel = share · (0.2 k + 0.8 k²) + (1 - share) · m, where k is the cosine of two texts as bags of soft words (n-grams) and
m the cosine of their meanings (lexicon). The square favours few close phrases over many remote ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.core.engine_grams import Floats, Ints

__all__ = ["LIKELY", "LINEAR", "Near", "Scored", "blend", "covered", "likeness", "likenesses", "share_of"]

LINEAR = 0.2
SHARE = 0.65  # of the look in the kernel, where there is a lexicon
SENSE = 0.25  # weight of the best meaning in the likeness: long foreign lines come close to anything
LIKELY = 0.72  # edit similarity from which, in a big index, a word is the likely spelling of an unknown one


@dataclass(frozen=True, slots=True)
class Scored:
    """What a text gets: points per label, and per candidate phrase both cosines and the kernel value.

    points: (labels,). rows: (candidates,) phrase numbers. look, sense, kernel: (candidates,). cover: 0..2, how much of the
    text the index knows, and how much of it the winner's phrases.
    """

    points: Floats
    rows: NDArray[np.int64]
    look: Floats
    sense: Floats
    kernel: Floats
    cover: float

    @property
    def alike(self) -> float:
        """How alike the text is to what the index knows, see `likeness`."""
        return likeness(self.look, self.sense, self.cover)


@dataclass(frozen=True, slots=True)
class Near:
    """The likeness of phrases to all others, and to those of other labels only; both (phrases,)."""

    alone: Floats
    foreign: Floats


def likeness(look: Floats, sense: Floats, cover: float) -> float:
    """How alike a text is to an index, 0..4.5; look, sense: (phrases,). The weights were found on training data."""
    return float(2 * look.max(initial=0) + SENSE * sense.max(initial=0) + cover)


def likenesses(look: Floats, sense: Floats, row: int, own: NDArray[np.int64], covers: tuple[float, float]) -> tuple[float, float]:
    """The likeness of a phrase to all others, then to those that are not of its label (`own`). look, sense: (phrases,) its
    cosines with all, which are used up: what is like nothing is the nearest of none. covers: by all others, by other labels."""
    look[row] = sense[row] = 0
    alone = likeness(look, sense, covers[0])
    look[own] = sense[own] = 0
    return alone, likeness(look, sense, covers[1])


def covered(kin: Floats, stake: Floats, winners: Ints) -> float:
    """Share of a text's stakes that the words of an index cover, plus the share that those of the winner cover.

    kin: (words, index words). stake: (words,). winners: index words of the winner.
    """
    total = float(stake.sum())
    if not total or not kin.shape[1]:
        return 0.0
    best = kin.max(1) @ stake
    return float(best + (kin[:, winners].max(1) @ stake if len(winners) else 0.0)) / total


def share_of(meaning: Floats) -> float:
    """Share of the look in the kernel: all of it where there are no meanings."""
    return SHARE if meaning.shape[1] else 1.0


def blend(look: Floats, sense: Floats, share: float) -> Floats:
    """The kernel from both cosines, of one shape."""
    shaped: Floats = (LINEAR * look + (1 - LINEAR) * look * look).astype(np.float32) * np.float32(share)
    blended: Floats = shaped + np.float32(1 - share) * sense
    return blended
