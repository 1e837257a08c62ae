"""Where there is something to say and where not: roles × phases with their counts, and what lies nearest to a gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.core.advice import Block, Line, phase_of
from assistant.core.brief import Brief
from assistant.core.evidence import Grade, grade, weakest
from assistant.core.playbook import PHASES, Library, PhaseId, PhasePlay, Playbook, Statement
from assistant.core.sheet import Sheet, Writer

EVERYBODY = ""  # the row of what is not limited to a role
MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """A role in a phase for which this playbook holds nothing of its own."""

    playbook: str
    persona: str
    phase: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What a playbook holds for one role (EVERYBODY = for all alike) in one phase. `here` = the brief stands here."""

    persona: str
    phase: PhaseId
    content: int
    wording: int
    grade: Grade | None
    here: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """A piece that comes nearest to what is missing: the phase and the role (EVERYBODY = for all) that it is for."""

    piece: Statement
    phase: PhaseId
    persona: str
    kind: str


def pieces(play: PhasePlay, trigger: str | None) -> Iterator[tuple[str, Statement]]:
    """Content and wording of a phase that hold for this trigger (all where none is known)."""
    found = [("content", c.title) for c in play.content] + [("wording", s) for s in (*play.say, *play.write)]
    for kind, said in found:
        if trigger is None or not said.triggers or trigger in said.triggers:
            yield kind, said


def is_for(said: Statement, role: str) -> bool:
    """Whether a sentence is meant for this role (EVERYBODY = limited to none)."""
    return role in said.roles if role else not said.roles


def _cell(library: Library, book: Playbook, role: str, phase: PhaseId, brief: Brief) -> Cell:
    mine = [(kind, s) for kind, s in pieces(book.phases[phase], brief.trigger) if is_for(s, role)]
    sources = [x for _, s in mine for i in s.sources if (x := library.source(book, i))]
    content = sum(kind == "content" for kind, _ in mine)
    worth = weakest(map(grade, sources)) if sources else None
    return Cell(role, phase, content, len(mine) - content, worth, role in brief.personas and phase == phase_of(brief, library))


def cells(library: Library, book: Playbook, brief: Brief) -> tuple[tuple[Cell, ...], ...]:
    """A row for each role of the circle and of the brief, in that order, then one for what is for all; a cell per phase."""
    roles = [*dict.fromkeys((*(m.id for m in book.members), *brief.personas)), EVERYBODY]
    return tuple(tuple(_cell(library, book, role, phase, brief) for phase in PHASES) for role in roles)


def gaps_of(library: Library, brief: Brief) -> tuple[Gap, ...]:
    """The roles spoken to for which nothing of their own is there in the phase of the brief."""
    book = brief.book(library)
    if book is None:
        return ()
    phase = phase_of(brief, library)
    found = (_cell(library, book, role, phase, brief) for role in brief.personas)
    return tuple(Gap(book.id, c.persona, c.phase) for c in found if not c.content + c.wording)


def nearest(library: Library, gap: Gap, trigger: str | None) -> tuple[Near, ...]:
    """The three pieces nearest to a gap: the same role in a phase close by, what is for all, then other roles."""
    book = library.playbooks[gap.playbook]
    order = [str(p) for p in PHASES]
    found: list[tuple[int, int, Near]] = []
    for phase in PHASES:
        away = 2 * abs(order.index(phase) - order.index(gap.phase))
        for kind, said in pieces(book.phases[phase], trigger):
            own = gap.persona in said.roles
            far = 0 if own else 1 if not said.roles else 4
            role = gap.persona if own else said.roles[0] if said.roles else EVERYBODY
            found.append((away + far, len(found), Near(said, phase, role, kind)))
    return tuple(near for _, _, near in sorted(found, key=lambda f: f[:2])[:MOST_NEAR])


def gap_lines(library: Library, gap: Gap, trigger: str | None) -> Iterator[Line]:
    """What is missing, then what comes nearest, each with its sources and grade."""
    write = Writer(library, library.playbooks[gap.playbook])
    yield Line("nothing", facts={"role": gap.persona, "phase": gap.phase})
    for near in nearest(library, gap, trigger):
        yield write.line("near", near.piece, None, phase=near.phase, role=near.persona, kind=near.kind)


def gap_sheet(library: Library, gaps: Iterable[Gap], trigger: str | None) -> Sheet | None:
    """What the answer lacks, as a view; None where nothing is missing."""
    found = tuple(gaps)
    if not found:
        return None
    write = Writer(library, library.playbooks[found[0].playbook])
    lines = [line for gap in found for line in gap_lines(library, gap, trigger)]
    data = tuple({"persona": g.persona, "phase": g.phase} for g in found)
    return write.sheet("gaps", {"gap": lines}, {"playbook": found[0].playbook, "kind": "gap"}, data)


def _row(row: tuple[Cell, ...]) -> Line:
    facts: dict[str, str] = {c.phase: f"{c.content}/{c.wording}{'*' if c.here else ''}" for c in row}
    worth = [c.grade for c in row if c.grade]
    return Line("row", facts={"role": row[0].persona, **facts}, grade=weakest(worth) if worth else None)


def heatmap(library: Library, brief: Brief, noted: tuple[Gap, ...] = ()) -> Sheet | None:
    """Roles × phases with the count of content and of wording, the brief's own cell marked; None without a playbook."""
    book = brief.book(library)
    if book is None:
        return None
    rows = cells(library, book, brief)
    empty = [c for row in rows[:-1] for c in row if not c.content + c.wording]
    bare = sum(not c.content for row in rows[:-1] for c in row)
    blocks = [Block("table", (Line("head"), *map(_row, rows), Line("key")))]
    facts = {"bare": str(bare), "cells": str(len(PHASES) * (len(rows) - 1)), "empty": str(len(empty))}
    blocks.append(Block("reading", (Line("bare", facts=facts), *_noted(book, noted))))
    data = tuple(
        {
            "persona": c.persona or None, "phase": c.phase, "content": c.content, "wording": c.wording,
            "grade": c.grade.value if c.grade else None, "here": c.here,
        }
        for row in rows for c in row
    )  # fmt: skip
    return Sheet("gaps", tuple(blocks), (), {"playbook": book.id, "kind": "heatmap", "trigger": brief.trigger or ""}, data)


def _noted(book: Playbook, noted: tuple[Gap, ...]) -> Iterator[Line]:
    for gap in noted:
        if gap.playbook == book.id:
            yield Line("noted", facts={"role": gap.persona, "phase": gap.phase})
