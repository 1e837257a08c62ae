"""Papers in the conversation: a turn that asks for one or changes the one at hand. Pure; part of guide.step."""

from __future__ import annotations

from dataclasses import replace

from assistant.core.dialogue import Desk, Part, Say, State
from assistant.core.papers.kinds import KINDS
from assistant.core.papers.request import Request
from assistant.core.papers.revise import Revision, revise, revisions_of
from assistant.core.papers.wishes import wish_of
from assistant.core.questions import Result, conclude, next_question


def paper_turn(desk: Desk, state: State, text: str) -> Result | None:
    """What follows where the turn asks for a paper or changes it; None where it is about something else."""
    wish = wish_of(text)
    if wish is not None and not wish.kind:
        _, asked, choices = next_question(desk, state, None)
        parts = (Part("paper-kinds", {"kinds": tuple(KINDS.values())}), *(asked or [Part("anything-else")]))
        return state, Say(parts, state.choices or choices)
    if wish is not None:
        kept = state.wish or Request(wish.kind)
        request = Request(wish.kind, state.language, replace(kept.style, short=False), kept.country, example=kept.example)
        changes = revisions_of(wish.rest, desk.library) if wish.rest else ()
        if wish.rest and not changes:
            return None
        return _asked(desk, state, request, changes)
    changes = revisions_of(text, desk.library) if state.wish else ()
    return _asked(desk, state, state.wish, changes) if state.wish and changes else None


def _asked(desk: Desk, state: State, request: Request, changes: tuple[Revision, ...]) -> Result:
    for change in changes:
        request = revise(request, change)
    state = replace(state, wish=request)
    parts = [] if state.brief.complete else [Part("paper-pending", {"kind": request.kind})]
    return conclude(desk, state, parts, show=False)


def with_paper(before: State, state: State, say: Say) -> Say:
    """The answer with the paper in place of the advice, where a paper is asked for and it, or what it is made from,
    has changed."""
    if state.wish is None or not state.brief.complete or (state.wish, state.brief) == (before.wish, before.brief):
        return say
    old = before.wish if before.brief == state.brief and before.brief.complete else None
    parts = tuple(Part("anything-else-paper") if p.name == "anything-else" else p for p in say.parts)
    return replace(say, parts=parts, advice=None, paper=state.wish, paper_before=old)
