"""The buying journey of one brief: five phases, which of them this trigger skips, where it enters, where it looped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from assistant.core.advice import Line, phase_of
from assistant.core.brief import Brief
from assistant.core.playbook import PHASES, Library, Playbook
from assistant.core.sheet import Sheet, Writer

Where = Literal["here", "done", "ahead", "skipped"]


def where(library: Library, brief: Brief, phase: str) -> Where:
    """How a phase stands to the one the brief is in; "ahead" for all while nothing is known."""
    if brief.playbook is None and brief.phase is None:
        return "ahead"
    here = phase_of(brief, library)
    cause = brief.cause(library)
    if phase == here:
        return "here"
    if cause and phase in cause.skips:
        return "skipped"
    return "done" if PHASES.index(here) > [str(p) for p in PHASES].index(phase) else "ahead"


def _phases(write: Writer, brief: Brief, *, short: bool) -> Iterator[Line]:
    cause = brief.cause(write.library)
    for phase in write.library.phases.values():
        loops = sum(1 for x in brief.loops if x.to == phase.id)
        facts = {
            "phase": phase.id, "where": where(write.library, brief, phase.id), "loops": str(loops or ""),
            "entry": "yes" if cause and cause.entry == phase.id else "",
        }
        yield write.line("phase", phase.definition, None, **facts)
        if facts["where"] != "skipped" and not short:
            yield write.line("needs", phase.needs, None, phase=phase.id)


def _triggers(write: Writer, book: Playbook | None, brief: Brief) -> Iterator[Line]:
    """The same purchase, other triggers, other journeys."""
    for cause in book.triggers if book else ():
        facts = {
            "trigger": cause.id, "book": book.id if book else "", "entry": cause.entry, "skips": " ".join(cause.skips),
            "leads": " ".join(cause.leads), "urgency": cause.urgency, "own": "yes" if cause.id == brief.trigger else "",
        }
        yield write.line("trigger", cause.changes["course"], None, **facts)


def _loops(brief: Brief) -> Iterator[Line]:
    for loop in brief.loops:
        yield Line("loop", facts={"reason": loop.reason, "words": loop.words, "from": loop.came_from or "", "to": loop.to})


def _data(library: Library, brief: Brief) -> tuple[Mapping[str, Any], ...]:
    cause = brief.cause(library)
    return tuple(
        {
            "phase": p, "where": where(library, brief, p), "entry": bool(cause and cause.entry == p),
            "loops": sum(1 for x in brief.loops if x.to == p),
        }
        for p in library.phases
    )


def journey_map(library: Library, brief: Brief, *, example: bool = False, short: bool = False) -> Sheet:
    """The map for this brief; without a playbook the five phases alone, or with `example` those of one purchase. `short` =
    where the brief stands on it, without what a whole map says of each phase."""
    book = brief.book(library)
    if example and book is None:
        book = library.playbooks.get("stamping-press") or next(iter(library.playbooks.values()), None)
    write = Writer(library, book)
    blocks = {"phases": _phases(write, brief, short=short), "triggers": _triggers(write, book, brief), "loops": _loops(brief)}
    facts = {"playbook": book.id if book else "", "trigger": brief.trigger or "", "example": example, "short": short}
    return write.sheet("journey", blocks, facts, _data(library, brief))


def explained(library: Library) -> Sheet:
    """The five phases, one line each, for somebody who is new."""
    write = Writer(library, None)
    lines = [write.line("definition", p.definition, None, phase=p.id) for p in library.phases.values()]
    return write.sheet("journey", {"explained": lines}, {"playbook": "", "trigger": "", "example": False, "short": False})
