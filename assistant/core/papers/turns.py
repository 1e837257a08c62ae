"""Papers in the conversation: a turn that asks for one or changes the one at hand. Pure; part of guide.step."""

from __future__ import annotations

from dataclasses import replace

from assistant.core.dialogue import Desk, Part, Say, State
from assistant.core.papers.kinds import KINDS
from assistant.core.papers.order import at_hand, request_for, worded
from assistant.core.papers.request import Request
from assistant.core.papers.revise import Revision, revise, revisions_of
from assistant.core.papers.wishes import named
from assistant.core.questions import Result, conclude, next_question


def paper_turn(desk: Desk, state: State, text: str) -> Result | None:
    """What follows where the turn asks for a paper or changes it; None where it is about something else."""
    wish = None if state.quiz else named(text)
    if wish is None:
        request = None if state.quiz else at_hand(state)
        changes = revisions_of(text, desk.library) if request else ()
        return asked(desk, state, request, changes) if request and changes else None
    if not wish.kind:
        _, again, choices = next_question(desk, state, None)
        parts = (Part("paper-kinds", {"kinds": tuple(KINDS.values())}), *(again or [Part("anything-else")]))
        return state, Say(parts, state.choices or choices)
    changes = revisions_of(wish.rest, desk.library) if wish.rest else ()
    # Whom it is for fills the brief as long as nobody stands there; later it is said of this paper alone.
    if (wish.rest and not changes) or (not state.brief.complete and any(c.roles for c in changes)):
        return None
    return asked(desk, state, request_for(state, wish.kind), changes)


def asked(desk: Desk, state: State, request: Request, changes: tuple[Revision, ...] = ()) -> Result:
    """The paper of this request, with these changes; before it can be made, the open question."""
    for change in changes:
        request = revise(request, change)
    tone = state.brief.tone if worded(request.style, state.brief.tone) == request.style else None
    brief = replace(state.brief, purpose=KINDS[request.kind].group, tone=tone)
    parts = [] if brief.complete else [Part("paper-pending", {"kind": request.kind})]
    return conclude(desk, replace(state, brief=brief, wish=request, misses=0), parts)


def with_before(before: State, after: State, say: Say) -> Say:
    """The answer, with the paper that its own is a new version of, where only the request has changed."""
    same = replace(before.brief, tone=None) == replace(after.brief, tone=None)
    if say.paper is None or not same or before.wish in (None, say.paper):
        return say
    return replace(say, paper_before=before.wish)
