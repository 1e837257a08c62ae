"""What a conversation is made of: the desk it works with, its states, what it says. Plain data, frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from assistant.core.advice import Advice
from assistant.core.brief import Brief
from assistant.core.gaps import Gap
from assistant.core.map_facts import CentreMap, JourneyMap
from assistant.core.papers.request import Request
from assistant.core.playbook import Library
from assistant.core.quiz import Quiz
from assistant.core.reading import Reading
from assistant.core.recogniser import Recogniser
from assistant.core.sheet import Sheet
from assistant.core.text import Language

Question = Literal["trigger", "persona", "phase", "playbook"]
QUESTIONS: tuple[Question, ...] = ("trigger", "persona", "phase")


def _no_commands(_language: Language) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What the conversation works with; `today` only ages the sources, `commands` tells what can be said besides
    an answer, by language."""

    library: Library
    known: Recogniser
    today: date
    commands: Callable[[Language], tuple[str, ...]] = _no_commands


@dataclass(frozen=True, slots=True)
class Choice:
    """A quick reply: the slot that it fills and the id. Besides the slots of the brief: "purpose" (a view or a paper),
    "example", "more" (the choices not shown yet, id = slot:how many were), "quiz" (id = slot:id)."""

    slot: str
    id: str


@dataclass(frozen=True, slots=True)
class State:
    """One moment of the conversation."""

    brief: Brief = field(default_factory=Brief)
    asked: Question | None = None
    misses: int = 0
    choices: tuple[Choice, ...] = ()
    language: Language = "de"
    wish: Request | None = None  # how the paper is worded that the brief's purpose asks for; None = no paper
    fixed: bool = False  # the language was asked for, so a line in the other one does not switch it
    quiz: Quiz | None = None
    scores: tuple[tuple[int, int], ...] = ()  # of the quizzes that ended: right, asked
    gaps: tuple[Gap, ...] = ()  # noted because somebody asked for what is not there

    def following(self, spoken: Language | None) -> State:
        """The state in the language of the last clear sentence, unless one was asked for."""
        return self if self.fixed or spoken is None else replace(self, language=spoken)

    def to_dict(self) -> dict[str, Any]:
        """The state as plain data, equal for equal states."""
        return {
            "brief": self.brief.ids(), "asked": self.asked, "misses": self.misses,
            "choices": [[c.slot, c.id] for c in self.choices], "language": self.language,
            "fixed": self.fixed, "wish": self.wish.to_dict() if self.wish else None,
            "quiz": [self.quiz.seed, self.quiz.topic, self.quiz.at, self.quiz.right] if self.quiz else None,
            "scores": [list(s) for s in self.scores],
            "gaps": [[g.playbook, g.persona, g.phase] for g in self.gaps],
        }


@dataclass(frozen=True, slots=True)
class Conversation:
    """The present state and the ones to go back and forward to."""

    now: State = field(default_factory=State)
    past: tuple[State, ...] = ()
    ahead: tuple[State, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to say: a name in messages/say and its facts."""

    name: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Say:
    """An answer: parts in order, the advice, the paper or a view where there is one, the quick replies, the reading behind it.

    `paper` stands in place of the advice, `paper_before` = the one that it is a new version of; `map` = the whole map to
    a view, which tells where on it the brief stands."""

    parts: tuple[Part, ...]
    choices: tuple[Choice, ...] = ()
    advice: Advice | None = None
    reading: Reading | None = None
    sheet: Sheet | None = None
    paper: Request | None = None
    paper_before: Request | None = None
    map: JourneyMap | CentreMap | None = None
