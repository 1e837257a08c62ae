"""Puts the parts on the desk: library, recogniser, renderer. What every door starts with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.core.dialogue import Conversation, Desk, State
from assistant.core.matching import Encoder
from assistant.core.text import Language
from assistant.edge import places
from assistant.edge.evidence_feed import feeding
from assistant.edge.problems import Problem
from assistant.edge.ready import opened
from assistant.edge.render import Renderer


@dataclass(frozen=True, slots=True)
class Office:
    """A desk, the words for it, what was wrong with the files; `language` = the one to begin in, `fixed` = asked for."""

    desk: Desk
    renderer: Renderer
    problems: tuple[Problem, ...]
    language: Language
    fixed: bool

    def begin(self) -> Conversation:
        return Conversation(State(language=self.language, fixed=self.fixed))


def today() -> date:
    return datetime.now(UTC).date()


def once(call: Callable[[], None]) -> Callable[[], None]:
    """The same call, made the first time only."""
    left = [call]

    def first() -> None:
        if left:
            left.pop()()

    return first


def open_office(
    language: Language | None = None,
    spelling: str = "de",
    folders: Sequence[Path] = (),
    learning: Callable[[], None] = lambda: None,
    encoder: Encoder | None = None,
) -> Office:
    """Loads everything. `folders` are further playbook folders, later ones win; broken files are reported, not fatal.
    `learning` is called once where phrases are new to this machine and their index has to be built (seconds); `encoder` is
    the sentence encoder of the extra [semantic], where it is wanted (see edge/semantic.py)."""
    ready = opened([places.shipped("playbooks"), *folders], places.cache(), once(learning), encoder)
    library = feeding(ready.library, folders, today())
    renderer = Renderer(places.shipped("messages"), library, language or places.language_of_system(), spelling, places.cache() / "templates")
    return Office(Desk(library, ready.known, today(), renderer.commands), renderer, ready.problems, renderer.language, language is not None)
