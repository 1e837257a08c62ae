"""A past conversation fitted to today's program: ids that playbooks no longer know, reasons that no template can word."""

from __future__ import annotations

from dataclasses import replace

from assistant.core.dialogue import Conversation, State
from assistant.core.resume import Loss, fitted_all
from assistant.edge.desk import Office


def fit(office: Office, conversation: Conversation) -> tuple[Conversation, tuple[Loss, ...]]:
    """The conversation as it can be gone on from, and the ids that were lost on the way. A language asked for in the call
    is spoken from here on; that of the settings, too, unless the conversation itself asked for one."""
    fitted, losses = fitted_all(office.desk.library, conversation)
    past, ahead = (tuple(_worded(office, s) for s in states) for states in (fitted.past, fitted.ahead))
    now = _worded(office, fitted.now)
    if office.fixed:
        now = replace(now, language=office.language, fixed=True)
    elif office.preferred and not now.fixed:
        now = replace(now, language=office.preferred)
    return Conversation(now, past, ahead), losses


def _worded(office: Office, state: State) -> State:
    """The state without reasons of another version; unchanged where all can be said."""
    why = {slot: reasons for slot, reasons in state.brief.why.items() if office.renderer.can_say(reasons)}
    return state if len(why) == len(state.brief.why) else replace(state, brief=replace(state.brief, why=why))
