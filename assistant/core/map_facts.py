"""What a map holds: facts with their sources and grades, the stages and journeys of a purchase, the seats of a buying centre."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.core.evidence import Grade
from assistant.core.playbook import PhaseId
from assistant.core.text import Text


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement on a map: `detail` says more (a format, an answer), `marks` the journeys it holds for ("" = all)."""

    text: Text
    grade: Grade
    sources: tuple[str, ...]
    marks: str = ""
    detail: Text | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Loop:
    """The way back from before the decision to an earlier phase, and the reasons (names of loops) that lead there."""

    start: PhaseId
    target: PhaseId
    reasons: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Journey:
    """The purchase as one trigger sets it in motion. `stops` = what only this journey asks, by phase."""

    mark: str
    id: str
    name: Text
    origin: str
    urgency: Text
    entry: PhaseId
    skips: tuple[PhaseId, ...]
    leads: tuple[Text, ...]
    changes: dict[str, Fact]
    stops: dict[PhaseId, tuple[Fact, ...]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A phase as a column: what it is, what the buyers need, and the facts of each row."""

    id: PhaseId
    name: Text
    needs: Fact
    rows: dict[str, tuple[Fact, ...]]


@dataclass(frozen=True, slots=True)
class JourneyMap:
    """The Customer Experience Map of a playbook, for all of its triggers or some."""

    playbook: str
    name: Text
    job: Fact
    journeys: tuple[Journey, ...]
    stages: tuple[Stage, ...]
    loops: tuple[Loop, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (
            self.job, *(f for s in self.stages for f in (s.needs, *(x for row in s.rows.values() for x in row))),
            *(f for j in self.journeys for f in (*j.changes.values(), *(x for stop in j.stops.values() for x in stop))),
            *(f for loop in self.loops for f in loop.reasons),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seat:
    """A role of the buying centre."""

    id: str
    name: Text
    kind: str
    functions: tuple[str, ...]
    goal: Fact
    pains: tuple[Fact, ...]
    gains: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two seats that want opposite things: who (ids), what, and the bridge; `marks` = the journeys it holds for."""

    number: int
    between: tuple[str, str]
    first: Fact
    second: Fact
    bridge: Fact
    sharpest: bool
    marks: str


@dataclass(frozen=True, slots=True)
class CentreMap:
    """The buying centre of a playbook. `triggers` = names by mark."""

    playbook: str
    name: Text
    job: Fact
    seats: tuple[Seat, ...]
    clashes: tuple[Clash, ...]
    triggers: dict[str, Text]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (
            self.job, *(f for s in self.seats for f in (s.goal, *s.pains, *s.gains)),
            *(f for c in self.clashes for f in (c.first, c.second, c.bridge)),
        )  # fmt: skip
