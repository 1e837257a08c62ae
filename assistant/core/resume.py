"""A conversation put away and taken up again: how a turn moved it, its states played back, and ids that no longer exist.

A turn is kept as one move and the state after it, so that what is written per turn does not grow with the conversation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from assistant.core.brief import Brief
from assistant.core.dialogue import QUESTIONS, Choice, Conversation, State
from assistant.core.kept import FILLED_BY_CHOICE
from assistant.core.playbook import Library

Move = Literal["stay", "step", "back", "forward", "whole"]


@dataclass(frozen=True, slots=True)
class Moved:
    """What a turn did to the conversation, as plain data: `state` is what `taken` needs besides the move."""

    move: Move
    state: Mapping[str, Any] | None = None


def moved(before: Conversation, after: Conversation) -> Moved:
    """What happened from one conversation to the other; `taken` plays it back without loss."""
    if after == before:
        return Moved("stay")
    for move, guess in (("back", _back(before)), ("forward", _forward(before))):
        if after == guess:
            return Moved("back" if move == "back" else "forward", after.now.to_dict())
    if after == _step(before, after.now):
        return Moved("step", after.now.to_dict())
    return whole(after)


def whole(after: Conversation) -> Moved:
    """The conversation itself, where it does not follow from the one before."""
    states = {"now": after.now.to_dict(), "past": [s.to_dict() for s in after.past], "ahead": [s.to_dict() for s in after.ahead]}
    return Moved("whole", states)


def _step(before: Conversation, now: State) -> Conversation:
    return Conversation(now, (*before.past, before.now), ())


def _back(before: Conversation) -> Conversation | None:
    return Conversation(before.past[-1], before.past[:-1], (before.now, *before.ahead)) if before.past else None


def _forward(before: Conversation) -> Conversation | None:
    return Conversation(before.ahead[0], (*before.past, before.now), before.ahead[1:]) if before.ahead else None


def taken(before: Conversation, turn: Moved) -> Conversation:
    """`before` after this turn. Where the step back is missing (its turn was lost or deleted), the state kept with it
    stands in. Raises ValueError for what is no turn."""
    if turn.move == "stay":
        return before
    if turn.state is None:
        raise ValueError(turn.move)
    if turn.move == "whole":
        return _unpacked(turn.state)
    now = State.from_dict(turn.state)
    if turn.move == "back":
        return Conversation(now, before.past[:-1], (before.now, *before.ahead))
    if turn.move == "forward":
        return Conversation(now, (*before.past, before.now), before.ahead[1:])
    if turn.move == "step":
        return _step(before, now)
    raise ValueError(turn.move)


def _unpacked(states: Mapping[str, Any]) -> Conversation:
    try:
        past, ahead = (tuple(State.from_dict(s) for s in states[name]) for name in ("past", "ahead"))
        return Conversation(State.from_dict(states["now"]), past, ahead)
    except (KeyError, TypeError) as error:
        raise ValueError(error) from error


def played(start: Conversation, turns: Iterable[Moved]) -> Conversation:
    """All turns in order."""
    for turn in turns:
        start = taken(start, turn)
    return start


# ---- ids that no longer exist


@dataclass(frozen=True, slots=True)
class Loss:
    """An id of an old state that today's playbooks do not know."""

    slot: str
    id: str


def fitted(library: Library, state: State) -> tuple[State, tuple[Loss, ...]]:
    """The state without ids that this library does not know, and which these were. Unchanged where all are known."""
    if state.quiz and state.quiz.topic not in ("", *library.playbooks):
        state = replace(state, quiz=None, choices=tuple(c for c in state.choices if c.slot != "quiz"))
    brief, losses = _fitted_brief(library, state.brief)
    choices = tuple(c for c in state.choices if _known(library, brief, c))
    if not losses and brief == state.brief and choices == state.choices:
        return state, ()
    if losses:  # what could be chosen next goes with what is lost
        choices = tuple(c for c in choices if c.slot not in FILLED_BY_CHOICE)
    asked = state.asked if choices else None
    return replace(state, brief=brief, choices=choices, asked=asked), losses


def fitted_all(library: Library, conversation: Conversation) -> tuple[Conversation, tuple[Loss, ...]]:
    """Every state of the conversation fitted; the losses are those of the present one."""
    now, losses = fitted(library, conversation.now)
    past, ahead = (tuple(fitted(library, s)[0] for s in states) for states in (conversation.past, conversation.ahead))
    return Conversation(now, past, ahead), losses


def _fitted_brief(library: Library, brief: Brief) -> tuple[Brief, tuple[Loss, ...]]:
    lost: list[Loss] = []

    def gone(slot: str, id_: str | None, known: bool) -> bool:
        if id_ is not None and not known:
            lost.append(Loss(slot, id_))
        return id_ is not None and not known

    if gone("playbook", brief.playbook, brief.playbook in library.playbooks):
        brief = replace(brief, playbook=None)
    book = brief.book(library)
    if gone("trigger", brief.trigger, book is not None and book.trigger(brief.trigger) is not None):
        brief = replace(brief, trigger=None)
    if gone("urgency", brief.urgency, brief.urgency in library.urgencies):
        brief = replace(brief, urgency=None)
    personas = tuple(p for p in brief.personas if not gone("persona", p, p in library.personas))
    mentioned = tuple(p for p in brief.mentioned if p in library.personas)
    loops = tuple(p for p in brief.loops if not gone("loop", p.reason, p.reason in library.loops))
    if not lost and mentioned == brief.mentioned:
        return brief, ()
    if brief.trigger is None and "phase" in brief.inferred:
        brief = replace(brief, phase=None, inferred=tuple(s for s in brief.inferred if s != "phase"))
    slots = {loss.slot for loss in lost}
    why = {s: w for s, w in brief.why.items() if s not in slots}
    return replace(brief, personas=personas, mentioned=mentioned, loops=loops, why=why), tuple(lost)


def _known(library: Library, brief: Brief, choice: Choice) -> bool:
    if choice.slot in FILLED_BY_CHOICE:  # no id of a playbook
        return True
    book = brief.book(library)
    triggers = [t.id for t in book.triggers] if book else [trigger for _, trigger, _ in library.called() if trigger]
    shelves: dict[str, Iterable[str]] = {
        "playbook": library.playbooks, "persona": library.personas, "phase": library.phases, "loop": library.loops,
        "trigger": triggers,
    }  # fmt: skip
    return choice.id in set(shelves[choice.slot])


def filled(state: State) -> int:
    """How many of the four slots (topic, trigger, role, phase) are settled."""
    return sum(state.brief.has(slot) for slot in ("playbook", *QUESTIONS))
