"""The exact engine, for up to some 2,000 phrases: a kernel over all phrases, and a head trained on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from assistant.core.engine_gist import likened
from assistant.core.engine_grams import Floats, Ints, Rows
from assistant.core.engine_scored import LINEAR, Scored, blend, covered, share_of
from assistant.core.engine_slips import misspelt
from assistant.core.engine_text import SHORTEST, Read

__all__ = ["KINDRED", "Small", "WordView", "vocabulary"]

TRIED = 20  # index words with the most n-grams in common that are compared by edits
KINDRED = 0.8  # closeness of two words that mean the same


@dataclass(frozen=True, slots=True)
class WordView:
    """Looks at a word by its cosine with every word of the index."""

    words: tuple[str, ...]
    by_gram: Rows
    meaning: Floats  # (index words, axes)

    @property
    def width(self) -> int:
        """Number of index words."""
        return len(self.words)

    def look(self, ids: Ints, values: Floats) -> Floats:
        """Cosines with the index words, shape (index words,)."""
        return self.by_gram.picked(ids, values, len(self.words))

    def near(self, word: str, look: Floats, /) -> Iterator[tuple[str, int]]:
        """Of the words with the most n-grams in common those that are also near by edits."""
        nearest = np.argpartition(-look, TRIED)[:TRIED] if len(look) > TRIED else np.arange(len(look))
        for at in sorted(nearest.tolist(), key=lambda at: (-look[at], at)):
            known = self.words[at]
            edits = OSA.distance(word, known)
            if len(known) >= SHORTEST and misspelt(edits, word, known):
                yield known, edits

    def kin(self, look: Floats, meaning: Floats, /) -> Floats:
        """How close a word is to every index word: by look, or nearly so by meaning."""
        if not self.meaning.size:
            return look
        return np.asarray(np.maximum(look, np.float32(KINDRED) * (self.meaning @ meaning)), np.float32)


@dataclass(frozen=True, slots=True)
class Small:
    """Phrases and the trained head over them."""

    rows: Rows  # phrases over index words, unit length
    meaning: Floats  # (phrases, axes), unit length
    dual: Floats  # (phrases, labels)
    offset: Floats  # (labels,)
    vocabulary: tuple[Ints, ...]  # per label the index words of its phrases
    gist: Floats  # (phrases, axes of the encoder), unit length; no axes where there is no encoder

    def score(self, read: Read, owner: NDArray[np.int32]) -> Scored:
        """Points of every label, and every phrase that belongs to one (owner >= 0) as a candidate."""
        look, sense, kernel = self._kernel(read)
        rows = np.flatnonzero(owner >= 0)
        points = kernel @ self.dual + self.offset
        cover = covered(read.kin, read.stake, self.vocabulary[int(points.argmax())])
        return Scored(points, rows, look[rows], sense[rows], kernel[rows], cover)

    def parts(self, read: Read, label: int, rival: int | None) -> Floats:
        """What each word adds to the points of a label (over those of a rival), shape (words,); an exact sum."""
        weights = self.dual[:, label] if rival is None else self.dual[:, label] - self.dual[:, rival]
        look, _, _ = self._kernel(read)
        share = share_of(self.meaning)
        by_look = np.stack([self.rows.times(row) for row in read.look])
        lexical: Floats = by_look @ (weights * np.float32(share) * (LINEAR + (1 - LINEAR) * look).astype(np.float32))
        return np.asarray(lexical + np.float32(1 - share) * (read.meaning @ (self.meaning.T @ weights)), np.float32)

    def gist_points(self, gists: Floats, label: int, rival: int | None) -> Floats:
        """What gists (texts, axes) add to the points of a label (over those of a rival), shape (texts,)."""
        weights = self.dual[:, label] if rival is None else self.dual[:, label] - self.dual[:, rival]
        return np.asarray(likened(gists @ self.gist.T) @ weights, np.float32)

    def _kernel(self, read: Read) -> tuple[Floats, Floats, Floats]:
        look = np.clip(self.rows.times(read.look.sum(0)), 0, 1)
        sense = self.meaning @ read.meaning.sum(0) if self.meaning.shape[1] else np.zeros_like(look)
        kernel = blend(look, sense, share_of(self.meaning))
        return look, sense, kernel + likened(self.gist @ read.gist) if self.gist.shape[1] else kernel


def vocabulary(rows: Rows, owner: NDArray[np.int32], labels: int) -> tuple[Ints, ...]:
    """Per label the columns (index words) of its phrases."""
    whose = np.repeat(owner, np.diff(rows.start))
    # Counted, not np.unique: that imports numpy.ma, which no start needs.
    counts = (np.bincount(rows.column[whose == label]) for label in range(labels))
    return tuple(np.flatnonzero(count).astype(np.int32) for count in counts)
