"""What was read from each playbook file, kept by its content: a changed file is read again, the others are not.

One file in the cache folder per playbook file: the playbook folded, what was wrong with it, and its card (see
core/broad_card.py). Whatever is damaged, stale or foreign is read again; where nothing can be kept, nothing is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from assistant.core.broad_card import Card, card_of, from_arrays, to_arrays
from assistant.core.playbook import Library, Playbook
from assistant.edge import parcel
from assistant.edge.arrays import arrays_of, blocks_of
from assistant.edge.flat import flat, made
from assistant.edge.folders import File, digest
from assistant.edge.problems import Problem

__all__ = ["BookCache", "Entry"]

KIND = "book"
_FOREIGN = (AttributeError, IndexError, KeyError, TypeError, ValueError)  # whole, but not ours
SPARE = 2  # times as many files are kept as were asked for: two folders in turn, or a branch and back


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: the key of its content, the playbook's card (None where it has an error), what was wrong with it."""

    key: str
    card: Card | None
    problems: tuple[Problem, ...]


def _written(plain: Any) -> bytes:
    return json.dumps(plain, separators=(",", ":")).encode("ascii")


class BookCache:
    """The playbook files of a library. `stamp` changes whenever the code does that reads; `shared` are the files of the
    shared lists, which decide what names a playbook may use; `library` brings them when a file has to be read."""

    def __init__(self, folder: Path, stamp: str, shared: Sequence[File], library: Callable[[], Library]) -> None:
        self._folder, self._library = folder, library
        self._held: dict[str, Mapping[str, memoryview]] = {}  # where the folder cannot be written
        lists = hashlib.blake2b(stamp.encode(), digest_size=16)
        for file in shared:
            lists.update(f"\x1e{len(file.raw)}\x1f".encode() + file.raw)
        self._base = lists.digest()

    def key(self, file: File) -> str:
        """A name for this content under this file name."""
        name = hashlib.blake2b(self._base, digest_size=16)
        content = file.digest or digest(file.raw)
        name.update(f"{file.path.name}\x1f{file.problem}\x1f{content}".encode("utf-8", "surrogateescape"))
        return name.hexdigest()

    def entry(self, file: File) -> tuple[Entry, bool]:
        """What is known of this file, and whether it had to be read."""
        found = self.kept(file)
        return (found, False) if found else (self._read(file.whole()), True)

    def kept(self, file: File) -> Entry | None:
        """What is known of this file where it was read before; None else. The file itself is not touched."""
        key = self.key(file)
        blocks = self._blocks(key)
        try:
            return self._unfolded(key, blocks) if blocks else None
        except _FOREIGN:
            return None

    def book(self, key: str) -> Playbook | None:
        """The playbook of a key; None where it is not there any more."""
        blocks = self._blocks(key)
        try:
            return made(json.loads(bytes(blocks["book"]))) if blocks else None
        except _FOREIGN:
            return None

    def tidy(self, used: Iterable[str]) -> None:
        """Files of contents that are long gone make room."""
        parcel.tidied(self._folder, KIND, SPARE * len(set(used)) + parcel.KEPT)

    def _blocks(self, key: str) -> Mapping[str, memoryview] | None:
        return self._held.get(key) or parcel.load(self._path(key))

    def _path(self, key: str) -> Path:
        return self._folder / f"{KIND}-{key}.bin"

    def _unfolded(self, key: str, blocks: Mapping[str, memoryview]) -> Entry:
        problems = tuple(Problem(*parts) for parts in json.loads(bytes(blocks["problems"])))
        return Entry(key, from_arrays(arrays_of(blocks)) if "book" in blocks else None, problems)

    def _read(self, file: File) -> Entry:
        from assistant.edge.library import read_one  # noqa: PLC0415 the reader of TOML is needed for new contents only

        key = self.key(file)
        sheet, book = read_one(file, self._library())
        problems = tuple(sheet.problems)
        blocks: dict[str, bytes] = {"problems": _written([[getattr(p, f.name) for f in fields(Problem)] for p in problems])}
        card = None if book is None else card_of(book)
        if book is not None and card is not None:
            blocks |= {"book": _written(flat(book)), **blocks_of(to_arrays(card))}
        parcel.save(self._path(key), blocks, tidy=False)
        if not self._path(key).is_file():  # nothing can be kept here
            self._held[key] = {name: memoryview(block) for name, block in blocks.items()}
        return Entry(key, card, problems)
