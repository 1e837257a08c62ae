"""Which column of a table means which field: proposed from its header, for a person to confirm."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.core.statement_words import HEADERS
from assistant.core.words import tokens

__all__ = ["IGNORED", "Mapped", "changed", "field_named", "proposed"]

IGNORED = ""
_NEAR = 84  # of 100: what a header must share with a known one to be proposed


@dataclass(frozen=True, slots=True)
class Mapped:
    """How a table is read. `columns` = header → field (IGNORED = not read); `always` = field → the value for all rows;
    `words` = field → a word of the table → our id; `sure` = headers that are known word for word."""

    columns: Mapping[str, str]
    always: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sure: frozenset[str] = frozenset()

    @property
    def complete(self) -> bool:
        """True where the statement itself has a column; everything else may be missing."""
        return "text" in self.columns.values()

    def with_column(self, header: str, name: str) -> Mapped:
        """The same with this column read as that field; a field has one column, so another one gives it up."""
        freed = {h: IGNORED if f == name else f for h, f in self.columns.items()}
        return Mapped({**freed, header: name}, self.always, self.words, self.sure | {header})


def _plain(header: str) -> str:
    return " ".join(tokens(header))


def proposed(headers: Sequence[str]) -> Mapped:
    """The field that each header most likely means: word for word first, then likeness; each field once."""
    exact = {_plain(word): name for name, words in HEADERS.items() for word in words}
    exact |= {name: name for name in HEADERS}
    columns = dict.fromkeys(headers, IGNORED)
    sure: set[str] = set()
    for header in headers:
        name = exact.get(_plain(header))
        if name and name not in columns.values():
            columns[header] = name
            sure.add(header)
    near = sorted(_near(headers, columns, exact), reverse=True)
    for _, header, name in near:
        if columns[header] == IGNORED and name not in columns.values():
            columns[header] = name
    return Mapped(columns, sure=frozenset(sure))


def _near(headers: Sequence[str], columns: Mapping[str, str], exact: Mapping[str, str]) -> list[tuple[float, str, str]]:
    from rapidfuzz import fuzz  # noqa: PLC0415 paid only where a header is not known word for word

    free = [h for h in headers if columns[h] == IGNORED]
    pairs = ((fuzz.token_set_ratio(_plain(h), word, score_cutoff=_NEAR), h, name) for h in free for word, name in exact.items() if len(word) > 1)
    return [pair for pair in pairs if pair[0] >= _NEAR]


_WORD = re.compile(r"\s*(\w+)\s*:\s*(.+?)\s*=\s*([\w-]+)\s*")
_ALWAYS = re.compile(r"\s*(\w+)\s*=\s*(.+?)\s*")
_COLUMN = re.compile(r"\s*(\d{1,3})\s+([\w-]+)\s*")
_WITHOUT = re.compile(r"\s*-\s?(\d{1,3})\s*")


def changed(mapped: Mapped, said: str) -> Mapped | None:
    """The mapping after one line of the person: "3 reason" (column 3 is that field), "-3" (not read), "role: Leiter EK =
    purchasing" (a word of the table), "collection=interview" (for all rows). None where it is nothing of these."""
    headers = list(mapped.columns)
    if hit := _WITHOUT.fullmatch(said):
        at = int(hit[1]) - 1
        return replace(mapped, columns={**mapped.columns, headers[at]: IGNORED}) if 0 <= at < len(headers) else None
    if hit := _COLUMN.fullmatch(said):
        at, name = int(hit[1]) - 1, field_named(hit[2])
        return mapped.with_column(headers[at], name) if name and 0 <= at < len(headers) else None
    if (hit := _WORD.fullmatch(said)) and (name := field_named(hit[1])):
        words = {**mapped.words.get(name, {}), hit[2]: hit[3]}
        return replace(mapped, words={**mapped.words, name: words})
    if (hit := _ALWAYS.fullmatch(said)) and (name := field_named(hit[1])):
        return replace(mapped, always={**mapped.always, name: hit[2]})
    return None


def field_named(word: str) -> str:
    """The field of that name or of that header; "" where there is none."""
    plain = _plain(word)
    return next((name for name, words in HEADERS.items() if plain == name or plain in map(_plain, words)), "")
