"""Words as soft bags of character n-grams, so that an inflected, compounded or misspelt word still meets its kin.

Pure numpy; every structure is a flat array (a compressed sparse matrix by hand), which keeps start-up cheap and the
on-disk form trivial.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "Ints", "Lexis", "Rows", "grams"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

LONGEST = 40  # characters of a word that are looked at: keyboard mash and base64 must not cost more than a word
SKIP = 0.7  # weight of a skip-gram a*c, which survives one wrong letter


@lru_cache(maxsize=32768)
def grams(word: str, whole: bool = False) -> tuple[tuple[str, float], ...]:
    """Features of a folded word with their counts: 2- to 4-grams with word borders, and skip-grams.

    `whole`: the word itself is the only feature, for abbreviations, which must never match fuzzily ("BR" is no "BI").
    """
    bounded = f" {word[:LONGEST]} "
    if whole:
        return (("=" + bounded, 1.0),)
    found: Counter[str] = Counter()
    for size in (2, 3, 4):
        if len(bounded) <= size:
            found[bounded] += 1
            break
        for i in range(len(bounded) - size + 1):
            found[bounded[i : i + size]] += 1
    counts: dict[str, float] = dict(found)
    for i in range(len(bounded) - 2):
        skip = bounded[i] + "*" + bounded[i + 2]
        counts[skip] = counts.get(skip, 0.0) + SKIP
    return tuple(counts.items())


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse rows: row i has the values `value[start[i]:start[i+1]]` in the columns `column[start[i]:start[i+1]]`."""

    start: Ints
    column: Ints
    value: Floats

    @classmethod
    def of(cls, rows: Iterable[Sequence[tuple[int, float]]]) -> Rows:
        """Rows from (column, value) pairs."""
        start, column, value = [0], list[int](), list[float]()
        for row in rows:
            column += [c for c, _ in row]
            value += [v for _, v in row]
            start.append(len(column))
        return cls(np.array(start, np.int32), np.array(column, np.int32), np.array(value, np.float32))

    def __len__(self) -> int:
        return len(self.start) - 1

    def turned(self, width: int) -> Rows:
        """The transpose: one row per column, in row order (an inverted index)."""
        order = np.argsort(self.column, kind="stable")
        owner = np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.start))
        start = np.zeros(width + 1, np.int32)
        np.cumsum(np.bincount(self.column, minlength=width), out=start[1:])
        return Rows(start, owner[order], self.value[order])

    def scaled(self, factor: Floats) -> Rows:
        """Each row times its factor, shape (rows,)."""
        return Rows(self.start, self.column, self.value * np.repeat(factor, np.diff(self.start)))

    def picked(self, rows: Ints, weights: Floats, width: int) -> Floats:
        """Weighted sum of some rows, dense, shape (width,). Cost: the lengths of these rows."""
        if not len(rows):
            return np.zeros(width, np.float32)
        begin, end = self.start[rows], self.start[rows + 1]
        take = _runs(begin, end)
        spread = self.value[take] * np.repeat(weights, end - begin)
        return np.bincount(self.column[take], spread, minlength=width).astype(np.float32)

    def times(self, dense: Floats) -> Floats:
        """Product with a dense vector over the columns: shape (rows,)."""
        running = np.zeros(len(self.column) + 1, np.float64)
        np.cumsum(self.value * dense[self.column], out=running[1:])
        return np.diff(running[self.start]).astype(np.float32)

    def blended(self, dense: Floats, chunk: int = 2048) -> Floats:
        """Product with a dense matrix (columns, k): shape (rows, k)."""
        out = np.zeros((len(self), dense.shape[1]), np.float32)
        for first in range(0, len(self), chunk):
            last = min(first + chunk, len(self))
            part = slice(self.start[first], self.start[last])
            filled = np.flatnonzero(np.diff(self.start[first : last + 1]))
            if len(filled):
                products = dense[self.column[part]] * self.value[part, None]
                out[first + filled] = np.add.reduceat(products, self.start[first + filled] - self.start[first])
        return out

    def dense(self, width: int) -> Floats:
        """The rows as a dense matrix, shape (rows, width)."""
        full = np.zeros((len(self), width), np.float32)
        owner = np.repeat(np.arange(len(self)), np.diff(self.start))
        np.add.at(full, (owner, self.column), self.value)
        return full


def _runs(begin: Ints, end: Ints) -> NDArray[np.int64]:
    """All integers of the half-open runs begin[i]..end[i], one after the other."""
    length = (end - begin).astype(np.int64)
    offset = np.concatenate([[0], np.cumsum(length)[:-1]])
    taken: NDArray[np.int64] = np.arange(int(length.sum()), dtype=np.int64) + np.repeat(begin - offset, length)
    return taken


@dataclass(frozen=True, slots=True)
class Lexis:
    """The words of an index, their n-grams, and what any word looks like to them."""

    words: tuple[str, ...]
    whole: frozenset[str]  # abbreviations: matched as a whole or not at all
    gram_names: tuple[str, ...]
    gram_place: Mapping[str, int]
    gram_weight: Floats

    @classmethod
    def build(cls, words: Sequence[str], whole: frozenset[str]) -> Lexis:
        """The n-grams of the distinct folded `words`, weighted by idf."""
        count = Counter(gram for word in words for gram, _ in grams(word, word in whole))
        names = tuple(sorted(count))
        weight = np.array([math.log((1 + len(words)) / (1 + count[name])) + 1 for name in names], np.float32)
        return cls(tuple(words), whole, names, {name: i for i, name in enumerate(names)}, weight)

    def vector(self, word: str) -> tuple[Ints, Floats, float]:
        """Known grams of `word`, their values within its unit vector, and the squared length of the unknown rest."""
        unseen = math.log(1 + len(self.words)) + 1
        ids, values, total, known = list[int](), list[float](), 0.0, 0.0
        for gram, count in grams(word, word in self.whole):
            at = self.gram_place.get(gram)
            value = count * (unseen if at is None else float(self.gram_weight[at]))
            total += value * value
            if at is not None:
                ids.append(at)
                values.append(value)
                known += value * value
        scale = 1 / math.sqrt(total) if total else 0.0
        rest = max(0.0, 1 - known * scale * scale)
        return np.array(ids, np.int32), np.array(values, np.float32) * np.float32(scale), rest

    def inverted(self) -> Rows:
        """Grams over words: which words have a gram, and its value in their unit vectors."""
        rows = Rows.of([list(zip(*self.vector(word)[:2], strict=True)) for word in self.words])
        return rows.turned(len(self.gram_names))
