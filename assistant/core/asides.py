"""Turns that fill no slot: help, why, terms, views of the brief, the journey explained. What was open stays open."""

from __future__ import annotations

from dataclasses import replace

from assistant.core import maps
from assistant.core.advice import advise
from assistant.core.centre import centre
from assistant.core.dialogue import Choice, Part, Say
from assistant.core.gaps import heatmap
from assistant.core.glossary import find_entry
from assistant.core.journey import explained, journey_map
from assistant.core.lettered import lettered, why_line
from assistant.core.papers.order import at_hand, kind_at_hand, without_paper
from assistant.core.questions import Result, conclude
from assistant.core.reading import read
from assistant.core.sheet import Sheet
from assistant.core.text import Language
from assistant.core.tipping import with_tips
from assistant.core.turns import TOUR, Turn, open_parts, repeat

JOURNEYS = ("buying-journey", "customer-journey")  # glossary entries that are better shown than told


def nothing(turn: Turn) -> Result:
    return turn.state, Say((Part("empty-line"),), turn.state.choices)


def why(turn: Turn) -> Result:
    state = turn.state
    if state.quiz:
        return repeat(turn, Part("quiz/why"))
    if state.asked:
        return repeat(turn, Part("why-asked", {"slot": state.asked}))
    if not any(state.brief.why.values()):
        return repeat(turn, Part("why-nothing"))
    parts = [Part("why-slot", {"slot": slot, "why": with_tips(said, turn.desk.known)}) for slot, said in state.brief.why.items() if said]
    return repeat(turn, *parts)


def of_line(turn: Turn) -> Result:
    """Why one line of the answer stands there."""
    if at_hand(turn.state):
        return repeat(turn, Part("why-paper"))
    brief = turn.state.brief
    advice = advise(turn.library, brief, turn.desk.today) if brief.complete else None
    if advice is None:
        return repeat(turn, Part("no-lines"))
    sheet = why_line(turn.library, advice, turn.rest)
    if sheet is None:
        last = lettered(advice)[-1:]
        return repeat(turn, Part("no-such-line", {"letter": turn.rest.upper(), "last": last[0].letter if last else ""}))
    return repeat(turn, sheet=sheet)


def help_(turn: Turn) -> Result:
    return repeat(turn, Part("help"))


def greet(turn: Turn) -> Result:
    return repeat(turn, Part("greeting"))


def unkept(turn: Turn) -> Result:
    """The notebook answers this itself; who comes here has none."""
    return repeat(turn, Part("nothing-kept"))


def thank(turn: Turn) -> Result:
    return repeat(turn, Part("thanks"))


def brief(turn: Turn) -> Result:
    return repeat(turn, Part("brief", {"brief": turn.state.brief, "kind": kind_at_hand(turn.state)}))


def again(turn: Turn) -> Result:
    return conclude(turn.desk, turn.state, [])


def whole(turn: Turn) -> Result:
    """The advice, whatever paper was at hand."""
    return conclude(turn.desk, without_paper(turn.state), [])


def _view(turn: Turn, sheet: Sheet | None) -> Result:
    return repeat(turn, sheet=sheet) if sheet else repeat(turn, Part("view-needs-topic"))


def circle(turn: Turn) -> Result:
    return _view(turn, centre(turn.library, turn.state.brief))


def heat(turn: Turn) -> Result:
    return _view(turn, heatmap(turn.library, turn.state.brief, turn.state.gaps))


def circle_map(turn: Turn) -> Result:
    """The whole buying centre: what everybody wants, who clashes with whom, what both can nod to."""
    book = turn.state.brief.book(turn.library)
    if book is None:
        return _view(turn, None)
    return repeat(turn, whole=maps.centre_map(turn.library, book, turn.state.brief.trigger))


def map_(turn: Turn) -> Result:
    """Where the brief stands on the journey, then the map; without a topic the five phases alone."""
    brief = turn.state.brief
    book = brief.book(turn.library)
    if book is None:
        return _view(turn, journey_map(turn.library, brief))
    return repeat(turn, sheet=journey_map(turn.library, brief, short=True), whole=maps.journey_map(turn.library, book, brief.trigger))


def example(turn: Turn) -> Result:
    """The same purchase with its three triggers; the brief stays as it is."""
    return _view(turn, journey_map(turn.library, turn.state.brief, example=True))


def _tour(turn: Turn, *parts: Part) -> Result:
    """The journey in five lines; where nothing is open, what a beginner may look at next."""
    again, choices = open_parts(turn.desk, turn.state)
    sheet = explained(turn.library)
    if turn.state.asked or turn.state.quiz or turn.state.brief.complete:
        return turn.state, Say((*parts, Part("journey"), *again), choices, sheet=sheet)
    state = replace(turn.state, choices=TOUR)
    return state, Say((*parts, Part("journey"), Part("ask-tour")), TOUR, sheet=sheet)


def aside(turn: Turn) -> Result | None:
    if not turn.rest:
        return _tour(turn)
    entry = find_entry(turn.library, turn.rest)
    if entry is not None and entry.id in JOURNEYS:
        return _tour(turn, Part("glossary", {"entry": entry}))
    if entry is not None:
        return repeat(turn, Part("glossary", {"entry": entry}))
    if read(turn.text, turn.library, turn.desk.known).tells:
        return None
    return repeat(turn, Part("not-in-glossary", {"asked": turn.rest}))


def switch(turn: Turn) -> Result:
    language: Language = "en" if turn.rest in ("english", "englisch") else "de"
    turn = replace(turn, state=replace(turn.state, language=language, fixed=True))
    if turn.state.quiz:
        return repeat(turn, Part("language"))
    return conclude(turn.desk, turn.state, [Part("language")])


def other(turn: Turn) -> Choice | None:
    """The quick reply that leads to further ones, where there is one."""
    return next((c for c in turn.state.choices if c.slot == "more"), None)
