"""Statements out of the store, for other programs. A spreadsheet must never run what somebody said as a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from assistant.core.statements import FIELDS, Saying, grade_of, to_dict
from assistant.edge.cells import harmless
from assistant.edge.evidence_store import written

__all__ = ["COLUMNS", "csv_lines", "json_lines"]

COLUMNS = ("id", *FIELDS, "grade")


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="").writerow([harmless(x) for x in cells])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is True:
        return "ja"
    return "" if value is None else str(value)


def csv_lines(said: Iterable[Saying]) -> Iterator[str]:
    """A header and a row each, separated by semicolons, every cell harmless. The first line begins with a byte order mark,
    by which spreadsheets know UTF-8."""
    yield "\ufeff" + _row(COLUMNS)
    for one in said:
        data = {**to_dict(one), "standing": one.standing.value, "grade": grade_of(one).value}
        yield _row(_cell(data.get(name)) for name in COLUMNS)


def json_lines(said: Iterable[Saying]) -> Iterator[str]:
    """A JSON object each, as in the store, with the grade."""
    for one in said:
        yield json.dumps({**json.loads(written(one)), "grade": grade_of(one).value}, ensure_ascii=False)
