"""What one playbook teaches where there are very many: its phrases as rows of word numbers, learned file by file.

A card depends on its playbook alone, so that a changed file costs one card; `broad.merged` joins them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.core.engine_grams import Ints
from assistant.core.playbook import Phrases, Playbook
from assistant.core.recogniser import trigger_key
from assistant.core.words import tokens

__all__ = ["MISS", "NAME", "PHRASE", "Card", "card_of", "from_arrays", "rows_of", "to_arrays"]

PHRASE, MISS, NAME = range(3)  # kinds of rows; a name counts word for word only

Row = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Card:
    """The rows of one playbook: row i says word[start[i]:start[i+1]] (numbers in `words`) and belongs to labels[owner[i]];
    kind: PHRASE, MISS (a near miss of that label) or NAME. The first label is the playbook, the others are its triggers."""

    labels: tuple[str, ...]
    names: tuple[str, ...]  # of each label in German and in English
    text: bytes  # the rows as written, one after the other
    text_end: NDArray[np.int64]  # (rows,) where the text of a row ends in `text`
    words: tuple[str, ...]
    start: Ints
    word: Ints
    owner: Ints
    kind: NDArray[np.int8]


def _of(label: str, phrases: Phrases, names: tuple[str, ...] = ()) -> Iterator[Row]:
    yield from ((label, PHRASE, text) for text in dict.fromkeys([*phrases.all, *names]))
    yield from ((label, MISS, text) for text in phrases.near)


def rows_of(book: Playbook) -> list[Row]:
    """(label, kind, text) of all that a playbook teaches about its topic and its triggers."""
    rows = list(_of(book.id, book.phrases, (book.name.de, book.name.en)))
    for trigger in book.triggers:
        label = trigger_key(book.id, trigger.id)
        rows += _of(label, trigger.phrases)
        rows += ((label, NAME, text) for text in dict.fromkeys((trigger.name.de, trigger.name.en)))
    return rows


def card_of(book: Playbook) -> Card:
    """The card of a playbook; its rows are in the order of `rows_of`."""
    place: dict[str, int] = {}
    start, word = [0], list[int]()
    rows = rows_of(book)
    labels = (book.id, *(trigger_key(book.id, trigger.id) for trigger in book.triggers))
    at = {label: i for i, label in enumerate(labels)}
    for _, _, text in rows:
        word += [place.setdefault(form, len(place)) for form in tokens(text)]
        start.append(len(word))
    owner = np.array([at[label] for label, _, _ in rows], np.int32)
    kind = np.array([kind for _, kind, _ in rows], np.int8)
    texts = [text.encode("utf-8", "surrogatepass") for _, _, text in rows]
    text_end = np.cumsum([len(text) for text in texts], dtype=np.int64)
    spoken = np.array(start, np.int32), np.array(word, np.int32)
    named = (book.name, *(trigger.name for trigger in book.triggers))
    names = tuple(written for name in named for written in (name.de, name.en))
    return Card(labels, names, b"".join(texts), text_end, tuple(place), *spoken, owner, kind)


_NUMBERS = ("text_end", "start", "word", "owner", "kind")


def to_arrays(card: Card) -> dict[str, NDArray[Any]]:
    """Flat arrays, see `from_arrays`."""
    lists = {name: _joined(getattr(card, name)) for name in ("labels", "names", "words")}
    return {**lists, "text": np.frombuffer(card.text, np.uint8)} | {name: getattr(card, name) for name in _NUMBERS}


def from_arrays(arrays: Mapping[str, NDArray[Any]]) -> Card:
    """The card that `to_arrays` was given. Raises KeyError or ValueError on foreign arrays."""
    # Copied, so that the file that they came from need not stay in memory.
    text_end, start, word, owner, kind = (arrays[name].copy() for name in _NUMBERS)
    labels, names, words = (_split(arrays[name]) for name in ("labels", "names", "words"))
    card = Card(labels, names, arrays["text"].tobytes(), text_end, words, start, word, owner, kind)
    rows = len(card.owner)
    sound = len(card.start) == rows + 1 and len(card.kind) == len(card.text_end) == rows > 0
    sound = sound and len(card.names) == 2 * len(card.labels)
    if not sound or int(card.start[-1]) != len(card.word) or int(card.text_end[-1]) != len(card.text):
        msg = "no card"
        raise ValueError(msg)
    if int(card.word.max(initial=-1)) >= len(card.words) or int(card.owner.max()) >= len(card.labels):
        msg = "a card of something else"
        raise ValueError(msg)
    return card


def _joined(texts: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode("utf-8", "surrogatepass"), np.uint8)


def _split(buffer: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(buffer.tobytes().decode("utf-8", "surrogatepass").split("\n")) if len(buffer) else ()
