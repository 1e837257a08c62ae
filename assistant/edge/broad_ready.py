"""A library of very many playbooks, ready for the next start: each file read once per content, each playbook unfolded
when it is first asked for, topics and triggers learned by counting (core/broad.py)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache as cache_calls
from pathlib import Path
from typing import Any

from assistant.core.broad import Broad, arrays_of_broad, broad_of_arrays, merged
from assistant.core.broad_card import Card
from assistant.core.broad_index import BroadIndex, Speller
from assistant.core.broad_recogniser import BROAD, broad_recogniser, lesson_of, shared_lessons
from assistant.core.engine_trust import Scale, Trust
from assistant.core.matching import Encoder, Index
from assistant.core.playbook import Library, Playbook
from assistant.core.recogniser import Judge, Lesson, Recogniser, learn
from assistant.core.recogniser_store import pack_recogniser, unpack_recogniser
from assistant.core.text import Text
from assistant.edge import parcel
from assistant.edge.arrays import arrays_of, blocks_of
from assistant.edge.book_cache import BookCache
from assistant.edge.collecting import uncollected
from assistant.edge.flat import flat, made
from assistant.edge.folders import File, Folder, fingerprint
from assistant.edge.index_cache import cached_index, key_of
from assistant.edge.lexicon import lexicon
from assistant.edge.problems import Problem

__all__ = ["Progress", "kept_sound", "opened_broad"]

KEPT = 3  # files of whole libraries, each of some 80 MB where playbooks are a thousand
Progress = Callable[[int, int], None]
Parts = tuple[Library, Recogniser, tuple[Problem, ...]]


class _Books(Mapping[str, Playbook]):
    """Playbooks by id, each brought when it is first asked for."""

    def __init__(self, keys: Mapping[str, str], bring: Callable[[str], Playbook]) -> None:
        self._keys, self._bring = keys, bring
        self._made: dict[str, Playbook] = {}

    def __getitem__(self, name: str) -> Playbook:
        found = self._made.get(name)
        if found is None:
            if name not in self._keys:
                raise KeyError(name)
            # setdefault: the screen asks from two threads, and both must get the same one.
            found = self._made.setdefault(name, self._bring(name))
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is kept of a whole library: everything but the playbooks themselves."""

    shared: Library  # without playbooks
    keys: dict[str, str]  # playbook → key of its content
    problems: tuple[Problem, ...]
    whole: Broad
    trust: Mapping[str, Trust]
    lists: dict[str, Any]  # the packed recogniser of the shared lists


def opened_broad(
    found: Sequence[Folder], folder: Path, stamp: str, told: tuple[Callable[[], None], Progress], encoder: Encoder | None
) -> Parts:
    """The library of these files, its recogniser, and what was wrong with the files; from the cache in `folder` where these
    very contents were read before. `told` = who is told that an index is learned, and how many of how many files are read."""
    learning, progress = told
    path = folder / f"broad-{fingerprint(found, stamp)}.bin"
    library = _shared(found)
    cache = BookCache(folder, stamp, found[0].shared, lambda: library()[0])
    known = _loaded(path)
    if known is None:
        with uncollected():
            known = _learned(found, cache, library(), progress)
        parcel.save(path, _blocks(known), tidy=False)
        parcel.tidied(folder, "broad", KEPT)
        cache.tidy(known.keys.values())
    return _put_together(known, found, cache, lambda lesson: cached_index(folder, learning, key_of(lesson), lambda: lesson, encoder))


def kept_sound(found: Sequence[Folder], folder: Path, stamp: str, file: File) -> bool:
    """Whether this content of a file, read before and kept in `folder`, is a playbook without an error."""
    entry = BookCache(folder, stamp, found[0].shared, Library).kept(file)
    return entry is not None and entry.card is not None


def _shared(found: Sequence[Folder]) -> Callable[[], tuple[Library, tuple[Problem, ...]]]:
    """The library of the shared lists alone and what is wrong with them; read when first asked for."""
    read: list[tuple[Library, tuple[Problem, ...]]] = []

    def library() -> tuple[Library, tuple[Problem, ...]]:
        if not read:
            from assistant.edge.library import parsed  # noqa: PLC0415 the reader of TOML is needed for new contents only

            loaded = parsed([replace(f, playbooks=()) for f in found])
            read.append((loaded.library, loaded.problems))
        return read[0]

    return library


def _learned(
    found: Sequence[Folder], cache: BookCache, shared: tuple[Library, tuple[Problem, ...]], progress: Progress
) -> _Known:
    library, problems = shared[0], list(shared[1])
    keys: dict[str, str] = {}
    cards: dict[str, Card] = {}
    files = [file for folder in found for file in folder.playbooks]
    for at, file in enumerate(files, 1):
        entry, read = cache.entry(file)
        if read:
            progress(at, len(files))
        problems += entry.problems
        if entry.card is not None:
            keys[file.path.stem], cards[file.path.stem] = entry.key, entry.card
    if not (library.phases and library.personas):  # nothing to answer with: the door says so
        library, keys, cards = Library(), {}, {}
    from assistant.core.broad_trust import measured  # noqa: PLC0415 a ready index needs no measuring

    whole = merged(cards.values())
    trust = {str(slot): measured(whole, slot) for slot in BROAD}
    return _Known(library, keys, tuple(problems), whole, trust, pack_recogniser(learn(library)))


def _put_together(
    known: _Known, found: Sequence[Folder], cache: BookCache, taught: Callable[[Lesson], Index]
) -> Parts:
    whole = known.whole
    called = tuple(
        (*label.partition("/")[::2], Text(de, en)) for label, de, en in zip(whole.labels, whole.names[::2], whole.names[1::2], strict=True)
    )
    homes: dict[str, str] = {}
    for book, trigger, _ in called:
        if trigger:
            homes.setdefault(trigger, book)

    def bring(name: str) -> Playbook:
        return cache.book(known.keys[name]) or _again(name, found, known.shared)

    speller, lists = Speller(whole, lexicon()), cache_calls(lambda: shared_lessons(known.shared))

    def index(name: str) -> Judge:
        if name in BROAD:
            return BroadIndex(whole, name, known.trust[name], speller)
        return taught(lesson_of(name, lists, whole))

    library = replace(known.shared, playbooks=_Books(known.keys, bring), homes=homes, names=called)
    shared = unpack_recogniser(known.lists, index)
    return library, broad_recogniser(shared, whole, index), known.problems


def _again(name: str, found: Sequence[Folder], shared: Library) -> Playbook:
    """A playbook whose file in the cache is gone, read again from what was found at the start."""
    from assistant.edge.library import read_one  # noqa: PLC0415 see above

    files: list[File] = [file for folder in found for file in folder.playbooks if file.path.stem == name]
    read = (read_one(file, shared)[1] for file in reversed(files))
    return next(book for book in read if book is not None)


# ---- on disk


def _written(plain: Any) -> bytes:
    return json.dumps(plain, separators=(",", ":")).encode("ascii")


def _blocks(known: _Known) -> dict[str, bytes]:
    trust = {slot: [[[*s.weights], s.offset] for s in (t.belonging, t.strict, t.rightness, t.presence)] + [t.sure_at, t.ask_at] for slot, t in known.trust.items()}
    plain = {
        "keys": known.keys, "trust": trust, "lists": known.lists,
        "problems": [[getattr(p, f.name) for f in fields(Problem)] for p in known.problems],
    }
    return {"library": _written(flat(known.shared)), "plain": _written(plain), **blocks_of(arrays_of_broad(known.whole))}


def _loaded(path: Path) -> _Known | None:
    blocks = parcel.load(path)
    if blocks is None:
        return None
    try:
        plain = json.loads(bytes(blocks["plain"]))
        trust = {slot: _trust(*parts) for slot, parts in plain["trust"].items()}
        problems = tuple(Problem(*parts) for parts in plain["problems"])
        whole = broad_of_arrays(arrays_of(blocks))
        return _Known(made(json.loads(bytes(blocks["library"]))), plain["keys"], problems, whole, trust, plain["lists"])
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None


def _trust(*parts: Any) -> Trust:
    *scales, sure_at, ask_at = parts
    belonging, strict, rightness, presence = (Scale(tuple(weights), offset) for weights, offset in scales)
    return Trust(belonging, strict, rightness, presence, sure_at, ask_at)
