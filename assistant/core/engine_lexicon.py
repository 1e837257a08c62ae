"""General knowledge of words: short vectors of some 50,000 German and English words, where kin in meaning lie close.

The file is made by `tests/bench/make_lexicon.py`, which names its sources. Reading it is the caller's business
(`Lexicon.from_arrays(numpy.load(path))`); nothing here touches a disk.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.core.engine_grams import Floats

__all__ = ["Lexicon", "Shelves"]

LONG = 4  # letters from which a word has stems, parts and likely misspellings
SHELF = 500  # words of one beginning and length that a misspelling is compared with
STUB = 3  # letters of the shortest first part of a compound
COMMON = 25_000  # the likelier half of the words serves as spelling list; rare ones would only attract typos
CLOSE = 0.75  # optimal string alignment similarity from which a word is taken for a misspelling of another
ENDINGS = ("en", "er", "es", "em", "e", "n", "s", "t", "st", "te", "ten", "ed", "ing", "ly", "innen", "in")
ZIPF = 0.1  # frequency of the commonest word
SMOOTH = 1e-3
JOINTS = ("", "s", "n", "en", "es", "e")  # letters that join the parts of a German compound


class Shelves:
    """Words, commonest first, by first letter and length: a look-up touches some hundred of them instead of all."""

    __slots__ = ("_shelves",)

    def __init__(self, words: Iterable[str]) -> None:
        self._shelves: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in words:
            shelf = self._shelves[word[0], len(word)]
            if len(word) >= LONG and len(shelf) < SHELF:
                shelf.append(word)

    def likely(self, word: str, close: float = CLOSE) -> str | None:
        """The word that `word` is most likely a misspelling of (same first letter, length ±1), or None."""
        return next(iter(self.near(word, close, 1)), None)

    def near(self, word: str, close: float = CLOSE, most: int = 8) -> list[str]:
        """Words of the same first letter and about the same length that are near by edits, nearest first."""
        shelved = [w for size in (-1, 0, 1) for w in self._shelves.get((word[0], len(word) + size), ())]
        found = process.extract(word, shelved, scorer=OSA.normalized_similarity, score_cutoff=close, limit=most)
        return [known for known, _, _ in found]


class Lexicon:
    """Word vectors, product-quantised: unit vectors of `axes` numbers, unpacked one by one on demand."""

    __slots__ = ("_books", "_codes", "_names", "_place", "_shelves", "axes")

    def __init__(self, names: Sequence[str], codes: NDArray[np.uint8], books: Floats) -> None:
        """names[i] (folded) has codes[i], shape (words, parts); books: (parts, 256, axes per part)."""
        if codes.shape != (len(names), len(books)):
            msg = f"{codes.shape} codes for {len(names)} words in {len(books)} parts"
            raise ValueError(msg)
        self._names, self._codes, self._books = names, codes, books.astype(np.float32)
        self.axes = books.shape[0] * books.shape[2]
        self._place: dict[str, int] = {}
        self._shelves: Shelves | None = None

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Lexicon:
        """From the arrays `words` (names joined by newlines, as bytes), `codes` and `books`.

        Raises KeyError or ValueError where they are foreign.
        """
        names = np.asarray(arrays["words"]).tobytes().decode("ascii").split("\n")
        return cls(names, np.asarray(arrays["codes"]), np.asarray(arrays["books"]))

    def __contains__(self, word: str) -> bool:
        if not self._place:
            self._place = {name: i for i, name in enumerate(self._names)}
        return word in self._place

    def rarity(self, word: str) -> float:
        """How much a word says by its rarity in general language, 0..1; 1 for one that is not listed.

        Smooth inverse frequency (Arora, Liang, Ma 2017), the frequency estimated from the rank (Zipf).
        """
        if word not in self:
            return 1.0
        frequency = ZIPF / (1 + self._place[word])
        return SMOOTH / (SMOOTH + frequency)

    def chance(self, word: str) -> float:
        """How likely any word is this one, as a natural logarithm (Zipf); minus infinity for one that is not listed."""
        return math.log(ZIPF / (1 + self._place[word])) if word in self else -math.inf

    def strange(self, word: str) -> bool:
        """Whether nothing explains the word: not listed, no inflected form, no compound of listed words."""
        return len(word) >= LONG and word not in self and not word.isdigit() and not (self._stem(word) or self._parts(word))

    def vector(self, word: str) -> Floats | None:
        """Unit vector of a folded word, by its kin where it is not listed itself: stem, compound parts, spelling."""
        if word in self:
            return self._unpack(word)
        if len(word) < LONG or word.isdigit():
            return None
        stem = self._stem(word)
        if stem is not None:
            return self._unpack(stem)
        parts = self._parts(word)
        if parts is not None:
            return _unit(self._unpack(parts[0]) + self._unpack(parts[1]))
        meant = self.spelling(word)
        return None if meant is None else self._unpack(meant)

    def spelling(self, word: str) -> str | None:
        """The common word that `word` is most likely a misspelling of."""
        if self._shelves is None:
            self._shelves = Shelves(self._names[:COMMON])
        return self._shelves.likely(word)

    def _unpack(self, word: str) -> Floats:
        code = self._codes[self._place[word]]
        return _unit(self._books[np.arange(len(code)), code].ravel())

    def _stem(self, word: str) -> str | None:
        for ending in ENDINGS:
            stem = word[: -len(ending)]
            if word.endswith(ending) and len(stem) >= LONG and stem in self:
                return stem
        return None

    def _parts(self, word: str) -> tuple[str, str] | None:
        """Two listed words that make up a compound; the cut with the longest shorter part wins."""
        best: tuple[int, str, str] | None = None
        for cut in range(4, min(len(word), 40) - 3):
            head = word[cut:]
            if head not in self:
                continue
            for joint in JOINTS:
                stem = word[: cut - len(joint)]
                if word[:cut].endswith(joint) and len(stem) >= STUB and stem in self:
                    found = (min(len(stem), len(head)), stem, head)
                    best = found if best is None or found[0] > best[0] else best
        return best[1:] if best else None


def _unit(vector: Floats) -> Floats:
    length = float(np.sqrt(vector @ vector))
    unit: Floats = (vector / np.float32(length or 1)).astype(np.float32)
    return unit
