"""Puts the parts on the desk: library, recogniser, renderer. What every door starts with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.core.dialogue import Conversation, Desk, State
from assistant.core.matching import Encoder
from assistant.core.text import Language
from assistant.edge import places
from assistant.edge.evidence_feed import feeding
from assistant.edge.folders import Folder
from assistant.edge.problems import Problem
from assistant.edge.ready import opened
from assistant.edge.render import Renderer


@dataclass(frozen=True, slots=True)
class Office:
    """A desk, the words for it, what was wrong with the files; `language` = the one to begin in, `fixed` = asked for,
    `preferred` = set by the person for every conversation."""

    desk: Desk
    renderer: Renderer
    problems: tuple[Problem, ...]
    language: Language
    fixed: bool
    preferred: Language | None = None
    folders: tuple[Path, ...] = ()  # of playbooks besides those that ship; statements may lie beside them
    renew: Callable[[Office], tuple[Office, tuple[str, ...]]] | None = None  # see edge/watch.py

    def current(self) -> tuple[Office, tuple[str, ...]]:
        """This office, or a fresh one where playbooks have changed on disk, and what to say about it."""
        return self.renew(self) if self.renew else (self, ())

    def keeps(self, conversation: Conversation) -> bool:
        """Whether the playbook that a conversation is about is still there."""
        book = conversation.now.brief.playbook
        return book is None or book in self.desk.library.playbooks

    def in_(self, language: Language) -> Office:
        """The same office with the words of this language."""
        return self if language == self.renderer.language else replace(self, renderer=self.renderer.in_(language))

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
    *,
    preferred: Language | None = None,
    encoder: Encoder | None = None,
    found: Sequence[Folder] | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Office:
    """Loads everything. `language` was asked for, `preferred` only begins. `folders` are further playbook folders, later
    ones win; broken files are reported, not fatal. `learning` is called once where phrases are new to this machine and
    their index has to be built (seconds); `encoder` is the sentence encoder of the extra [semantic], where it is wanted;
    `found` are the files of all folders where they have been read already; `progress` see ready.opened."""
    ready = opened([places.shipped("playbooks"), *folders], places.cache(), once(learning), encoder, found, progress=progress)
    begun = language or preferred or places.language_of_system()
    library = feeding(ready.library, folders, today())
    renderer = Renderer(places.shipped("messages"), library, begun, spelling, places.cache() / "templates")
    desk = Desk(library, ready.known, today(), renderer.commands)
    return Office(desk, renderer, ready.problems, begun, language is not None, preferred, tuple(folders))
