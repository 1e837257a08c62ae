"""Which question is open, what can be picked, and how a turn ends: with a question or with advice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.core.brief import Brief
from assistant.core.dialogue import QUESTIONS, Choice, Desk, Part, Question, Say, State
from assistant.core.outputs import outcome
from assistant.core.playbook import Library
from assistant.core.purpose import Purpose
from assistant.core.reading import Reading, SlotReading

MOST_CHOICES = 5
LONGEST_CHOICE = 25
OFFERED: tuple[Purpose, ...] = ("sheet", "message", "brief-content", "centre", "heatmap", "advice")
WORDED = ("purpose", "example", "more")  # choices whose names stand in messages/
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


def choices_for(
    desk: Desk, brief: Brief, question: Question, rivals: tuple[str, ...] = (), shown: tuple[str, ...] = ()
) -> tuple[Choice, ...]:
    """At most MOST_CHOICES quick replies, the likelier first; where there are more, the last one leads to them.
    `shown` are those that were offered before."""
    ids = tuple(i for i in dict.fromkeys((*rivals, *_ids_for(desk, brief, question))) if i not in shown)
    if len(ids) <= MOST_CHOICES:
        return tuple(Choice(question, i) for i in ids)
    here = ids[: MOST_CHOICES - 1]
    return (*(Choice(question, i) for i in here), Choice("more", f"{question}:{','.join((*shown, *here))}"))


def more_choices(desk: Desk, state: State, choice: Choice) -> Result:
    """The quick replies that were not shown yet."""
    slot, _, shown = choice.id.partition(":")
    question = next(q for q in (*QUESTIONS, "playbook") if q == slot)
    choices = choices_for(desk, state.brief, question, shown=tuple(shown.split(",")))
    state = replace(state, asked=question, choices=choices, misses=0)
    return state, Say((_asking("ask", question),), choices)


def offers(brief: Brief) -> tuple[Choice, ...]:
    """What else can be made of a complete brief."""
    return tuple(Choice("purpose", p) for p in OFFERED if p != (brief.purpose or "advice"))[:MOST_CHOICES]


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
        choices = offers(state.brief)
        return replace(state, asked=None, choices=choices, misses=0), [], choices
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
    return replace(state, asked=question, choices=choices, misses=misses), [_asking(kind, question)], choices


def _asking(kind: str, question: Question) -> Part:
    number = QUESTIONS.index(question) + 1 if question in QUESTIONS else 1
    return Part(kind, {"slot": question, "number": number, "of": len(QUESTIONS)})


def conclude(desk: Desk, state: State, parts: list[Part], reading: Reading | None = None, *, show: bool = True) -> Result:
    """Ends a turn: the open question, or the answer and what can be done next."""
    state, asked, choices = next_question(desk, state, reading)
    if not state.brief.complete or not show:
        return state, Say((*parts, *(asked or [Part("anything-else")])), choices, None, reading)
    made = outcome(desk, state)
    parts = [*parts, *(asked or [Part("anything-else-paper" if made.paper else "anything-else")])]
    return made.state, Say(tuple(parts), choices, made.advice, reading, made.sheet, made.paper)


def names_of(library: Library, brief: Brief, choice: Choice) -> tuple[str, ...]:
    """The names under which a choice may be typed, German first; none where messages/ hold them."""
    slot, id_ = choice.slot, choice.id
    if slot == "quiz":
        slot, _, id_ = id_.partition(":")
    if slot in WORDED:
        return ()
    if slot == "term":
        return _term_names(library, id_)
    book = brief.book(library)
    found: Any = {
        "trigger": book.trigger(id_) if book else None,
        "persona": library.personas.get(id_),
        "phase": library.phases.get(id_),
        "playbook": library.playbooks.get(id_),
        "loop": library.loops.get(id_),
        "format": library.formats.get(id_),
    }[slot]
    if found is None and slot == "trigger":
        owner = library.playbook_of(id_)
        found = owner.trigger(id_) if owner else None
    if found is None:
        return (id_,)
    names = (found.name.de, found.name.en, id_)
    if slot == "persona":
        names = tuple(n if len(n) <= LONGEST_CHOICE else s for n, s in zip(names, (found.short.de, found.short.en, id_), strict=True))
    return (*names, *map(clipped, names[:2])) if max(map(len, names[:2])) > LONGEST_CHOICE else names


def _term_names(library: Library, id_: str) -> tuple[str, ...]:
    owner, _, place = id_.partition(":")
    book = library.playbooks.get(owner)
    terms = book.terms[int(place) : int(place) + 1] if book and place.isdigit() else ()
    return next(((t.term.de, t.term.en, id_) for t in terms), (id_,))


def clipped(name: str) -> str:
    """A name short enough for a quick reply, cut between words."""
    if len(name) <= LONGEST_CHOICE:
        return name
    return name[: LONGEST_CHOICE - 1].rpartition(" ")[0] + " …"


def asks_back(state: State, reading: Reading) -> bool:
    """Whether the reading leaves a choice between rivals for something that is still open."""
    question = open_question(state.brief)
    if question is None:
        return False
    return bool(rivals_for(question, reading) or (question == "trigger" and rivals_for("playbook", reading)))


def doubt_of(reading: Reading) -> Question | None:
    """The first slot that a correction leaves between rivals."""
    return next((q for q in ("persona", "phase", "trigger") if rivals_for(q, reading)), None)
