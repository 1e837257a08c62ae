"""A turn of a conversation as doors take it: what a seller noted is kept; where it cannot be kept the answer says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.core.dialogue import Conversation, Desk, Part, Say
from assistant.core.guide import step
from assistant.core.hearing import HEARD, hear

if TYPE_CHECKING:
    from assistant.core.statements import Saying

__all__ = ["turn"]


def turn(desk: Desk, conversation: Conversation, text: str) -> tuple[Conversation, Say]:
    """One line of the person, as `guide.step` answers it; a statement that it notes is on disk before anything is shown."""
    conversation, say = step(desk, conversation, text)
    said = hear(say)
    if said is None:
        return conversation, say
    try:
        _keep(said)
    except OSError as error:
        failed = Part("evidence/heard-unsaved", {"said": said, "reason": error.strerror or str(error)})
        return conversation, replace(say, parts=tuple(failed if p.name == HEARD else p for p in say.parts))
    return conversation, say


def _keep(said: Saying) -> None:
    from assistant.core.masking import masked  # noqa: PLC0415 paid only where something is kept
    from assistant.edge.evidence_desk import open_store  # noqa: PLC0415 paid only where something is kept
    from assistant.edge.evidence_import import identified  # noqa: PLC0415 paid only where something is kept

    open_store().add([identified(replace(said, text=masked(said.text)))])
