"""The conversation as a pure state machine: step(desk, conversation, text) → conversation', Say.

One table maps each intent to its handler. Undo is an earlier state, kept; nothing here knows a clock, a file or a
screen, and no sentence stands here: a Say names what to say and the facts for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.core import asides, quizzing, word_asking
from assistant.core.clauses import language_of
from assistant.core.dialogue import Choice, Conversation, Desk, Part, Say, State
from assistant.core.hearing import heard
from assistant.core.intents import Intent, Name, intent_of
from assistant.core.merge import add_roles, merge, remove_roles, wished
from assistant.core.outputs import outcome
from assistant.core.papers.order import USUAL, kind_at_hand, ordered, request_for
from assistant.core.papers.turns import asked as asked_paper
from assistant.core.papers.turns import paper_turn, with_before
from assistant.core.purpose import PURPOSES, Purpose, Wish, wish_of
from assistant.core.questions import (
    Result,
    ask,
    asks_back,
    choices_for,
    conclude,
    doubt_of,
    names_of,
    next_question,
    open_question,
    rivals_for,
)
from assistant.core.reading import Reading, SlotReading, read
from assistant.core.suggest import near
from assistant.core.turns import TOUR, Turn, label_choice, open_parts, parts_of, pick, read_turn, repeat

__all__ = ["TRANSITIONS", "Choice", "Conversation", "Desk", "Part", "Say", "State", "choose", "names_of", "step"]

MOST_MISSES = 3

# A handler gives the new state and what to say, or None where the turn is to be read as an answer after all.


def _skip(turn: Turn) -> Result:
    if turn.state.quiz:
        return quizzing.take(turn, None)
    question = turn.state.asked
    if question is None:
        return conclude(turn.desk, turn.state, [Part("nothing-open")], show=False)
    if question == "playbook" or (question == "trigger" and turn.state.brief.playbook is None):
        return _need_topic(turn)
    brief = replace(turn.state.brief, open=(*turn.state.brief.open, question))
    return conclude(turn.desk, replace(turn.state, brief=brief, misses=0), [Part("skipped", {"slot": question})])


def _need_topic(turn: Turn) -> Result:
    """Without a playbook there is nothing to advise on: offer the topics, say so."""
    state = replace(turn.state, asked="playbook", misses=0, choices=choices_for(turn.desk, turn.state.brief, "playbook"))
    return state, Say((Part("need-topic"),), state.choices)


def _digit(turn: Turn) -> Result | None:
    place = int(turn.rest) - 1
    if place >= len(turn.state.choices):
        return repeat(turn, Part("no-such-choice", {"number": turn.rest})) if turn.state.choices else None
    return _take(turn, turn.state.choices[place])


def _take(turn: Turn, choice: Choice) -> Result:
    """A quick reply, whatever it stands for."""
    if choice.slot == "quiz":
        return quizzing.take(turn, choice)
    if choice.slot == "example":
        return asides.example(turn)
    if choice.slot == "purpose":
        return _for(turn, next(p for p in PURPOSES if p == choice.id))
    return pick(turn, choice)


def _for(turn: Turn, purpose: Purpose, kind: str = "") -> Result:
    """A view is shown and leaves everything as it is; the purpose of a paper is kept in the brief."""
    if purpose in _VIEWS:
        return _VIEWS[purpose](turn)
    if purpose == "advice":
        return asides.whole(turn)
    return asked_paper(turn.desk, turn.state, request_for(turn.state, kind or USUAL[purpose]))


_VIEWS: Mapping[Purpose, Callable[[Turn], Result]] = {
    "centre": asides.circle, "heatmap": asides.heat, "map": asides.map_, "quiz": quizzing.start,
    "centre-map": asides.circle_map,
}  # fmt: skip


def _other(turn: Turn) -> Result:
    choice = asides.other(turn)
    return pick(turn, choice) if choice else repeat(turn, Part("other-words"))


def _finish(turn: Turn) -> Result | None:
    return quizzing.end(turn) if turn.state.quiz else None


def _add(turn: Turn) -> Result | None:
    reading = read_turn(turn, turn.rest)
    brief, changes = add_roles(turn.state.brief, reading)
    brief, more = merge(turn.library, brief, replace(reading, persona=SlotReading()), correcting=False)
    if not (changes or more):
        return None
    return conclude(turn.desk, replace(turn.state, brief=brief, misses=0), parts_of((*changes, *more)), reading)


def _remove(turn: Turn) -> Result | None:
    reading = read(turn.rest, turn.library, turn.desk.known, asking="persona")
    brief, changes = remove_roles(turn.state.brief, reading)
    if not changes:
        return None
    return conclude(turn.desk, replace(turn.state, brief=brief), parts_of(changes), reading)


def _answer(turn: Turn, *, correcting: bool = False) -> Result:
    if choice := label_choice(turn):
        return _take(turn, choice)
    wish = wish_of(turn.text)
    if wish.purpose and wish.alone and not wish.tone:
        return _for(turn, wish.purpose, wish.kind)
    return _read(turn, wish, correcting=correcting)


def _read(turn: Turn, wish: Wish, *, correcting: bool) -> Result:
    """What the line fills, changes and leaves unclear."""
    reading = read_turn(turn, wish.rest)
    brief, changes = merge(turn.library, turn.state.brief, reading, correcting=correcting)
    turn = replace(turn, state=turn.state.following(reading.language))
    if wish.purpose and wish.purpose in _VIEWS:
        return _shown(replace(turn, state=replace(turn.state, brief=brief)), wish.purpose, parts_of(changes), reading)
    brief, wishes = wished(brief, wish, kind_at_hand(turn.state))
    changes += wishes
    state = ordered(replace(turn.state, brief=brief), wish)
    if not changes and reading.loop.verdict == "unsure" and brief.complete:
        choices = tuple(Choice("loop", r) for r in turn.library.loops)
        return replace(state, choices=choices), Say((Part("ask-loop"),), choices, None, reading)
    if correcting and not changes and (doubt := doubt_of(reading)):
        state, asked, choices = ask(turn.desk, state, doubt, rivals_for(doubt, reading))
        return state, Say(tuple(asked), choices, None, reading)
    if not (changes or wish.kind or asks_back(state, reading)):
        return _missed(replace(turn, state=state), reading)
    parts = parts_of(changes)
    if reading.mentioned:
        parts.append(Part("mentioned", {"roles": reading.mentioned}))
    return conclude(turn.desk, state, parts, reading)


def _shown(turn: Turn, purpose: Purpose, parts: list[Part], reading: Reading) -> Result:
    """"Heatmap für ERP": what the line fills is kept, then the view is shown."""
    state, _, _ = next_question(turn.desk, turn.state, reading)
    state, say = _VIEWS[purpose](replace(turn, state=state))
    return state, replace(say, parts=(*parts, *say.parts), reading=reading)


def _correct(turn: Turn) -> Result:
    return _answer(turn, correcting=True)


def _remark(turn: Turn, reading: Reading) -> Part:
    """What to say of a line that changed nothing."""
    if reading.mentioned:
        return Part("mentioned", {"roles": reading.mentioned})
    told = any(slot.id for slot in (reading.trigger, reading.persona, reading.phase, reading.urgency))
    return Part("already") if told else Part("not-understood", {"text": turn.text, "near": _near(turn)})


def _near(turn: Turn) -> str:
    return near(turn.text, turn.desk.commands(turn.state.language))


def _missed(turn: Turn, reading: Reading) -> Result:
    """Nothing fitted: ask again shortly, then with choices, then go on with the slot marked open; never a fourth time."""
    state = turn.state
    question = state.asked if state.asked == "playbook" else open_question(state.brief)
    if question is None or state.quiz:
        again, choices = open_parts(turn.desk, state)
        return state, Say((_remark(turn, reading), *again), choices, None, reading)
    misses = (state.misses if state.asked == question else 0) + 1
    if question == "playbook" and misses > 1:
        return _look_around(replace(turn, state=replace(state, misses=misses)), reading)
    if misses >= MOST_MISSES:
        skipping = replace(turn, state=replace(state, asked=question))
        result, say = _skip(skipping)
        return result, replace(say, reading=reading)
    part = _remark(turn, reading)
    state = replace(state, asked=question, misses=misses)
    if question == "playbook":
        state, asked, choices = ask(turn.desk, state, question, ())
    else:
        state, asked, choices = next_question(turn.desk, state, reading)
    if misses > 1:
        asked.append(Part("example", {"slot": question}))
    return state, Say((part, *asked), choices, None, reading)


def _look_around(turn: Turn, reading: Reading) -> Result:
    """No topic after all those questions: asking once more would lead nowhere, looking at an example may."""
    choices = (*TOUR, Choice("more", "playbook:"))
    return replace(turn.state, choices=choices), Say((_remark(turn, reading), Part("ask-around")), choices, None, reading)


# The table of transitions: intent → handler. A handler that gives None hands the turn on as an answer.
TRANSITIONS: Mapping[Name, Callable[[Turn], Result | None]] = {
    "empty": asides.nothing,
    "unknown": _skip,
    "why": asides.why,
    "why-line": asides.of_line,
    "help": asides.help_,
    "greeting": asides.greet,
    "thanks": asides.thank,
    "brief": asides.brief,
    "history": asides.unkept,
    "forget": asides.unkept,
    "missing": asides.circle,
    "heatmap": asides.heat,
    "map": asides.map_,
    "example": asides.example,
    "quiz": quizzing.start,
    "finish": _finish,
    "other": _other,
    "advice": asides.whole,
    "again": asides.again,
    "heard": heard,
    "words": word_asking.asking,
    "aside": asides.aside,
    "language": asides.switch,
    "digit": _digit,
    "add": _add,
    "remove": _remove,
    "correct": _correct,
    "answer": _answer,
}

_READ: tuple[Name, ...] = ("answer", "correct", "language", "add", "remove")


def _travel(conversation: Conversation, name: Name, desk: Desk) -> tuple[Conversation, Say]:
    """Back, forward and restart move between whole states."""
    now, past, ahead = conversation.now, conversation.past, conversation.ahead
    if name == "restart":
        scores = quizzing.ended(now)[0].scores
        fresh = State(language=now.language, fixed=now.fixed, scores=scores, gaps=now.gaps)
        kept = past if now == fresh else (*past, now)
        return Conversation(fresh, kept, ()), Say((Part("restarted"), Part("ask-open", {"slot": "trigger", "number": 1, "of": 3})))
    if name == "back" and past:
        moved = Conversation(past[-1], past[:-1], (now, *ahead))
    elif name == "forward" and ahead:
        moved = Conversation(ahead[0], (*past, now), ahead[1:])
    else:
        return conversation, Say((Part("no-further", {"direction": name}),), now.choices)
    state = moved.now
    again, choices = open_parts(desk, state)
    parts = (Part("moved", {"direction": name, "brief": state.brief, "kind": kind_at_hand(state)}), *again)
    if state.quiz or not state.brief.complete:
        return moved, Say(parts, choices)
    made = outcome(desk, state)
    say = Say(parts, choices, made.advice, sheet=made.sheet, paper=made.paper)
    return moved, with_before(now, state, say)


def _beside_quiz(before: State, result: Result) -> Result:
    """A line about the purchase ends the quiz and keeps its score; any other leaves it where it was."""
    state, say = result
    if before.quiz is None or state.quiz != before.quiz or state.brief.ids() == before.brief.ids():
        return result
    left, score = quizzing.ended(replace(before, choices=state.choices))
    after = replace(state, quiz=None, scores=left.scores)
    return after, replace(say, parts=(*([score] if score else []), *say.parts))


def step(desk: Desk, conversation: Conversation, text: str) -> tuple[Conversation, Say]:
    """One turn. A turn that changes the state can be undone; one that changes nothing leaves no trace."""
    intent: Intent = intent_of(text)
    if intent.name in ("back", "forward", "restart"):
        return _travel(conversation, intent.name, desk)
    spoken = None if intent.name in _READ else language_of(text)  # where the line is read, the reading tells it
    turn = Turn(desk, conversation.now.following(spoken), text, intent.rest)
    result = paper_turn(desk, turn.state, text) or TRANSITIONS[intent.name](turn) or _answer(turn)
    return _kept(conversation, _beside_quiz(conversation.now, result))


def _kept(conversation: Conversation, result: Result) -> tuple[Conversation, Say]:
    state, say = result[0], with_before(conversation.now, *result)
    if state == conversation.now:
        return conversation, say
    return Conversation(state, (*conversation.past, conversation.now), ()), say


def choose(desk: Desk, conversation: Conversation, slot: str, id_: str) -> tuple[Conversation, Say]:
    """Sets one slot directly (a click in the brief, a pick list; roles: ids joined by spaces); undone like a turn."""
    turn = Turn(desk, conversation.now, "", "")
    return _kept(conversation, _beside_quiz(conversation.now, _take(turn, Choice(slot, id_))))
