"""A turn of a conversation as doors take it: what a seller noted is kept; where it cannot be kept the answer says so. Words
that are asked for are counted in the statements."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.core.dialogue import Conversation, Part, Say
from assistant.core.guide import step
from assistant.core.hearing import HEARD, hear
from assistant.core.word_asking import answered, asked_of

if TYPE_CHECKING:
    from assistant.core.statements import Saying
    from assistant.edge.desk import Office

__all__ = ["turn"]


def turn(office: Office, conversation: Conversation, text: str) -> tuple[Conversation, Say]:
    """One line of the person, as `guide.step` answers it; a statement that it notes is on disk before anything is shown."""
    conversation, say = step(office.desk, conversation, text)
    if asked_of(say):
        from assistant.edge.evidence_words import counted  # noqa: PLC0415 paid only where words are counted

        return conversation, answered(say, lambda asked: counted(office, asked))
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
