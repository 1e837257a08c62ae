"""A sentence that a seller heard, noted in the conversation. It stays a seller's report, whatever it quotes."""

from __future__ import annotations

import re

from assistant.core.clauses import language_of
from assistant.core.dialogue import Part, Say
from assistant.core.evidence import Collection, Speaker
from assistant.core.gate import clean_line
from assistant.core.questions import Result
from assistant.core.statements import LONGEST, Saying
from assistant.core.turns import Turn, repeat

__all__ = ["HEARD", "hear", "heard"]

HEARD = "evidence/heard"  # the part that carries the statement to whoever keeps it
_COMMAND = re.compile(r"\s*/?\s*(?:gehört|gehoert|geho\u0308rt|heard)\b[\s:,–-]*", re.IGNORECASE)
_PAIRS = {"„": "“”", "“": "”", "»": "«", "«": "»", '"': '"', "'": "'", "‚": "‘"}


def _unquoted(text: str) -> str:
    """The text without the quotation marks around the whole of it."""
    closing = _PAIRS.get(text[:1], "")
    return text[1:-1].strip() if len(text) > 1 and text[-1] in closing else text


def heard(turn: Turn) -> Result:
    """Says what is to be kept, with the place where the conversation stands; nothing of the state changes."""
    text = _unquoted(clean_line(_COMMAND.sub("", turn.text, count=1), LONGEST))
    if not any(c.isalnum() for c in text):
        return repeat(turn, Part("evidence/heard-empty"))
    brief = turn.state.brief
    said = Saying(
        "", text, language_of(text) or turn.state.language, Speaker.SELLER, Collection.CALL_NOTES, turn.desk.today,
        role=brief.personas[0] if len(brief.personas) == 1 else "", job=brief.playbook or "", phase=brief.phase or "",
        trigger=brief.trigger or "",
    )
    return repeat(turn, Part(HEARD, {"said": said}))


def hear(say: Say) -> Saying | None:
    """The statement that an answer carries, where it does."""
    return next((p.facts["said"] for p in say.parts if p.name == HEARD), None)
