"""What the gatherers of facts look at, and the rules by which a sentence may stand in a paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from assistant.core.brief import Brief
from assistant.core.evidence import Grade, Source, Speaker, grade, is_silent, weakest
from assistant.core.papers.address import informal
from assistant.core.papers.banned import holds
from assistant.core.papers.facts import Said
from assistant.core.papers.fit import clipped, sayable
from assistant.core.papers.kinds import Kind
from assistant.core.papers.request import Request
from assistant.core.papers.room import Room
from assistant.core.playbook import Library, PhaseId, PhasePlay, Playbook, Statement, Trigger
from assistant.core.text import Text

_MARKS = "„“”‚‘’'\"«»"


def bare(text: str) -> str:
    """The text without quotation marks around the whole of it; the template puts its own."""
    whole = len(text) > 1 and text[0] in _MARKS and text[-1] in _MARKS and not set(text[1:-1]) & set("„“”«»")
    return text[1:-1] if whole else text


@dataclass
class Case:
    """What the gatherers look at; `dropped` counts sentences left out for their address alone."""

    library: Library
    brief: Brief
    book: Playbook
    request: Request
    kind: Kind
    room: Room
    phase: PhaseId
    dropped: set[int] = field(default_factory=set)
    judged: dict[tuple[str, ...], tuple[Grade, bool]] = field(default_factory=dict)

    @property
    def trigger(self) -> Trigger | None:
        return self.book.trigger(self.brief.trigger)

    @property
    def play(self) -> PhasePlay:
        return self.book.phases[self.phase]

    def name(self, text: Text) -> str:
        return text.in_(self.request.language)

    def role(self, key: str) -> str:
        found = self.library.personas.get(key)
        return self.name(found.name) if found else key

    def short(self, key: str) -> str:
        found = self.library.personas.get(key)
        return self.name(found.short) if found else key

    def sources(self, ids: Iterable[str]) -> list[Source]:
        return [s for i in ids if (s := self.library.source(self.book, i))]

    def worth(self, ids: tuple[str, ...]) -> tuple[Grade, bool]:
        """(grade, readable) of what rests on these sources; few combinations carry a whole playbook."""
        if ids not in self.judged:
            sources = self.sources(ids)
            self.judged[ids] = (weakest(map(grade, sources)), self._may_read(sources))
        return self.judged[ids]

    def _may_read(self, sources: list[Source]) -> bool:
        """Whether those who get this paper may read what rests on these sources."""
        if not self.kind.outgoing:
            return True
        silent = any(map(is_silent, sources))
        reported = any(s.speaker is Speaker.SELLER for s in sources)
        # A paper for the buyer is refused for a seller's report (it is asked for as a whole), a message does without it.
        return not silent and not (reported and self.kind.audience == "inside")

    def must(self, text: Text, ids: tuple[str, ...]) -> Said:
        """The sentence as it is; only for what every paper has to say."""
        said = bare(self.name(text))
        if self.du:
            said = informal(said) or said
        return Said(clipped(said, self.room.longest), self.worth(ids)[0], ids)

    @property
    def du(self) -> bool:
        return self.request.language == "de" and self.request.style.address == "du"

    def say(self, text: Text, ids: tuple[str, ...], *, aloud: bool = False, ban: bool = True) -> Said | None:
        """The sentence, or None where it must not or cannot stand in this paper. Without `ban` a banned word is left to
        whoever takes lines out at the end: for what a template may or may not show beside something else."""
        said = bare(self.name(text))
        if not self.worth(ids)[1] or (ban and holds(said, self.request.banned)):
            return None
        if aloud and not sayable(said):
            return None
        if self.du:
            turned = informal(said)
            if turned is None:
                self.dropped.add(id(text))
                return None
            said = turned
        return Said(clipped(said, self.room.longest), self.worth(ids)[0], ids)

    def fitting(self, statements: Iterable[Statement]) -> list[Statement]:
        """Those that hold here; what is for these roles and this trigger comes first."""
        cause = self.trigger.id if self.trigger else None
        return sorted((s for s in statements if s.fits(self.brief.personas, cause)), key=lambda s: -s.focus)

    def some(self, name: str, statements: Iterable[Statement], *, aloud: bool = False) -> tuple[Said, ...]:
        """As many of them as there is room for. To the public one does not speak as to one role: what is for all
        comes first there."""
        ranked = self.fitting(statements)
        if self.kind.way == "public":
            ranked.sort(key=lambda s: bool(s.roles))
        fit = (self.say(s.text, s.sources, aloud=aloud) for s in ranked)
        return tuple(islice((s for s in fit if s), self.room.of(name)))

    def change(self, key: str) -> Said | None:
        found = self.trigger.changes.get(key) if self.trigger else None
        return self.say(found.text, found.sources) if found else None
