"""Which entries of a list a few typed letters mean: beginnings of words first, then parts, then slips of the finger."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from assistant.core.words import fold

CLOSE = 75  # of 100: one slip in a word of five letters
SHORTEST = 4  # letters from which a slip is looked for


def _score(word: str, names: Sequence[str]) -> float:
    """How well one typed word fits an entry, 0 where it does not; what stands first in the entry counts more."""
    best = 0.0
    for place, name in enumerate(names):
        behind = min(place, 9) / 10
        if name.startswith(word):
            best = max(best, 300 - behind)
        elif word in name:
            best = max(best, 200 - behind)
        elif len(word) >= SHORTEST and (near := fuzz.ratio(word, name[: len(word) + 1])) >= CLOSE:
            best = max(best, near - behind)
    return best


def find(query: str, entries: Sequence[Sequence[str]]) -> list[int]:
    """The places of the entries that every word of `query` fits, best first; an entry is its names, the most important
    first. Nothing typed means all of them, in their order."""
    words = fold(query).split()
    found = []
    for place, names in enumerate(entries):
        known = [w.strip(".,:;()?„“”!…") for name in names for w in fold(name).split()]
        scores = [_score(word, known) for word in words]
        if all(scores):
            found.append((-sum(scores), place))
    return [place for _, place in sorted(found)]
