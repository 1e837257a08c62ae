"""What a complete brief gives: the advice, or the paper that it is needed for; and the gaps that were met on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.core.advice import Advice, advise
from assistant.core.dialogue import Desk, State
from assistant.core.gaps import gap_sheet, gaps_of
from assistant.core.papers.order import at_hand
from assistant.core.papers.request import Request
from assistant.core.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is handed out, the advice or in its place a paper, and the state with the gaps noted."""

    state: State
    advice: Advice | None = None
    sheet: Sheet | None = None
    paper: Request | None = None


def outcome(desk: Desk, state: State) -> Outcome:
    """What the purpose of this brief asks for. A gap met on the way is noted in the state and said."""
    brief = state.brief
    gaps = gaps_of(desk.library, brief)
    noted = tuple(dict.fromkeys((*state.gaps, *gaps)))
    sheet = gap_sheet(desk.library, gaps, brief.trigger)
    request = at_hand(state)
    state = replace(state, gaps=noted, wish=request)
    if request is not None:
        return Outcome(state, sheet=sheet, paper=request)
    return Outcome(state, advise(desk.library, brief, desk.today), sheet)
