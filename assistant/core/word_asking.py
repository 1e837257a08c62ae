"""Which words customers use, asked in the conversation: what is to be counted. Whoever holds the statements counts it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.core.dialogue import Part, Say
from assistant.core.gate import clean_line
from assistant.core.questions import Result
from assistant.core.turns import Turn, repeat

__all__ = ["REPORT", "Asked", "answered", "asked_of", "asking", "report_of", "terms_of"]

MOST_TERMS = 5
REPORT = "words/report"  # the part that tells the count
_COUNT = "words/count"  # the part that carries the question to whoever holds the statements
_LONGEST = 60  # letters of a term
_COMMAND = re.compile(r"\s*(?:/[^\s:]+|[^:]*:)[\s:,–-]*")
_OR = re.compile(r"\s+(?:oder|or)\s+|\s*,\s*(?:(?:oder|or)\s+)?", re.IGNORECASE)
_QUOTED = re.compile("[„“”»«\"'‚][^„“”»«\"]*[“”»«\"'‘’][?!.]?")
_AROUND = " .!?…,;:„“”»«\"'‚‘’"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be counted: these terms, of which the first is asked about and the others stand beside it; without any the
    words of the playbook `job`, which also says what it advises ("" = no topic stands)."""

    terms: tuple[str, ...]
    job: str


def terms_of(text: str, *, whole: bool = False) -> tuple[str, ...]:
    """The terms of a question, each once: "A oder B" and "A, B or C" are several, anything else is one, and so is what stands
    in quotation marks or is said to be the `whole` ("make or buy"). A comma alone parts nothing: it stands between spellings
    of one term."""
    several = not whole and not _QUOTED.fullmatch(text.strip()) and re.search(r"\s(?:oder|or)\s", text, re.IGNORECASE)
    parts = (clean_line(part, _LONGEST).strip(_AROUND) for part in (_OR.split(text) if several else [text]))
    return tuple(dict.fromkeys(part for part in parts if any(c.isalnum() for c in part)))[:MOST_TERMS]


def asking(turn: Turn) -> Result:
    """Says what is to be counted; nothing of the state changes."""
    asked = Asked(terms_of(_COMMAND.sub("", turn.text, count=1)), turn.state.brief.playbook or "")
    return repeat(turn, Part(_COUNT, {"asked": asked}) if asked.terms or asked.job else Part("words/which"))


def asked_of(say: Say) -> Asked | None:
    """The question for a count that an answer carries, where it does."""
    return next((p.facts["asked"] for p in say.parts if p.name == _COUNT), None)


def report_of(say: Say) -> Part | None:
    """The report of a count that an answer holds, where it does."""
    return next((p for p in say.parts if p.name == REPORT), None)


def answered(say: Say, count: Callable[[Asked], tuple[Part, ...]]) -> Say:
    """The same answer with the count in the place of the question for it."""
    return replace(say, parts=tuple(q for p in say.parts for q in (count(p.facts["asked"]) if p.name == _COUNT else (p,))))
