"""The engine for thousands of phrases: the small engine's kernel as explicit features, so that no step is cubic.

n-grams → count sketch (Charikar, Chen, Farach-Colton 2002; several signed places each); the square of the kernel → tensor
sketch (Pham & Pagh 2013: a product of two sketches in the frequency domain). Both are linear-time and need no landmarks.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from assistant.core.engine_gist import WEIGHT
from assistant.core.engine_grams import Floats, Ints
from assistant.core.engine_lexicon import Shelves
from assistant.core.engine_scored import LIKELY, LINEAR, Scored, blend, share_of
from assistant.core.engine_text import Bag, Read

__all__ = ["PLAIN", "SQUARE", "Big", "SketchView", "features", "members", "vocabulary"]

PLAIN = 512  # features of the n-grams themselves; also serve to find the nearest phrase
SQUARE = 1024  # features of their products
PLACES = 4  # of an n-gram in a sketch
CANDIDATES = 3  # labels whose phrases are compared one by one
COMPARED = 300  # phrases of such a label, at most


@dataclass(frozen=True, slots=True)
class SketchView:
    """Looks at a word through three seeded sketches, side by side: one plain, two for the square."""

    places: Ints  # (grams, 3 * PLACES)
    signs: Floats  # (grams, 3 * PLACES), scaled
    shelves: Shelves

    @classmethod
    def build(cls, size: int, words: Sequence[str]) -> SketchView:
        """For `size` n-grams; `words`, commonest first, are what misspelt words are compared with."""
        rng = np.random.default_rng(20)
        parts = [(0, PLAIN), (PLAIN, SQUARE), (PLAIN + SQUARE, SQUARE)]
        places = [first + rng.integers(0, width, (size, PLACES), dtype=np.int32) for first, width in parts]
        signs = (rng.choice([-1.0, 1.0], (size, 3 * PLACES)) / math.sqrt(PLACES)).astype(np.float32)
        return cls(np.concatenate(places, axis=1), signs, Shelves(words))

    @property
    def width(self) -> int:
        """Length of the three sketches together."""
        return PLAIN + 2 * SQUARE

    def look(self, ids: Ints, values: Floats) -> Floats:
        """Sketch of a bag of n-grams, shape (width,)."""
        spread = (self.signs[ids] * values[:, None]).ravel()
        return np.bincount(self.places[ids].ravel(), spread, minlength=self.width).astype(np.float32)

    def near(self, word: str, _look: Floats, /) -> Iterator[tuple[str, int]]:
        """Of the words with the same first letter those that are near by edits."""
        for known in self.shelves.near(word, LIKELY):
            yield known, OSA.distance(word, known)

    def kin(self, _look: Floats, _meaning: Floats, /) -> Floats:
        """Nothing: a big index only asks whether it knows a word at all."""
        return np.zeros(0, np.float32)


def features(look: Floats, meaning: Floats, gist: Floats) -> Floats:
    """Features whose inner product is the kernel, from summed looks (texts, width), meanings and gists (texts, axes)."""
    first, second = look[:, PLAIN : PLAIN + SQUARE], look[:, PLAIN + SQUARE :]
    square = np.fft.irfft(np.fft.rfft(first) * np.fft.rfft(second), SQUARE)
    share = share_of(meaning)
    weights = math.sqrt(share * LINEAR), math.sqrt(share * (1 - LINEAR)), math.sqrt(1 - share)
    parts = [look[:, :PLAIN] * np.float32(weights[0]), square * np.float32(weights[1]), meaning * np.float32(weights[2]),
             gist * np.float32(math.sqrt(WEIGHT))]
    return np.concatenate(parts, axis=1).astype(np.float32, copy=False)


@dataclass(frozen=True, slots=True)
class Big:
    """Phrases as short vectors, and a head over features."""

    near: NDArray[np.float16]  # (phrases, PLAIN + axes): plain look and meaning, each of unit length
    head: Floats  # (features, labels)
    offset: Floats  # (labels,)
    vocabulary: Mapping[str, frozenset[int]]  # labels in whose phrases a word stands
    members: tuple[NDArray[np.int64], ...]  # per label some phrases, evenly chosen

    def score(self, read: Read, _owner: NDArray[np.int32]) -> Scored:
        """Points of every label; the phrases of the best labels as candidates."""
        look, meaning = read.look.sum(0), read.meaning.sum(0)
        points = features(look[None], meaning[None], read.gist[None])[0] @ self.head + self.offset
        best = np.argsort(-points, kind="stable")[:CANDIDATES]
        rows = np.concatenate([self.members[label] for label in best])
        near = self.near[rows].astype(np.float32)
        by_look = np.clip(near[:, :PLAIN] @ look[:PLAIN], 0, 1)
        by_sense = near[:, PLAIN:] @ meaning
        kernel = blend(by_look, by_sense, share_of(meaning[None]))
        return Scored(points, rows, by_look, by_sense, kernel, self._cover(read, int(best[0])))

    def _cover(self, read: Read, winner: int) -> float:
        labels = [self.vocabulary.get(word, frozenset()) for word in read.words]
        known = np.array([(bool(found), winner in found) for found in labels], np.float32)
        return float((read.stake @ known).sum() / read.stake.sum())

    def parts(self, read: Read, label: int, rival: int | None) -> Floats:
        """What each word adds to the points of a label (over those of a rival): what would be missing without it."""
        weights = self.head[:, label] if rival is None else self.head[:, label] - self.head[:, rival]
        look, meaning = read.look.sum(0), read.meaning.sum(0)
        without = features(look - read.look, meaning - read.meaning, np.tile(read.gist, (len(read.words), 1)))
        return np.asarray((features(look[None], meaning[None], read.gist[None]) - without) @ weights, np.float32)

    def gist_points(self, gists: Floats, label: int, rival: int | None) -> Floats:
        """What gists (texts, axes) add to the points of a label (over those of a rival), shape (texts,)."""
        weights = self.head[:, label] if rival is None else self.head[:, label] - self.head[:, rival]
        return np.asarray(np.float32(math.sqrt(WEIGHT)) * (gists @ weights[len(weights) - gists.shape[1] :]), np.float32)


def vocabulary(bags: Sequence[Bag], owner: NDArray[np.int32]) -> dict[str, frozenset[int]]:
    """Labels in whose phrases a word stands."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for words, label in zip(bags, owner.tolist(), strict=True):
        for word in words if label >= 0 else ():
            found[word].add(label)
    return {word: frozenset(labels) for word, labels in found.items()}


def members(owner: NDArray[np.int32], labels: int, most: int = COMPARED) -> tuple[NDArray[np.int64], ...]:
    """Per label its phrases, or evenly chosen ones where they are more than `most`."""
    order = np.argsort(owner, kind="stable")
    starts = np.searchsorted(owner[order], np.arange(labels + 1))
    own = [order[first:last] for first, last in pairwise(starts)]
    return tuple(rows[:: max(1, -(-len(rows) // most))] for rows in own)
