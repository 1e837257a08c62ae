"""Maps: a playbook's purchase as a journey (phases × what matters in them, trigger by trigger) and as a buying centre.

Facts only, each with its sources and grade; what a picture, a page or a terminal makes of them is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.core.evidence import Grade, grade, weakest
from assistant.core.map_facts import CentreMap, Clash, Fact, Journey, JourneyMap, Loop, Seat, Stage
from assistant.core.playbook import (
    CHANGES,
    PHASES,
    Conflict,
    Library,
    Member,
    PhaseId,
    Playbook,
    Statement,
    Trigger,
)
from assistant.core.text import Text

ROWS = ("questions", "people", "hurdles", "criteria", "touchpoints", "content", "wording")
MARKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Which functions of the buying centre usually act in a phase: our own view (F), no playbook says it role by role.
ACTING: dict[PhaseId, tuple[str, ...]] = {
    "awareness": ("initiator", "user"), "consideration": ("influencer", "gatekeeper", "user"),
    "decision": ("decider", "buyer", "gatekeeper"), "retention": ("user", "influencer"), "advocacy": ("user", "decider"),
}  # fmt: skip
OWN = "own"


def worst(facts: Iterable[Fact]) -> Grade:
    """The weakest link of a map."""
    return weakest(f.grade for f in facts)


class _Maker:
    """Makes facts of one playbook's statements; `triggers` are the ones shown, in order."""

    def __init__(self, library: Library, book: Playbook, triggers: Sequence[Trigger]) -> None:
        self.library, self.book = library, book
        self.marks = {t.id: MARKS[i] for i, t in enumerate(book.triggers)}
        self.shown = [t.id for t in triggers]

    def graded(self, sources: tuple[str, ...]) -> Grade:
        found = [s for x in sources if (s := self.library.source(self.book, x))]
        return weakest(grade(s) for s in found)

    def fact(self, statement: Statement, detail: Text | None = None, name: str = "") -> Fact:
        text, sources = statement.text, statement.sources
        marks = "".join(self.marks[t] for t in self.shown if t in statement.triggers)
        return Fact(text, self.graded(sources), sources, marks, detail, name)

    def fitting(self, statements: Iterable[Statement]) -> list[Statement]:
        """What holds for a journey shown: what is for all first, then in the order of the triggers."""
        kept = [s for s in statements if not s.triggers or set(s.triggers) & set(self.shown)]
        return sorted(kept, key=lambda s: bool(s.triggers))

    def named(self, text: Text, sources: tuple[str, ...], marks: str = "") -> Fact:
        return Fact(text, self.graded(sources), sources, marks)


def journey_map(library: Library, book: Playbook, trigger: str | None = None) -> JourneyMap:
    """The journeys of all triggers side by side, or of one. `trigger` must be one of the playbook's."""
    triggers = [t for t in book.triggers if trigger in (None, t.id)]
    make = _Maker(library, book, triggers)
    alone = trigger is not None
    return JourneyMap(
        book.id, book.name, make.fact(book.job.statement),
        tuple(_journey(make, t, alone) for t in triggers),
        tuple(_stage(make, p, alone) for p in PHASES),
        _loops(make),
    )  # fmt: skip


def _journey(make: _Maker, trigger: Trigger, alone: bool) -> Journey:
    library, book = make.library, make.book
    stops: dict[PhaseId, tuple[Fact, ...]] = {}
    for phase in PHASES:
        own = () if alone else (s for s in book.phases[phase].buyer_questions if trigger.id in s.triggers)
        stops[phase] = tuple(make.fact(s) for s in own)
    urgency = library.urgencies.get(trigger.urgency)
    return Journey(
        make.marks[trigger.id], trigger.id, trigger.name, trigger.origin, urgency.name if urgency else Text("", ""),
        trigger.entry, trigger.skips, tuple(_short(library, x) for x in trigger.leads),
        {k: make.fact(trigger.changes[k]) for k in CHANGES if k in trigger.changes}, stops,
    )  # fmt: skip


def _short(library: Library, persona: str) -> Text:
    found = library.personas.get(persona)
    return found.short if found else Text(persona, persona)


def _stage(make: _Maker, phase: PhaseId, alone: bool) -> Stage:
    play, shared = make.book.phases[phase], make.library.phases[phase]
    asked = make.fitting(play.buyer_questions)
    if not alone:  # the journeys show their own
        asked = [s for s in asked if not s.triggers]
    content = make.fitting(c.title for c in play.content)
    formats = {id(c.title): c.format for c in play.content}
    hurdles = {id(h.hurdle): h.answer for h in play.hurdles}
    said = (s for s in play.say if not s.roles)
    return Stage(
        phase, shared.name, make.fact(shared.needs),
        {
            "questions": tuple(make.fact(s) for s in asked),
            "people": _people(make, phase),
            "hurdles": tuple(make.fact(s, hurdles[id(s)]) for s in make.fitting(h.hurdle for h in play.hurdles)),
            "criteria": tuple(make.fact(s) for s in make.fitting(play.proof)),
            "touchpoints": _touchpoints(make, phase),
            "content": tuple(make.fact(s, _format(make, formats[id(s)])) for s in content),
            "wording": tuple(make.fact(s) for s in make.fitting(said)),
        },
    )  # fmt: skip


def _format(make: _Maker, name: str) -> Text | None:
    found = make.library.formats.get(name)
    return found.name if found else None


def _people(make: _Maker, phase: PhaseId) -> tuple[Fact, ...]:
    """Who usually acts: the roles whose functions count in this phase, the function that counts most first."""
    found: list[str] = []
    for function in ACTING[phase]:
        found += [m.id for m in make.book.members if function in m.functions and m.id not in found]
    personas = make.library.personas
    return tuple(make.named(personas[x].name if x in personas else Text(x, x), (OWN,)) for x in found)


def _touchpoints(make: _Maker, phase: PhaseId) -> tuple[Fact, ...]:
    """The channels of this phase's content, each once, in the order of the content."""
    by: dict[str, list[Statement]] = {}
    for piece in make.book.phases[phase].content:
        if make.fitting([piece.title]):
            by.setdefault(piece.channel, []).append(piece.title)
    out = []
    for channel, titles in by.items():
        only = {t for s in titles for t in s.triggers} if all(s.triggers for s in titles) else set()
        marks = "".join(make.marks[t] for t in make.shown if t in only) if len(only & set(make.shown)) < len(make.shown) else ""
        named = make.library.channels.get(channel)
        sources = tuple(dict.fromkeys(x for s in titles for x in s.sources))
        out.append(make.named(named.name if named else Text(channel, channel), sources, marks))
    return tuple(out)


def _loops(make: _Maker) -> tuple[Loop, ...]:
    """Ways back, by where they lead; the nearest first. Reasons that the playbook knows say what stays valid."""
    own = {r.reason: r for r in make.book.reentries}
    by: dict[PhaseId, list[Fact]] = {}
    for reason in make.library.loops.values():
        stays = own[reason.id].stays if reason.id in own else reason.stays
        by.setdefault(reason.to, []).append(Fact(reason.name, make.graded(stays.sources), stays.sources, "", stays.text, reason.id))
    return tuple(Loop("decision", p, tuple(by[p])) for p in reversed(PHASES) if p in by)


def centre_map(library: Library, book: Playbook, trigger: str | None = None) -> CentreMap:
    """The buying centre with its conflicts: all of them, or those that a trigger brings. Deciders sit first."""
    triggers = [t for t in book.triggers if trigger in (None, t.id)]
    make = _Maker(library, book, triggers)
    clashes = [c for c in book.conflicts if not c.triggers or set(c.triggers) & set(make.shown)]
    return CentreMap(
        book.id, book.name, make.fact(book.job.statement), tuple(_seat(make, m) for m in _seated(book.members, clashes)),
        tuple(_clash(make, i, c) for i, c in enumerate(sorted(clashes, key=lambda c: not c.sharpest), 1)),
        {make.marks[t.id]: t.name for t in book.triggers},
    )  # fmt: skip


def _seated(members: Sequence[Member], clashes: Sequence[Conflict]) -> list[Member]:
    """Roles that clash sit near each other, beginning with the one in most conflicts: short ties, few crossings."""
    ties: dict[str, list[str]] = {m.id: [] for m in members}
    for clash in clashes:
        for one, other in (clash.between, clash.between[::-1]):
            ties.setdefault(one, []).append(other)
    left = {m.id: m for m in members}
    order: list[Member] = []
    while left:
        near = [x for m in reversed(order) for x in ties[m.id] if x in left]
        chosen = near[0] if near else max(left, key=lambda x: len(ties[x]))
        order.append(left.pop(chosen))
    return order


def _seat(make: _Maker, member: Member) -> Seat:
    persona = make.library.personas.get(member.id)
    return Seat(
        member.id, persona.name if persona else Text(member.id, member.id), member.kind, member.functions, make.fact(member.goal),
        tuple(make.fact(s) for s in make.fitting(member.pains)), tuple(make.fact(s) for s in make.fitting(member.gains)),
    )  # fmt: skip


def _clash(make: _Maker, number: int, clash: Conflict) -> Clash:
    marks = "".join(make.marks[t] for t in make.shown if t in clash.triggers)
    return Clash(
        number, clash.between, make.fact(clash.first), make.fact(clash.second), make.fact(clash.bridge), clash.sharpest, marks,
    )  # fmt: skip
