"""From what somebody needs to the request for a paper: the purpose says which kind, the tone how it is worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.core.dialogue import State
from assistant.core.papers.kinds import KINDS
from assistant.core.papers.request import Request, Style
from assistant.core.purpose import Purpose, Wish

# Which paper a purpose means where no kind was named.
USUAL: Mapping[Purpose, str] = {
    "sheet": "sheet", "message": "after-call", "paper": "decision-paper", "brief-content": "content-brief",
}  # fmt: skip


def worded(style: Style, tone: str | None) -> Style:
    """The style in this tone; without one as it is."""
    if tone == "short":
        return replace(style, short=True)
    if tone in ("personal", "friendly"):
        return replace(style, variant="personal")
    if tone == "formal":
        return replace(style, variant="plain", address="sie")
    return replace(style, variant="plain") if tone else style


def request_for(state: State, kind: str) -> Request:
    """A new request for that kind in the tone of the brief; address, country and leave for examples stay as they were
    said for the paper before."""
    kept = state.wish or Request(kind)
    style = worded(replace(kept.style, short=False), state.brief.tone)
    return Request(kind, state.language, style, kept.country, example=kept.example)


def at_hand(state: State) -> Request | None:
    """The request that the brief's purpose asks for; None where it asks for no paper."""
    usual = USUAL.get(state.brief.purpose or "advice")
    if usual is None:
        return None
    own = state.wish if state.wish and KINDS[state.wish.kind].group == state.brief.purpose else None
    return own or request_for(state, usual)


def kind_at_hand(state: State) -> str:
    """The kind of the paper that is at hand, "" where none is."""
    request = at_hand(state)
    return request.kind if request else ""


def ordered(state: State, wish: Wish) -> State:
    """The state, whose brief the wish has been written into, with the request that follows from it."""
    if wish.kind:
        return replace(state, wish=request_for(state, wish.kind))
    request = at_hand(state)
    if request is None or not wish.tone:
        return state
    return replace(state, wish=replace(request, style=worded(request.style, wish.tone)))


def without_paper(state: State) -> State:
    """The state in which the advice is the answer again."""
    return replace(state, brief=replace(state.brief, purpose=None), wish=None)
