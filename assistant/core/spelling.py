"""Spelling repair with RapidFuzz: an unknown word to the known one that it most likely was meant to be."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 5  # shorter words have too many neighbours: "EK" is never a slip of "BR"
CLOSE = 0.8  # optimal string alignment similarity: one slip in five letters, two in ten


@dataclass(frozen=True)
class Speller:
    """Repairs towards `targets`; words in `known` are left as they are, however near they come."""

    targets: tuple[str, ...]
    known: frozenset[str]

    @classmethod
    def of(cls, targets: Iterable[str], known: Collection[str]) -> Speller:
        return cls(tuple(sorted({t for t in targets if len(t) >= SHORTEST})), frozenset(known))

    def repair(self, word: str) -> str:
        """The target that `word` is a slip of, or `word` itself."""
        if len(word) < SHORTEST or word in self.known:
            return word
        return _closest(word, self.targets)


@lru_cache(maxsize=8192)
def _closest(word: str, targets: tuple[str, ...]) -> str:
    near = [t for t in targets if t[0] == word[0] and abs(len(t) - len(word)) <= 2]  # noqa: PLR2004 two slips
    found = process.extractOne(word, near, scorer=OSA.normalized_similarity, score_cutoff=CLOSE)
    return found[0] if found else word
