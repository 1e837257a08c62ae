"""The shape of the files: which key becomes which part of the model."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from assistant.core.evidence import Collection, Source, Speaker
from assistant.core.playbook import (
    CHANGES,
    FUNCTIONS,
    PHASES,
    RINGS,
    Alternative,
    Caution,
    Conflict,
    Content,
    Entry,
    Hurdle,
    Job,
    Library,
    LoopReason,
    Member,
    Named,
    Offer,
    Persona,
    Phase,
    PhaseId,
    PhasePlay,
    Playbook,
    Reentry,
    Term,
    Trigger,
    Urgency,
)
from assistant.core.text import Text
from assistant.edge.reader import Node

SCHEMA = 1
_TWO = 2
_ORIGINS: tuple[Literal["inner", "outer"], ...] = ("inner", "outer")
_KINDS: tuple[Literal["buyer", "user", "both"], ...] = ("buyer", "user", "both")
_OFFERS: tuple[Literal["investment", "subscription", "service"], ...] = ("investment", "subscription", "service")
_METHODS: tuple[Literal["template", "workshop", "revella", "jtbd"], ...] = ("template", "workshop", "revella", "jtbd")
_SCALES: tuple[Literal["standard", "considered", "investment"], ...] = ("standard", "considered", "investment")
_OTHERS: tuple[Literal["nothing", "competitor", "workaround", "inhouse"], ...] = (
    "nothing", "competitor", "workaround", "inhouse",
)
_TERMS: tuple[Literal["use", "avoid", "no_synonym"], ...] = ("use", "avoid", "no_synonym")
_WARNINGS: tuple[Literal["too_late", "do_not_pursue"], ...] = ("too_late", "do_not_pursue")


def _phases(node: Node, key: str) -> tuple[PhaseId, ...]:
    chosen = node.choices(key, PHASES)
    return tuple(p for p in PHASES if p in chosen)


def _source(node: Node, source_id: str) -> Source:
    year, day = node.when("date")
    source = Source(
        source_id,
        node.text_or_same("title"),
        node.choice("speaker", tuple(Speaker)),
        node.choice("collection", tuple(Collection)),
        year,
        day,
        node.integer("voices"),
        node.string("role", ""),
        node.string("place", ""),
        node.flag("consent"),
        node.day("expires"),
    )
    node.done()
    return source


def read_sources(node: Node) -> dict[str, Source]:
    """The table [sources.*]: id → source."""
    sources = node.child("sources", optional=True)
    return {key: _source(sources.child(key), key) for key in sources.data}


def _job(node: Node) -> Job:
    job = Job(
        node.statement("statement"),
        node.statement("situation"),
        node.statement("progress"),
        node.statement("outcome"),
        node.statements("hired_for", need=True),
        node.statements("fired_for", need=True),
    )
    node.done()
    return job


def _offer(node: Node) -> Offer:
    offer = Offer(node.choice("model", _OFFERS), node.statements("effects"))
    node.done()
    return offer


def _trigger(node: Node) -> Trigger:
    changes = node.child("changes")
    trigger = Trigger(
        node.string("id"),
        node.text("name"),
        node.choice("origin", _ORIGINS),
        node.name("urgency", "urgency"),
        node.choice("entry", PHASES),
        _phases(node, "skips"),
        node.names("leads", "member"),
        {key: changes.statement(key) for key in CHANGES},
        node.phrases(),
    )
    changes.done()
    node.done()
    return trigger


def _member(node: Node) -> Member:
    member = Member(
        node.name("id", "persona"),
        node.choices("functions", FUNCTIONS),
        node.choice("kind", _KINDS),
        node.statement("goal"),
        node.statements("jobs"),
        node.statements("pains"),
        node.statements("gains"),
    )
    if not member.functions:
        node.missing("functions")
    node.done()
    return member


def _conflict(node: Node) -> Conflict | None:
    between = node.names("between", "member")
    first, second, bridge = node.statement("first"), node.statement("second"), node.statement("bridge")
    sharpest, triggers = node.flag("sharpest"), node.names("triggers", "trigger")
    node.done()
    if len(between) != _TWO:
        node.sheet.report("needs-two", (*node.path, "between"), count=str(len(between)))
        return None
    return Conflict((between[0], between[1]), first, second, bridge, sharpest, triggers)


def _content(node: Node) -> Content:
    fmt, channel = node.name("format", "format"), node.name("channel", "channel")
    asset = node.string("asset", "")
    return Content(node.as_statement(), fmt, channel, asset)


def _hurdle(node: Node) -> Hurdle:
    answer = node.text("answer")
    return Hurdle(node.as_statement(), answer)


def _phase_play(node: Node) -> PhasePlay:
    play = PhasePlay(
        buyer_questions=node.statements("buyer_questions"),
        questions=node.statements("questions"),
        say=node.statements("say"),
        write=node.statements("write"),
        content=tuple(_content(n) for n in node.children("content")),
        hurdles=tuple(_hurdle(n) for n in node.children("hurdles")),
        proof=node.statements("proof"),
        no_gos=node.statements("no_gos"),
        next_steps=node.statements("next_steps"),
    )
    node.done()
    return play


def _alternative(node: Node) -> Alternative:
    found = Alternative(
        node.choice("kind", _OTHERS),
        node.text("name"),
        node.statement("speaks_for"),
        node.statement("speaks_against"),
    )
    node.done()
    return found


def _term(node: Node) -> Term:
    kind, term = node.choice("kind", _TERMS), node.text("term")
    instead: Text | None = node.text("instead") if node.has("instead") else None
    if kind != "use" and instead is None:
        node.missing("instead")
    found = Term(kind, term, node.statement("reason"), instead)
    node.done()
    return found


def _warning(node: Node) -> Caution:
    kind, phases = node.choice("kind", _WARNINGS), _phases(node, "phases")
    return Caution(kind, node.as_statement(), phases)


def _reentry(node: Node) -> Reentry:
    found = Reentry(node.name("reason", "loop"), node.statement("stays"), node.statement("show"))
    node.done()
    return found


def _check_identity(node: Node, stem: str) -> str:
    found = node.string("id")
    if found and found != stem:
        node.sheet.report("id-not-file", ("id",), value=found, stem=stem)
    schema = node.integer("schema")
    if schema != SCHEMA and not (schema is None and node.has("schema")):
        node.sheet.report("wrong-schema", ("schema",), value=str(schema), known=str(SCHEMA))
    return found


def _check_twice(node: Node, key: str, ids: list[str]) -> None:
    for i, name in enumerate(ids):
        if name and name in ids[:i]:
            node.sheet.report("twice", (*node.path, key, i, "id"), value=name)


def read_playbook(node: Node, stem: str) -> Playbook:
    """A playbook file; `stem` is the file's name without .toml and must be its id."""
    # Empty rings and phases are gaps, which are shown as such, and no reason to do without the rest.
    rings, phases = node.child("rings", optional=True), node.child("phases", optional=True)
    playbook = Playbook(
        id=_check_identity(node, stem),
        name=node.text("name"),
        method=node.choice("method", _METHODS),
        scale=node.choice("scale", _SCALES),
        job=_job(node.child("job")),
        offer=_offer(node.child("offer")),
        phrases=node.phrases(),
        triggers=tuple(_trigger(n) for n in node.children("triggers")),
        members=tuple(_member(n) for n in node.children("personas")),
        conflicts=tuple(c for n in node.children("conflicts") if (c := _conflict(n))),
        rings={ring: rings.statements(ring) for ring in RINGS},
        phases={phase: _phase_play(phases.child(phase, optional=True)) for phase in PHASES},
        alternatives=tuple(_alternative(n) for n in node.children("alternatives")),
        terms=tuple(_term(n) for n in node.children("terms")),
        warnings=tuple(_warning(n) for n in node.children("warnings")),
        reentries=tuple(_reentry(n) for n in node.children("reentries")),
        sources=read_sources(node),
    )
    for inner in (rings, phases, node):
        inner.done()
    _check_twice(node, "triggers", [t.id for t in playbook.triggers])
    _check_twice(node, "personas", [m.id for m in playbook.members])
    if not playbook.triggers:
        node.missing("triggers")
    if not playbook.members:
        node.missing("personas")
    return playbook


def read_personas(node: Node) -> dict[str, Persona]:
    """The shared roles of personas.toml, in their order."""
    found = {}
    for n in node.children("personas"):
        persona = Persona(n.string("id"), n.text("name"), n.text("short"), n.statement("view"), n.phrases())
        n.done()
        found[persona.id] = persona
    node.done()
    return found


def _named(node: Node) -> Named:
    named = Named(node.string("id"), node.text("name"), _phases(node, "new_in"), node.names("source", "source"))
    node.done()
    return named


def _phase(node: Node) -> Phase:
    phase = Phase(
        node.choice("id", PHASES), node.text("name"), node.statement("definition"), node.statement("needs"),
        _phases(node, "carries"), node.phrases(),
    )
    node.done()
    return phase


def _urgency(node: Node) -> Urgency:
    found = Urgency(node.string("id"), node.text("name"), node.statement("effect"), node.phrases())
    node.done()
    return found


def _loop(node: Node) -> LoopReason:
    found = LoopReason(
        node.string("id"), node.text("name"), node.choice("to", PHASES), node.statement("stays"),
        node.statement("show"), node.phrases(),
    )
    node.done()
    return found


def _entry(node: Node) -> Entry:
    found = Entry(node.string("id"), node.text("name"), node.strings("aliases"), node.statement("meaning"))
    node.done()
    return found


def read_shared(node: Node, library: Library) -> Library:
    """phases.toml: phases, formats, channels, urgency, loops, glossary and the shared sources."""
    read = replace(
        library,
        phases={p.id: p for p in map(_phase, node.children("phases"))},
        formats={f.id: f for f in map(_named, node.children("formats"))},
        channels={c.id: c for c in map(_named, node.children("channels"))},
        urgencies={u.id: u for u in map(_urgency, node.children("urgencies"))},
        loops={r.id: r for r in map(_loop, node.children("loops"))},
        glossary=tuple(map(_entry, node.children("glossary"))),
        sources=read_sources(node),
    )
    node.done()
    return read
