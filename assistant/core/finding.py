"""Which entries of a list a few typed letters mean: beginnings of words first, then parts, then slips of the finger."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from assistant.core.words import fold

CLOSE = 75  # of 100: one slip in a word of five letters
SHORTEST = 4  # letters from which a slip is looked for


def _score(word: str, names: Sequence[str]) -> int:
    """How well one typed word fits an entry: 3 begins one of its words, 2 stands in one, 1 is nearly one, 0 is none."""
    if any(name.startswith(word) for name in names):
        return 3
    if any(word in name for name in names):
        return 2
    near = len(word) >= SHORTEST and any(fuzz.ratio(word, name[: len(word) + 1]) >= CLOSE for name in names)
    return 1 if near else 0


def find(query: str, entries: Sequence[Sequence[str]]) -> list[int]:
    """The places of the entries that every word of `query` fits, best first, else in their order; an entry is its
    names. Nothing typed means all of them."""
    words = fold(query).split()
    found = []
    for place, names in enumerate(entries):
        known = [w.strip(".,:;()?„“”!…") for name in names for w in fold(name).split()]
        scores = [_score(word, known) for word in words]
        if all(scores):
            found.append((-sum(scores), place))
    return [place for _, place in sorted(found)]
