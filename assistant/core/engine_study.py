"""How the exact engine learns: all pairs of phrases at once, and what each would be without the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.core.engine_big import members
from assistant.core.engine_gist import Encoder, likened
from assistant.core.engine_grams import Floats, Ints, Lexis, Rows
from assistant.core.engine_head import Lessons, Matrix, train
from assistant.core.engine_lexicon import Lexicon
from assistant.core.engine_scored import Near, blend, covered, likenesses, share_of
from assistant.core.engine_small import KINDRED, Small, WordView, vocabulary
from assistant.core.engine_text import Bag, Reader, shouted

__all__ = ["build_small"]

CHUNK = 64  # phrases at a time, so that what is in between fits in a processor's cache
ROWS = 512  # phrases at a time whose kernel with all others is made


def build_small(
    texts: Sequence[str], bags: Sequence[Bag], owner: NDArray[np.int32], target: Matrix, *,
    lexicon: Lexicon | None, encoder: Encoder | None = None, senses: bool = True,
) -> tuple[Reader, Small, Lessons, Near]:
    """Index and train.

    bags: the words of each text, see `engine_text.bag`. owner: (texts,) label of each, -1 for none. target: (texts, labels) of +1, -1, 0.
    """
    spread = Counter(word for words in bags for word in words)
    lexis = Lexis.build(sorted(spread), shouted(texts))
    bare = WordView(lexis.words, lexis.inverted(), np.zeros((0, 0), np.float32))
    reader = Reader(lexis, bare, spread, len(texts), lexicon, encoder, senses)
    meanings = np.zeros((len(lexis.words), reader.axes), np.float32)
    for i, word in enumerate(lexis.words):
        meanings[i] = reader.meaning(word)
    reader = replace(reader, view=replace(bare, meaning=meanings))
    weights = np.array([reader.weight(word) for word in lexis.words], np.float32).reshape(-1, 3)
    place = {word: i for i, word in enumerate(lexis.words)}
    rows = Rows.of([[(place[word], 1.0) for word in words] for words in bags])
    by_look, by_sense = (replace(rows, value=weights[rows.column, i]) for i in (0, 1))
    between = _between(lexis, bare)
    look, length = _looks(by_look, between)
    meaning = _units(by_sense.blended(meanings))
    sense = meaning @ meaning.T
    gist = reader.gists(texts)
    dual, offset, lessons = train(_kernel(look, sense, gist, share_of(meaning)), target.astype(np.float32), owner)
    small = Small(by_look.scaled((1 / length).astype(np.float32)), meaning, dual, offset, vocabulary(rows, owner, target.shape[1]), gist)
    kin = meanings @ meanings.T
    kin *= np.float32(KINDRED)
    np.maximum(kin, between, out=kin)
    del between  # words by words: as big as all the rest
    stake = weights[:, 2]
    return reader, small, lessons, _near(look, sense, lessons, owner, _Covers(kin, stake, rows, owner, target.shape[1]))


def _kernel(look: Floats, sense: Floats, gist: Floats, share: float) -> Floats:
    """The kernel of all pairs of phrases; in chunks, for what is in between would be the biggest thing in memory."""
    kernel = np.empty_like(look)
    for first in range(0, len(look), ROWS):
        part = slice(first, first + ROWS)
        kernel[part] = blend(look[part], sense[part], share)
        if gist.shape[1]:
            kernel[part] += likened(gist[part] @ gist.T)
    return kernel


def _between(lexis: Lexis, view: WordView) -> Floats:
    """Cosines of all pairs of index words by their n-grams."""
    between = np.zeros((view.width, view.width), np.float32)
    for i, word in enumerate(lexis.words):
        between[i] = view.look(*lexis.vector(word)[:2])
    return between


def _looks(rows: Rows, between: Floats) -> tuple[Floats, Floats]:
    """Cosines of all pairs of phrases by look, and the lengths of the phrases."""
    half = np.ascontiguousarray(rows.blended(between, CHUNK).T)
    raw = rows.blended(half, CHUNK)
    length = np.sqrt(np.maximum(np.diag(raw), 1e-12)).astype(np.float32)
    raw /= length[:, None]
    raw /= length
    return np.clip(raw, 0, 1, out=raw), length


def _units(rows: Floats) -> Floats:
    length = np.sqrt((rows * rows).sum(1, keepdims=True))
    return np.asarray(rows / np.where(length > 0, length, 1), np.float32)


class _Covers:
    """How phrases would be covered if they, or their labels, were not in the index."""

    def __init__(self, kin: Floats, stake: Floats, rows: Rows, owner: NDArray[np.int32], labels: int) -> None:
        """kin: (words, words). stake: (words,). rows: phrases over words. owner: (phrases,)."""
        self.kin, self.stake, self.rows, self.owner = kin, stake, rows, owner
        self.counts = np.zeros((labels, len(kin)), np.int32)
        whose = np.repeat(owner, np.diff(rows.start))
        np.add.at(self.counts, (whose[whose >= 0], rows.column[whose >= 0]), 1)
        self.total = self.counts.sum(0)

    def without_it(self, row: int, winner: int) -> float:
        """Cover of a phrase by all others, where `winner` is the best label."""
        words = self._words(row)
        left, mine = self.total.copy(), self.counts[winner].copy()
        left[words] -= 1
        mine[words] -= winner == self.owner[row]
        return self._cover(words, left, mine)

    def without_label(self, row: int, winner: int) -> float:
        """Cover of a phrase by those of other labels, where `winner` is the best of these."""
        return self._cover(self._words(row), self.total - self.counts[self.owner[row]], self.counts[winner])

    def _words(self, row: int) -> Ints:
        return self.rows.column[self.rows.start[row] : self.rows.start[row + 1]]

    def _cover(self, words: Ints, left: Ints, mine: Ints) -> float:
        if not len(words):
            return 0.0
        kin = self.kin[words]
        kin[:, left <= 0] = 0
        return covered(kin, self.stake[words], np.flatnonzero(mine > 0).astype(np.int32))


def _near(look: Floats, sense: Floats, lessons: Lessons, owner: NDArray[np.int32], covers: _Covers) -> Near:
    """Likeness of the phrases; look and sense are used up."""
    alone, foreign = np.zeros(len(lessons.rows), np.float32), np.zeros(len(lessons.rows), np.float32)
    own = members(owner, lessons.alone.shape[1], len(owner))
    strangers = np.flatnonzero(owner < 0)
    look[:, strangers] = sense[:, strangers] = 0
    for i, row in enumerate(lessons.rows):
        known = covers.without_it(row, int(lessons.alone[i].argmax())), covers.without_label(row, int(lessons.foreign[i].argmax()))
        alone[i], foreign[i] = likenesses(look[row], sense[row], row, own[owner[row]], known)
    return Near(alone, foreign)
