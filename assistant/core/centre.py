"""The buying centre of one brief: who belongs to it and does what, who is in the conversation, who is missing.

Roles after Webster and Wind: initiator, user, buyer, decider, influencer, gatekeeper. Whose function it is and what
each role wants stands in the playbook; which of them were spoken to or talked about stands in the brief.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from assistant.core.advice import Line
from assistant.core.brief import Brief
from assistant.core.playbook import FUNCTIONS, Member, Playbook
from assistant.core.playbook import Library as Lib
from assistant.core.sheet import Sheet, Writer

Standing = Literal["addressed", "mentioned", "missing"]
WATCHERS = ("purchasing", "data-protection", "works-council")  # easily forgotten, costly when late
MOST_CONFLICTS = 4


def standing(brief: Brief, role: str) -> Standing:
    """Whether this role is spoken to, only talked about, or not in the conversation yet."""
    if role in brief.personas:
        return "addressed"
    return "mentioned" if role in brief.mentioned else "missing"


def absent(book: Playbook, brief: Brief) -> list[Member]:
    """Who is not spoken to: first who leads at this trigger, then who is easily forgotten, then deciders, then the rest."""
    cause = book.trigger(brief.trigger)
    leads = cause.leads if cause else ()
    away = [m for m in book.members if m.id not in brief.personas]
    return sorted(away, key=lambda m: (m.id not in leads, m.id not in WATCHERS, "decider" not in m.functions))


def uncovered(book: Playbook, brief: Brief) -> tuple[str, ...]:
    """The functions that nobody who is spoken to holds."""
    held = {f for m in book.members if m.id in brief.personas for f in m.functions}
    return tuple(f for f in FUNCTIONS if f not in held)


def _members(write: Writer, book: Playbook, brief: Brief) -> Iterator[Line]:
    here = [m for r in brief.personas if (m := book.member(r))]
    for member in (*here, *absent(book, brief)):
        state = standing(brief, member.id)
        watch = "yes" if state == "missing" and member.id in WATCHERS else ""
        facts = {"role": member.id, "functions": " ".join(member.functions), "state": state, "watch": watch}
        yield write.line("member", member.goal, None, **facts)
    for role in brief.personas:
        if book.member(role) is None:
            view = write.library.personas[role].view
            yield write.line("outsider", view, None, role=role, state="addressed")


def _functions(write: Writer, book: Playbook, brief: Brief) -> Iterator[Line]:
    for function in FUNCTIONS:
        holders = [m.id for m in book.members if function in m.functions]
        by = " ".join(r for r in holders if r in brief.personas)
        could = " ".join(m.id for m in absent(book, brief) if function in m.functions)
        label = "covered" if by else "uncovered" if could else "unheld"
        yield write.ours(label, function=function, by=by, could=could)


def _conflicts(write: Writer, book: Playbook, brief: Brief) -> Iterator[Line]:
    fit = [c for c in book.conflicts if not c.triggers or brief.trigger in c.triggers]
    mine = [c for c in fit if any(r in brief.personas for r in c.between)] or fit
    for c in sorted(mine, key=lambda c: (not c.sharpest, not c.triggers))[:MOST_CONFLICTS]:
        one, other = c.between
        sources = c.first.sources + c.second.sources
        facts = {"one": one, "other": other, "sharpest": "yes" if c.sharpest else ""}
        yield Line("conflict", c.first.text, c.second.text, facts, sources, write.worth(sources))
        yield write.line("bridge", c.bridge, None, one=one, other=other)


def _find(write: Writer, book: Playbook, brief: Brief) -> Iterator[Line]:
    """A neutral question for each function that nobody covers; one for all where none is open."""
    open_ = uncovered(book, brief)
    yield from (write.ours("find", function=f) for f in open_)
    watchers = [m.id for m in absent(book, brief) if m.id in WATCHERS]
    yield from (write.ours("find-watcher", role=r) for r in watchers)
    if not (open_ or watchers):
        yield write.ours("find-any")


def _data(book: Playbook, brief: Brief) -> tuple[Mapping[str, Any], ...]:
    return tuple(
        {"persona": m.id, "functions": list(m.functions), "kind": m.kind, "standing": standing(brief, m.id)}
        for m in book.members
    )


def centre(library: Lib, brief: Brief) -> Sheet | None:
    """The buying centre as it stands in this brief; None while no playbook is known."""
    book = brief.book(library)
    if book is None:
        return None
    write = Writer(library, book)
    blocks = {
        "members": _members(write, book, brief), "functions": _functions(write, book, brief),
        "conflicts": _conflicts(write, book, brief), "find": _find(write, book, brief),
    }
    missing = len(absent(book, brief))
    facts = {"playbook": book.id, "missing": missing, "of": len(book.members)}
    return write.sheet("centre", blocks, facts, _data(book, brief))
