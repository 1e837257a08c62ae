"""A guide for interviews along the five rings of one job, and what the interviews so far are worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.core.evidence import Collection, Grade, Speaker, grade, weakest
from assistant.core.playbook import RINGS, Library, Playbook
from assistant.core.statements import Saying, is_old, usable

__all__ = ["DOZEN", "Guide", "Ring", "guide_for"]

DOZEN = 12


@dataclass(frozen=True, slots=True)
class Ring:
    """One of the five rings: how many insights the playbook holds and the weakest grade among them (None = empty)."""

    id: str
    insights: int
    grade: Grade | None


@dataclass(frozen=True, slots=True)
class Guide:
    """What a guide is made from. `held` = people interviewed so far, `old` = interviews older than twelve months,
    `undated` = interviews without a date."""

    playbook: Playbook
    rings: tuple[Ring, ...]
    held: int
    old: int
    undated: int
    roles: tuple[str, ...]

    @property
    def missing_roles(self) -> tuple[str, ...]:
        """Roles of the buying centre that nobody has spoken with yet."""
        return tuple(m.id for m in self.playbook.members if m.id not in self.roles)


def _ring(library: Library, book: Playbook, ring: str) -> Ring:
    insights = book.rings.get(ring, ())
    sources = [s for i in insights for x in i.sources if (s := library.source(book, x))]
    return Ring(ring, len(insights), weakest(map(grade, sources)) if sources else None)


def guide_for(library: Library, book: Playbook, said: Iterable[Saying], today: date) -> Guide:
    """The guide for one job, with what is known so far."""
    talks = [
        t for t in said
        if t.job == book.id and t.collection is Collection.INTERVIEW and t.speaker is Speaker.CUSTOMER and usable(t, today)
    ]
    old = {t.voice for t in talks if is_old(t, today)}
    undated = {t.voice for t in talks if t.when is None}
    roles = tuple(dict.fromkeys(t.role for t in talks if t.role))
    rings = tuple(_ring(library, book, ring) for ring in RINGS)
    return Guide(book, rings, len({t.voice for t in talks}), len(old), len(undated), roles)
