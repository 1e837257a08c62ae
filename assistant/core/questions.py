"""Which question is open, what can be picked, and how a turn ends: with a question or with advice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.core.advice import advise
from assistant.core.brief import Brief
from assistant.core.dialogue import QUESTIONS, Choice, Desk, Part, Question, Say, State
from assistant.core.playbook import Library
from assistant.core.reading import Reading, SlotReading

MOST_CHOICES = 5
MOST_TOPICS = 8  # the choice of a topic must cover the built-in ones
Result = tuple[State, Say]


def _persona_ids(desk: Desk, brief: Brief) -> list[str]:
    book, cause = brief.book(desk.library), brief.cause(desk.library)
    leads = cause.leads if cause else ()
    members = [m.id for m in book.members] if book else list(desk.library.personas)
    return list(dict.fromkeys((*leads, *members)))


def _ids_for(desk: Desk, brief: Brief, question: Question) -> list[str]:
    book = brief.book(desk.library)
    if question == "trigger":
        return [t.id for t in book.triggers] if book else []
    if question == "persona":
        return _persona_ids(desk, brief)
    if question == "phase":
        return list(desk.library.phases)
    return list(desk.library.playbooks)


def choices_for(desk: Desk, brief: Brief, question: Question, rivals: tuple[str, ...] = ()) -> tuple[Choice, ...]:
    ids = tuple(dict.fromkeys((*rivals, *_ids_for(desk, brief, question))))
    return tuple(Choice(question, i) for i in ids[: MOST_TOPICS if question == "playbook" else MOST_CHOICES])


def open_question(brief: Brief) -> Question | None:
    missing = next((q for q in QUESTIONS if not brief.has(q)), None)
    if missing is None and brief.playbook is None:
        return "playbook"
    return missing


def rivals_for(question: Question, reading: Reading | None) -> tuple[str, ...]:
    found: SlotReading | None = reading.slot(question) if reading else None
    return found.rivals if found and found.verdict == "unsure" else ()


def next_question(desk: Desk, state: State, reading: Reading | None) -> tuple[State, list[Part], tuple[Choice, ...]]:
    """The next question for what is still open, with its quick replies; nothing where all is known."""
    question = open_question(state.brief)
    if question is None:
        return replace(state, asked=None, choices=(), misses=0), [], ()
    if question == "trigger" and state.brief.playbook is None and (books := rivals_for("playbook", reading)):
        question = "playbook" if not rivals_for("trigger", reading) else question
        return ask(desk, state, question, rivals_for(question, reading) or books)
    return ask(desk, state, question, rivals_for(question, reading))


def ask(
    desk: Desk, state: State, question: Question, rivals: tuple[str, ...]
) -> tuple[State, list[Part], tuple[Choice, ...]]:
    choices = choices_for(desk, state.brief, question, rivals)
    kind = "ask-which" if rivals else ("ask" if choices else "ask-open")
    misses = state.misses if state.asked == question else 0
    number = QUESTIONS.index(question) + 1 if question in QUESTIONS else 1
    part = Part(kind, {"slot": question, "number": number, "of": len(QUESTIONS)})
    return replace(state, asked=question, choices=choices, misses=misses), [part], choices


def conclude(desk: Desk, state: State, parts: list[Part], reading: Reading | None = None, *, show: bool = True) -> Result:
    """Ends a turn: the open question, or the advice and what can be done next."""
    state, asked, choices = next_question(desk, state, reading)
    advice = advise(desk.library, state.brief, desk.today) if state.brief.complete and show else None
    if not asked:
        asked = [Part("anything-else")]
    return state, Say((*parts, *asked), choices, advice, reading)


def names_of(library: Library, brief: Brief, choice: Choice) -> tuple[str, ...]:
    """The names under which a choice may be typed, German first."""
    book = brief.book(library)
    found: Any = {
        "trigger": book.trigger(choice.id) if book else None,
        "persona": library.personas.get(choice.id),
        "phase": library.phases.get(choice.id),
        "playbook": library.playbooks.get(choice.id),
        "loop": library.loops.get(choice.id),
    }[choice.slot]
    if found is None and choice.slot == "trigger":
        owner = library.playbook_of(choice.id)
        found = owner.trigger(choice.id) if owner else None
    return (found.name.de, found.name.en, choice.id) if found else (choice.id,)


def asks_back(state: State, reading: Reading) -> bool:
    """Whether the reading leaves a choice between rivals for something that is still open."""
    question = open_question(state.brief)
    if question is None:
        return False
    return bool(rivals_for(question, reading) or (question == "trigger" and rivals_for("playbook", reading)))


def doubt_of(reading: Reading) -> Question | None:
    """The first slot that a correction leaves between rivals."""
    return next((q for q in ("persona", "phase", "trigger") if rivals_for(q, reading)), None)
