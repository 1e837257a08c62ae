"""The kinds of papers: who reads them, how it reaches them, in which phases they belong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.core.paper import Audience
from assistant.core.playbook import PHASES, PhaseId

Group = Literal["sheet", "message", "paper", "brief-content"]
Way = Literal["e-mail", "phone", "public", "talk", "paper"]

BEFORE: tuple[PhaseId, ...] = ("awareness", "consideration", "decision")
AFTER: tuple[PhaseId, ...] = ("retention", "advocacy")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `outgoing` = customers read or hear the text, so no seller's report and no quote without consent goes
    in; `way` = how it reaches them ("public" = many, whom nobody knows);
    `unasked` = it may reach somebody who never agreed to be contacted; `phases` = where it belongs."""

    id: str
    group: Group
    audience: Audience
    way: Way
    phases: tuple[PhaseId, ...] = PHASES
    outgoing: bool = True
    unasked: bool = False


_ALL = (
    Kind("sheet", "sheet", "inside", "talk", outgoing=False),
    Kind("after-call", "message", "inside", "e-mail"),
    Kind("first-contact", "message", "inside", "e-mail", BEFORE, unasked=True),
    Kind("invitation", "message", "inside", "e-mail", unasked=True),
    Kind("silence", "message", "inside", "e-mail", BEFORE),
    Kind("re-entry", "message", "inside", "e-mail", BEFORE),
    Kind("reference", "message", "inside", "e-mail", AFTER),
    Kind("linkedin", "message", "inside", "public"),
    Kind("landing-page", "message", "inside", "public"),
    Kind("ads", "message", "inside", "public", BEFORE),
    Kind("opener", "message", "inside", "phone", unasked=True),
    Kind("voicemail", "message", "inside", "phone", unasked=True),
    Kind("decision-paper", "paper", "buyer", "paper", BEFORE),
    Kind("criteria", "paper", "buyer", "paper", BEFORE),
    Kind("checklist", "paper", "buyer", "paper"),
    Kind("comparison", "paper", "buyer", "paper", BEFORE),
    Kind("roll-out", "paper", "buyer", "paper", ("decision", "retention")),
    Kind("reference-questions", "paper", "buyer", "paper", BEFORE),
    Kind("group-message", "paper", "buyer", "paper"),
    Kind("content-brief", "brief-content", "inside", "paper", outgoing=False),
)
KINDS: Mapping[str, Kind] = {kind.id: kind for kind in _ALL}
MESSAGES = tuple(k.id for k in _ALL if k.group == "message")
PAPERS = tuple(k.id for k in _ALL if k.group == "paper")
NOTES = "desk"  # the part of a message that is for whoever sends it
