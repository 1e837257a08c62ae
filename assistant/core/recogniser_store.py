"""What a recogniser knows beside its indexes, as lists that JSON can hold, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.core.matching import Index
from assistant.core.recogniser import Recogniser, Shelf
from assistant.core.spelling import Speller

__all__ = ["pack_recogniser", "unpack_recogniser"]


def pack_recogniser(known: Recogniser) -> dict[str, Any]:
    """The names of the indexes, the exact phrases, the near misses and the speller's words. Tokens hold no space."""
    return {
        "indexes": list(known.indexes),
        "exact": {
            slot: [[" ".join(key) for key in found], *map(list, zip(*found.values(), strict=True))]
            for slot, found in known.exact.items() if found
        },
        "misses": {slot: {" ".join(key): sorted(labels) for key, labels in found.items()} for slot, found in known.misses.items()},
        "targets": list(known.speller.targets),
        "words": sorted(known.speller.known),
    }


def unpack_recogniser(plain: dict[str, Any], index: Callable[[str], Index]) -> Recogniser:
    """The recogniser that `pack_recogniser` was given; `index` brings an index by its name when it is first asked for.

    Raises KeyError, TypeError or ValueError on foreign data.
    """
    exact: Any = {slot: {} for slot in plain["misses"]}
    for slot, (keys, labels, phrases) in plain["exact"].items():
        exact[slot] = dict(zip(map(tuple, map(str.split, keys)), zip(labels, phrases, strict=True), strict=True))
    misses: Any = {
        slot: {tuple(key.split()): frozenset(labels) for key, labels in found.items()} for slot, found in plain["misses"].items()
    }
    speller = Speller(tuple(plain["targets"]), frozenset(plain["words"]))
    return Recogniser(Shelf(plain["indexes"], index), exact, misses, speller)
