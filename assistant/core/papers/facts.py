"""The facts that a template may use: one documented set for all kinds, worded in one language and one address.

The words about each field stand in messages/*/papers.j2 (table `facts`); a test holds both together.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.core.evidence import Grade
from assistant.core.papers.request import Address, Country, Variant
from assistant.core.playbook import PhaseId
from assistant.core.text import Language


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence or more of the playbook, with its grade and the ids of its sources."""

    text: str
    grade: Grade
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A role of the buying centre: `watch` = easily forgotten, and costly then."""

    id: str
    name: str
    short: str
    functions: tuple[str, ...]
    kind: str
    watch: bool
    goal: Said
    jobs: tuple[Said, ...]
    pains: tuple[Said, ...]
    gains: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """A hurdle in the buyer's words and an answer that can be said."""

    hurdle: Said
    answer: Said


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of content; `asset` = the firm's own file or link, "" where there is none."""

    title: Said
    format: str
    channel: str
    asset: str


@dataclass(frozen=True, slots=True)
class Rift:
    """Two roles that want opposite things, and what bridges it."""

    one: str
    other: str
    first: Said
    second: Said
    bridge: Said
    sharpest: bool


@dataclass(frozen=True, slots=True)
class Option:
    """What the buyer may do instead; `kind` "nothing" = doing nothing."""

    kind: str
    name: str
    pro: Said
    con: Said


@dataclass(frozen=True, slots=True)
class Word:
    """A term to use, to avoid or not to confuse; `instead` "" where there is none."""

    term: str
    instead: str
    reason: Said


@dataclass(frozen=True, slots=True)
class Return:
    """What holds after a loop, and what to show on re-entry."""

    reason: str
    stays: Said
    show: Said


@dataclass(frozen=True, slots=True)
class Stage:
    """Another phase at a glance: what the buyer asks there, what helps."""

    id: PhaseId
    name: str
    asks: tuple[Said, ...]
    steps: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A customer's own words, given with consent: who says so (role), when (year, "" if unknown)."""

    said: Said
    role: str
    year: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a template may say. Lists are ranked, the most fitting first, and short enough to be used whole."""

    kind: str
    language: Language
    country: Country
    address: Address
    variant: Variant
    short: bool
    early: bool
    phase: PhaseId
    phase_name: str
    topic: str
    trigger: str
    roles: tuple[str, ...]
    pace: str
    job: Said
    situation: Said
    progress: Said
    outcome: Said
    hired_for: tuple[Said, ...]
    fired_for: tuple[Said, ...]
    tempo: Said | None
    course: Said | None
    lead: Said | None
    deciding: Said | None
    channel: Said | None
    needs: Said
    own: tuple[Person, ...]
    people: tuple[Person, ...]
    lines: tuple[Said, ...]
    copy: tuple[Said, ...]
    questions: tuple[Said, ...]
    asks: tuple[Said, ...]
    listen: tuple[Said, ...]
    criteria: tuple[Said, ...]
    success: tuple[Said, ...]
    barriers: tuple[Said, ...]
    influences: tuple[Said, ...]
    hurdles: tuple[Objection, ...]
    pieces: tuple[Piece, ...]
    proof: tuple[Said, ...]
    no_gos: tuple[Said, ...]
    steps: tuple[Said, ...]
    rifts: tuple[Rift, ...]
    options: tuple[Option, ...]
    use: tuple[Word, ...]
    avoid: tuple[Word, ...]
    confused: tuple[Word, ...]
    back: Return | None
    cautions: tuple[Said, ...]
    stages: tuple[Stage, ...]
    voices: tuple[Voice, ...]
    hints: tuple[str, ...]
    dropped: int
