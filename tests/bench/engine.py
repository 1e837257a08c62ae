"""The product's own engine in the protocol of the bench: `fit(labels, phrases)`, `rank(query) -> [(label, score)]`."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.core.matching import Index
from assistant.edge.lexicon import lexicon as shipped
from assistant.edge.semantic import encoder


class Engine:
    """Few-shot matcher. The first score is the confidence that the text belongs to any label; others keep their distance.

    `lexicon` = with the general knowledge of words that ships with the program; `semantic` = with the sentence encoder of
    the extra `[semantic]`.
    """

    def __init__(self, semantic: bool = False, lexicon: bool = True) -> None:
        self.lexicon = shipped() if lexicon else None
        self.encoder = encoder() if semantic else None
        self.name = "own" + (" [semantic]" if semantic else "") + ("" if self.lexicon else ", without lexicon")

    def fit(self, labels: Sequence[str], phrases: Sequence[str]) -> None:
        """Index phrases[i] of labels[i]."""
        self.index = Index.build(labels, phrases, lexicon=self.lexicon, encoder=self.encoder)

    def rank(self, query: str) -> list[tuple[str, float]]:
        """Labels, best first."""
        ranking = self.index.rank(query)
        if not ranking.matches:
            return []
        top = ranking.matches[0].score
        return [(match.label, ranking.belongs - (top - match.score)) for match in ranking.matches]
