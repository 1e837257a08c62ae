"""The heat map: phases × roles of one playbook, or × the jobs of all, with count, grade and age; and the worst gaps.

A cell counts what was made for it alone; what is for all stands in a row of its own, so that emptiness shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.core.evidence import Grade, Source, Speaker, grade, weakest
from assistant.core.gaps import EVERYBODY, is_for, pieces
from assistant.core.playbook import PHASES, Library, PhaseId, Playbook
from assistant.core.text import Text

By = Literal["role", "job"]
TOP = 5
_HEARD = (Speaker.CUSTOMER, Speaker.SELLER)
_LEADING = 3  # what a role weighs that leads or decides
_ENTERED = 2  # what a phase weighs in which a journey begins


@dataclass(frozen=True, slots=True)
class Field:
    """One cell: pieces of content, sentences of wording, statements that rest on what somebody said (evidence), the
    weakest grade of all of them, and the age in days of the newest dated voice (None where there is none)."""

    row: str
    phase: PhaseId
    content: int
    wording: int
    evidence: int
    grade: Grade | None
    age: int | None

    @property
    def empty(self) -> bool:
        return not self.content and not self.wording

    @property
    def shade(self) -> int:
        """0 empty, 1 half (content or wording is missing), 2 both there but nobody was asked, 3 with evidence."""
        if self.empty:
            return 0
        if not self.content or not self.wording:
            return 1
        return 3 if self.evidence else 2


@dataclass(frozen=True, slots=True)
class Lack:
    """A gap and the buyer's question behind it (None where the playbook has none); `missing` of content, wording."""

    book: str
    row: str
    phase: PhaseId
    missing: tuple[str, ...]
    question: Text | None


@dataclass(frozen=True, slots=True)
class GapMap:
    """The rows in order, a cell per phase; `book` is the playbook ("" for the map of jobs)."""

    by: By
    book: str
    rows: Mapping[str, tuple[Field, ...]]
    lacks: tuple[Lack, ...]

    @property
    def ages(self) -> tuple[int, int] | None:
        """The least and the greatest age in days of the newest voices of the cells; None where no cell has a voice."""
        found = [f.age for row in self.rows.values() for f in row if f.age is not None]
        return (min(found), max(found)) if found else None

    @property
    def empty(self) -> int:
        """Cells without anything, the row for all left out."""
        return sum(f.empty for name, row in self.rows.items() if name for f in row)

    @property
    def size(self) -> int:
        return len(PHASES) * sum(bool(name) for name in self.rows)


def _age(sources: Iterable[Source], today: date) -> int | None:
    days = [(today - (s.when or date(s.year, 1, 1))).days for s in sources if s.speaker in _HEARD and s.year]
    return min(days, default=None)


def _field(library: Library, book: Playbook, role: str | None, phase: PhaseId, today: date) -> Field:
    """The cell of a role (EVERYBODY = for all alike); None = of the playbook as a whole."""
    row = book.id if role is None else role
    mine = [(kind, s) for kind, s in pieces(book.phases[phase], None) if role is None or is_for(s, role)]
    content = sum(kind == "content" for kind, _ in mine)
    held = [[x for i in s.sources if (x := library.source(book, i))] for _, s in mine]
    sources = [x for found in held for x in found]
    evidence = sum(any(x.speaker in _HEARD for x in found) for found in held)
    worth = weakest(map(grade, sources)) if sources else None
    return Field(row, phase, content, len(mine) - content, evidence, worth, _age(sources, today))


def _question(book: Playbook, role: str, phase: PhaseId) -> Text | None:
    asked = book.phases[phase].buyer_questions
    own = [s for s in asked if role in s.roles]
    best = own or [s for s in asked if not s.roles] or list(asked)
    return best[0].text if best else None


def _weight(book: Playbook, field: Field) -> int:
    """How much a gap hurts: nothing at all before half, who leads or decides before others, where journeys begin first."""
    member = book.member(field.row)
    leads = any(field.row in t.leads for t in book.triggers) or bool(member and "decider" in member.functions)
    begins = any(t.entry == field.phase for t in book.triggers)
    return 4 * field.empty + _LEADING * leads + _ENTERED * begins


def _lacks(book: Playbook, fields: Iterable[Field], role: bool) -> Iterator[tuple[int, Lack]]:
    for f in fields:
        missing = tuple(kind for kind in ("content", "wording") if not getattr(f, kind))
        if missing:
            asked = _question(book, f.row if role else EVERYBODY, f.phase)
            yield _weight(book, f), Lack(book.id, f.row if role else EVERYBODY, f.phase, missing, asked)


def _worst(found: Iterable[tuple[int, Lack]]) -> tuple[Lack, ...]:
    return tuple(lack for _, lack in sorted(found, key=lambda f: -f[0])[:TOP])


def by_role(library: Library, book: Playbook, today: date) -> GapMap:
    """A row for each role of the buying centre, and one for what is for all."""
    roles = [*(m.id for m in book.members), EVERYBODY]
    rows = {r: tuple(_field(library, book, r, phase, today) for phase in PHASES) for r in roles}
    found = [x for r in roles if r for x in _lacks(book, rows[r], role=True)]
    return GapMap("role", book.id, rows, _worst(found))


def by_job(library: Library, today: date) -> GapMap:
    """A row for each job, that is for each playbook, with all that it holds."""
    books = library.playbooks
    rows = {b: tuple(_field(library, books[b], None, phase, today) for phase in PHASES) for b in books}
    found = [x for name, row in rows.items() for x in _lacks(books[name], row, role=False)]
    return GapMap("job", "", rows, _worst(found))
