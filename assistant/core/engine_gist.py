"""The gist of whole texts, where a sentence encoder is at hand: one more part of the kernel, off by default.

An encoder is blind to typing slips, so it is given the text as the index reads it, with its slips repaired.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from assistant.core.engine_grams import Floats

__all__ = ["WEIGHT", "Encoder", "likened", "no_gist"]

WEIGHT = 1.0  # of the gist in the kernel, beside 1.0 for look and meaning together
SQUARE = 0.5  # share of the square, which favours few close phrases over many remote ones


class Encoder(Protocol):
    """Turns texts of German, English or a mixture into points: near ones mean the same."""

    @property
    def name(self) -> str:
        """Which encoder this is; an index is only good with the one that it was built with."""

    @property
    def axes(self) -> int:
        """Numbers in a vector."""

    def encode(self, texts: Sequence[str], /) -> Floats:
        """Unit vectors, shape (texts, axes); the same text always gives the same."""


def likened(cosine: Floats) -> Floats:
    """The gist's part of the kernel from cosines of gists, any shape."""
    return np.asarray(np.float32(WEIGHT) * ((1 - SQUARE) * cosine + SQUARE * cosine * np.abs(cosine)), np.float32)


def no_gist(texts: int) -> Floats:
    """Gists where there is no encoder: without axes."""
    return np.zeros((texts, 0), np.float32)
