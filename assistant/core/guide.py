"""The conversation as a pure state machine: step(desk, conversation, text) → conversation', Say.

One table maps each intent to its handler. Undo is an earlier state, kept; nothing here knows a clock, a file or a
screen, and no sentence stands here: a Say names what to say and the facts for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assistant.core.advice import advise
from assistant.core.dialogue import Choice, Conversation, Desk, Part, Say, State
from assistant.core.glossary import find_entry
from assistant.core.intents import Intent, Name, intent_of
from assistant.core.merge import Change, add_roles, fill, merge, remove_roles
from assistant.core.papers.turns import paper_turn, with_paper
from assistant.core.playbook import Library
from assistant.core.questions import (
    MOST_CHOICES,
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
from assistant.core.text import Language
from assistant.core.words import tokens

MOST_MISSES = 3


@dataclass(frozen=True, slots=True)
class _Turn:
    """What a handler works on."""

    desk: Desk
    state: State
    text: str
    rest: str

    @property
    def library(self) -> Library:
        return self.desk.library


# A handler gives the new state and what to say, or None where the turn is to be read as an answer after all.


def _nothing(turn: _Turn) -> Result:
    return turn.state, Say((Part("empty-line"),), turn.state.choices)


def _skip(turn: _Turn) -> Result:
    question = turn.state.asked
    if question is None:
        return conclude(turn.desk, turn.state, [Part("nothing-open")], show=False)
    if question == "playbook" or (question == "trigger" and turn.state.brief.playbook is None):
        return _need_topic(turn)
    brief = replace(turn.state.brief, open=(*turn.state.brief.open, question))
    return conclude(turn.desk, replace(turn.state, brief=brief, misses=0), [Part("skipped", {"slot": question})])


def _need_topic(turn: _Turn) -> Result:
    """Without a playbook there is nothing to advise on: offer the topics, say so."""
    state = replace(turn.state, asked="playbook", misses=0, choices=choices_for(turn.desk, turn.state.brief, "playbook"))
    return state, Say((Part("need-topic"),), state.choices)


def _why(turn: _Turn) -> Result:
    if turn.state.asked:
        part = Part("why-asked", {"slot": turn.state.asked})
        _, asked, choices = next_question(turn.desk, turn.state, None)
        return turn.state, Say((part, *asked), turn.state.choices or choices)
    brief = turn.state.brief
    if not brief.why:
        return conclude(turn.desk, turn.state, [Part("why-nothing")], show=False)
    parts = [Part("why-slot", {"slot": slot, "why": why}) for slot, why in brief.why.items() if why]
    return turn.state, Say((*parts, Part("anything-else")), turn.state.choices)


def _repeat(turn: _Turn, part: Part) -> Result:
    """Says something aside, then the open question again."""
    _, asked, choices = next_question(turn.desk, turn.state, None)
    return turn.state, Say((part, *(asked or [Part("anything-else")])), turn.state.choices or choices)


def _help(turn: _Turn) -> Result:
    return _repeat(turn, Part("help"))


def _greet(turn: _Turn) -> Result:
    return _repeat(turn, Part("greeting"))


def _brief(turn: _Turn) -> Result:
    return _repeat(turn, Part("brief", {"brief": turn.state.brief}))


def _missing(turn: _Turn) -> Result:
    book = turn.state.brief.book(turn.library)
    if book is None:
        return _repeat(turn, Part("circle-unknown"))
    absent = [m for m in book.members if m.id not in turn.state.brief.personas]
    return _repeat(turn, Part("circle", {"members": absent, "present": turn.state.brief.personas}))


def _again(turn: _Turn) -> Result:
    return conclude(turn.desk, replace(turn.state, wish=None), [])


def _aside(turn: _Turn) -> Result | None:
    if not turn.rest:
        return _repeat(turn, Part("journey", {"phases": tuple(turn.library.phases.values())}))
    entry = find_entry(turn.library, turn.rest)
    if entry is not None:
        return _repeat(turn, Part("glossary", {"entry": entry}))
    return None if read(turn.text, turn.library, turn.desk.known).tells else _repeat(turn, Part("not-in-glossary", {"asked": turn.rest}))


def _switch(turn: _Turn) -> Result:
    language: Language = "en" if turn.rest in ("english", "englisch") else "de"
    state = replace(turn.state, language=language, fixed=True)
    return conclude(turn.desk, state, [Part("language")], show=bool(state.brief.complete))


def _digit(turn: _Turn) -> Result | None:
    place = int(turn.rest) - 1
    if place >= len(turn.state.choices):
        return _repeat(turn, Part("no-such-choice", {"number": turn.rest})) if turn.state.choices else None
    return _pick(turn, turn.state.choices[place])


def _pick(turn: _Turn, choice: Choice) -> Result:
    brief, changes = fill(turn.library, turn.state.brief, choice.slot, choice.id)
    return conclude(turn.desk, replace(turn.state, brief=brief, misses=0), _parts(changes))


def _add(turn: _Turn) -> Result | None:
    reading = _read(turn)
    brief, changes = add_roles(turn.state.brief, reading)
    brief, more = merge(turn.library, brief, replace(reading, persona=SlotReading()), correcting=False)
    if not (changes or more):
        return None
    return conclude(turn.desk, replace(turn.state, brief=brief, misses=0), _parts((*changes, *more)), reading)


def _remove(turn: _Turn) -> Result | None:
    reading = read(turn.rest, turn.library, turn.desk.known, asking="persona")
    brief, changes = remove_roles(turn.state.brief, reading)
    if not changes:
        return None
    return conclude(turn.desk, replace(turn.state, brief=brief), _parts(changes), reading)


def _read(turn: _Turn) -> Reading:
    """Free first; where the playbook stands and the line names no other, within that playbook."""
    state = turn.state
    asking = state.asked if state.asked != "playbook" else None
    free = read(turn.text, turn.library, turn.desk.known, asking=asking)
    if state.brief.playbook and free.playbook.id in (None, state.brief.playbook) and free.trigger.verdict != "sure":
        return read(turn.text, turn.library, turn.desk.known, playbook=state.brief.playbook, asking=asking)
    return free


def _label_choice(turn: _Turn) -> Choice | None:
    """A quick reply typed out, by its name or its id."""
    said = tokens(turn.text)
    for choice in turn.state.choices:
        if said in [tokens(name) for name in names_of(turn.library, turn.state.brief, choice)]:
            return choice
    return None


def _parts(changes: tuple[Change, ...]) -> list[Part]:
    """What was understood, as one part; loops, changes and removals each as their own."""
    new = tuple(c for c in changes if c.kind == "filled")
    out = [Part("understood", {"changes": new})] if new else []
    for change in changes:
        if change.kind == "loop":
            out.append(Part("loop", {"loop": change.loop, "stays": change.stays, "show": change.show}))
        elif change.kind != "filled":
            out.append(Part(change.kind, {"change": change}))
    return out


def _answer(turn: _Turn, *, correcting: bool = False) -> Result:
    if choice := _label_choice(turn):
        return _pick(turn, choice)
    reading = _read(turn)
    brief, changes = merge(turn.library, turn.state.brief, reading, correcting=correcting)
    turn = replace(turn, state=turn.state.following(reading.language))
    state = replace(turn.state, brief=brief)
    if not changes and reading.loop.verdict == "unsure" and brief.complete:
        choices = tuple(Choice("loop", r) for r in turn.library.loops)
        return replace(state, choices=choices), Say((Part("ask-loop"),), choices, None, reading)
    if correcting and not changes and (doubt := doubt_of(reading)):
        state, asked, choices = ask(turn.desk, state, doubt, rivals_for(doubt, reading))
        return state, Say(tuple(asked), choices, None, reading)
    if not changes and not asks_back(state, reading):
        return _missed(turn, reading)
    parts = _parts(changes)
    if reading.mentioned:
        parts.append(Part("mentioned", {"roles": reading.mentioned}))
    return conclude(turn.desk, state, parts, reading)


def _correct(turn: _Turn) -> Result:
    return _answer(turn, correcting=True)


def _remark(turn: _Turn, reading: Reading) -> Part:
    """What to say of a line that changed nothing."""
    if reading.mentioned:
        return Part("mentioned", {"roles": reading.mentioned})
    return Part("not-understood", {"text": turn.text})


def _missed(turn: _Turn, reading: Reading) -> Result:
    """Nothing fitted: ask again shortly, then with choices, then go on with the slot marked open; never a fourth time."""
    state = turn.state
    question = open_question(state.brief)
    if question is None:
        part = _remark(turn, reading)
        return state, Say((part, Part("anything-else")), state.choices, None, reading)
    misses = (state.misses if state.asked == question else 0) + 1
    if misses >= MOST_MISSES:
        skipping = replace(turn, state=replace(state, asked=question))
        result, say = _skip(skipping)
        return result, replace(say, reading=reading)
    part = _remark(turn, reading)
    state = replace(state, asked=question, misses=misses)
    state, asked, choices = next_question(turn.desk, state, reading)
    if misses > 1:
        asked.append(Part("example", {"slot": question}))
    return state, Say((part, *asked), choices, None, reading)


# The table of transitions: intent → handler. A handler that gives None hands the turn on as an answer.
TRANSITIONS: Mapping[Name, Callable[[_Turn], Result | None]] = {
    "empty": _nothing,
    "unknown": _skip,
    "why": _why,
    "help": _help,
    "greeting": _greet,
    "brief": _brief,
    "missing": _missing,
    "advice": _again,
    "aside": _aside,
    "language": _switch,
    "digit": _digit,
    "add": _add,
    "remove": _remove,
    "correct": _correct,
    "answer": _answer,
}


def _travel(conversation: Conversation, name: Name, desk: Desk) -> tuple[Conversation, Say]:
    """Back, forward and restart move between whole states."""
    now, past, ahead = conversation.now, conversation.past, conversation.ahead
    if name == "restart":
        fresh = State(language=now.language, fixed=now.fixed)
        kept = past if now == fresh else (*past, now)
        return Conversation(fresh, kept, ()), Say((Part("restarted"), Part("ask-open", {"slot": "trigger", "number": 1, "of": 3})))
    if name == "back" and past:
        moved = Conversation(past[-1], past[:-1], (now, *ahead))
    elif name == "forward" and ahead:
        moved = Conversation(ahead[0], (*past, now), ahead[1:])
    else:
        return conversation, Say((Part("no-further", {"direction": name}),), now.choices)
    state = moved.now
    _, asked, choices = next_question(desk, state, None)
    advice = advise(desk.library, state.brief, desk.today) if state.brief.complete else None
    parts = (Part("moved", {"direction": name, "brief": state.brief}), *(asked or [Part("anything-else")]))
    return moved, with_paper(now, state, Say(parts, state.choices or choices, advice))


def step(desk: Desk, conversation: Conversation, text: str) -> tuple[Conversation, Say]:
    """One turn. A turn that changes the state can be undone; one that changes nothing leaves no trace."""
    intent: Intent = intent_of(text)
    if intent.name in ("back", "forward", "restart"):
        return _travel(conversation, intent.name, desk)
    turn = _Turn(desk, conversation.now, text, intent.rest)
    result = paper_turn(desk, conversation.now, text) or TRANSITIONS[intent.name](turn) or _answer(turn)
    state, say = result[0], with_paper(conversation.now, *result)
    if state == conversation.now:
        return conversation, say
    return Conversation(state, (*conversation.past, conversation.now), ()), say


def choose(desk: Desk, conversation: Conversation, slot: str, id_: str) -> tuple[Conversation, Say]:
    """Sets one slot directly (a click in the brief, a pick list); undone like a turn."""
    turn = _Turn(desk, conversation.now, "", "")
    state, say = _pick(turn, Choice(slot, id_))
    say = with_paper(conversation.now, state, say)
    if state == conversation.now:
        return conversation, say
    return Conversation(state, (*conversation.past, conversation.now), ()), say


__all__ = ["MOST_CHOICES", "Choice", "Conversation", "Desk", "Part", "Say", "State", "choose", "names_of", "step"]
