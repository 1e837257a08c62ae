"""What is known about one purchase: the slots, the loops, and why we think so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self, cast

from assistant.core.playbook import PHASES, Library, PhaseId, Playbook, Trigger
from assistant.core.purpose import Purpose
from assistant.core.slots import Why


@dataclass(frozen=True, slots=True)
class Loop:
    """The group went back: from which phase to which, for which reason, in whose words."""

    reason: str
    words: str
    came_from: str | None
    to: str


@dataclass(frozen=True, slots=True)
class Brief:
    """The slots as they stand. `open` = skipped on purpose; `inferred` = filled from the trigger, not said;
    `mentioned` = roles talked about, not spoken to; `purpose` and `tone` = what it is for, None = advice as it comes."""

    playbook: str | None = None
    trigger: str | None = None
    personas: tuple[str, ...] = ()
    phase: PhaseId | None = None
    urgency: str | None = None
    loops: tuple[Loop, ...] = ()
    open: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    purpose: Purpose | None = None
    tone: str | None = None
    why: Mapping[str, tuple[Why, ...]] = field(default_factory=dict)

    def book(self, library: Library) -> Playbook | None:
        return library.playbooks.get(self.playbook or "")

    def cause(self, library: Library) -> Trigger | None:
        book = self.book(library)
        return book.trigger(self.trigger) if book else None

    def has(self, slot: str) -> bool:
        """Whether the slot holds something, or was skipped on purpose."""
        filled = {
            "playbook": self.playbook, "trigger": self.trigger, "persona": self.personas, "phase": self.phase,
            "urgency": self.urgency,
        }
        return bool(filled[slot]) or slot in self.open

    @property
    def complete(self) -> bool:
        """Whether advice can be given: a playbook, and the three questions answered or skipped."""
        return self.playbook is not None and all(self.has(s) for s in ("trigger", "persona", "phase"))

    def ids(self) -> dict[str, Any]:
        """The slots as plain ids, for JSON."""
        loops = [{"reason": p.reason, "words": p.words, "from": p.came_from, "to": p.to} for p in self.loops]
        return {
            "playbook": self.playbook, "trigger": self.trigger, "persona": list(self.personas), "phase": self.phase,
            "urgency": self.urgency, "loops": loops, "open": list(self.open), "inferred": list(self.inferred),
            "mentioned": list(self.mentioned), "purpose": self.purpose, "tone": self.tone,
        }

    def reasons(self) -> dict[str, Any]:
        """Why each slot stands as it does, as plain data."""
        return {slot: [[w.code, dict(w.facts)] for w in why] for slot, why in self.why.items()}

    @classmethod
    def from_ids(cls, ids: Mapping[str, Any], reasons: Mapping[str, Any]) -> Self:
        """The brief that `ids()` and `reasons()` came from. Raises KeyError, TypeError or ValueError for anything else."""
        if ids["phase"] is not None and ids["phase"] not in PHASES:
            raise ValueError(ids["phase"])
        why = {_text(s): tuple(Why(_text(c), {_text(k): _text(v) for k, v in f.items()}) for c, f in w) for s, w in reasons.items()}
        return cls(
            playbook=_text_or_none(ids["playbook"]), trigger=_text_or_none(ids["trigger"]), personas=_texts(ids["persona"]),
            phase=cast(PhaseId | None, ids["phase"]), urgency=_text_or_none(ids["urgency"]),
            loops=tuple(
                Loop(_text(p["reason"]), _text(p["words"]), _text_or_none(p["from"]), _text(p["to"])) for p in ids["loops"]
            ),
            open=_texts(ids["open"]), inferred=_texts(ids["inferred"]), why=why,
        )  # fmt: skip


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(_text(v) for v in values)
