"""Verdicts on very many labels: an index that counts words instead of training a head (see broad.py)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from assistant.core import words as w
from assistant.core.broad import SHARES, Broad, ends, runs
from assistant.core.broad_card import MISS, PHRASE
from assistant.core.broad_exact import exact_label
from assistant.core.engine_grams import Floats
from assistant.core.engine_lexicon import Lexicon, Shelves
from assistant.core.engine_scored import LIKELY
from assistant.core.engine_slips import slips
from assistant.core.engine_text import LISTED, SHORTEST, SLIP, bag
from assistant.core.engine_trust import Signs, Trust
from assistant.core.matching import CERTAIN, Match, Ranking, Verdict, rivals_of
from assistant.core.matching import LISTED as MATCHES

__all__ = ["BroadIndex", "Speller"]

CLOSEST = 3  # labels whose phrases are looked at for the likeness of a text
_NOTHING = Ranking((), 0.0, 0.0)


class Speller:
    """What an unknown word was meant to be, among the words of all playbooks; commonest words first."""

    def __init__(self, whole: Broad, lexicon: Lexicon | None) -> None:
        self._whole, self._lexicon = whole, lexicon

    @cached_property
    def _shelves(self) -> Shelves:
        order = np.argsort(-self._whole.spread, kind="stable").tolist()
        return Shelves(self._whole.words[i] for i in order)

    def meant(self, word: str) -> str | None:
        """The known word that this unknown one is most likely a slip of (as engine_text.Reader judges), or None."""
        if len(word) < SHORTEST:
            return None
        usual = -math.inf if self._lexicon is None else self._lexicon.chance(word) + LISTED
        total = max(1, len(self._whole.word))
        best, found = usual, None
        for known in self._shelves.near(word, LIKELY):
            often = float(self._whole.spread[self._whole.place[known]])
            chance = math.log((often + 0.5) / total) - SLIP * slips(word, known, OSA.distance(word, known))
            if chance > best:
                best, found = chance, known
        return found


@dataclass(frozen=True, slots=True)
class _Heard:
    """A text as the field hears it: its words, and the known features with their weights; `total` = squared length with
    the unknown ones; of[i] = the word that feature i stands in."""

    words: tuple[str, ...]
    features: NDArray[np.int64]
    weights: NDArray[np.float64]
    of: NDArray[np.int64]
    total: float
    said: NDArray[np.float64]  # the weights again, by feature; the last place stands for no feature


class BroadIndex:
    """The labels of one slot (playbook or trigger) of a Broad; to be asked as any `matching.Index`."""

    def __init__(self, whole: Broad, slot: str, trust: Trust, speller: Speller) -> None:
        self.whole, self.field, self.slot, self._trust, self._speller = whole, whole.fields[slot], slot, trust, speller

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """All labels."""
        return tuple(self.whole.labels[i] for i in self.field.labels.tolist())

    @cached_property
    def _label_place(self) -> Mapping[str, int]:
        return {label: i for i, label in enumerate(self.labels)}

    # ---- hearing

    def hear(self, text: str) -> _Heard:
        """The features of a text: of its words, of what unknown ones were meant to be, else of how they begin and end."""
        forms = bag(text)
        features, shares, of = list[int](), list[float](), list[int]()
        lost = 0.0
        for at, form in enumerate(forms):
            for feature, share in self._parts(form):
                if feature < 0:
                    lost += (share * self.field.unheard) ** 2
                else:
                    features.append(feature)
                    shares.append(share)
                    of.append(at)
        known = np.array(features, np.int64)
        weights = self.field.rarity(known) * np.array(shares)
        said = np.zeros(len(self.field.start))
        said[known] = weights
        return _Heard(forms, known, weights, np.array(of, np.int64), float(weights @ weights) + lost, said)

    def _parts(self, form: str) -> list[tuple[int, float]]:
        place = self.whole.place.get(form)
        if place is None and (meant := self._speller.meant(form)) is not None:
            place = self.whole.place[meant]
        if place is not None:
            return [(f, s) for f, s in zip(self.whole.parts[place].tolist(), SHARES, strict=True) if f >= 0]
        found = [(-1, SHARES[0])]
        return found + [(self.whole.end_place.get(e, -1), SHARES[1 if e[0] == "^" else 2]) for e in ends(form)]

    # ---- scoring

    def shares(self, heard: _Heard, *, without: int = -1) -> Floats:
        """Per label the share of the text that it knows, 0..1; `without` = this label lacks one phrase with these words."""
        field, out = self.field, np.zeros(len(self.field.labels))
        begin, end = field.start[heard.features].astype(np.int64), field.start[heard.features + 1].astype(np.int64)
        at = runs(begin, end)
        value = field.value(at)
        if without >= 0:
            mine = np.flatnonzero(field.label[at] == without)
            value[mine] = field.value(at[mine], less=1)
        np.add.at(out, field.label[at], value * np.repeat(heard.weights**2, end - begin))
        return np.asarray(out / max(heard.total, 1e-9), np.float32)

    def near(self, heard: _Heard, label: int) -> tuple[NDArray[np.int64], Floats]:
        """The rows of a label and their cosines with the text, 0..1."""
        whole = self.whole
        rows = whole.rows(int(self.field.labels[label]))
        first, last = int(whole.start[rows.start]), int(whole.start[rows.stop])
        parts = whole.parts[whole.word[first:last]]
        weights = self.field.rarity(np.maximum(parts, 0).astype(np.int64)) * np.array(SHARES) * (parts >= 0)
        row = np.repeat(np.arange(len(rows)), np.diff(whole.start[rows.start : rows.stop + 1]))
        inner = np.bincount(row, (weights * heard.said[parts]).sum(1), minlength=len(rows))
        length = np.bincount(row, (weights * weights).sum(1), minlength=len(rows))
        cosine = inner / np.sqrt(np.maximum(length * max(heard.total, 1e-9), 1e-9))
        return np.arange(rows.start, rows.stop), np.clip(cosine, 0, 1).astype(np.float32)

    def likeness(self, heard: _Heard, shares: Floats, best: NDArray[np.int64], *, without: int = -1) -> float:
        """As engine_scored.likeness: how near the nearest phrase is, what is known at all, and what the first label knows.
        `without` = a row that does not count."""
        top = 0.0
        for label in best[:CLOSEST].tolist():
            rows, cosine = self.near(heard, label)
            counts = (self.whole.kind[rows] == PHRASE) & (rows != without)
            top = max(top, float(cosine[counts].max(initial=0)))
        known = float(heard.weights @ heard.weights) / max(heard.total, 1e-9)
        return 2 * top + known + float(shares[best[0]])

    def _judge(self, text: str) -> tuple[Ranking, Signs | None, bool]:
        heard = self.hear(text)
        if not len(heard.features):
            return _NOTHING, None, False
        shares = self.shares(heard)
        exact = exact_label(self.whole, self.slot, tuple(w.tokens(text)))
        if exact is not None:
            shares[self._label_place[exact]] = max(1.0, float(shares.max()) + 1e-3)
        best = np.argsort(-shares, kind="stable")[:MATCHES]
        best = best[shares[best] > 0]
        if not len(best):
            return _NOTHING, None, False
        found = [self._match(heard, int(label), float(shares[label])) for label in best]
        matches = tuple(sorted(found, key=lambda m: -m.score))
        order = np.array([self._label_place[m.label] for m in matches])
        seen = Signs(matches[0].score, matches[0].score - (matches[1].score if len(matches) > 1 else -1.0), self.likeness(heard, shares, order))
        belongs, right = self._trust.belongs(seen), self._trust.right(seen)
        if exact is not None:
            belongs, right = max(belongs, CERTAIN), max(right, CERTAIN)
        return Ranking(matches, belongs, right), seen, exact is not None

    def _match(self, heard: _Heard, label: int, share: float) -> Match:
        """A label with its nearest phrase; one whose near miss is nearer than all its phrases is not meant."""
        rows, cosine = self.near(heard, label)
        phrases, misses = (np.where(self.whole.kind[rows] == kind, cosine, np.float32(-1)) for kind in (PHRASE, MISS))
        at = int(phrases.argmax())
        missed = float(misses.max(initial=-1)) > max(float(phrases[at]), 0.5) and share < 1
        name = self.whole.labels[int(self.field.labels[label])]
        return Match(name, -1.0 if missed else 2 * share - 1, self.whole.phrase(int(rows[at])), max(0.0, float(phrases[at])))

    # ---- what an index is asked

    def signs(self, text: str) -> Signs | None:
        """What trust is read from; None where nothing of the text is known."""
        heard = self.hear(text)
        shares = self.shares(heard)
        if not shares.max(initial=0) > 0:
            return None
        best = np.argsort(-shares, kind="stable")
        lead = 2 * float(shares[best[0]] - shares[best[1]]) if len(best) > 1 else 2 * float(shares[best[0]])
        return Signs(2 * float(shares[best[0]]) - 1, lead, self.likeness(heard, shares, best))

    def taught(self, label: str) -> tuple[str, ...]:
        """As matching.Index.taught."""
        return tuple(self.whole.taught(label)[0]) if label in self._label_place else ()

    def rank(self, text: str) -> Ranking:
        """As matching.Index.rank."""
        return self._judge(text)[0]

    def verdict(self, text: str) -> Verdict:
        """As matching.Index.verdict."""
        ranking, seen, exact = self._judge(text)
        if seen is None or not ranking.matches:
            return Verdict("lost", None, (), ranking)
        if exact or self._trust.sure(seen):
            return Verdict("sure", ranking.matches[0].label, (), ranking)
        if len(ranking.matches) > 1 and self._trust.ask(seen):
            return Verdict("unsure", None, rivals_of(ranking), ranking)
        return Verdict("lost", None, (), ranking)

    def explain(self, text: str, label: str, rival: str | None = None) -> tuple[tuple[str, float], ...]:
        """As matching.Index.explain."""
        heard = self.hear(text)
        if label not in self._label_place or not len(heard.features):
            return ()
        parts = self._by_word(heard, label) - (self._by_word(heard, rival) if rival in self._label_place else 0.0)
        shown: dict[str, str] = {}
        for span in w.spans(text):
            shown.setdefault(span.form, text[span.start : span.end])
        pairs = [(shown[form], float(part)) for form, part in zip(heard.words, parts.tolist(), strict=True)]
        return tuple(sorted(pairs, key=lambda pair: -pair[1]))

    def _by_word(self, heard: _Heard, label: Any) -> NDArray[np.float64]:
        field, place = self.field, self._label_place[label]
        out = np.zeros(len(heard.words))
        for feature, weight, at in zip(heard.features.tolist(), heard.weights.tolist(), heard.of.tolist(), strict=True):
            span = slice(int(field.start[feature]), int(field.start[feature + 1]))
            mine = np.flatnonzero(field.label[span] == place) + span.start
            out[at] += weight**2 * float(field.value(mine).sum()) / max(heard.total, 1e-9)
        return out
