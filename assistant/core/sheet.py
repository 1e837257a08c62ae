"""A view beside the advice (buying centre, heat map, journey map, one line's reasons): blocks of graded lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.core.advice import Block, Line
from assistant.core.evidence import Grade, Source, grade, weakest
from assistant.core.playbook import Library, Playbook, Statement
from assistant.core.text import Text

OWN = "own"  # the shared source of our own assumptions


@dataclass(frozen=True, slots=True)
class Sheet:
    """A view to show. `name` is its template in messages/; `facts` are for its title; `data` is plain, for JSON."""

    name: str
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    data: tuple[Mapping[str, Any], ...] = ()

    @property
    def grade(self) -> Grade:
        """The weakest link of the view."""
        return weakest(line.grade for b in self.blocks for line in b.lines if line.grade)


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes lines whose grade follows from their sources."""

    library: Library
    book: Playbook | None

    def worth(self, sources: Iterable[str]) -> Grade | None:
        """The weakest grade of these sources; None where none is known."""
        found = [s for i in sources if (s := self.library.source(self.book, i))]
        return weakest(map(grade, found)) if found else None

    def line(self, label: str, said: Statement, second: Text | None = None, /, **facts: str) -> Line:
        return Line(label, said.text, second, facts, said.sources, self.worth(said.sources))

    def ours(self, label: str, /, **facts: str) -> Line:
        """A line that rests on nothing but our own assumption."""
        sources = (OWN,) if self.library.source(self.book, OWN) else ()
        return Line(label, None, None, facts, sources, Grade.F)

    def sheet(
        self, name: str, blocks: Mapping[str, Iterable[Line]], facts: Mapping[str, Any] | None = None,
        data: tuple[Mapping[str, Any], ...] = (),
    ) -> Sheet:
        """The view of these blocks in their order; empty ones are left out."""
        filled = tuple(Block(title, lines) for title, found in blocks.items() if (lines := tuple(found)))
        ids = dict.fromkeys(s for b in filled for line in b.lines for s in line.sources)
        sources = tuple(s for i in ids if (s := self.library.source(self.book, i)))
        return Sheet(name, filled, sources, facts or {}, data)
