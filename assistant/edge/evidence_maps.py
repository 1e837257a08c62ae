"""How a table is read, kept as a small TOML file, so that the next survey of the same form needs no questions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomli

from assistant.core.statement_columns import IGNORED, Mapped
from assistant.core.statements import FIELDS
from assistant.edge.evidence_tables import Unreadable
from assistant.edge.problems import Problem

__all__ = ["as_toml", "read_map"]

WORDED = ("speaker", "collection", "language", "standing", "role", "job", "phase", "trigger")


def as_toml(mapped: Mapped) -> str:
    """The mapping as a file: [columns] header = field, [always] field = value, [words.FIELD] word = id."""
    parts = ["[columns]", *(_pair(h, f) for h, f in mapped.columns.items())]
    parts += ["", "[always]", *(_pair(f, v) for f, v in mapped.always.items())] if mapped.always else []
    for name, words in mapped.words.items():
        parts += ["", f"[words.{name}]", *(_pair(w, i) for w, i in words.items())]
    return "\n".join(parts) + "\n"


def _pair(key: str, value: str) -> str:
    # A JSON string is a TOML basic string, as long as DEL is not in it (the gate keeps it out).
    return f"{json.dumps(key, ensure_ascii=False)} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "")


def _texts(table: Any, where: str, path: Path) -> dict[str, str]:
    if not isinstance(table, dict) or not all(isinstance(v, str) for v in table.values()):
        raise Unreadable(Problem("map-no-texts", str(path), facts={"key": where}))
    return dict(table)


def _checked(names: Sequence[str], allowed: Sequence[str], path: Path) -> None:
    for name in names:
        if name not in allowed:
            raise Unreadable(Problem("map-unknown-field", str(path), facts={"value": name, "options": ", ".join(allowed)}))


def read_map(path: Path, headers: Sequence[str]) -> Mapped:
    """The mapping in that file, for a table with these headers: columns that it does not name are not read. Raises
    Unreadable where it is no mapping or names a column that is not there, OSError where it cannot be read."""
    try:
        data: Mapping[str, Any] = tomli.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable(Problem("map-not-utf8", str(path))) from None
    except tomli.TOMLDecodeError as error:
        raise Unreadable(Problem("map-bad-toml", str(path), facts={"reason": getattr(error, "msg", str(error)), "line": str(getattr(error, "lineno", 1))})) from None
    _checked(list(data), ("columns", "always", "words"), path)
    columns = _texts(data.get("columns", {}), "columns", path)
    always = _texts(data.get("always", {}), "always", path)
    words = data.get("words", {})
    worded = {name: _texts(words[name], f"words.{name}", path) for name in _texts_or_table(words, path)}
    _checked([*(f for f in columns.values() if f != IGNORED), *always], FIELDS, path)
    _checked(list(worded), WORDED, path)
    absent = [h for h, f in columns.items() if f != IGNORED and h not in headers]
    if absent:
        raise Unreadable(Problem("map-no-column", str(path), facts={"columns": ", ".join(absent), "headers": ", ".join(headers)}))
    return _once(Mapped({h: columns.get(h, IGNORED) for h in headers}, always, worded, frozenset(headers)), path)


def _texts_or_table(words: Any, path: Path) -> list[str]:
    if not isinstance(words, dict):
        raise Unreadable(Problem("map-no-texts", str(path), facts={"key": "words"}))
    return list(words)


def _once(mapped: Mapped, path: Path) -> Mapped:
    fields = [f for f in mapped.columns.values() if f != IGNORED]
    twice = next((f for f in fields if fields.count(f) > 1), "")
    if twice:
        raise Unreadable(Problem("map-twice", str(path), facts={"value": twice}))
    return replace(mapped)
