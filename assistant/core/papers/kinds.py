"""The kinds of papers: who reads them, how they reach their readers, in which phases they belong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.core.paper import Audience
from assistant.core.playbook import PHASES, PhaseId

Group = Literal["sheet", "message", "paper", "brief-content"]
Reach = Literal["1:1", "1:n"]
Way = Literal["e-mail", "phone", "public", "talk", "paper"]

BEFORE: tuple[PhaseId, ...] = ("awareness", "consideration", "decision")
AFTER: tuple[PhaseId, ...] = ("retention", "advocacy")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `outgoing` = customers read or hear the text, so no seller's report and no quote without consent goes
    in; `unasked` = it may reach somebody who never agreed to be contacted; `phases` = where it belongs."""

    id: str
    group: Group
    audience: Audience
    reach: Reach
    way: Way
    phases: tuple[PhaseId, ...] = PHASES
    outgoing: bool = True
    spoken: bool = False
    unasked: bool = False


_ALL = (
    Kind("sheet", "sheet", "inside", "1:1", "talk", outgoing=False),
    Kind("after-call", "message", "inside", "1:1", "e-mail"),
    Kind("first-contact", "message", "inside", "1:1", "e-mail", BEFORE, unasked=True),
    Kind("invitation", "message", "inside", "1:1", "e-mail", unasked=True),
    Kind("silence", "message", "inside", "1:1", "e-mail", BEFORE),
    Kind("re-entry", "message", "inside", "1:1", "e-mail", BEFORE),
    Kind("reference", "message", "inside", "1:1", "e-mail", AFTER),
    Kind("linkedin", "message", "inside", "1:n", "public"),
    Kind("landing-page", "message", "inside", "1:n", "public"),
    Kind("ads", "message", "inside", "1:n", "public", BEFORE),
    Kind("opener", "message", "inside", "1:1", "phone", spoken=True, unasked=True),
    Kind("voicemail", "message", "inside", "1:1", "phone", spoken=True, unasked=True),
    Kind("decision-paper", "paper", "buyer", "1:n", "paper", BEFORE),
    Kind("criteria", "paper", "buyer", "1:n", "paper", BEFORE),
    Kind("checklist", "paper", "buyer", "1:n", "paper"),
    Kind("comparison", "paper", "buyer", "1:n", "paper", BEFORE),
    Kind("roll-out", "paper", "buyer", "1:n", "paper", ("decision", "retention")),
    Kind("reference-questions", "paper", "buyer", "1:n", "paper", BEFORE),
    Kind("group-message", "paper", "buyer", "1:n", "paper"),
    Kind("content-brief", "brief-content", "inside", "1:n", "paper", outgoing=False),
)
KINDS: Mapping[str, Kind] = {kind.id: kind for kind in _ALL}
MESSAGES = tuple(k.id for k in _ALL if k.group == "message")
PAPERS = tuple(k.id for k in _ALL if k.group == "paper")
NOTES = "desk"  # the part of a message that is for whoever sends it
