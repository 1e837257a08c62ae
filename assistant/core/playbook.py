"""The model: playbooks, one per job to be done, and the roles, phases and formats that they share.

Everything is frozen and free of I/O. A `Text` has German and English; a `Statement` is a text with the ids of
the sources that it rests on, optionally limited to roles and triggers (empty = for all).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.core.evidence import Source
from assistant.core.text import Text

PhaseId = Literal["awareness", "consideration", "decision", "retention", "advocacy"]

PHASES: tuple[PhaseId, ...] = ("awareness", "consideration", "decision", "retention", "advocacy")
RINGS = (
    "priority_initiative",
    "success_factors",
    "perceived_barriers",
    "decision_influences",
    "decision_criteria",
)
FUNCTIONS = ("initiator", "user", "buyer", "decider", "influencer", "gatekeeper")
CHANGES = ("tempo", "course", "lead", "criteria", "channel")


@dataclass(frozen=True, slots=True)
class Statement:
    """A text with its sources (ids), valid for these roles and triggers (empty = all)."""

    text: Text
    sources: tuple[str, ...]
    roles: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()

    def fits(self, roles: tuple[str, ...], trigger: str | None) -> bool:
        return (not self.roles or any(r in self.roles for r in roles)) and (
            not self.triggers or trigger in self.triggers
        )

    @property
    def focus(self) -> int:
        """How specific this statement is: role and trigger 3, role 2, trigger 1, for all 0."""
        return 2 * bool(self.roles) + bool(self.triggers)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words by which customers and sellers name a thing, and near misses that name another one."""

    de: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    near_de: tuple[str, ...] = ()
    near_en: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return self.de + self.en

    @property
    def near(self) -> tuple[str, ...]:
        return self.near_de + self.near_en


@dataclass(frozen=True, slots=True)
class Job:
    """The job to be done: situation, progress, outcome, and the whole in one sentence; solution-neutral."""

    statement: Statement
    situation: Statement
    progress: Statement
    outcome: Statement
    hired_for: tuple[Statement, ...]
    fired_for: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """What set the purchase in motion and what it does to the journey."""

    id: str
    name: Text
    origin: Literal["inner", "outer"]
    urgency: str
    entry: PhaseId
    skips: tuple[PhaseId, ...]
    leads: tuple[str, ...]
    changes: Mapping[str, Statement]
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class Persona:
    """A role of the buying centre, shared by all playbooks."""

    id: str
    name: Text
    short: Text
    view: Statement
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class Member:
    """A role as a member of one playbook's buying centre."""

    id: str
    functions: tuple[str, ...]
    kind: Literal["buyer", "user", "both"]
    goal: Statement
    jobs: tuple[Statement, ...]
    pains: tuple[Statement, ...]
    gains: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two roles that want opposite things, and the argument that bridges it."""

    between: tuple[str, str]
    first: Statement
    second: Statement
    bridge: Statement
    sharpest: bool = False
    triggers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A piece of content: what it says (title), its format and channel, and the asset where the firm owns one."""

    title: Statement
    format: str
    channel: str
    asset: str = ""


@dataclass(frozen=True, slots=True)
class Hurdle:
    """What holds the buyer back, and an answer."""

    hurdle: Statement
    answer: Text


@dataclass(frozen=True, slots=True)
class PhasePlay:
    """What one playbook says about one phase."""

    buyer_questions: tuple[Statement, ...] = ()
    questions: tuple[Statement, ...] = ()
    say: tuple[Statement, ...] = ()
    write: tuple[Statement, ...] = ()
    content: tuple[Content, ...] = ()
    hurdles: tuple[Hurdle, ...] = ()
    proof: tuple[Statement, ...] = ()
    no_gos: tuple[Statement, ...] = ()
    next_steps: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """What the buyer may do instead, doing nothing included: what speaks for it, what against."""

    kind: Literal["nothing", "competitor", "workaround", "inhouse"]
    name: Text
    speaks_for: Statement
    speaks_against: Statement


@dataclass(frozen=True, slots=True)
class Term:
    """A term to use, to avoid (say `instead`), or one that is no synonym (of `instead`)."""

    kind: Literal["use", "avoid", "no_synonym"]
    term: Text
    reason: Statement
    instead: Text | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """A word on whether to pursue: too late, or not to be pursued; limited to phases where given."""

    kind: Literal["too_late", "do_not_pursue"]
    statement: Statement
    phases: tuple[PhaseId, ...] = ()


@dataclass(frozen=True, slots=True)
class Reentry:
    """What holds after a loop for this reason: what stays valid, and what to show on re-entry."""

    reason: str
    stays: Statement
    show: Statement


@dataclass(frozen=True, slots=True)
class Offer:
    """How the offer is sold, and what that changes."""

    model: Literal["investment", "subscription", "service"]
    effects: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Playbook:
    """One job to be done with everything that advice is made from."""

    id: str
    name: Text
    method: Literal["template", "workshop", "revella", "jtbd"]
    scale: Literal["standard", "considered", "investment"]
    job: Job
    offer: Offer
    phrases: Phrases
    triggers: tuple[Trigger, ...]
    members: tuple[Member, ...]
    conflicts: tuple[Conflict, ...]
    rings: Mapping[str, tuple[Statement, ...]]
    phases: Mapping[str, PhasePlay]
    alternatives: tuple[Alternative, ...]
    terms: tuple[Term, ...]
    warnings: tuple[Caution, ...]
    reentries: tuple[Reentry, ...]
    sources: Mapping[str, Source]

    def trigger(self, trigger_id: str | None) -> Trigger | None:
        return next((t for t in self.triggers if t.id == trigger_id), None)

    def member(self, persona_id: str) -> Member | None:
        return next((m for m in self.members if m.id == persona_id), None)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the customer journey; `carries` names the phases whose content may be carried over."""

    id: PhaseId
    name: Text
    definition: Statement
    needs: Statement
    carries: tuple[PhaseId, ...]
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class Named:
    """A named entry of a shared list (format, channel); a format says in which phases it is new."""

    id: str
    name: Text
    new_in: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Urgency:
    """How soon: an ordered list from hours to frozen."""

    id: str
    name: Text
    effect: Statement
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class LoopReason:
    """Why a group goes back: its usual target phase, what usually stays valid, what to show."""

    id: str
    name: Text
    to: PhaseId
    stays: Statement
    show: Statement
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class Entry:
    """A glossary entry, for side questions."""

    id: str
    name: Text
    aliases: tuple[str, ...]
    meaning: Statement


@dataclass(frozen=True, slots=True)
class Library:
    """All that is known: playbooks by id and the shared lists. Order is the order of the files and of the lists."""

    playbooks: Mapping[str, Playbook] = field(default_factory=dict)
    personas: Mapping[str, Persona] = field(default_factory=dict)
    phases: Mapping[str, Phase] = field(default_factory=dict)
    formats: Mapping[str, Named] = field(default_factory=dict)
    channels: Mapping[str, Named] = field(default_factory=dict)
    urgencies: Mapping[str, Urgency] = field(default_factory=dict)
    loops: Mapping[str, LoopReason] = field(default_factory=dict)
    glossary: tuple[Entry, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)  # trigger → first playbook that has it, where listed beforehand
    names: tuple[tuple[str, str, Text], ...] = ()  # playbook, trigger ("" for the playbook itself), name; where listed beforehand

    def called(self) -> Iterator[tuple[str, str, Text]]:
        """Playbook, trigger ("" for the playbook itself) and name, of all playbooks and triggers; where they are very many
        without bringing one of them."""
        if self.names:
            yield from self.names
            return
        for book in self.playbooks.values():
            yield book.id, "", book.name
            yield from ((book.id, trigger.id, trigger.name) for trigger in book.triggers)

    def source(self, playbook: Playbook | None, source_id: str) -> Source | None:
        """The source of that id: the playbook's own first, then the shared ones."""
        if playbook is not None and source_id in playbook.sources:
            return playbook.sources[source_id]
        return self.sources.get(source_id)

    def playbook_of(self, trigger_id: str) -> Playbook | None:
        """The first playbook that has this trigger (ids of triggers are unique in the built-in set)."""
        if self.homes:
            return self.playbooks.get(self.homes.get(trigger_id, ""))
        return next((p for p in self.playbooks.values() if p.trigger(trigger_id)), None)
