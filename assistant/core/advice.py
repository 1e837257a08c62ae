"""Brief → advice: what to say, ask, show and leave out, for this phase, this role and the whole group.

Order follows the group before the individual: shared job, what the trigger changes, the role's sentences, …
Every line carries its sources and its grade; the answer is worth as much as its weakest line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from assistant.core.brief import Brief
from assistant.core.evidence import Grade, Source, Speaker, grade, is_expired, is_stale, weakest
from assistant.core.playbook import (
    CHANGES,
    RINGS,
    Conflict,
    Content,
    Library,
    Member,
    PhaseId,
    PhasePlay,
    Playbook,
    Statement,
    Term,
    Trigger,
)
from assistant.core.text import Text

BLOCKS = ("job", "changes", "say", "write", "ask", "show", "avoid", "circle", "hurdles", "terms", "standing", "next")
# Which of the five rings a conversation in this phase is about.
LISTEN = {
    "awareness": "priority_initiative", "consideration": "success_factors", "decision": "decision_criteria",
    "retention": "success_factors", "advocacy": "success_factors",
}
MOST_MISSING = 4
MOST_TERMS = {"use": 3, "avoid": 3, "no_synonym": 2}
WATCHERS = ("purchasing", "data-protection", "works-council")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what kind it is, its text, a second text where it has one (an answer, a bridge), its worth."""

    label: str
    text: Text | None = None
    second: Text | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A titled group of lines; `name` is one of BLOCKS."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """The whole answer to a brief, blocks in the order of BLOCKS (empty ones left out)."""

    brief: Brief
    phase: PhaseId
    blocks: tuple[Block, ...]
    grade: Grade
    sources: tuple[Source, ...]

    def block(self, name: str) -> Block | None:
        return next((b for b in self.blocks if b.name == name), None)


@dataclass(frozen=True, slots=True)
class _Case:
    """What the makers of blocks look at."""

    library: Library
    brief: Brief
    book: Playbook
    trigger: Trigger | None
    phase: PhaseId
    play: PhasePlay
    today: date

    def worth(self, sources: Iterable[str]) -> Grade:
        found = (self.library.source(self.book, s) for s in sources)
        return weakest(grade(s) for s in found if s)

    def line(self, label: str, s: Statement, second: Text | None = None, /, **facts: str) -> Line:
        return Line(label, s.text, second, facts, s.sources, self.worth(s.sources))

    def fitting(self, statements: Iterable[Statement]) -> list[Statement]:
        """Those that hold here, the most specific first."""
        cause = self.trigger.id if self.trigger else None
        fit = [s for s in statements if s.fits(self.brief.personas, cause)]
        return sorted(fit, key=lambda s: -s.focus)


def _job(case: _Case) -> Iterator[Line]:
    yield case.line("job", case.book.job.statement)
    yield case.line("situation", case.book.job.situation)
    yield case.line("outcome", case.book.job.outcome)


def _changes(case: _Case) -> Iterator[Line]:
    if case.trigger is None:
        yield Line("trigger-open")
        return
    for key in CHANGES:
        yield case.line(key, case.trigger.changes[key])
    if case.trigger.skips:
        yield Line("skips", facts={"phases": " ".join(case.trigger.skips)})
    urgency = case.library.urgencies.get(case.brief.urgency or "")
    if urgency and urgency.id != case.trigger.urgency:  # the trigger's own tempo is said already
        yield case.line("urgency", urgency.effect, None, urgency=urgency.id)
    yield from (case.line("offer", s) for s in case.fitting(case.book.offer.effects)[:1])


def _wording(case: _Case, lines: tuple[Statement, ...]) -> Iterator[Line]:
    """Two for each role, the more specific first, then one for the whole group."""
    fit = case.fitting(lines)
    for role in case.brief.personas:
        own = [s for s in fit if role in s.roles]
        for s in own[:2]:
            yield case.line("role", s, role=role)
    yield from (case.line("group", s) for s in [s for s in fit if not s.roles][:1])


def _role(case: _Case, role: str) -> Iterator[Line]:
    """What this role wants, fears and gains, so that the sentences have their reason."""
    member = case.book.member(role)
    if member is None:
        return
    yield case.line("goal", member.goal, role=role)
    for label, statements in (("pain", member.pains), ("gain", member.gains)):
        yield from (case.line(label, s, role=role) for s in case.fitting(statements)[:1])


def _say(case: _Case) -> Iterator[Line]:
    for role in case.brief.personas:
        yield from _role(case, role)
    yield from _wording(case, case.play.say)


def _write(case: _Case) -> Iterator[Line]:
    yield from _wording(case, case.play.write)


def _ask(case: _Case) -> Iterator[Line]:
    yield case.line("needs", case.library.phases[case.phase].needs, None, phase=case.phase)
    yield from (case.line("question", s) for s in case.fitting(case.play.questions)[:5])
    yield from (case.line("their-question", s) for s in case.fitting(case.play.buyer_questions)[:3])
    yield from (case.line("listen", s) for s in case.fitting(case.book.rings[LISTEN[case.phase]])[:2])


def _contents(case: _Case) -> Iterator[tuple[str, Content]]:
    """What to show: this phase's pieces (new here, or of a format carried over), then those of carried phases."""
    here = case.phase
    fit = {id(s): n for n, s in enumerate(case.fitting(c.title for c in case.play.content))}
    own = sorted((c for c in case.play.content if id(c.title) in fit), key=lambda c: fit[id(c.title)])
    for piece in own[:5]:
        form = case.library.formats.get(piece.format)
        yield ("new" if form and here in form.new_in else "carried"), piece
    skipped = case.trigger.skips if case.trigger else ()
    carried = [p for p in case.library.phases[here].carries if p not in skipped]
    earlier = (c for p in carried for c in case.book.phases[p].content)
    wanted = {id(s) for s in case.fitting(c.title for p in carried for c in case.book.phases[p].content)}
    yield from (("carried", c) for c in islice((c for c in earlier if id(c.title) in wanted), 2))


def _show(case: _Case) -> Iterator[Line]:
    pieces = list(_contents(case))
    for label, piece in pieces:
        facts = {"format": piece.format, "channel": piece.channel, "asset": piece.asset}
        yield case.line(label, piece.title, None, **facts)
    missing = [p for _, p in pieces if not p.asset]
    if missing:
        facts = {"missing": str(len(missing)), "of": str(len(pieces))}
        yield Line("gap", facts=facts)
    yield from (case.line("proof", s) for s in case.fitting(case.play.proof)[:2])


def _avoid(case: _Case) -> Iterator[Line]:
    yield from (case.line("no-go", s) for s in case.fitting(case.play.no_gos)[:4])


def _conflicts(case: _Case) -> list[Conflict]:
    cause = case.trigger.id if case.trigger else None
    roles = case.brief.personas
    fit = [c for c in case.book.conflicts if not c.triggers or cause in c.triggers]
    mine = [c for c in fit if any(r in c.between for r in roles)] or [c for c in fit if c.sharpest]
    return sorted(mine, key=lambda c: (not c.sharpest, not c.triggers))


def _absent(case: _Case) -> list[Member]:
    """Who is not in the conversation yet: first who leads, then who is easily forgotten, then the others."""
    leads = case.trigger.leads if case.trigger else ()
    away = [m for m in case.book.members if m.id not in case.brief.personas]
    return sorted(away, key=lambda m: (m.id not in leads, m.id not in WATCHERS, "decider" not in m.functions))


def _circle(case: _Case) -> Iterator[Line]:
    for c in _conflicts(case)[:3]:
        facts = {"one": c.between[0], "other": c.between[1], "sharpest": "yes" if c.sharpest else ""}
        yield Line("conflict", c.first.text, c.second.text, facts, c.first.sources + c.second.sources,
                   case.worth(c.first.sources + c.second.sources))
        yield case.line("bridge", c.bridge, one=c.between[0], other=c.between[1])
    for role in case.brief.personas:
        member = case.book.member(role)
        if member is None:
            yield case.line("not-in-circle", case.library.personas[role].view, None, role=role)
        elif member.kind == "buyer" and any(m.kind == "user" for m in case.book.members):
            yield Line("buyer-not-user", facts={"role": role})
    absent = _absent(case)
    for member in absent[:MOST_MISSING]:
        watch = "yes" if member.id in WATCHERS else ""
        yield case.line("missing", member.goal, role=member.id, functions=" ".join(member.functions), watch=watch)
    if others := " ".join(m.id for m in absent[MOST_MISSING:]):
        yield Line("also-missing", facts={"roles": others})


def _hurdles(case: _Case) -> Iterator[Line]:
    answers = {id(h.hurdle): h.answer for h in case.play.hurdles}
    for s in case.fitting(h.hurdle for h in case.play.hurdles)[:4]:
        yield case.line("hurdle", s, answers[id(s)])
    for other in sorted(case.book.alternatives, key=lambda a: a.kind != "nothing")[:3]:
        sources = other.speaks_for.sources + other.speaks_against.sources
        facts = {"de": other.name.de, "en": other.name.en, "kind": other.kind}
        yield Line("alternative", other.speaks_for.text, other.speaks_against.text, facts, sources,
                   case.worth(sources))


def _chosen_terms(case: _Case) -> Iterator[Term]:
    """The terms that hold here, the most specific first, a few of each kind."""
    order = {id(s): n for n, s in enumerate(case.fitting(t.reason for t in case.book.terms))}
    fit = sorted((t for t in case.book.terms if id(t.reason) in order), key=lambda t: order[id(t.reason)])
    for kind, most in MOST_TERMS.items():
        yield from [t for t in fit if t.kind == kind][:most]


def _terms(case: _Case) -> Iterator[Line]:
    for term in _chosen_terms(case):
        facts = {"de": term.term.de, "en": term.term.en}
        if term.instead:
            facts |= {"instead_de": term.instead.de, "instead_en": term.instead.en}
        yield case.line(term.kind, term.reason, None, **facts)


def _standing(case: _Case) -> Iterator[Line]:
    cause = case.trigger.id if case.trigger else None
    for w in case.book.warnings:
        if w.statement.fits(case.brief.personas, cause) and (not w.phases or case.phase in w.phases):
            yield case.line(w.kind, w.statement)
    if case.book.scale == "standard":
        yield Line("overkill")
    for slot in case.brief.open:
        yield Line("weaker", facts={"slot": slot})
    if empty := [ring for ring in RINGS if not case.book.rings[ring]]:
        yield Line("empty-rings", facts={"rings": " ".join(empty)})


def _next(case: _Case) -> Iterator[Line]:
    yield from (case.line("next", s) for s in case.fitting(case.play.next_steps)[:2])


_MAKERS: dict[str, Callable[[_Case], Iterator[Line]]] = {
    "job": _job, "changes": _changes, "say": _say, "write": _write, "ask": _ask, "show": _show, "avoid": _avoid,
    "circle": _circle, "hurdles": _hurdles, "terms": _terms, "standing": _standing, "next": _next,
}


def _used(case: _Case, blocks: list[Block]) -> tuple[Source, ...]:
    ids = dict.fromkeys(s for b in blocks for line in b.lines for s in line.sources)
    return tuple(s for i in ids if (s := case.library.source(case.book, i)))


def _with_worth(blocks: list[Block], sources: tuple[Source, ...], overall: Grade, today: date) -> list[Block]:
    """Puts the answer's worth at the head of the standing block."""
    voices = sum(s.voices or 1 for s in sources if s.speaker is Speaker.CUSTOMER)
    stale = [s.id for s in sources if is_stale(s, today)]
    over = [s.id for s in sources if is_expired(s, today)]
    facts = {"voices": str(voices), "sources": str(len(sources)), "stale": " ".join(stale), "expired": " ".join(over)}
    worth = Line("worth", facts=facts, sources=tuple(s.id for s in sources), grade=overall)
    return [Block(b.name, (worth, *b.lines)) if b.name == "standing" else b for b in blocks]


def phase_of(brief: Brief, library: Library) -> PhaseId:
    """The phase to advise for: the one named, else where this trigger enters, else the longest one."""
    cause = brief.cause(library)
    return brief.phase or (cause.entry if cause else "consideration")


def advise(library: Library, brief: Brief, today: date) -> Advice | None:
    """The advice for this brief, or None while no playbook is known. Pure: `today` only ages the sources."""
    book = brief.book(library)
    if book is None:
        return None
    phase = phase_of(brief, library)
    case = _Case(library, brief, book, brief.cause(library), phase, book.phases[phase], today)
    blocks = [Block(name, tuple(_MAKERS[name](case))) for name in BLOCKS]
    sources = _used(case, blocks)
    overall = weakest(line.grade for b in blocks for line in b.lines if line.grade)
    filled = [b for b in _with_worth(blocks, sources, overall, today) if b.lines]
    return Advice(brief, phase, tuple(filled), overall, sources)
