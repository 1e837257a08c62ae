"""What a reading is made of: per slot a verdict, an id or rivals, and the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from assistant.core.text import Language

if TYPE_CHECKING:  # a state is read and written without the engine
    from assistant.core.recogniser import Slot

State = Literal["sure", "unsure", "lost"]
MOST_RIVALS = 3


@dataclass(frozen=True, slots=True)
class Why:
    """One reason, as a code and its facts; the words for it stand in messages/."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SlotReading:
    """What the line says about one slot. `id` only where sure; `others` = further ids meant as well (roles)."""

    verdict: State = "lost"
    id: str | None = None
    rivals: tuple[str, ...] = ()
    why: tuple[Why, ...] = ()
    others: tuple[str, ...] = ()


LOST = SlotReading()


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole reading of a line; `mentioned` are roles talked about but not spoken to, `removed` those taken back."""

    text: str
    playbook: SlotReading = LOST
    trigger: SlotReading = LOST
    persona: SlotReading = LOST
    phase: SlotReading = LOST
    urgency: SlotReading = LOST
    loop: SlotReading = LOST
    mentioned: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    language: Language | None = None

    def slot(self, name: Slot) -> SlotReading:
        return {
            "playbook": self.playbook, "trigger": self.trigger, "persona": self.persona,
            "phase": self.phase, "urgency": self.urgency, "loop": self.loop,
        }[name]

    @property
    def tells(self) -> bool:
        """Whether at least one slot is sure."""
        slots = (self.playbook, self.trigger, self.persona, self.phase, self.urgency, self.loop)
        return any(s.verdict == "sure" for s in slots)
