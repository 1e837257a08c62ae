"""Brief and request → facts: what is said, chosen and ranked for this role, trigger and phase.

A sentence comes in only if it may be read by those who get the paper, holds no banned word, can be put into the
address asked for, and, where it is to be said aloud, in one breath. What is left out gives way to the next best one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from assistant.core.advice import LISTEN, WATCHERS, phase_of
from assistant.core.brief import Brief
from assistant.core.evidence import Grade, grade
from assistant.core.papers.banned import holds
from assistant.core.papers.case import Case
from assistant.core.papers.facts import Facts, Objection, Option, Person, Piece, Return, Rift, Said, Stage, Voice, Word
from assistant.core.papers.kinds import AFTER, KINDS
from assistant.core.papers.request import Request
from assistant.core.papers.room import NARROW, WIDE, Room
from assistant.core.playbook import RINGS, Alternative, Conflict, Library, Member

T = TypeVar("T")
# Formats that sell: out of place before anybody looks for a product.
PITCHES = frozenset({"product-information", "demo-presentation", "online-shop", "personal-sales", "presales"})


def _goal(case: Case, member: Member) -> Said:
    """The goal without its leading verb, which the template says itself."""
    said = case.must(member.goal.text, member.goal.sources)
    first, _, rest = said.text.partition(" ")
    return replace(said, text=rest) if first.lower() in ("will", "wants", "want") and rest else said


def _person(case: Case, member: Member) -> Person:
    found = case.library.personas.get(member.id)
    return Person(
        member.id, case.name(found.name) if found else member.id, case.name(found.short) if found else member.id,
        member.functions, member.kind, member.id in WATCHERS, _goal(case, member),
        case.some("jobs", member.jobs), case.some("pains", member.pains), case.some("gains", member.gains),
    )  # fmt: skip


def _people(case: Case) -> Iterator[Person]:
    """Those who are not in the conversation: who leads, who decides, who is easily forgotten, then the others."""
    leads = case.trigger.leads if case.trigger else ()
    away = [m for m in case.book.members if m.id not in case.brief.personas]
    # Nobody who leads or decides may fall off the edge of a page.
    ranked = sorted(away, key=lambda m: (m.id not in leads, "decider" not in m.functions, m.id not in WATCHERS))
    yield from (_person(case, m) for m in ranked)


def _objections(case: Case) -> Iterator[Objection]:
    answers = {id(h.hurdle): h.answer for h in case.play.hurdles}
    for s in case.fitting(h.hurdle for h in case.play.hurdles):
        hurdle, answer = case.say(s.text, s.sources), case.say(answers[id(s)], s.sources, aloud=True)
        if hurdle and answer:
            yield Objection(hurdle, answer)


def _pieces(case: Case) -> Iterator[Piece]:
    """This phase's content, what the firm owns first; nothing that sells before anybody looks for a product."""
    order = {id(s): n for n, s in enumerate(case.fitting(c.title for c in case.play.content))}
    fit = [c for c in case.play.content if id(c.title) in order]
    if case.phase == "awareness":
        fit = [c for c in fit if c.format not in PITCHES]
    for c in sorted(fit, key=lambda c: (not c.asset, order[id(c.title)])):
        title = case.say(c.title.text, c.title.sources)
        forms, ways = case.library.formats.get(c.format), case.library.channels.get(c.channel)
        if title:
            yield Piece(title, case.name(forms.name) if forms else c.format, case.name(ways.name) if ways else c.channel, c.asset)


def _conflicts(case: Case) -> list[Conflict]:
    cause = case.trigger.id if case.trigger else None
    fit = [c for c in case.book.conflicts if not c.triggers or cause in c.triggers]
    mine = [c for c in fit if any(r in c.between for r in case.brief.personas)] or [c for c in fit if c.sharpest]
    return sorted(mine, key=lambda c: (not c.sharpest, not c.triggers))


def _rifts(case: Case) -> Iterator[Rift]:
    for c in _conflicts(case):
        first, second, bridge = (case.say(s.text, s.sources) for s in (c.first, c.second, c.bridge))
        if first and second and bridge:
            yield Rift(case.short(c.between[0]), case.short(c.between[1]), first, second, bridge, c.sharpest)


def _options(case: Case) -> Iterator[Option]:
    """Doing nothing first, then one of each sort, then the rest."""
    seen: set[str] = set()
    first: list[Alternative] = []
    later: list[Alternative] = []
    for a in sorted(case.book.alternatives, key=lambda a: a.kind != "nothing"):
        (later if a.kind in seen else first).append(a)
        seen.add(a.kind)
    for a in (*first, *later):
        pro, con = (case.say(s.text, s.sources) for s in (a.speaks_for, a.speaks_against))
        if pro and con:
            yield Option(a.kind, case.name(a.name), pro, con)


def _words(case: Case, kind: str) -> Iterator[Word]:
    order = {id(s): n for n, s in enumerate(case.fitting(t.reason for t in case.book.terms))}
    fit = [t for t in case.book.terms if t.kind == kind and id(t.reason) in order]
    for t in sorted(fit, key=lambda t: order[id(t.reason)]):
        reason, term = case.say(t.reason.text, t.reason.sources, ban=False), case.name(t.term)
        if reason and not holds(term, case.request.banned):
            yield Word(term, case.name(t.instead) if t.instead else "", reason)


def _back(case: Case) -> Return | None:
    """What holds after the last loop; without one, after the reason that comes up most: somebody new at the table."""
    reason = case.brief.loops[-1].reason if case.brief.loops else "new-stakeholder"
    found = next((r for r in case.book.reentries if r.reason == reason), None)
    if found is None:
        return None
    stays, show = case.say(found.stays.text, found.stays.sources), case.say(found.show.text, found.show.sources)
    named = case.library.loops.get(reason)
    return Return(case.name(named.name) if named else reason, stays, show) if stays and show else None


def _stages(case: Case) -> Iterator[Stage]:
    for phase, play in case.book.phases.items():
        found = case.library.phases.get(phase)
        if found:
            yield Stage(found.id, case.name(found.name), case.some("asks", play.buyer_questions), case.some("steps", play.next_steps))


def _cautions(case: Case) -> Iterator[Said]:
    cause = case.trigger.id if case.trigger else None
    for w in case.book.warnings:
        if w.statement.fits(case.brief.personas, cause) and (not w.phases or case.phase in w.phases):
            said = case.say(w.statement.text, w.statement.sources)
            if said:
                yield said


def _voices(case: Case) -> Iterator[Voice]:
    """Customers' own words with their consent, from this phase and from the rings."""
    play = case.play
    everywhere = (*play.say, *play.write, *play.buyer_questions, *(h.hurdle for h in play.hurdles), *(s for r in RINGS for s in case.book.rings[r]))
    for s in case.fitting(everywhere):
        sources = case.sources(s.sources)
        speaks = next((x for x in sources if grade(x) in (Grade.A, Grade.C) and x.consent), None)
        said = case.say(s.text, s.sources) if speaks and all(grade(x) in (Grade.A, Grade.C) for x in sources) else None
        if said and speaks:
            yield Voice(said, case.role(speaks.role), str(speaks.year or (speaks.when.year if speaks.when else "")))


def _hints(case: Case) -> Iterator[str]:
    """What whoever sends this should know, as codes; the words stand in messages/."""
    kind = case.kind
    if case.phase not in kind.phases:
        yield "wrong-phase"
    if case.phase == "awareness" and kind.outgoing:
        yield "no-pitch"
    if kind.unasked:
        yield f"consent-{kind.way}"
    if kind.id == "re-entry" and not case.brief.loops:
        yield "no-loop"
    if kind.id == "reference" and case.phase in AFTER:
        yield "no-open-complaint"


def _tuple(case: Case, name: str, found: Iterable[T]) -> tuple[T, ...]:
    return tuple(islice(found, case.room.of(name)))


def _own(case: Case) -> Iterator[Person]:
    members = (case.book.member(role) for role in case.brief.personas)
    yield from (_person(case, m) for m in members if m)


def gather(library: Library, brief: Brief, request: Request, room: Room | None = None) -> Facts | None:
    """The facts for this request, or None while no playbook is known. `room` = how much there is room for; without
    one it follows from whether the paper is to be short."""
    book = brief.book(library)
    if book is None:
        return None
    if request.roles:
        brief = replace(brief, personas=request.roles)
    room = room or (NARROW if request.style.short else WIDE)
    case = Case(library, brief, book, request, KINDS[request.kind], room, phase_of(brief, library))
    return _facts(case)


def _facts(case: Case) -> Facts:
    book, play, request, job = case.book, case.play, case.request, case.book.job
    urgency = case.library.urgencies.get(case.brief.urgency or (case.trigger.urgency if case.trigger else ""))
    phase = case.library.phases[case.phase]
    return Facts(
        kind=case.kind.id, language=request.language, country=request.country, address=request.style.address,
        variant=request.style.variant, short=request.style.short, early=case.phase == "awareness",
        phase=case.phase, phase_name=case.name(phase.name), topic=case.name(book.name),
        trigger=case.name(case.trigger.name) if case.trigger else "",
        roles=tuple(case.role(r) for r in case.brief.personas), pace=case.name(urgency.name) if urgency else "",
        job=case.must(job.statement.text, job.statement.sources),
        situation=case.must(job.situation.text, job.situation.sources),
        progress=case.must(job.progress.text, job.progress.sources),
        outcome=case.must(job.outcome.text, job.outcome.sources),
        hired_for=case.some("hired_for", job.hired_for), fired_for=case.some("fired_for", job.fired_for),
        tempo=case.change("tempo"), course=case.change("course"), lead=case.change("lead"),
        deciding=case.change("criteria"), channel=case.change("channel"),
        needs=case.must(phase.needs.text, phase.needs.sources),
        own=_tuple(case, "own", _own(case)), people=_tuple(case, "people", _people(case)),
        lines=case.some("lines", play.say, aloud=True), copy=case.some("copy", play.write),
        questions=case.some("questions", play.questions, aloud=True), asks=case.some("asks", play.buyer_questions),
        listen=case.some("listen", book.rings[LISTEN[case.phase]]),
        criteria=case.some("criteria", book.rings["decision_criteria"]),
        success=case.some("success", book.rings["success_factors"]),
        barriers=case.some("barriers", book.rings["perceived_barriers"]),
        influences=case.some("influences", book.rings["decision_influences"]),
        hurdles=_tuple(case, "hurdles", _objections(case)), pieces=_tuple(case, "pieces", _pieces(case)),
        proof=case.some("proof", play.proof), no_gos=case.some("no_gos", play.no_gos),
        steps=case.some("steps", play.next_steps), rifts=_tuple(case, "rifts", _rifts(case)),
        options=_tuple(case, "options", _options(case)), use=_tuple(case, "use", _words(case, "use")),
        avoid=_tuple(case, "avoid", _words(case, "avoid")),
        confused=_tuple(case, "confused", _words(case, "no_synonym")),
        back=_back(case), cautions=_tuple(case, "cautions", _cautions(case)), stages=tuple(_stages(case)),
        voices=_tuple(case, "voices", _voices(case)), hints=tuple(_hints(case)), dropped=len(case.dropped),
    )  # fmt: skip
