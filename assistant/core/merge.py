"""A reading merged into a brief: what is filled, changed, added, taken away, and when the group goes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, cast

from assistant.core.brief import Brief, Loop
from assistant.core.playbook import PHASES, Library, PhaseId, Statement
from assistant.core.purpose import Wish
from assistant.core.reading import Reading, SlotReading, Why
from assistant.core.words import tokens

Kind = Literal["filled", "changed", "added", "removed", "loop", "inferred"]
ADDING = frozenset("auch dazu dabei zusaetzlich ausserdem ebenfalls also too additionally joins joined involved mit plus und and".split())


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a turn changed. `old` and `new` are ids; roles are joined by spaces."""

    kind: Kind
    slot: str
    new: str = ""
    old: str = ""
    loop: Loop | None = None
    stays: Statement | None = None
    show: Statement | None = None


Step = tuple[Brief, tuple[Change, ...]]


def _noted(brief: Brief, slot: str, why: tuple[Why, ...]) -> Brief:
    """The slot now stands on these reasons, is not open and not inferred any more."""
    return replace(
        brief,
        why={**brief.why, slot: why},
        open=tuple(s for s in brief.open if s != slot),
        inferred=tuple(s for s in brief.inferred if s != slot),
    )


def _one(old: str | None, new: str, slot: str) -> tuple[Change, ...]:
    if old == new:
        return ()
    return (Change("changed" if old else "filled", slot, new, old or ""),)


def _set_playbook(brief: Brief, new: str, why: tuple[Why, ...]) -> Step:
    if brief.playbook == new:
        return brief, ()
    changes = _one(brief.playbook, new, "playbook")
    dropped = {"trigger", *brief.inferred}
    moved = replace(
        brief, playbook=new, trigger=None, phase=None if "phase" in brief.inferred else brief.phase,
        inferred=(), why={k: v for k, v in brief.why.items() if k not in dropped},
    )
    return _noted(moved, "playbook", why), changes


def _set_trigger(brief: Brief, new: str, why: tuple[Why, ...]) -> Step:
    if brief.trigger == new:
        return brief, ()
    changes = _one(brief.trigger, new, "trigger")
    phase = None if "phase" in brief.inferred else brief.phase
    inferred = tuple(s for s in brief.inferred if s != "phase")
    return _noted(replace(brief, trigger=new, phase=phase, inferred=inferred), "trigger", why), changes


def _set_phase(brief: Brief, new: str, why: tuple[Why, ...]) -> Step:
    if brief.phase == new:
        return _noted(brief, "phase", why) if "phase" in brief.inferred else brief, ()
    changes = _one(brief.phase, new, "phase")
    return _noted(replace(brief, phase=cast(PhaseId, new)), "phase", why), changes


def _set_urgency(brief: Brief, new: str, why: tuple[Why, ...]) -> Step:
    if brief.urgency == new:
        return brief, ()
    return _noted(replace(brief, urgency=new), "urgency", why), _one(brief.urgency, new, "urgency")


def _set_personas(brief: Brief, new: tuple[str, ...], why: tuple[Why, ...], *, add: bool) -> Step:
    wanted = tuple(dict.fromkeys((*brief.personas, *new))) if add else new
    if wanted == brief.personas:
        return brief, ()
    old, now = " ".join(brief.personas), " ".join(wanted)
    if add and brief.personas:
        added = " ".join(p for p in wanted if p not in brief.personas)
        changes: tuple[Change, ...] = (Change("added", "persona", added, old),)
    else:
        changes = _one(old or None, now, "persona")
    return _noted(replace(brief, personas=wanted), "persona", why), changes


_SETTERS: dict[str, Callable[[Brief, str, tuple[Why, ...]], Step]] = {
    "playbook": _set_playbook,
    "trigger": _set_trigger,
    "phase": _set_phase,
    "urgency": _set_urgency,
}


def infer_phase(library: Library, brief: Brief) -> Brief:
    """A trigger that skips phases tells where the journey starts; only a phase that nobody named is filled so."""
    cause = brief.cause(library)
    if cause is None or not cause.skips or brief.phase is not None or "phase" in brief.open:
        return brief
    why = (Why("from-trigger", {"slot": "phase", "id": cause.entry, "trigger": cause.id}),)
    noted = _noted(replace(brief, phase=cause.entry), "phase", why)
    return replace(noted, inferred=(*noted.inferred, "phase"))


def _owner(library: Library, brief: Brief, trigger: str) -> str | None:
    book = brief.book(library)
    if book and book.trigger(trigger):
        return book.id
    found = library.playbook_of(trigger)
    return found.id if found else None


def fill(library: Library, brief: Brief, slot: str, value: str) -> Step:
    """Sets one slot to an id that was picked from a list (roles: ids joined by spaces)."""
    why = (Why("picked", {"slot": slot, "id": value}),)
    if slot == "loop":
        step = go_back(library, brief, value, Reading(""))
    elif slot == "persona":
        step = _set_personas(brief, tuple(value.split()), why, add=False)
    elif slot == "trigger":
        first: Brief = brief
        changes: tuple[Change, ...] = ()
        if owner := _owner(library, brief, value):
            first, changes = _set_playbook(brief, owner, why)
        second, more = _set_trigger(first, value, why)
        step = second, (*changes, *more)
    else:
        step = _SETTERS[slot](brief, value, why)
    return _settled(library, brief, *step)


def _settled(library: Library, before: Brief, brief: Brief, changes: tuple[Change, ...]) -> Step:
    """Infers the phase where the trigger tells it, and says so."""
    after = infer_phase(library, brief)
    if after.phase != brief.phase:
        kind: Kind = "inferred"
        old = before.phase if before.phase != after.phase else ""
        changes = (*changes, Change(kind, "phase", after.phase or "", old or ""))
    return after, changes


def _ids(slot: SlotReading) -> tuple[str, ...]:
    return (slot.id, *slot.others) if slot.id else ()


def _roles(brief: Brief, reading: Reading, *, correcting: bool) -> Step:
    """Roles named, added ("auch der Einkauf") or taken back ("nicht der CFO")."""
    new = _ids(reading.persona)
    changes: tuple[Change, ...] = ()
    gone = tuple(r for r in reading.removed if r in brief.personas and r not in new)
    if gone and not new:
        return remove_roles(brief, reading)
    if new:
        adds = not correcting and bool(brief.personas) and bool(ADDING & set(tokens(reading.text)))
        base = replace(brief, personas=tuple(p for p in brief.personas if p not in gone))
        brief, changes = _set_personas(base if adds else brief, new, reading.persona.why, add=adds)
    return brief, changes


def _correct_rival(brief: Brief, reading: Reading) -> Step:
    """"nein, der CFO drängt": in a correction a role that is only mentioned is meant."""
    if reading.persona.verdict == "unsure" and reading.mentioned:
        return _set_personas(brief, reading.mentioned, reading.persona.why, add=False)
    return brief, ()


def _loop(library: Library, brief: Brief, reading: Reading) -> Step:
    """Going back: logged with its reason; what stays valid and what to show come from the playbook or the shared list."""
    return go_back(library, brief, reading.loop.id, reading)


def go_back(library: Library, brief: Brief, reason_id: str | None, reading: Reading) -> Step:
    """Logs a loop for this reason; nothing where the reason is unknown or nothing stands yet to go back from."""
    reason = library.loops.get(reason_id or "")
    if reason is None or (brief.playbook is None and brief.phase is None):
        return brief, ()
    named = reading.phase.id if reading.phase.id in PHASES and reading.phase.id != brief.phase else None
    to = named or reason.to
    loop = Loop(reason.id, reading.text, brief.phase, to)
    book = brief.book(library)
    own = next((r for r in book.reentries if r.reason == reason.id), None) if book else None
    stays, show = (own.stays, own.show) if own else (reason.stays, reason.show)
    why = reading.loop.why or (Why("picked", {"slot": "loop", "id": reason.id}),)
    moved = _noted(replace(brief, phase=cast(PhaseId, loop.to), loops=(*brief.loops, loop)), "phase", why)
    return moved, (Change("loop", "phase", loop.to, brief.phase or "", loop, stays, show),)


def merge(library: Library, brief: Brief, reading: Reading, *, correcting: bool) -> Step:
    """The brief after a reading, and what changed. Only sure slots are taken."""
    before = brief
    changes: list[Change] = []
    for slot, found in (("playbook", reading.playbook), ("trigger", reading.trigger)):
        if found.id:
            brief, new = _SETTERS[slot](brief, found.id, found.why)
            changes += new
    brief, new = _roles(brief, reading, correcting=correcting)
    changes += new
    if correcting and not new:
        brief, new = _correct_rival(brief, reading)
        changes += new
    brief, looped = _loop(library, brief, reading)
    changes += looped
    if reading.phase.id and not looped:
        brief, new = _set_phase(brief, reading.phase.id, reading.phase.why)
        changes += new
    if reading.urgency.id:
        brief, new = _set_urgency(brief, reading.urgency.id, reading.urgency.why)
        changes += new
    return _settled(library, before, _mentioned(brief, reading.mentioned), tuple(changes))


def _mentioned(brief: Brief, roles: tuple[str, ...]) -> Brief:
    """Keeps who was talked about; who is spoken to needs no mention."""
    kept = tuple(r for r in dict.fromkeys((*brief.mentioned, *roles)) if r not in brief.personas)
    return brief if kept == brief.mentioned else replace(brief, mentioned=kept)


def wished(brief: Brief, wish: Wish, kind: str = "") -> Step:
    """What it is for and in which tone, where the line says so. `kind` = of the paper that was at hand before."""
    changes: tuple[Change, ...] = ()
    if wish.purpose and wish.purpose != brief.purpose:
        changes = _one(kind or brief.purpose, wish.kind or wish.purpose, "purpose")
        brief = replace(brief, purpose=wish.purpose)
    if wish.tone and wish.tone != brief.tone:
        changes += _one(brief.tone, wish.tone, "tone")
        brief = replace(brief, tone=wish.tone)
    return brief, changes


def add_roles(brief: Brief, reading: Reading) -> Step:
    """"+Einkauf +GF": every role named joins the ones that stand."""
    new = tuple(dict.fromkeys((*_ids(reading.persona), *reading.persona.rivals, *reading.mentioned)))
    named = tuple(r for r in new if r not in brief.personas)
    return _set_personas(brief, named, reading.persona.why, add=True) if named else (brief, ())


def remove_roles(brief: Brief, reading: Reading) -> Step:
    """Takes roles out of the brief."""
    named = {*_ids(reading.persona), *reading.persona.rivals, *reading.removed}
    gone = tuple(p for p in brief.personas if p in named)
    if not gone:
        return brief, ()
    left = tuple(p for p in brief.personas if p not in gone)
    return replace(brief, personas=left), (Change("removed", "persona", " ".join(gone), " ".join(brief.personas)),)
