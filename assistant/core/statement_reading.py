"""A row of a table becomes a statement, or the reasons why it cannot: which field, which value, what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from assistant.core.clauses import language_of
from assistant.core.evidence import Collection, Speaker
from assistant.core.gate import clean, clean_line
from assistant.core.playbook import Library
from assistant.core.statement_words import COLLECTIONS, LANGUAGES, NO, SPEAKERS, STANDINGS, YES, folded
from assistant.core.statements import LONGEST, Saying, Standing
from assistant.core.text import Text
from assistant.core.words import fold

__all__ = ["Fault", "Vocabulary", "cell", "day_of", "read_statement", "vocabulary"]

_LONGEST_WORD = 200
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?: .*)?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?")
_BROKEN_CELL = re.compile(r"#(REF|N/A|NV|BEZUG|VALUE|WERT|DIV/0|NAME|NULL|NUM|ZAHL)[!?]?")
_TWELVE = 12
_TELLING = 200  # characters that tell the language


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not taken: the field's name, its value as it stood there, what is wrong (`code` names the message)."""

    name: str
    value: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a cell may say for each field with fixed answers: folded word → id. Exact; a near miss is a fault."""

    words: Mapping[str, Mapping[str, str]]

    def also(self, more: Mapping[str, Mapping[str, str]]) -> Vocabulary:
        """With further words of a person's own (field → word → id)."""
        own = {f: {" ".join(fold(word).split()): id_ for word, id_ in said.items()} for f, said in more.items()}
        return Vocabulary({f: {**said, **own.get(f, {})} for f, said in self.words.items()})


def _names(things: Iterable[tuple[str, Iterable[Text | str]]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for id_, said in things:
        for text in (id_, *said):
            for word in (text.de, text.en) if isinstance(text, Text) else (text,):
                found.setdefault(" ".join(fold(word).split()), id_)
    return found


def vocabulary(library: Library) -> Vocabulary:
    """The fixed answers of this library: roles by id, name and every phrase, jobs, phases and triggers by id and name."""
    called = list(library.called())
    return Vocabulary({
        "speaker": folded(SPEAKERS), "collection": folded(COLLECTIONS), "language": folded(LANGUAGES),
        "standing": folded(STANDINGS),
        "role": _names((p.id, (p.name, p.short, *p.phrases.all)) for p in library.personas.values()),
        "job": _names((book, (name,)) for book, trigger, name in called if not trigger),
        "phase": _names((p.id, (p.name,)) for p in library.phases.values()),
        "trigger": _names((trigger, (name,)) for _, trigger, name in called if trigger),
    })  # fmt: skip


def day_of(text: str) -> date | None:
    """The day that a text names: 2026-11-21, 21.11.2026, 21/11/2026. None where there is none or it may be two."""
    if hit := _ISO.fullmatch(text):
        year, month, day = (int(x) for x in hit.groups())
    elif hit := _DOTTED.fullmatch(text) or _SLASHED.fullmatch(text):
        day, month, year = (int(x) for x in hit.groups())
        if "/" in text and day <= _TWELVE and month <= _TWELVE and day != month:
            return None
        if "/" in text and month > _TWELVE:
            day, month = month, day
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _plain(value: str) -> str:
    """A cell in comparable form; the same few come again and again."""
    return " ".join(fold(value).split())


class _Row:
    """The cells of one row, read field by field; what is wrong is collected."""

    def __init__(self, cells: Mapping[str, str], known: Vocabulary) -> None:
        self.cells, self.known = cells, known
        self.faults: list[Fault] = []

    def fault(self, name: str, code: str, **facts: str) -> None:
        self.faults.append(Fault(name, clean_line(self.cells.get(name, ""), 120), code, facts))

    def line(self, name: str) -> str:
        value = clean_line(self.cells.get(name, ""), _LONGEST_WORD + 1)
        if len(value) > _LONGEST_WORD:
            self.fault(name, "too-long", limit=str(_LONGEST_WORD))
        return value

    def text(self, name: str) -> str:
        value = clean(self.cells.get(name, ""), LONGEST + 1).strip()
        if len(value) > LONGEST:
            self.fault(name, "too-long", limit=str(LONGEST))
        elif name == "text" and not any(c.isalnum() for c in value):
            self.fault(name, "empty")
        elif name == "text" and _BROKEN_CELL.fullmatch(value):
            self.fault(name, "broken-cell")
        return value

    def choice(self, name: str, default: str = "") -> str:
        value = _plain(self.cells.get(name, ""))
        if not value:
            return default
        found = self.known.words[name].get(value)
        if found is None:
            self.fault(name, "unknown")
        return found or default

    def day(self, name: str) -> date | None:
        value = self.line(name)
        found = day_of(value) if value else None
        if value and found is None:
            self.fault(name, "two-dates" if _SLASHED.fullmatch(value) else "no-date")
        return found

    def number(self, name: str) -> int | None:
        value = self.line(name)
        if not value:
            return None
        whole = value.removesuffix(".0")
        if whole.isascii() and whole.isdigit() and int(whole[:12]) > 0:
            return int(whole[:12])
        self.fault(name, "no-number")
        return None

    def flag(self, name: str) -> bool:
        value = _plain(self.cells.get(name, ""))
        if value not in YES and value not in NO:
            self.fault(name, "no-yes-no")
        return value in YES


def read_statement(cells: Mapping[str, str], known: Vocabulary, today: date) -> tuple[Saying, tuple[Fault, ...]]:
    """The statement of one row (field → cell) and what is wrong with it; only without faults is it one. It has no id
    yet, and `person` still stands as it was written."""
    row = _Row(cells, known)
    text = row.text("text")
    language = row.choice("language") or language_of(text[:_TELLING]) or "de"
    said = Saying(
        "", text, "en" if language == "en" else "de", Speaker(row.choice("speaker", "customer")), Collection(row.choice("collection", "questionnaire")),
        row.day("date"), row.text("reason"), row.choice("role"), row.line("segment"), row.choice("job"), row.choice("phase"),
        row.choice("trigger"), row.number("n"), row.flag("consent"), row.day("expires"), row.line("person"), row.line("by"),
        row.line("source"), Standing(row.choice("standing", "open")),
    )
    if said.when and said.when > today:
        row.fault("date", "in-future")
    if said.expires and said.expires < today:
        row.fault("expires", "expired")
    return said, tuple(row.faults)


_SCALARS: Mapping[type, Callable[[Any], str]] = {
    str: str, int: str, float: lambda x: str(int(x)) if x.is_integer() else str(x), bool: lambda x: "ja" if x else "nein",
}  # fmt: skip


def cell(value: Any) -> str | None:
    """What a cell of any table says; None for lists, tables and other things that are no cell."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    make = _SCALARS.get(type(value))
    return make(value) if make else None


