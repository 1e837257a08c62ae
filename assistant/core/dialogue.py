"""What a conversation is made of: the desk it works with, its states, what it says. Plain data, frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Self, cast

from assistant.core.brief import Brief
from assistant.core.gaps import Gap
from assistant.core.kept import FILLED_BY_CHOICE, brief_extras, state_extras
from assistant.core.map_facts import CentreMap, JourneyMap
from assistant.core.papers.request import Request
from assistant.core.playbook import Library
from assistant.core.quiz import Quiz
from assistant.core.slots import Reading
from assistant.core.text import Language

if TYPE_CHECKING:  # a state is read and written without the engine
    from assistant.core.advice import Advice
    from assistant.core.recogniser import Recogniser
    from assistant.core.sheet import Sheet

Question = Literal["trigger", "persona", "phase", "playbook"]
QUESTIONS: tuple[Question, ...] = ("trigger", "persona", "phase")
FILLABLE = ("playbook", *QUESTIONS, "loop", *FILLED_BY_CHOICE)  # what a quick reply can fill


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
    fixed: bool = False  # the language was asked for, so a line in the other one does not switch it
    wish: Request | None = None  # how the paper is worded that the brief's purpose asks for; None = no paper
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
            "fixed": self.fixed, "why": self.brief.reasons(), "wish": self.wish.to_dict() if self.wish else None,
            "quiz": [self.quiz.seed, self.quiz.topic, self.quiz.at, self.quiz.right] if self.quiz else None,
            "scores": [list(s) for s in self.scores],
            "gaps": [[g.playbook, g.persona, g.phase] for g in self.gaps],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The state that `to_dict` came from, through JSON or not. Ids are taken as they are: `core/resume.py` fits them
        to a library. Raises ValueError for what is no state."""
        try:
            return cls(
                replace(Brief.from_ids(data["brief"], data["why"]), **brief_extras(data["brief"])),
                _one_of(data["asked"], (None, "playbook", *QUESTIONS)),
                int(data["misses"]),
                tuple(_choice(slot, id_) for slot, id_ in data["choices"]),
                _one_of(data["language"], ("de", "en")),
                fixed=bool(data["fixed"]),
                **state_extras(data),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(error) from error


def _one_of(value: Any, allowed: tuple[Any, ...]) -> Any:
    if value not in allowed:
        raise ValueError(value)
    return value


def _choice(slot: Any, id_: Any) -> Choice:
    return Choice(_one_of(slot, FILLABLE), cast(str, _one_of(id_, (str(id_),))))


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
