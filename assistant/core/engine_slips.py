"""How likely one word was typed for another: edits, and how near the keys lie to each other."""

from __future__ import annotations

from itertools import pairwise

__all__ = ["misspelt", "slips"]

ALIKE, MOST = 0.64, 3  # share of letters in place, and edits, of a misspelling
FAR = 1.5  # cost of one letter for another whose key is not beside it
_ROWS = ("qwertzuiop", "asdfghjkl", "yxcvbnm", "qwertyuiop", "zxcvbnm")  # German and English keyboards
_BESIDE = frozenset(pair for row in _ROWS for a, b in pairwise(row) for pair in ((a, b), (b, a)))


def misspelt(edits: int, word: str, known: str) -> bool:
    """Whether so few edits make `known` the likely spelling of `word`.

    A share of the letters, but no more than MOST: long words are compounds, where many edits make another word.
    """
    return edits <= min(MOST, (1 - ALIKE) * max(len(word), len(known)))


def slips(word: str, known: str, edits: int) -> float:
    """What `edits` between two words cost, in slips: one each, and more for a single far key."""
    if edits != 1 or len(word) != len(known):
        return float(edits)
    changed = [pair for pair in zip(word, known, strict=True) if pair[0] != pair[1]]
    return FAR if len(changed) == 1 and changed[0] not in _BESIDE else 1.0
