"""The library and what was learned from it, ready for the next start: read, checked and folded once per content.

One file in the cache folder per set of playbooks. A playbook is unfolded when it is first asked for: a line needs one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from assistant import __version__
from assistant.core.matching import Encoder, Index
from assistant.core.playbook import Library, Playbook
from assistant.core.recogniser import Recogniser, learn, material
from assistant.core.recogniser_store import pack_recogniser, unpack_recogniser
from assistant.edge import parcel
from assistant.edge.flat import flat, made
from assistant.edge.folders import MANY, File, Folder, fingerprint, gathered
from assistant.edge.index_cache import cached_index, key_of
from assistant.edge.problems import Problem

__all__ = ["Ready", "kept", "opened", "stamp"]

_PACKAGE = Path(__file__).resolve().parent.parent
_BOOK = "book/"


@dataclass(frozen=True, slots=True)
class Ready:
    """A library, the recogniser for it, and what was wrong with the files."""

    library: Library
    known: Recogniser
    problems: tuple[Problem, ...]


class _Books(Mapping[str, Playbook]):
    """Playbooks by id, each unfolded when it is first asked for."""

    def __init__(self, folded: Mapping[str, bytes]) -> None:
        self._folded = folded
        self._made: dict[str, Playbook] = {}

    def __getitem__(self, name: str) -> Playbook:
        found = self._made.get(name)
        # setdefault: the screen asks from two threads, and both must get the same one.
        return found or self._made.setdefault(name, made(_read(self._folded[name])))

    def __contains__(self, name: object) -> bool:
        return name in self._folded

    def __iter__(self) -> Iterator[str]:
        return iter(self._folded)

    def __len__(self) -> int:
        return len(self._folded)


def stamp() -> str:
    """Changes whenever the code does that reads or learns: what other code has kept is not taken for what this one keeps."""
    sources = sorted([*(_PACKAGE / "core").glob("*.py"), *(_PACKAGE / "edge").glob("*.py")])
    stats = ((path.name, path.stat()) for path in sources)
    return f"{__version__}/" + "/".join(f"{name}.{s.st_size}.{s.st_mtime_ns}" for name, s in stats)


def _read(block: bytes | memoryview) -> Any:
    return json.loads(bytes(block))


def _written(plain: Any) -> bytes:
    return json.dumps(plain, separators=(",", ":")).encode("ascii")


class _Indexes:
    """Brings indexes by name: from the cache folder, or learned from the library."""

    def __init__(
        self, folder: Path, library: Library, keys: Mapping[str, str], learning: Callable[[], None], encoder: Encoder | None
    ) -> None:
        self._folder, self._library, self._keys, self._learning, self._encoder = folder, library, keys, learning, encoder

    def __call__(self, name: str) -> Index:
        return cached_index(self._folder, self._learning, self._keys[name], lambda: material(self._library)[name], self._encoder)


def _folded(ready: Ready, keys: Mapping[str, str]) -> dict[str, bytes]:
    books = {_BOOK + name: _written(flat(book)) for name, book in ready.library.playbooks.items()}
    homes: dict[str, str] = {}
    for name, book in ready.library.playbooks.items():
        homes = {trigger.id: name for trigger in book.triggers} | homes
    problems = [[getattr(problem, f.name) for f in fields(Problem)] for problem in ready.problems]
    return {
        "shared": _written(flat(replace(ready.library, playbooks={}, homes=homes))),
        "problems": _written(problems),
        "known": _written(pack_recogniser(ready.known)),
        "keys": _written(keys),
        **books,
    }


def _unfolded(
    blocks: Mapping[str, memoryview], folder: Path, learning: Callable[[], None], encoder: Encoder | None
) -> Ready:
    # Copied, so that the rest of the file need not stay in memory for them.
    books = {name.removeprefix(_BOOK): bytes(block) for name, block in blocks.items() if name.startswith(_BOOK)}
    library = replace(made(_read(blocks["shared"])), playbooks=_Books(books))
    indexes = _Indexes(folder, library, _read(blocks["keys"]), learning, encoder)
    known = unpack_recogniser(_read(blocks["known"]), indexes)
    return Ready(library, known, tuple(Problem(*parts) for parts in _read(blocks["problems"])))


def _learned(
    folders: Sequence[Folder], folder: Path, learning: Callable[[], None], encoder: Encoder | None
) -> tuple[Ready, dict[str, str]]:
    from assistant.edge.library import parsed  # noqa: PLC0415 the reader of TOML is needed for new contents only

    loaded = parsed(folders)
    # Nothing to learn from and nothing to answer with: the door says so.
    library = loaded.library if loaded.library.phases and loaded.library.personas else Library()
    keys = {name: key_of(lesson) for name, lesson in material(library).items()}
    known = learn(library, _Indexes(folder, library, keys, learning, encoder))
    return Ready(library, known, loaded.problems), keys


def kept(found: Sequence[Folder], folder: Path, file: File) -> bool:
    """Whether this content of a file, whose bytes are not held, is a sound playbook that can still be brought."""
    from assistant.edge.broad_ready import kept_sound  # noqa: PLC0415 few have so many playbooks

    return kept_sound(found, folder, stamp(), file)


def opened(
    paths: Sequence[Path], folder: Path, learning: Callable[[], None], encoder: Encoder | None = None,
    found: Sequence[Folder] | None = None, *, progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Ready:
    """The library of these playbook folders, from the cache in `folder` where these very contents were read before.
    `learning` is called where an index has to be built; `encoder` is the sentence encoder, where one is wanted;
    `found` are the files where they have been read already (see edge/watch.py); `progress` is told how many of how many
    files are read, where they are very many and any has to be."""
    found = gathered(paths) if found is None else found
    if sum(len(f.playbooks) for f in found) >= MANY:
        from assistant.edge.broad_ready import opened_broad  # noqa: PLC0415 few have so many playbooks

        return Ready(*opened_broad(found, folder, stamp(), (learning, progress), encoder))
    path = folder / f"library-{fingerprint(found, stamp())}.bin"
    blocks = parcel.load(path)
    if blocks is not None:
        try:
            return _unfolded(blocks, folder, learning, encoder)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            pass  # whole, but not ours: read the files again
    ready, keys = _learned(found, folder, learning, encoder)
    parcel.save(path, _folded(ready, keys))
    return ready
