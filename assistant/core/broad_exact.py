"""Phrases word for word among very many: found by a number made of their words, then compared word by word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from assistant.core.broad import Broad
from assistant.core.broad_card import MISS
from assistant.core.broad_numbers import number_of
from assistant.core.recogniser import Key

__all__ = ["ExactPhrases", "NearMisses", "exact_label"]


def _rows(whole: Broad, key: Key) -> list[int]:
    """The rows that say these words and nothing else."""
    total = np.uint64(number_of(key))
    first, last = int(np.searchsorted(whole.sums, total, "left")), int(np.searchsorted(whole.sums, total, "right"))
    return [int(r) for r in whole.order[first:last] if _says(whole, int(r), key)]


def _says(whole: Broad, row: int, key: Key) -> bool:
    return tuple(whole.words[i] for i in whole.word[int(whole.start[row]) : int(whole.start[row + 1])]) == key


def _owners(whole: Broad, slot: str, rows: list[int], *, missed: bool) -> dict[str, int]:
    """The labels of this slot that own these rows, and a row of each; `missed` = as a near miss."""
    found: dict[str, int] = {}
    for row in rows:
        label = whole.labels[int(np.searchsorted(whole.row_of, row, "right")) - 1]
        if ("/" in label) == (slot == "trigger") and (whole.kind[row] == MISS) == missed:
            found.setdefault(label, row)
    return found


def exact_label(whole: Broad, slot: str, key: Key) -> str | None:
    """The one label that has this phrase or name; None where none has it, or several share it."""
    owners = _owners(whole, slot, _rows(whole, key), missed=False) if key else {}
    return next(iter(owners)) if len(owners) == 1 else None


class ExactPhrases(Mapping[Key, tuple[str, str]]):
    """Folded tokens → (label, phrase as written). A phrase that several labels share names none of them: among very many
    playbooks the first one is no better than any other."""

    def __init__(self, whole: Broad, slot: str) -> None:
        self._whole, self._slot = whole, slot
        self._found: dict[Key, tuple[str, str] | None] = {}

    def get(self, key: Key, default: Any = None, /) -> Any:
        """As of any mapping."""
        if key not in self._found:
            if len(self._found) > 4096:  # noqa: PLR2004 some hundred lines
                self._found.clear()
            owners = _owners(self._whole, self._slot, _rows(self._whole, key), missed=False) if key else {}
            one = next(iter(owners.items())) if len(owners) == 1 else None
            self._found[key] = (one[0], self._whole.phrase(one[1])) if one else None
        return self._found[key] or default

    def __getitem__(self, key: Key) -> tuple[str, str]:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found  # type: ignore[no-any-return]  # get takes any default

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and self.get(key) is not None

    def __iter__(self) -> Iterator[Key]:
        whole = self._whole
        keys = (tuple(whole.words[i] for i in whole.word[a:b]) for a, b in zip(whole.start[:-1], whole.start[1:], strict=True))
        return (key for key in dict.fromkeys(keys) if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class NearMisses(Mapping[Key, frozenset[str]]):
    """Near misses word for word → labels that they rule out."""

    def __init__(self, whole: Broad, slot: str) -> None:
        self._whole, self._slot = whole, slot

    def __getitem__(self, key: Key) -> frozenset[str]:
        owners = _owners(self._whole, self._slot, _rows(self._whole, key), missed=True) if key else {}
        if not owners:
            raise KeyError(key)
        return frozenset(owners)

    def __iter__(self) -> Iterator[Key]:
        whole = self._whole
        for row in np.flatnonzero(whole.kind == MISS).tolist():
            yield tuple(whole.words[i] for i in whole.word[int(whole.start[row]) : int(whole.start[row + 1])])

    def __len__(self) -> int:
        return sum(1 for _ in self)
