"""What a recogniser knows beside its indexes, as lists that JSON can hold, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assistant.core.recogniser import Judge, Key, Recogniser, Shelf
from assistant.core.spelling import Speller

__all__ = ["pack_recogniser", "unpack_recogniser"]


class _Phrases(Mapping[Key, tuple[str, str]]):
    """Exact phrases: folded tokens → (label, phrase as written). Thousands, of which a line meets a handful: so a pair
    is put together when it is met, and tokens are kept joined."""

    def __init__(self, keys: list[str], labels: list[str], phrases: list[str]) -> None:
        self._at = dict(zip(keys, range(len(keys)), strict=True))
        self._labels, self._phrases = labels, phrases

    def __getitem__(self, key: Key) -> tuple[str, str]:
        at = self._at[" ".join(key)]
        return self._labels[at], self._phrases[at]

    def get(self, key: Key, default: Any = None, /) -> Any:
        """As of any mapping, without the exception on the way: most stretches of a line are no phrase."""
        at = self._at.get(" ".join(key))
        return default if at is None else (self._labels[at], self._phrases[at])

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and " ".join(key) in self._at

    def __iter__(self) -> Iterator[Key]:
        return (tuple(key.split()) for key in self._at)

    def __len__(self) -> int:
        return len(self._at)


def pack_recogniser(known: Recogniser) -> dict[str, Any]:
    """The names of the indexes, the exact phrases, the near misses and the speller's words. Tokens hold no white space."""
    return {
        "indexes": list(known.indexes),
        "exact": {
            slot: ["\n".join(map(" ".join, found)), *map(list, zip(*found.values(), strict=True))]
            for slot, found in known.exact.items() if found
        },
        "misses": {slot: {" ".join(key): sorted(labels) for key, labels in found.items()} for slot, found in known.misses.items()},
        "targets": " ".join(known.speller.targets),
        "words": " ".join(sorted(known.speller.known)),
    }


def unpack_recogniser(plain: dict[str, Any], index: Callable[[str], Judge]) -> Recogniser:
    """The recogniser that `pack_recogniser` was given; `index` brings an index by its name when it is first asked for.

    Raises AttributeError, KeyError, TypeError or ValueError on foreign data.
    """
    exact: Any = {slot: {} for slot in plain["misses"]}
    for slot, (keys, labels, phrases) in plain["exact"].items():
        exact[slot] = _Phrases(keys.split("\n"), labels, phrases)
    misses: Any = {
        slot: {tuple(key.split()): frozenset(labels) for key, labels in found.items()} for slot, found in plain["misses"].items()
    }
    speller = Speller(tuple(plain["targets"].split()), frozenset(plain["words"].split()))
    return Recogniser(Shelf(plain["indexes"], index), exact, misses, speller)
