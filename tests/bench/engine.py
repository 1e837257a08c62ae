"""The product's own engine in the protocol of the bench: `fit(labels, phrases)`, `rank(query) -> [(label, score)]`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.core.matching import Index, Lexicon

FILE = Path(__file__).with_name("lexicon.npz")


@lru_cache(maxsize=1)
def made_lexicon() -> Lexicon | None:
    """The lexicon that `make_lexicon` has put beside this file; None where it was not made."""
    if not FILE.exists():
        return None
    with np.load(FILE) as arrays:
        return Lexicon.from_arrays(arrays)


class Engine:
    """Few-shot matcher. The first score is the confidence that the text belongs to any label; others keep their distance.

    `lexicon` = with general knowledge of words, where it has been made; the product runs without.
    """

    def __init__(self, semantic: bool = False, lexicon: bool = True) -> None:
        if semantic:
            msg = "there is no semantic extra yet"
            raise ValueError(msg)
        self.lexicon = made_lexicon() if lexicon else None
        self.name = "own" if self.lexicon else "own, without lexicon"

    def fit(self, labels: Sequence[str], phrases: Sequence[str]) -> None:
        """Index phrases[i] of labels[i]."""
        self.index = Index.build(labels, phrases, lexicon=self.lexicon)

    def rank(self, query: str) -> list[tuple[str, float]]:
        """Labels, best first."""
        ranking = self.index.rank(query)
        if not ranking.matches:
            return []
        top = ranking.matches[0].score
        return [(match.label, ranking.belongs - (top - match.score)) for match in ranking.matches]
