"""Phrases that pull two ways: the same words under two triggers, and those that the others would read differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.core.checks.finding import Finding
from assistant.core.engine_text import bag
from assistant.core.matching import Index
from assistant.core.playbook import Library, Playbook

FOLDS = 5
Build = Callable[[Sequence[str], Sequence[str], Sequence[tuple[str, str]]], Index]


@dataclass(frozen=True, slots=True)
class Torn:
    """A phrase of one trigger that, left out, is read as another one."""

    phrase: str
    own: str
    other: str


class _Same:
    """A playbook that equals only itself: comparing them part by part would take longer than all the rest."""

    __slots__ = ("book",)

    def __init__(self, book: Playbook) -> None:
        self.book = book

    def __hash__(self) -> int:
        return id(self.book)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.book is self.book


@lru_cache(maxsize=1)  # a check of many playbooks asks for each of them
def _homes(books: tuple[_Same, ...]) -> tuple[dict[tuple[str, ...], tuple[str, str]], dict[str, list[str]]]:
    """The first (playbook, trigger) of each phrase, and the playbooks of each trigger's id."""
    homes: dict[tuple[str, ...], tuple[str, str]] = {}
    owners: dict[str, list[str]] = {}
    for same in books:
        for trigger in same.book.triggers:
            owners.setdefault(trigger.id, []).append(same.book.id)
            for phrase in trigger.phrases.all:
                homes.setdefault(bag(phrase), (same.book.id, trigger.id))
    return homes, owners


def check_shared(library: Library, book: Playbook) -> Iterator[Finding]:
    """Word for word the same under another trigger, in this playbook or in another one; ids of triggers used twice."""
    homes, owners = _homes(tuple(map(_Same, library.playbooks.values())))
    for i, trigger in enumerate(book.triggers):
        for phrase in trigger.phrases.all:
            home = homes.get(bag(phrase), (book.id, trigger.id))
            if home != (book.id, trigger.id):
                facts = {"shown": phrase, "own": trigger.id, "other": home[1], "book": home[0]}
                yield Finding("phrase-shared", ("triggers", i, "phrases"), facts)
        twin = next((other for other in owners.get(trigger.id, ()) if other != book.id), "")
        if twin:
            yield Finding("trigger-elsewhere", ("triggers", i, "id"), {"own": trigger.id, "book": twin})


def torn(book: Playbook, build: Build) -> tuple[Torn, ...]:
    """Phrases that an index of the playbook's other phrases reads as another trigger rather than as their own.

    A fifth of the phrases is left out at a time, every fifth in order, so that the answer is always the same.
    """
    said = [(t.id, p) for t in book.triggers for p in dict.fromkeys(t.phrases.all)]
    near = [(t.id, p) for t in book.triggers for p in t.phrases.near]
    if len(book.triggers) <= 1 or len(said) < FOLDS:
        return ()
    found: list[tuple[int, Torn]] = []
    for fold in range(FOLDS):
        taught = [x for i, x in enumerate(said) if i % FOLDS != fold]
        index = build([t for t, _ in taught], [p for _, p in taught], near)
        for i, (own, phrase) in enumerate(said):
            if i % FOLDS != fold:
                continue
            verdict = index.verdict(phrase)
            # Unsure with the other one ahead is torn as well: the program would ask, and the person would wonder.
            read = verdict.label or next(iter(verdict.rivals), own)
            if read != own:
                found.append((i, Torn(phrase, own, read)))
    return tuple(t for _, t in sorted(found, key=lambda f: f[0]))


def check_torn(book: Playbook, build: Build) -> Iterator[Finding]:
    """For each pair of triggers the phrases that would be torn."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for t in torn(book, build):
        pairs.setdefault((t.own, t.other), []).append(t.phrase)
    order = [t.id for t in book.triggers]
    for (own, other), phrases in pairs.items():
        facts = {"own": own, "other": other, "n": str(len(phrases)), "shown": "\x1f".join(phrases)}
        yield Finding("phrases-torn", ("triggers", order.index(own), "phrases"), facts)
