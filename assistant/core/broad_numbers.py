"""A number for the words of a phrase, so that one among very many is found by a binary search."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from assistant.core.engine_grams import Ints

__all__ = ["number_of", "row_numbers"]

_FACTOR = 0x9E3779B97F4A7C15  # odd, so that no word is lost however long the phrase
_WRAP = 1 << 64


def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


_known = lru_cache(maxsize=65536)(_number)


def number_of(key: Sequence[str]) -> int:
    """The number of these words in this order, 64 bits."""
    return sum(_known(form) * pow(_FACTOR, place, _WRAP) for place, form in enumerate(key, 1)) % _WRAP


def row_numbers(words: Sequence[str], start: Ints, word: Ints) -> NDArray[np.uint64]:
    """The number of each row: row i says words[word[start[i]:start[i+1]]]."""
    numbers = np.fromiter(map(_number, words), np.uint64, len(words))
    length = np.diff(start).astype(np.int64)
    factors = np.array([pow(_FACTOR, place, _WRAP) for place in range(1, int(length.max(initial=0)) + 1)], np.uint64)
    place = np.arange(len(word)) - np.repeat(start[:-1].astype(np.int64), length)
    running = np.zeros(len(word) + 1, np.uint64)
    np.cumsum(numbers[word] * factors[place], out=running[1:])
    return np.asarray(running[start[1:]] - running[start[:-1]], np.uint64)
