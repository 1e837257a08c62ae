"""What can be done with the statements: add, find, judge, let expire. Reads and writes the drawer's store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.core.masking import masked
from assistant.core.statement_reading import Fault, read_statement
from assistant.core.statements import Saying, Standing, expired, grade_of
from assistant.edge.evidence_copies import Forgotten, forget_ids
from assistant.edge.evidence_desk import Drawer
from assistant.edge.evidence_import import identified

__all__ = ["Wanted", "add", "expire", "faults_of", "judge", "matching", "prepared"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements are asked for: "" = all."""

    job: str = ""
    role: str = ""
    segment: str = ""
    phase: str = ""
    trigger: str = ""
    standing: str = ""
    grade: str = ""

    def holds(self, said: Saying) -> bool:
        pairs = (
            (self.job, said.job), (self.role, said.role), (self.segment, said.segment), (self.phase, said.phase),
            (self.trigger, said.trigger), (self.standing, said.standing.value), (self.grade, grade_of(said).value),
        )  # fmt: skip
        return all(not wanted or wanted == has for wanted, has in pairs)


def faults_of(drawer: Drawer, cells: Mapping[str, str]) -> tuple[Fault, ...]:
    """What is wrong with these cells alone, whatever the statement may be."""
    return read_statement({"text": "text", **cells}, drawer.known, drawer.today)[1]


def prepared(drawer: Drawer, said: Saying) -> Saying:
    """The statement as it may be kept: pseudonyms for names, its id. Raises OSError."""
    person, by = drawer.names.of(said.person), drawer.names.of(said.by)
    names = [(n, p) for n, p in ((said.person, person), (said.by, by)) if n and n != p]
    return identified(replace(said, text=masked(said.text, names), reason=masked(said.reason, names), person=person, by=by))


def add(drawer: Drawer, cells: Mapping[str, str]) -> tuple[Saying | None, tuple[Fault, ...]]:
    """Keeps one statement given field by field; None and the reasons where it cannot be one. The same statement twice is
    kept once. Raises OSError."""
    said, faults = read_statement(cells, drawer.known, drawer.today)
    if faults:
        return None, faults
    said = prepared(drawer, said if said.when else replace(said, when=drawer.today))
    if said.id not in drawer.store.load().statements:
        drawer.store.add([said])
    return said, ()


def matching(said: Mapping[str, Saying], wanted: Wanted) -> Iterator[Saying]:
    return (one for one in said.values() if wanted.holds(one))


def judge(drawer: Drawer, id_: str, standing: Standing) -> Saying | None:
    """Marks a statement as confirmed, denied or open again; None where there is none of that id. Raises OSError."""
    said = drawer.store.load().statements.get(id_)
    if said is None:
        return None
    new = replace(said, standing=standing)
    if new != said:
        drawer.store.change(new)
    return new


def expire(drawer: Drawer, *, dry: bool) -> Forgotten:
    """Deletes the statements whose last day is over, everywhere; with `dry` only counts them. Raises OSError."""
    ids = {one.id for one in drawer.store.load().statements.values() if expired(one, drawer.today)}
    return Forgotten(len(ids), 0, (), (), ()) if dry or not ids else forget_ids(drawer, ids)
