"""Which label a short free text means, when every label is given by a few example phrases.

Pure and deterministic: the same labels and phrases give the same index, the same text the same ranking. Without phrases
that say so nothing is known of synonyms: `lexicon` adds general knowledge of German and English words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from assistant.core import words as w
from assistant.core.engine_big import Big, members
from assistant.core.engine_gist import Encoder
from assistant.core.engine_lexicon import Lexicon
from assistant.core.engine_scored import Scored
from assistant.core.engine_small import Small
from assistant.core.engine_store import bags_of, pack_index, unpack_index
from assistant.core.engine_text import Bag, Reader, bag
from assistant.core.engine_trust import Signs, Trust, signs

__all__ = ["Encoder", "Index", "Lexicon", "Match", "Ranking", "Verdict", "complete"]

SMALL = 4500  # phrases up to which the exact engine is used; its training is cubic
TELLING = 3  # characters from which similar spellings are suggested
LISTED = 10  # labels in a ranking, at most
KIN = 0.6  # an everyday line that looks so like a phrase (cosine) is no stranger to an index


@dataclass(frozen=True, slots=True)
class Match:
    """One label with its score (comparable within one ranking only) and its nearest phrase (kernel value 0..1)."""

    label: str
    score: float
    phrase: str
    nearness: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Labels, best first; the probability that any of them fits, and that the first is the right one if any is.

    The words that decided: `Index.explain`, computed only where someone asks.
    """

    matches: tuple[Match, ...]
    belongs: float
    right: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """SURE of one label, UNSURE between two or three rivals (best first), or LOST."""

    state: Literal["sure", "unsure", "lost"]
    label: str | None
    rivals: tuple[str, ...]
    ranking: Ranking


@dataclass(slots=True)
class Index:
    """Phrases of labels, searchable by meaning-bearing words however they are spelt."""

    labels: tuple[str, ...]
    phrases: tuple[str, ...]
    _owner: NDArray[np.int32]  # (phrases,) label of each, -1 for a near-miss
    _reader: Reader
    _engine: Small | Big
    _trust: Trust
    _exact: dict[tuple[str, ...], int]  # phrases word for word → label, -1 where labels share one
    _members: tuple[NDArray[np.int64], ...]  # per label its phrases

    @classmethod
    def build(
        cls,
        labels: Sequence[str],
        phrases: Sequence[str],
        *,
        against: Sequence[tuple[str, str]] = (),
        lexicon: Lexicon | None = None,
        encoder: Encoder | None = None,
        senses: bool = True,
    ) -> Index:
        """Index `phrases`, where labels[i] owns phrases[i].

        `against` are near-misses (label, phrase): such a phrase must not match that label, and says nothing of others.
        `senses`: whether the meanings of words count, which helps where labels are topics, and blurs labels that differ by
        little words ("we look around", "we have decided"); the lexicon then only tells words of the language from slips.
        Raises ValueError where the two sequences differ in length.
        """
        if len(labels) != len(phrases):
            msg = f"{len(labels)} labels for {len(phrases)} phrases"
            raise ValueError(msg)
        names = tuple(dict.fromkeys(labels))
        place = {name: i for i, name in enumerate(names)}
        misses = [(place[label], phrase) for label, phrase in against if label in place]
        owner = np.array([place[label] for label in labels] + [-1] * len(misses), np.int32)
        texts = (*phrases, *(phrase for _, phrase in misses))
        target = np.full((len(texts), len(names)), -1.0)
        target[np.arange(len(phrases)), owner[: len(phrases)]] = 1
        for row, (label, _) in enumerate(misses, len(phrases)):
            target[row] = 0
            target[row, label] = -1
        make, bags = _study(len(texts)), [bag(text) for text in texts]
        reader, engine, lessons, near = make(texts, bags, owner, target, lexicon=lexicon, encoder=encoder, senses=senses)
        index = cls(names, texts, owner, reader, engine, Trust.prior(), _word_for_word(bags, owner),
                    members(owner, len(names), len(texts)))
        index._trust = Trust.measured(lessons, near, owner, index._strangers())
        return index

    def taught(self, label: str) -> tuple[str, ...]:
        """The phrases of a label; none where it is unknown."""
        if label not in self.labels:
            return ()
        return tuple(self.phrases[row] for row in self._members[self.labels.index(label)])

    def _strangers(self) -> list[Signs]:
        """Signs of the everyday lines that have nothing to do with this index."""
        from assistant.core.engine_background import LINES  # noqa: PLC0415 only learning needs it

        seen = [scored for scored in map(self._score, LINES) if scored is not None]
        return [signs(scored) for scored in seen if scored.look.max(initial=0) < KIN]

    def _score(self, text: str) -> Scored | None:
        """None where there is nothing to compare."""
        read = self._reader.read(text)
        return self._engine.score(read, self._owner) if read.words and self.labels else None

    def _judge(self, text: str) -> tuple[Ranking, Signs]:
        scored = self._score(text)
        seen = signs(scored) if scored is not None else _UNSEEN
        if scored is None or seen.alike <= 0:
            return _NOTHING, _UNSEEN
        points = scored.points
        belongs, right = self._trust.belongs(seen), self._trust.right(seen)
        exact = self._exact.get(bag(text), -1)
        if exact >= 0:  # word for word a phrase: no reason for doubt
            points = points.copy()
            points[exact] = points.max() + 1 if points.argmax() != exact else points[exact]
            belongs, right = max(belongs, CERTAIN), max(right, CERTAIN)
        order = np.argsort(-points, kind="stable")[:LISTED]
        matches = tuple(self._match(int(label), float(points[label]), scored) for label in order)
        return Ranking(matches, belongs, right), seen

    def _match(self, label: int, score: float, scored: Scored) -> Match:
        # A small index compares all phrases (near-misses stand last), a big one those of its best labels.
        small = isinstance(self._engine, Small)
        own = self._members[label] if small else np.flatnonzero(self._owner[scored.rows] == label)
        if not len(own):
            return Match(self.labels[label], score, self.phrases[int(self._members[label][0])], 0.0)
        best = own[np.argmax(scored.kernel[own])]
        nearness = min(1.0, max(0.0, float(scored.kernel[best])))
        return Match(self.labels[label], score, self.phrases[int(scored.rows[best])], nearness)

    def rank(self, text: str) -> Ranking:
        """Labels by how well they fit `text`: the best ten (all, where there are fewer); none for an empty text."""
        return self._judge(text)[0]

    def verdict(self, text: str) -> Verdict:
        """SURE, UNSURE with rivals, or LOST; the thresholds were measured on the phrases when the index was built."""
        ranking, seen = self._judge(text)
        if not ranking.matches:
            return Verdict("lost", None, (), ranking)
        if self._trust.sure(seen) or self._exact.get(bag(text), -1) >= 0:
            return Verdict("sure", ranking.matches[0].label, (), ranking)
        if len(self.labels) > 1 and self._trust.ask(seen):
            return Verdict("unsure", None, rivals_of(ranking), ranking)
        return Verdict("lost", None, (), ranking)

    def explain(self, text: str, label: str, rival: str | None = None) -> tuple[tuple[str, float], ...]:
        """Words of `text` (as typed) by what they add to `label` over `rival` (or over nothing), biggest first."""
        read = self._reader.read(text)
        if not read.words or label not in self.labels:
            return ()
        place = self.labels.index(label)
        other = self.labels.index(rival) if rival in self.labels else None
        spans = w.spans(text)
        parts = self._engine.parts(read, place, other)
        if self._reader.encoder is not None:
            parts = parts + self._by_gist(text, read.words, spans, place, other)
        shown: dict[str, str] = {}
        for span in spans:
            shown.setdefault(span.form, text[span.start : span.end])
        pairs = [(shown[word], float(part)) for word, part in zip(read.words, parts, strict=True)]
        return tuple(sorted(pairs, key=lambda pair: -pair[1]))

    def _by_gist(
        self, text: str, words: Bag, spans: Sequence[w.Span], label: int, rival: int | None
    ) -> NDArray[np.float32]:
        """What each word adds through the gist: what would be missing without it. Shape (words,)."""
        texts = [text] + [_without(text, [s for s in spans if s.form == word]) for word in words]
        points = self._engine.gist_points(self._reader.gists(texts), label, rival)
        return np.asarray(points[0] - points[1:], np.float32)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Flat arrays for `numpy.savez` (no pickle); `from_arrays` restores the same index."""
        return pack_index((self.labels, self.phrases, self._owner, self._reader, self._engine, self._trust))

    @classmethod
    def from_arrays(
        cls, arrays: Mapping[str, NDArray[Any]], *, lexicon: Lexicon | None = None, encoder: Encoder | None = None
    ) -> Index:
        """The index that `to_arrays` described; `lexicon` and `encoder` must be those that it was built with.

        Raises KeyError or ValueError on foreign arrays.
        """
        parts = unpack_index(arrays, lexicon, encoder)
        labels, phrases, owner, reader, engine, trust = parts
        own = members(owner, len(labels), len(phrases))
        return cls(labels, phrases, owner, reader, engine, trust, _word_for_word(bags_of(parts), owner), own)


def _without(text: str, places: Sequence[w.Span]) -> str:
    for place in reversed(places):
        text = text[: place.start] + text[place.end :]
    return text


CERTAIN = 0.99
_NOTHING = Ranking((), 0.0, 0.0)
_UNSEEN = Signs(-1.0, 0.0, 0.0)


def _study(size: int) -> Callable[..., Any]:
    """What teaches an index of so many phrases; a ready index must not pay for importing it."""
    if size <= SMALL:
        from assistant.core.engine_study import build_small  # noqa: PLC0415

        return build_small
    from assistant.core.engine_study_big import build_big  # noqa: PLC0415

    return build_big


def _word_for_word(bags: Iterable[Bag], owner: NDArray[np.int32]) -> dict[Bag, int]:
    found: dict[Bag, int] = {}
    for words, label in zip(bags, owner.tolist(), strict=True):
        found[words] = label if found.get(words, label) == label else -1
    found.pop((), None)
    return found


def rivals_of(ranking: Ranking) -> tuple[str, ...]:
    """Two labels, or three where the third is not clearly behind the second."""
    first, second, *rest = ranking.matches[:3]
    if rest and second.score - rest[0].score > 2 * (first.score - second.score) + 0.5:
        rest = []
    return tuple(match.label for match in (first, second, *rest))


def complete(prefix: str, candidates: Sequence[str], limit: int = 5) -> list[str]:
    """Suggestions while `prefix` is typed, best first, at most `limit`.

    Candidates that begin so come first, then those with a word that begins so, then those that are spelt alike.
    """
    wanted = " ".join(w.tokens(prefix))
    if not wanted or limit < 1:
        return []
    folded = [" ".join(w.tokens(candidate)) for candidate in candidates]
    begins = [i for i, text in enumerate(folded) if text.startswith(wanted)]
    inside = [i for i, text in enumerate(folded) if f" {wanted}" in text]
    fuzzy: list[int] = []
    if len(wanted) >= TELLING and len(begins) + len(inside) < limit:
        found = process.extract(wanted, folded, scorer=fuzz.partial_ratio, limit=2 * limit, score_cutoff=75)
        fuzzy = [i for text, _, i in found if len(text) >= TELLING]
    return list(dict.fromkeys(candidates[i] for i in (*begins, *inside, *fuzzy)))[:limit]
