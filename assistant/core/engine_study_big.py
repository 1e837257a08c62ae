"""How the big engine learns: in chunks and in feature space, so that time and memory grow with the phrases only."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.core.engine_big import PLAIN, SQUARE, Big, SketchView, features, members, vocabulary
from assistant.core.engine_gist import Encoder
from assistant.core.engine_grams import Floats, Lexis
from assistant.core.engine_head import BIAS, RIDGE, Lessons, Matrix, inverse, left_out, settle
from assistant.core.engine_lexicon import Lexicon
from assistant.core.engine_scored import Near, likenesses
from assistant.core.engine_text import Bag, Reader, shouted

__all__ = ["build_big"]

STEPS = 4
SAMPLE = 800  # phrases that the trust in the scores is measured on
CHUNK = 256
KEPT = 8000  # words up to which all looks are kept from one chunk to the next
ROWS = 256  # phrases compared with all others at a time


def build_big(
    texts: Sequence[str], bags: Sequence[Bag], owner: NDArray[np.int32], target: Matrix, *,
    lexicon: Lexicon | None, encoder: Encoder | None = None, senses: bool = True,
) -> tuple[Reader, Big, Lessons, Near]:
    """Index and train; arguments and results as in `build_small`, the lessons on a sample of labels."""
    spread = Counter(word for words in bags for word in words)
    lexis = Lexis.build(sorted(spread), shouted(texts))
    view = SketchView.build(len(lexis.gram_names), sorted(lexis.words, key=lambda word: -spread[word]))
    reader = Reader(lexis, view, spread, len(texts), lexicon, encoder, senses)
    # One more column, for the bias: a copy of this matrix would be the biggest thing in memory.
    gist_axes = 0 if encoder is None else encoder.axes
    full = np.empty((len(texts), PLAIN + SQUARE + reader.axes + gist_axes + 1), np.float32)
    full[:, -1] = math.sqrt(BIAS)
    near = np.empty((len(texts), PLAIN + reader.axes), np.float16)
    words = _Words(reader, view)
    for first in range(0, len(texts), CHUNK):
        look, meaning = _sketched(bags[first : first + CHUNK], words)
        full[first : first + CHUNK, :-1] = features(look, meaning, reader.gists(texts[first : first + CHUNK]))
        near[first : first + CHUNK] = np.concatenate([look[:, :PLAIN], meaning], axis=1)
    head, offset, lessons = _train(full, target, owner)
    big = Big(near, head, offset, vocabulary(bags, owner), members(owner, target.shape[1]))
    return reader, big, lessons, _near(big, bags, owner, lessons, reader)


class _Words:
    """Weights, looks and meanings of words; the latter kept in one block each while they are few enough."""

    def __init__(self, reader: Reader, view: SketchView) -> None:
        self.reader, self.view = reader, view
        known = reader.lexis.words
        self.weight = {word: reader.weight(word)[:2] for word in known}
        self.place = {word: i for i, word in enumerate(known)} if len(known) <= KEPT else {}
        self.looks, self.meanings = self._fresh(list(self.place))

    def of(self, words: list[str]) -> tuple[Floats, Floats]:
        """Looks (words, width) and meanings (words, axes)."""
        if not self.place:
            return self._fresh(words)
        at = [self.place[word] for word in words]
        return self.looks[at], self.meanings[at]

    def _fresh(self, words: list[str]) -> tuple[Floats, Floats]:
        looks = np.empty((len(words), self.view.width), np.float32)
        meanings = np.empty((len(words), self.reader.axes), np.float32)
        for i, word in enumerate(words):
            looks[i] = self.view.look(*self.reader.lexis.vector(word)[:2])
            meanings[i] = self.reader.meaning(word)
        return looks, meanings


def _sketched(bags: Sequence[Bag], words: _Words) -> tuple[Floats, Floats]:
    """Looks (texts, width) and meanings (texts, axes) of some phrases, both of unit length."""
    found = sorted({word for bag_ in bags for word in bag_})
    place = {word: i for i, word in enumerate(found)}
    weights = np.array([words.weight[word] for word in found], np.float32).reshape(-1, 2)
    # Dense on purpose: within a chunk words are few, and a product of matrices beats any walk over indices.
    marks = np.zeros((len(bags), len(found)), np.float32)
    for i, bag_ in enumerate(bags):
        marks[i, [place[word] for word in bag_]] = 1
    looks, meanings = words.of(found)
    look, meaning = (marks * weights[:, 0]) @ looks, (marks * weights[:, 1]) @ meanings
    # The three sketches estimate the same length; their mean is a good one.
    length = np.sqrt((look * look).sum(1, keepdims=True) / 3)
    sense = np.sqrt((meaning * meaning).sum(1, keepdims=True))
    units = look / np.where(length > 0, length, 1), meaning / np.where(sense > 0, sense, 1)
    return units[0].astype(np.float32, copy=False), units[1].astype(np.float32, copy=False)


def _train(full: Floats, target: Matrix, owner: NDArray[np.int32]) -> tuple[Floats, Floats, Lessons]:
    """The head in feature space; the same solution as the kernel's, by the matrix inversion lemma."""
    square = (full.T @ full).astype(np.float64) + RIDGE * np.eye(full.shape[1])
    backward = inverse(square).astype(np.float32)
    goal = settle(lambda ahead: full @ (backward @ (full.T @ ahead)), target.astype(np.float32), STEPS)
    head = backward @ (full.T @ goal)
    rows = _sampled(owner)
    lessons = left_out(lambda block: (full[block] @ backward @ full[block].T).astype(np.float64), goal,
                       full @ head, owner, rows)
    offset = head[-1] * np.float32(math.sqrt(BIAS))
    return head[:-1].astype(np.float32), offset.astype(np.float32), lessons


def _sampled(owner: NDArray[np.int32]) -> NDArray[np.int64]:
    """All phrases of evenly chosen labels, together about SAMPLE."""
    labels = int(owner.max(initial=-1)) + 1
    step = max(1, int((owner >= 0).sum()) // SAMPLE)
    return np.flatnonzero(np.isin(owner, np.arange(0, labels, min(step, max(1, labels // 8)))) & (owner >= 0))


def _near(big: Big, bags: Sequence[Bag], owner: NDArray[np.int32], lessons: Lessons, reader: Reader) -> Near:
    """Likeness of the sampled phrases, by the short vectors; in chunks, for the square would not fit in memory."""
    alone, foreign = np.zeros(len(lessons.rows), np.float32), np.zeros(len(lessons.rows), np.float32)
    stakes = {word: reader.weight(word)[2] for word in {word for row in lessons.rows for word in bags[row]}}
    own = members(owner, lessons.alone.shape[1], len(owner))
    for first in range(0, len(lessons.rows), ROWS):
        rows = lessons.rows[first : first + ROWS]
        alike = _alike(big.near, rows)
        alike[:, :, owner < 0] = 0
        for i, row in enumerate(rows, first):
            known = (
                _cover(big, bags[row], reader, stakes, winner=int(lessons.alone[i].argmax()), label=None),
                _cover(big, bags[row], reader, stakes, winner=int(lessons.foreign[i].argmax()), label=int(owner[row])),
            )
            alone[i], foreign[i] = likenesses(alike[0, i - first], alike[1, i - first], row, own[owner[row]], known)
    return Near(alone, foreign)


def _alike(near: NDArray[np.float16], rows: NDArray[np.int64]) -> Floats:
    """Cosines of some phrases with all, by look and by meaning: shape (2, rows, phrases)."""
    mine = near[rows].astype(np.float32)
    alike = np.empty((2, len(rows), len(near)), np.float32)
    for first in range(0, len(near), 8 * CHUNK):
        part = slice(first, first + 8 * CHUNK)
        block = near[part].astype(np.float32)
        alike[0, :, part] = mine[:, :PLAIN] @ block[:, :PLAIN].T
        alike[1, :, part] = mine[:, PLAIN:] @ block[:, PLAIN:].T
    return alike


def _cover(big: Big, words: Bag, reader: Reader, stakes: Mapping[str, float], *, winner: int, label: int | None) -> float:
    """Cover of a phrase where `winner` is the best label: by the other labels, or (None) by all other phrases."""
    if not words:
        return 0.0
    stake = np.array([stakes[word] for word in words])
    known = []
    for word in words:
        labels = big.vocabulary.get(word, frozenset())
        left = labels - {label} if label is not None else labels if reader.spread[word] > 1 else frozenset()
        known.append((bool(left), winner in left))
    return float((stake @ np.array(known, np.float64)).sum() / stake.sum())
