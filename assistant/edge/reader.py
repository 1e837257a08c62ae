"""Reads typed values out of parsed TOML, reports every problem and goes on.

A validation library stops at the first error of an item and speaks English; an author wants all of them at once,
in their language, with the line. So this reader notes a problem and puts a harmless value in its place.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from assistant.core.gate import clean_line
from assistant.core.playbook import Phrases, Statement
from assistant.core.text import Text
from assistant.edge.lines import Path, line_of
from assistant.edge.problems import Problem

_Choice = TypeVar("_Choice", bound=str)
_NO_TEXT = Text("", "")


def closest(word: str, known: Sequence[str]) -> str:
    """The known word that was probably meant, or an empty string."""
    return next(iter(difflib.get_close_matches(word, known, 1, 0.6)), "")


def dotted(path: Path) -> str:
    """A key path as an author reads it: triggers[1].phrases.de (items counted from 1)."""
    out = ""
    for part in path:
        out += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if out else part)
    return out


@dataclass(frozen=True, slots=True)
class Reference:
    """A name used somewhere that must exist elsewhere."""

    kind: str
    name: str
    path: Path


@dataclass(slots=True)
class Sheet:
    """One file being read: its text, the problems so far and the names to be resolved later."""

    file: str
    text: str
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def report(self, code: str, path: Path, severity: str = "error", **facts: str) -> None:
        where = line_of(self.text, path)
        self.problems.append(Problem(code, self.file, where, dotted(path), facts, severity))


@dataclass(slots=True)
class Node:
    """A table of the file and the place where it stands."""

    sheet: Sheet
    data: Mapping[str, Any]
    path: Path = ()
    used: set[str] = field(default_factory=set)

    def _take(self, key: str) -> Any:
        self.used.add(key)
        return self.data.get(key)

    def _wrong(self, key: str, expected: str, value: Any) -> None:
        names = {"str": "text", "int": "number", "list": "list", "dict": "table", "bool": "yes-no"}
        found = names.get(type(value).__name__, type(value).__name__)
        self.sheet.report("wrong-type", (*self.path, key), expected=expected, found=found)

    def missing(self, key: str) -> None:
        self.sheet.report("missing-key", (*self.path, key), missing=key)

    def string(self, key: str, default: str | None = None) -> str:
        value = self._take(key)
        if value is None:
            if default is None:
                self.missing(key)
            return default or ""
        if not isinstance(value, str):
            self._wrong(key, "text", value)
            return default or ""
        if default is None and not value.strip():
            self.sheet.report("empty-text", (*self.path, key))
        return clean_line(value)

    def integer(self, key: str) -> int | None:
        value = self._take(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self._wrong(key, "number", value)
        return None

    def flag(self, key: str) -> bool:
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            self._wrong(key, "yes-no", value)
            return False
        return bool(value)

    def day(self, key: str) -> date | None:
        """A day (2027-12-31)."""
        value = self._take(key)
        if isinstance(value, datetime):
            return value.date()
        if value is None or isinstance(value, date):
            return value
        self._wrong(key, "day", value)
        return None

    def when(self, key: str) -> tuple[int | None, date | None]:
        """A date given as a year (2021) or a day (2021-03-04): (year, day or None)."""
        value = self._take(key)
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, date):
            return value.year, value
        if isinstance(value, int) and not isinstance(value, bool):
            return value, None
        if value is not None:
            self._wrong(key, "date", value)
        return None, None

    def choice(self, key: str, options: Sequence[_Choice], default: _Choice | None = None) -> _Choice:
        value = self.string(key, default)
        for option in options:
            if value == option:
                return option
        if value:
            self._unknown("unknown-choice", key, value, options)
        return default or options[0]

    def _unknown(self, code: str, key: str, value: str, options: Sequence[str]) -> None:
        guess = closest(value, options)
        self.sheet.report(code, (*self.path, key), value=value, options=", ".join(options), guess=guess)

    def strings(self, key: str) -> tuple[str, ...]:
        value = self._take(key)
        if value is None:
            return ()
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            self._wrong(key, "list", value)
            return ()
        good = [clean_line(v) for v in value if isinstance(v, str) and v.strip()]
        if len(good) < len(value):
            self.sheet.report("bad-items", (*self.path, key), count=str(len(value) - len(good)))
        return tuple(good)

    def choices(self, key: str, options: Sequence[str]) -> tuple[str, ...]:
        values = self.strings(key)
        for value in values:
            if value not in options:
                self._unknown("unknown-choice", key, value, options)
        return tuple(v for v in values if v in options)

    def names(self, key: str, kind: str) -> tuple[str, ...]:
        """Ids of something that is defined elsewhere; looked up once all files are read."""
        if key not in self.data:  # most statements are for all roles and triggers
            self.used.add(key)
            return ()
        values = self.strings(key)
        self.sheet.references.extend(Reference(kind, v, (*self.path, key)) for v in values)
        return values

    def name(self, key: str, kind: str) -> str:
        value = self.string(key)
        if value:
            self.sheet.references.append(Reference(kind, value, (*self.path, key)))
        return value

    def child(self, key: str, *, optional: bool = False) -> Node:
        value = self._take(key)
        if value is None and not optional:
            self.missing(key)
        if value is not None and not isinstance(value, dict):
            self._wrong(key, "table", value)
            value = None
        return Node(self.sheet, value or {}, (*self.path, key))

    def has(self, key: str) -> bool:
        return key in self.data

    def children(self, key: str) -> Iterator[Node]:
        value = self._take(key)
        if value is not None and not isinstance(value, list):
            self._wrong(key, "tables", value)
            value = None
        for i, item in enumerate(value or []):
            if isinstance(item, dict):
                yield Node(self.sheet, item, (*self.path, key, i))
            else:
                self.sheet.report("wrong-type", (*self.path, key, i), expected="table", found="text")

    def here(self) -> Text:
        """German and English directly in this table."""
        return Text(self.string("de"), self.string("en"))

    def text(self, key: str) -> Text:
        if key not in self.data:
            self.missing(key)
            self.used.add(key)
            return _NO_TEXT
        node = self.child(key)
        text = node.here()
        node.done()
        return text

    def text_or_same(self, key: str) -> Text:
        """A text that may also be one string, the same in both languages (titles of sources)."""
        if isinstance(self.data.get(key), str):
            both = self.string(key)
            return Text(both, both)
        return self.text(key)

    def source_ids(self) -> tuple[str, ...]:
        ids = self.names("source", "source")
        if not ids and self.data.get("source") in (None, []):  # whatever else stands there has been told already
            self.missing("source")
        return ids

    def as_statement(self, *, close: bool = True) -> Statement:
        """This table itself as a statement; `close` = nothing else may stand in it."""
        text = self.here()
        sources = self.source_ids()
        statement = Statement(text, sources, self.names("roles", "member"), self.names("triggers", "trigger"))
        if close:
            self.done()
        return statement

    def statement(self, key: str) -> Statement:
        if key not in self.data:
            self.missing(key)
            self.used.add(key)
            return Statement(_NO_TEXT, ())
        return self.child(key).as_statement()

    def statements(self, key: str, *, need: bool = False) -> tuple[Statement, ...]:
        found = tuple(node.as_statement() for node in self.children(key))
        if need and not found:
            self.missing(key)
        return found

    def phrases(self) -> Phrases:
        """`phrases` (source, de, en) and `near_misses` (de, en) of this table."""
        yes = self.child("phrases")
        no = self.child("near_misses", optional=True)
        sources = yes.source_ids() if yes.data else ()
        read = Phrases(yes.strings("de"), yes.strings("en"), no.strings("de"), no.strings("en"), sources)
        yes.done()
        no.done()
        return read

    def done(self) -> None:
        """Reports keys that nobody asked for: mostly slips of the pen."""
        for key in self.data:
            if key not in self.used:
                self.sheet.report(
                    "unknown-key", (*self.path, key), "warning",
                    value=key, guess=closest(key, sorted(self.used)), options=", ".join(sorted(self.used)),
                )
