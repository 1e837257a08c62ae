"""A text as the engine sees it: weighted words, each with its look (n-grams) and its meaning (lexicon)."""

from __future__ import annotations

import heapq
import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from assistant.core import words as w
from assistant.core.engine_gist import Encoder, no_gist
from assistant.core.engine_grams import Floats, Ints, Lexis
from assistant.core.engine_lexicon import Lexicon
from assistant.core.engine_slips import slips

__all__ = ["SHORTEST", "Bag", "Read", "Reader", "View", "bag", "shouted"]

MOST_CHARACTERS = 16_384  # of a text; a line that someone types has some hundred
MOST_WORDS = 256  # distinct words of a text
SHORTEST = 3  # letters of a word that may be taken for a misspelling; shorter ones are too much alike
SLIP = 4.0  # what a slip costs, as a natural logarithm: one word in some fifty has it
LISTED = 2.0  # how much likelier, as a natural logarithm, a slip must be than that a word of the language is meant
TYPED = 0.3  # share of the letters as they stand in a word that is read as another one
ENDINGS = 8  # words that an unfinished one is read as, at most
DAMPED = 0.55  # power of the idf: in short texts common words still tell much
BEGUN = 2  # letters from which an unfinished last word is completed
MOST_REPAIRS = 24  # unknown words of a text that are searched for a likely spelling
CACHED = 12_000_000  # numbers kept ready for words; on a keystroke all words but one are known already

LONGEST_MUTE = 3  # letters of an abbreviation that needs no capitals, having no vowel
_SHORT = re.compile(r"(?<!\w)[^\W\d_]{2,4}(?!\w)")
_VOWELS = frozenset("aeiouy")

Bag = tuple[str, ...]


def bag(text: str) -> Bag:
    """Distinct folded words of a text, in order."""
    return tuple(dict.fromkeys(w.tokens(text[:MOST_CHARACTERS])[:MOST_WORDS]))


def shouted(texts: Sequence[str]) -> frozenset[str]:
    """Abbreviations of some phrases: up to four letters that stand in capitals (GF, DSB), or two or three consonants."""
    short, loud = set[str](), set[str]()
    for text in texts:
        loud_line = text.isupper()
        for raw in _SHORT.findall(text[:MOST_CHARACTERS]):
            short.add(raw)
            if raw.isupper() and (raw == text or not loud_line):
                loud.add(raw)
    mute = (form for form in map(w.fold, short) if len(form) <= LONGEST_MUTE and not set(form) & _VOWELS)
    return frozenset(map(w.fold, loud)).union(mute)


@dataclass(frozen=True, slots=True)
class Read:
    """Per word of a text its look (n-grams) and its meaning, both weighted and scaled to the text's length.

    look: (words, width of the reader's view). meaning: (words, axes). kin: (words, index words) how close each word is
    to those of the index, 0..1. stake: (words,) how much it matters whether the index knows them. gist: (axes of the
    encoder,) of the whole text.
    """

    words: Bag
    look: Floats
    meaning: Floats
    kin: Floats
    stake: Floats
    gist: Floats


@dataclass(frozen=True, slots=True)
class _Sight:
    """What a single word looks like to an index."""

    look: Floats
    ids: Ints
    values: Floats
    rest: float
    meaning: Floats
    kin: Floats
    weight: tuple[float, float, float]


class View(Protocol):
    """How an index looks at n-grams: the linear map from n-grams to what it compares."""

    @property
    def width(self) -> int:
        """Length of a look."""

    def look(self, ids: Ints, values: Floats) -> Floats:
        """What a bag of known n-grams (ids, values) looks like, shape (width,)."""

    def near(self, word: str, look: Floats, /) -> Iterator[tuple[str, int]]:
        """Index words that an unknown word with this look may be a misspelling of, and the edits that it takes."""

    def kin(self, look: Floats, meaning: Floats, /) -> Floats:
        """How close a word is to the words of the index, 0..1, shape (index words,)."""


@dataclass(slots=True)
class Reader:
    """Reads texts for one index. Weights: idf among its phrases, damped (and a little more for long words)."""

    lexis: Lexis
    view: View
    spread: Mapping[str, int]  # in how many phrases a word of the index stands
    size: int  # phrases
    lexicon: Lexicon | None
    encoder: Encoder | None = None
    senses: bool = True  # whether meanings count; else the lexicon only tells words of the language from slips
    _seen: dict[str, _Sight] = field(default_factory=dict)
    _tokens: int = field(init=False)  # words of all phrases

    def __post_init__(self) -> None:
        self._tokens = max(1, sum(self.spread.values()))

    @property
    def axes(self) -> int:
        """Length of a meaning."""
        return self.lexicon.axes if self.lexicon is not None and self.senses else 0

    def weight(self, word: str) -> tuple[float, float, float]:
        """Weight of a word for its look and for its meaning, and what is at stake if the index does not know it."""
        idf = float((math.log((1 + self.size) / (1 + self.spread.get(word, 0))) + 1) ** DAMPED)
        rare = 1.0 if self.lexicon is None else self.lexicon.rarity(word)
        return idf * min(len(word), 40) ** 0.3, idf, max(idf * rare, 1e-3) ** 2

    def read(self, text: str) -> Read:
        """See a text word by word. Cost: linear in its first words, nothing for what comes after them."""
        found = bag(text)
        if not found:
            blank = np.zeros((0, 0), np.float32)
            return Read((), blank, blank, blank, np.zeros(0, np.float32), self.gists([text])[0])
        typing = found[-1] if text[-1:].isalnum() else ""
        sights, unknown = [], 0
        for word in found:
            unknown += word not in self.spread
            sights.append(self._sight(word, unknown <= MOST_REPAIRS, typing == word))
        weights = np.array([sight.weight for sight in sights], np.float32)
        look = np.stack([sight.look for sight in sights]) * weights[:, :1]
        meaning = np.stack([sight.meaning for sight in sights]) * weights[:, 1:2]
        length = _length(sights, weights[:, 0])
        sense = float(np.linalg.norm(meaning.sum(0))) if self.axes else 0.0
        kin = np.stack([sight.kin for sight in sights])
        gist = self.gists([text])[0]
        return Read(found, look / np.float32(length or 1), meaning / np.float32(sense or 1), kin, weights[:, 2], gist)

    def _sight(self, word: str, repair: bool, typing: bool = False) -> _Sight:
        """A word as the index sees it: as typed, and as what it was probably meant to be."""
        held = self._seen.get(word + "*" * typing)
        if held is not None:
            return held
        ids, values, rest = self.lexis.vector(word)
        look = self.view.look(ids, values)
        meant = self._meant(word, look, repair, typing)
        if meant != ((word, 1.0),):
            shares = np.array([share for _, share in meant], np.float32)
            looks = np.stack([self.view.look(*self.lexis.vector(one)[:2]) for one, _ in meant])
            look = (np.float32(TYPED) * look + np.float32(1 - TYPED) * (shares @ looks)).astype(np.float32)
            meaning = shares @ np.stack([self.meaning(one, repair) for one, _ in meant])
            first, second, third = (float(x) for x in shares @ np.array([self.weight(one) for one, _ in meant], np.float32))
            weight = first, second, third
        else:
            meaning, weight = self.meaning(word, repair), self.weight(word)
        sight = _Sight(look, ids, values, rest, meaning, self.view.kin(look, meaning), weight)
        if repair:  # a hasty look at the tail of a long text must not stick
            if len(self._seen) * (2 * self.view.width + 256) >= CACHED:
                self._seen.clear()
            self._seen[word + "*" * typing] = sight
        return sight

    def _meant(self, word: str, look: Floats, repair: bool, typing: bool) -> tuple[tuple[str, float], ...]:
        """What a word was probably meant to be, with shares that add up to one; the word itself where nothing speaks
        against it."""
        if typing and len(word) >= BEGUN and word not in self.lexis.whole and (begun := self._completed(word)):
            return begun
        if word in self.spread or not repair or len(word) < SHORTEST:
            return ((word, 1.0),)
        found = self._likely(word, look)
        return ((found or word, 1.0),)

    def gists(self, texts: Sequence[str]) -> Floats:
        """Gists of texts as this index reads them, shape (texts, axes of the encoder)."""
        if self.encoder is None:
            return no_gist(len(texts))
        return self.encoder.encode([self._repaired(text[:MOST_CHARACTERS]) for text in texts])

    def _repaired(self, text: str) -> str:
        parts, at = list[str](), 0
        for span in w.spans(text)[:MOST_WORDS]:
            meant = self.read_as(span.form)
            if meant != span.form:
                parts += [text[at : span.start], meant]
                at = span.end
        return "".join(parts) + text[at:]

    def read_as(self, word: str) -> str:
        """The word that an unknown one was most likely meant to be: of the index, else of the lexicon, else itself."""
        if word in self.spread or len(word) < SHORTEST:
            return word
        found = self._likely(word, self.view.look(*self.lexis.vector(word)[:2]))
        if found is None and self.lexicon is not None and self.lexicon.strange(word):
            found = self.lexicon.spelling(word)
        return found or word

    def _likely(self, word: str, look: Floats) -> str | None:
        """The index word that an unknown word is most likely a slip of, by a noisy channel (Kernighan, Church, Gale
        1990): how common the index word is against how many slips it takes. A word of the language needs no slip."""
        best, found = -math.inf, None
        for known, edits in self.view.near(word, look):
            if known not in self.lexis.whole:
                chance = math.log((self.spread[known] + 0.5) / self._tokens) - SLIP * slips(word, known, edits)
                if chance > best:
                    best, found = chance, known
        usual = -math.inf if self.lexicon is None else self.lexicon.chance(word) + LISTED
        return found if best > usual else None

    def _completed(self, word: str) -> tuple[tuple[str, float], ...]:
        """Index words that begin so, the commonest ones: the last word of a line is often still being typed."""
        words = self.lexis.words
        first = bisect_left(words, word)
        last = bisect_left(words, word + "\uffff", first)
        begun = heapq.nlargest(ENDINGS, words[first:last], key=self.spread.__getitem__)
        total = sum(self.spread[one] for one in begun)
        return tuple((one, self.spread[one] / total) for one in begun)

    def meaning(self, word: str, repair: bool = True) -> Floats:
        """Unit vector of a word, shape (axes,); zero where nothing is known, and for abbreviations."""
        if self.lexicon is not None and self.senses and word not in self.lexis.whole and (repair or word in self.lexicon):
            vector = self.lexicon.vector(word)
            if vector is not None:
                return vector
        return np.zeros(self.axes, np.float32)


def _length(sights: Sequence[_Sight], weights: Floats) -> float:
    """Length of the weighted sum of n-gram vectors, n-grams that the index never saw included."""
    ids = np.concatenate([sight.ids for sight in sights])
    values = np.concatenate([sight.values * weight for sight, weight in zip(sights, weights, strict=True)])
    whole = np.bincount(ids, values) if len(ids) else np.zeros(1)
    unseen = sum(float(weight) ** 2 * sight.rest for sight, weight in zip(sights, weights, strict=True))
    return math.sqrt(float(whole @ whole) + unseen)
