"""What every handler of the conversation works with: one turn, and the ways in which it may end."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.core.dialogue import Choice, Desk, Part, Say, State
from assistant.core.map_facts import CentreMap, JourneyMap
from assistant.core.merge import Change, fill
from assistant.core.playbook import Library
from assistant.core.questions import Result, conclude, more_choices, names_of, next_question
from assistant.core.quiz import open_question as open_quiz
from assistant.core.quiz import questions as quiz_questions
from assistant.core.reading import Reading, read
from assistant.core.sheet import Sheet
from assistant.core.words import tokens

# The quick replies of somebody who is new.
TOUR = (Choice("purpose", "map"), Choice("example", "example"), Choice("purpose", "quiz"))


@dataclass(frozen=True, slots=True)
class Turn:
    """What a handler works on: `rest` is what the intent left of the text."""

    desk: Desk
    state: State
    text: str
    rest: str

    @property
    def library(self) -> Library:
        return self.desk.library


def read_turn(turn: Turn, text: str) -> Reading:
    """Free first; where the playbook stands and the line names no other, within that playbook. `text` is what is left
    of the line; the reading keeps the line as it was said."""
    state = turn.state
    asking = state.asked if state.asked != "playbook" else None
    found = read(text, turn.library, turn.desk.known, asking=asking)
    if state.brief.playbook and found.playbook.id in (None, state.brief.playbook) and found.trigger.verdict != "sure":
        found = read(text, turn.library, turn.desk.known, playbook=state.brief.playbook, asking=asking)
    return replace(found, text=turn.text) if text != turn.text else found


def parts_of(changes: tuple[Change, ...]) -> list[Part]:
    """What was understood, as one part; loops, changes and removals each as their own."""
    new = tuple(c for c in changes if c.kind == "filled")
    out = [Part("understood", {"changes": new})] if new else []
    for change in changes:
        if change.kind == "loop":
            out.append(Part("loop", {"loop": change.loop, "stays": change.stays, "show": change.show}))
        elif change.kind != "filled":
            out.append(Part(change.kind, {"change": change}))
    return out


def quiz_part(desk: Desk, state: State) -> Part | None:
    """The open question of the quiz; None where there is none."""
    question = open_quiz(desk.library, state.quiz) if state.quiz else None
    if state.quiz is None or question is None:
        return None
    of = len(quiz_questions(desk.library, state.quiz))
    return Part("quiz/question", {"question": question, "number": state.quiz.at + 1, "of": of})


def open_parts(desk: Desk, state: State) -> tuple[tuple[Part, ...], tuple[Choice, ...]]:
    """What is open, said once more, with its quick replies: the quiz, the question, or what can be done next."""
    if part := quiz_part(desk, state):
        return (part,), state.choices
    _, asked, choices = next_question(desk, state, None)
    return tuple(asked or [Part("anything-more")]), state.choices or choices


def open_again(desk: Desk, state: State) -> Say | None:
    """What is open, as an answer of its own; None where nothing was begun or nothing is asked."""
    if state == State(language=state.language, fixed=state.fixed):
        return None
    parts, choices = open_parts(desk, state)
    return None if parts[0].name.startswith("anything") else Say(parts, choices)


def repeat(turn: Turn, *parts: Part, sheet: Sheet | None = None, whole: JourneyMap | CentreMap | None = None) -> Result:
    """Says something aside, then what is open again. Nothing of the state changes."""
    again, choices = open_parts(turn.desk, turn.state)
    return turn.state, Say((*parts, *again), choices, sheet=sheet, map=whole)


def pick(turn: Turn, choice: Choice) -> Result:
    """A quick reply that fills a slot, or leads to further ones."""
    if choice.slot == "more":
        return more_choices(turn.desk, turn.state, choice)
    brief, changes = fill(turn.library, turn.state.brief, choice.slot, choice.id)
    return conclude(turn.desk, replace(turn.state, brief=brief, misses=0), parts_of(changes))


def label_choice(turn: Turn) -> Choice | None:
    """A quick reply typed out, by its name or its id."""
    said = tokens(turn.text)
    for choice in turn.state.choices:
        if said in [tokens(name) for name in names_of(turn.library, turn.state.brief, choice)]:
            return choice
    return None
