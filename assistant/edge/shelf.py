"""All playbook files one by one, layered by id, with what is wrong in each: what authors work on.

Unlike `library.load` it keeps the file behind each playbook, and needs no recogniser.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.core.checks.finding import Finding
from assistant.core.matching import Index
from assistant.core.playbook import Library, Playbook
from assistant.edge import places
from assistant.edge.book_cache import BookCache
from assistant.edge.collecting import uncollected
from assistant.edge.folders import File, gathered
from assistant.edge.library import parsed, read_one
from assistant.edge.lines import line_index, line_of
from assistant.edge.problems import Problem
from assistant.edge.reader import dotted
from assistant.edge.ready import stamp

__all__ = ["Book", "Shelf", "index_of", "open_shelf", "shown_path"]


@dataclass(frozen=True, slots=True)
class Book:
    """A playbook file: `playbook` is None where it has an error; `own` = not one of the built-in ones."""

    id: str
    path: Path
    own: bool
    playbook: Playbook | None
    problems: tuple[Problem, ...]
    text: str | None  # None where files are very many: read again when it is asked for

    def problem(self, finding: Finding) -> Problem:
        """A finding of the trade, with its line in this file."""
        # A series of tables has no line of its own, but its first table has.
        text = self.path.read_text(encoding="utf-8-sig", errors="replace") if self.text is None else self.text
        path = finding.path if finding.path in line_index(text) else (*finding.path, 0)
        line = line_of(text, path)
        return Problem(finding.code, shown_path(self.path), line, dotted(finding.path), finding.facts, finding.severity)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The library of all folders and the files behind it; `problems` are those of folders and of the shared lists."""

    library: Library
    books: tuple[Book, ...]
    problems: tuple[Problem, ...]

    @property
    def broken(self) -> bool:
        return any(p.severity == "error" for p in (*self.problems, *(p for b in self.books for p in b.problems)))

    def book(self, name: str) -> Book | None:
        """The file that stands for this id: the last one without an error, else the last one."""
        found = [b for b in self.books if b.id == name]
        return next((b for b in reversed(found) if b.playbook), found[-1] if found else None)

    def standing(self) -> Iterator[Book]:
        """The file of each playbook of the library."""
        for name in self.library.playbooks:
            book = self.book(name)
            if book is not None:
                yield book


def shown_path(path: Path) -> str:
    """A path as it can be clicked: relative where it lies below the present folder."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (OSError, ValueError, RuntimeError):  # elsewhere, gone, or a loop of links
        return str(path)


def _book(file: File, library: Library, cache: BookCache, *, own: bool) -> Book:
    if file.light:
        entry, _ = cache.entry(file)
        problems = tuple(replace(p, file=shown_path(file.path)) for p in entry.problems)
        playbook = cache.book(entry.key) if entry.card else None
        return Book(file.path.stem, file.path, own, playbook, problems, None)
    sheet, playbook = read_one(file, library, shown_path(file.path))
    return Book(file.path.stem, file.path, own, playbook, tuple(sheet.problems), sheet.text)


def open_shelf(folders: Sequence[Path]) -> Shelf:
    """The built-in playbooks and those of these folders, later ones replacing earlier ones of the same id. Never raises
    for what stands in a file."""
    with uncollected():
        return _opened(folders)


def _opened(folders: Sequence[Path]) -> Shelf:
    first, *others = gathered([places.shipped("playbooks"), *folders])
    shared = parsed([replace(first, playbooks=())])
    cache = BookCache(places.cache(), stamp(), first.shared, lambda: shared.library)
    books = [_book(file, shared.library, cache, own=False) for file in first.playbooks]
    problems = list(shared.problems)
    for folder in others:
        if not folder.exists:
            problems.append(Problem("no-folder", str(folder.path)))
        books += [_book(file, shared.library, cache, own=True) for file in folder.playbooks]
    found = {b.playbook.id: b.playbook for b in books if b.playbook}
    return Shelf(replace(shared.library, playbooks=found), tuple(books), tuple(problems))


def index_of(labels: Sequence[str], phrases: Sequence[str], against: Sequence[tuple[str, str]]) -> Index:
    """An index as the program itself would learn it."""
    from assistant.edge.lexicon import lexicon  # noqa: PLC0415 only checks of phrases need it

    return Index.build(labels, phrases, against=against, lexicon=lexicon())
