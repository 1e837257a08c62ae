"""What very many playbooks teach together: words that lead to labels, learned by counting alone.

A trained head costs phrases times labels (a thousand playbooks: 600,000 phrases of 3,400 triggers); counting costs the
phrases only, and where so many labels share their words it also judges better (tests/bench/README.md). A label's score is
the share of a text's telling words that its phrases know, saturated as in BM25 (Robertson & Zaragoza 2009). A word counts
as itself and, a little less, by how it begins and ends, so that inflected and compounded forms still meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.core.broad_card import MISS, PHRASE, Card
from assistant.core.broad_numbers import row_numbers
from assistant.core.engine_grams import Floats, Ints

__all__ = ["Broad", "Field", "arrays_of_broad", "broad_of_arrays", "merged", "runs"]

BEGIN, END = 5, 5  # letters by which a word begins and ends
LONG_BEGIN, LONG_END = 6, 8  # letters from which a word is told by its beginning, by its end
SHARES = (1.0, 0.6, 0.4)  # what a word counts by itself, by its beginning, by its end
SATURATED = 1.0  # how soon more phrases with a word say no more


def ends(word: str) -> tuple[str, ...]:
    """How a word begins ("^stanz") and ends ("$chine"), where it is long enough to be told by it."""
    begin = (f"^{word[:BEGIN]}",) if len(word) >= LONG_BEGIN else ()
    return (*begin, f"${word[-END:]}") if len(word) >= LONG_END else begin


def runs(begin: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
    """All integers of the half-open runs begin[i]..end[i], one after the other."""
    length = end - begin
    before = np.concatenate([[0], np.cumsum(length)[:-1]]) if len(length) else np.zeros(0, np.int64)
    return np.asarray(np.arange(int(length.sum()), dtype=np.int64) + np.repeat(begin - before, length), np.int64)


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of labels (playbooks, or triggers): feature f leads to the labels label[start[f]:start[f+1]] with `value`.

    labels: (labels,) their numbers in the whole. start: (features + 1,). value: 0..1, how much a label knows a feature.
    """

    labels: Ints
    start: Ints
    label: Ints
    count: Ints  # phrases of the label that have the feature
    size: Ints  # (labels,) phrases of each

    def value(self, at: slice | NDArray[np.int64], less: int = 0) -> Floats:
        """How much labels know features, 0..1, for entries `at`; `less` = without so many of their phrases."""
        owner = self.label[at]
        count = np.maximum(self.count[at] - less, 0)
        return np.asarray(count / (count + SATURATED * self.size[owner] / self.size.mean()), np.float32)

    def rarity(self, features: NDArray[np.int64]) -> NDArray[np.float64]:
        """How few labels have these features: 1 for all, more for fewer."""
        have = self.start[features + 1] - self.start[features]
        return np.asarray(np.log((1 + len(self.labels)) / (1 + have)) + 1, np.float64)

    @property
    def unheard(self) -> float:
        """The rarity of what no label has."""
        return float(np.log(1 + len(self.labels)) + 1)


@dataclass
class Broad:
    """All cards as one. Rows of a label stand together: row_of[l]:row_of[l+1]; row r says word[start[r]:start[r+1]]."""

    labels: tuple[str, ...]
    names: tuple[str, ...]  # of each label in German and in English
    words: tuple[str, ...]
    name_of: tuple[str, ...]  # beginnings and ends, their numbers follow those of the words
    parts: NDArray[np.int32]  # (words, 3) features of a word, -1 for none
    row_of: Ints
    start: Ints
    word: Ints
    kind: NDArray[np.int8]
    text_at: NDArray[np.int64]  # (rows + 1,) where the text of a row begins in `text`
    text: memoryview
    sums: NDArray[np.uint64]  # sorted; of the words of each row, see broad_exact.py
    order: NDArray[np.int64]  # the rows in the order of `sums`
    fields: Mapping[str, Field] = field(default_factory=dict)  # by slot: playbook, trigger

    @cached_property
    def place(self) -> dict[str, int]:
        """Number of a word."""
        return dict(zip(self.words, range(len(self.words)), strict=True))

    @cached_property
    def end_place(self) -> dict[str, int]:
        """Feature of a beginning or an end."""
        return dict(zip(self.name_of, range(len(self.words), len(self.words) + len(self.name_of)), strict=True))

    @cached_property
    def label_place(self) -> dict[str, int]:
        """Number of a label."""
        return dict(zip(self.labels, range(len(self.labels)), strict=True))

    @cached_property
    def spread(self) -> NDArray[np.int64]:
        """(words,) how often a word stands in the rows."""
        return np.bincount(self.word, minlength=len(self.words))

    def phrase(self, row: int) -> str:
        """A row as written."""
        return bytes(self.text[int(self.text_at[row]) : int(self.text_at[row + 1])]).decode("utf-8", "surrogatepass")

    def rows(self, label: int) -> range:
        """The rows of a label."""
        return range(int(self.row_of[label]), int(self.row_of[label + 1]))

    def taught(self, label: str) -> tuple[list[str], list[str]]:
        """The phrases of a label and its near misses, as written."""
        rows = self.rows(self.label_place[label])
        return tuple([self.phrase(r) for r in rows if self.kind[r] == kind] for kind in (PHRASE, MISS))  # type: ignore[return-value]  # two kinds, two lists


def merged(cards: Iterable[Card]) -> Broad:
    """All cards, in their order, as one. Time grows with their words."""
    place: dict[str, int] = {}
    labels: list[str] = []
    called: list[str] = []
    parts: list[tuple[NDArray[Any], ...]] = []
    blob = bytearray()
    rows, said = 0, 0
    for card in cards:
        there = _numbered(card.words, place)
        counts = np.bincount(card.owner, minlength=len(card.labels))
        parts.append((np.cumsum(counts) + rows, card.start[1:] + said, there[card.word], card.kind, card.text_end + len(blob)))
        blob += card.text
        labels += card.labels
        called += card.names
        rows, said = rows + len(card.owner), said + len(card.word)
    row_of, start, word, kind, text_at = (np.concatenate(column) for column in zip(*parts, strict=True))
    start, word = _after_zero(start, np.int32), word.astype(np.int32)
    numbers = row_numbers(tuple(place), start, word)
    order = np.argsort(numbers, kind="stable")
    names, features = _features(tuple(place))
    whole = Broad(
        tuple(labels), tuple(called), tuple(place), names, features, _after_zero(row_of, np.int32), start, word, kind.astype(np.int8),
        _after_zero(text_at, np.int64), memoryview(bytes(blob)), numbers[order], order,
    )
    whole.fields = {slot: _field(whole, slot) for slot in ("playbook", "trigger")}
    return whole


def _numbered(words: Sequence[str], place: dict[str, int]) -> Ints:
    """The numbers of words; those that are new get the next ones."""
    found = list(map(place.get, words))
    for at, number in enumerate(found):
        if number is None:
            found[at] = place.setdefault(words[at], len(place))
    return np.array(found, np.int32)


def _after_zero(numbers: NDArray[Any], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.zeros(1, kind), numbers.astype(kind)])


def _features(words: Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """The names of beginnings and ends, and the features of each word (words, 3): itself, beginning, end; -1 for none."""
    place: dict[str, int] = {}
    found = np.full((len(words), 3), -1, np.int32)
    found[:, 0] = np.arange(len(words))
    for i, word in enumerate(words):
        for end in ends(word):
            found[i, 1 if end[0] == "^" else 2] = place.setdefault(end, len(place)) + len(words)
    return tuple(place), found


def _field(whole: Broad, slot: str) -> Field:
    labels = np.array([i for i, name in enumerate(whole.labels) if ("/" in name) == (slot == "trigger")], np.int32)
    local = np.full(len(whole.labels), -1, np.int64)
    local[labels] = np.arange(len(labels))
    owner = np.repeat(local, np.diff(whole.row_of))
    owner[whole.kind != PHRASE] = -1
    whose = np.repeat(owner, np.diff(whole.start))
    mine = whose >= 0
    features = len(whole.words) + len(whole.name_of)
    found = whole.parts[whole.word[mine]]
    # Sorted by feature, then by label: a feature's labels stand together.
    small = features * len(labels) < 1 << 32  # half the memory, and sorted in half the time
    kind: type[Any] = np.uint32 if small else np.int64
    every = (found.astype(kind) * kind(len(labels)) + whose[mine].astype(kind)[:, None])[found >= 0]
    unique, count = np.unique(every, return_counts=True)
    keys = unique.astype(np.int64)
    start = np.zeros(features + 1, np.int32)
    np.cumsum(np.bincount(keys // max(1, len(labels)), minlength=features), out=start[1:])
    size = np.bincount(owner[owner >= 0], minlength=len(labels))
    label = (keys % max(1, len(labels))).astype(np.int32)
    return Field(labels, start, label, count.astype(np.int32), np.maximum(size, 1).astype(np.int32))


_LISTS = ("labels", "names", "words", "name_of")
_PLAIN = ("parts", "row_of", "start", "word", "kind", "text_at")
_SUMS = ("sums", "order")
_FIELD = ("labels", "start", "label", "count", "size")


def arrays_of_broad(whole: Broad) -> dict[str, NDArray[Any]]:
    """Flat arrays, see `broad_of_arrays`."""
    names = {name: np.frombuffer("\n".join(getattr(whole, name)).encode("utf-8", "surrogatepass"), np.uint8) for name in _LISTS}
    plain = {name: getattr(whole, name) for name in (*_PLAIN, *_SUMS)}
    text = {"text": np.frombuffer(whole.text, np.uint8)}
    return names | plain | text | {f"{slot}/{name}": getattr(f, name) for slot, f in whole.fields.items() for name in _FIELD}


def broad_of_arrays(arrays: Mapping[str, NDArray[Any]]) -> Broad:
    """What `arrays_of_broad` was given. Raises KeyError or ValueError on foreign arrays."""
    parts: dict[str, Any] = {
        name: tuple(arrays[name].tobytes().decode("utf-8", "surrogatepass").split("\n")) for name in _LISTS
    }
    parts |= {name: arrays[name] for name in (*_PLAIN, *_SUMS)} | {"text": memoryview(arrays["text"].data)}
    fields = {slot: Field(*(arrays[f"{slot}/{name}"] for name in _FIELD)) for slot in ("playbook", "trigger")}
    return Broad(**parts, fields=fields)
