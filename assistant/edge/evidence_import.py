"""Interviews, surveys and reviews from a table into the store: first looked through whole, then taken in, row by row.

Both passes stream. What is not taken is named by row, column, value and reason; nothing is guessed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.core.evidence import Collection
from assistant.core.masking import masked
from assistant.core.statement_columns import IGNORED, Mapped
from assistant.core.statement_reading import Vocabulary, read_statement
from assistant.core.statements import Saying, grade_of, to_dict
from assistant.edge.evidence_names import Pseudonyms
from assistant.edge.evidence_tables import Row, Table

__all__ = ["MOST_TOLD", "Looked", "NotTaken", "Taking", "identified"]

MOST_TOLD = 1000  # faults kept with all their parts; beyond that they are counted


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Why a row stays out: its number, the column and its value, the reason (`code` names the message)."""

    row: int
    column: str
    value: str
    code: str
    field: str = ""


@dataclass(slots=True)
class Looked:
    """What the first pass found. `rows` = rows with content, `taken` = statements that can be kept, `known` = statements
    that are in the store already, `masked` = texts from which an address, number or name was taken out."""

    rows: int = 0
    taken: int = 0
    known: int = 0
    masked: int = 0
    refused: int = 0
    faults: list[NotTaken] = field(default_factory=list)
    grades: Counter[str] = field(default_factory=Counter)
    people: int = 0
    without_consent: int = 0
    without_expiry: int = 0


def identified(said: Saying, times: int = 0) -> Saying:
    """The statement with an id that follows from what it says; `times` = how many like it came before in the same table,
    so that two people who say the same stay two."""
    return replace(said, id=_id_of(said, times))


def _id_of(said: Saying, times: int) -> str:
    plain = to_dict(said)
    for key in ("id", "standing", "n"):
        plain.pop(key, None)
    whole = f"{sorted(plain.items())}\x1f{times}".encode("utf-8", "replace")
    return f"s-{hashlib.blake2b(whole, digest_size=6).hexdigest()}"


class Taking:
    """One table on its way into the store."""

    def __init__(self, table: Table, mapped: Mapped, known: Vocabulary, names: Pseudonyms, today: date) -> None:
        self._table, self._mapped, self._names, self._today = table, mapped, names, today
        self._known = known.also(mapped.words)
        self._columns = {name: header for header, name in mapped.columns.items() if name != IGNORED}
        self.looked = Looked()

    def _cells(self, row: Row) -> dict[str, str]:
        cells = {name: row.cells.get(header, "") for name, header in self._columns.items()}
        return {**cells, **{name: value for name, value in self._mapped.always.items() if not cells.get(name, "").strip()}}

    def _refuse(self, fault: NotTaken) -> None:
        if len(self.looked.faults) < MOST_TOLD:
            self.looked.faults.append(fault)

    def _read(self, row: Row) -> Saying | None:
        if row.fault:
            self._refuse(NotTaken(row.number, row.column, row.value, row.fault))
            return None
        said, faults = read_statement(self._cells(row), self._known, self._today)
        for fault in faults:
            column = self._columns.get(fault.name, "")
            self._refuse(NotTaken(row.number, column, fault.value, fault.code, fault.name))
        return None if faults else said

    def _pseudonymous(self, said: Saying) -> Saying:
        person, by = self._names.of(said.person), self._names.of(said.by)
        names = [(n, p) for n, p in ((said.person, person), (said.by, by)) if n and n != p]
        text, reason = masked(said.text, names), masked(said.reason, names)
        self.looked.masked += (text, reason) != (said.text, said.reason)
        if (text, reason, person, by) == (said.text, said.reason, said.person, said.by):
            return said
        return replace(said, text=text, reason=reason, person=person, by=by)

    def statements(self) -> Iterator[Saying]:
        """All that can be taken, in order, with pseudonyms and ids. Fills `looked` anew. Raises Unreadable or OSError."""
        self.looked = looked = Looked()
        times: Counter[str] = Counter()
        people: set[str] = set()
        for row in self._table.rows():
            looked.rows += 1
            found = self._read(row)
            if found is None:
                looked.refused += 1
                continue
            said = self._pseudonymous(found)
            first = _id_of(said, 0)
            times[first] += 1
            people.add(said.person)
            looked.without_consent += not said.consent
            looked.without_expiry += said.expires is None
            yield replace(said, id=first if times[first] == 1 else _id_of(said, times[first] - 1))
        looked.people = len(people - {""})

    def look(self, have: frozenset[str] | set[str]) -> Looked:
        """The first pass: nothing is kept. `have` = ids that are in the store already."""
        for said in self.statements():
            self.looked.known += said.id in have
            self.looked.taken += said.id not in have
            # Whatever the number of people asked turns out to be, it is known in the end.
            self.looked.grades[grade_of(with_size(said, 1)).value] += 1
        return self.looked

    def take(self, have: frozenset[str] | set[str], asked: int) -> Iterator[Saying]:
        """The second pass: the new statements. A questionnaire that does not tell how many it asked asked as many as there
        are usable answers (`asked`)."""
        for said in self.statements():
            if said.id not in have:
                yield with_size(said, asked)


def with_size(said: Saying, asked: int) -> Saying:
    """An answer to a questionnaire with the number of people asked, where it did not tell."""
    return replace(said, n=asked) if said.collection is Collection.QUESTIONNAIRE and said.n is None else said
