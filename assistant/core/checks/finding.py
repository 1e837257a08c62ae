"""One finding of a check, and the places of a playbook's statements in its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.core.playbook import CHANGES, PHASES, PhasePlay, Playbook, Statement

Path = tuple[str | int, ...]
Severity = Literal["warning", "note"]
PLAY = ("buyer_questions", "questions", "say", "write", "content", "hurdles", "proof", "no_gos", "next_steps")


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` names the words in messages/checks.*; `path` is the key path in the file, items counted from 0.

    A note is for the author to think about; a warning is a fault of the trade, which `--strict` counts.
    """

    code: str
    path: Path
    facts: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = "warning"


Placed = tuple[Path, Statement]


def _each(path: Path, said: Iterable[Statement]) -> Iterator[Placed]:
    for i, statement in enumerate(said):
        yield (*path, i), statement


def of_phase(path: Path, play: PhasePlay) -> Iterator[Placed]:
    """The statements of one phase with their places."""
    for key in PLAY:
        found: Iterable[Statement]
        if key == "content":
            found = [c.title for c in play.content]
        elif key == "hurdles":
            found = [h.hurdle for h in play.hurdles]
        else:
            found = getattr(play, key)
        yield from _each((*path, key), found)


def of_members(book: Playbook) -> Iterator[Placed]:
    """What is said of the roles of the buying centre."""
    for i, member in enumerate(book.members):
        yield ("personas", i, "goal"), member.goal
        for key in ("jobs", "pains", "gains"):
            yield from _each(("personas", i, key), getattr(member, key))


def _of_lists(book: Playbook) -> Iterator[Placed]:
    for i, conflict in enumerate(book.conflicts):
        for key in ("first", "second", "bridge"):
            yield ("conflicts", i, key), getattr(conflict, key)
    for i, other in enumerate(book.alternatives):
        yield ("alternatives", i, "speaks_for"), other.speaks_for
        yield ("alternatives", i, "speaks_against"), other.speaks_against
    for i, term in enumerate(book.terms):
        yield ("terms", i, "reason"), term.reason
    for i, caution in enumerate(book.warnings):
        yield ("warnings", i), caution.statement
    for i, entry in enumerate(book.reentries):
        yield ("reentries", i, "stays"), entry.stays
        yield ("reentries", i, "show"), entry.show


def of_job(book: Playbook) -> Iterator[Placed]:
    """The job: its sentence, its three parts, what a solution is hired and fired for."""
    for key in ("statement", "situation", "progress", "outcome"):
        yield ("job", key), getattr(book.job, key)
    yield from _each(("job", "hired_for"), book.job.hired_for)
    yield from _each(("job", "fired_for"), book.job.fired_for)


def placed(book: Playbook) -> Iterator[Placed]:
    """Every statement of a playbook with its key path."""
    yield from of_job(book)
    yield from _each(("offer", "effects"), book.offer.effects)
    for i, trigger in enumerate(book.triggers):
        for key in CHANGES:
            yield ("triggers", i, "changes", key), trigger.changes[key]
    yield from of_members(book)
    for ring, said in book.rings.items():
        yield from _each(("rings", ring), said)
    for phase in PHASES:
        yield from of_phase(("phases", phase), book.phases[phase])
    yield from _of_lists(book)
