"""Tables as they come – CSV, XLSX, JSON lines – row by row, so that a file of any length needs the memory of a few rows."""

from __future__ import annotations

import codecs
import contextlib
import csv
import importlib.util
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from assistant.core.statement_reading import cell
from assistant.edge import extras
from assistant.edge.cells import opened
from assistant.edge.problems import Problem

__all__ = ["MOST_BYTES", "Row", "Table", "Unreadable", "open_table"]

MOST_BYTES = 200_000_000
_MOST_UNPACKED = 1_000_000_000
_MOST_COLUMNS = 500
_FIELD = 131_072
_DELIMITERS = ";,\t|"
_LOOKED_AT = 200  # rows from which the delimiter and the columns of JSON lines are told
_CHUNK = 1 << 20
_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")


class Unreadable(Exception):  # noqa: N818 it is no error of the program, but the state of a file
    """A file that is no table, or no mapping for one: `problem` names what is wrong with it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the number that it has in the file (the header is row 1; in JSON lines the first line is). `fault`
    names what is wrong with the row as a whole."""

    number: int
    cells: Mapping[str, str]
    fault: str = ""
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a file: its headers, how it was read (for the person), how to go through it, again if need be."""

    path: Path
    headers: tuple[str, ...]
    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    others: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row]:
        """All rows below the header; rows without any content are passed over. Raises Unreadable or OSError."""
        make = {"csv": _csv_rows, "sheet": _sheet_rows, "jsonl": _json_rows}[self.kind]
        for row in make(self):
            if row.fault or any(value.strip() for value in row.cells.values()):
                yield row


def open_table(path: Path, sheet: str = "") -> Table:
    """Finds out what a file is and what its columns are called. Raises Unreadable or OSError."""
    if path.is_dir():
        raise Unreadable(Problem("import-folder", str(path)))
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Unreadable(Problem("import-too-big", str(path), facts={"limit": f"{MOST_BYTES // 1_000_000} MB"}))
    if not size:
        raise Unreadable(Problem("import-empty", str(path)))
    if path.suffix.lower() in _SHEETS:
        return _open_sheet(path, sheet)
    encoding = _encoding(path)
    if path.suffix.lower() in (".jsonl", ".ndjson", ".json"):
        return _open_json(path, encoding)
    return _open_csv(path, encoding)


# ---- text


def _encoding(path: Path) -> str:
    """By its byte order mark, else UTF-8 where all of it is, else Windows' western one, which announces itself."""
    with path.open("rb") as file:
        head = file.read(4)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if head[:3] == codecs.BOM_UTF8:
            return "utf-8-sig"
        decode = codecs.getincrementaldecoder("utf-8")().decode
        file.seek(0)
        try:
            while chunk := file.read(_CHUNK):
                decode(chunk)
            decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _text(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        for line in _bounded(file):
            yield line.replace("\0", "")


def _bounded(file: Any) -> Iterator[str]:
    """Lines, a very long one in pieces: a file without line breaks must not fill the memory."""
    while line := file.readline(_CHUNK):
        yield line


def _unique(headers: Iterable[str]) -> tuple[str, ...]:
    """Names of columns: an empty one gets its number, a second one of the same name, too."""
    seen: Counter[str] = Counter()
    out = []
    for at, header in enumerate(headers, 1):
        name = " ".join(header.split())[:80] or f"#{at}"
        seen[name] += 1
        out.append(name if seen[name] == 1 else f"{name} #{at}")
    return tuple(out)


# ---- CSV


def _delimiter(path: Path, encoding: str) -> str:
    """The one by which most rows have as many columns as the first."""
    lines = list(islice(_text(path, encoding), _LOOKED_AT))
    best, most = ",", (0, 0)
    for mark in _DELIMITERS:
        widths = _widths(lines, mark)
        same = sum(w == widths[0] for w in widths) if widths and widths[0] > 1 else 0
        if same and (same, widths[0]) > most:
            best, most = mark, (same, widths[0])
    return best


def _widths(lines: list[str], mark: str) -> list[int]:
    """How many columns each row has by this delimiter, as far as the rows can be told apart."""
    widths: list[int] = []
    with contextlib.suppress(csv.Error):
        widths.extend(len(row) for row in csv.reader(lines, delimiter=mark) if row)
    return widths


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Records with their number; None for one that cannot be taken apart."""
    csv.field_size_limit(_FIELD)
    records = csv.reader(_text(path, encoding), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            yield number, next(records)
        except StopIteration:
            return
        except csv.Error:
            yield number, None


def _open_csv(path: Path, encoding: str) -> Table:
    delimiter = _delimiter(path, encoding)
    first = next((r for _, r in _records(path, encoding, delimiter) if r is None or any(x.strip() for x in r)), None)
    if first is None or len(first) > _MOST_COLUMNS:
        raise Unreadable(Problem("import-no-table", str(path)))
    return Table(path, _unique(first), "csv", encoding, delimiter)


def _csv_rows(table: Table) -> Iterator[Row]:
    begun = False
    for number, record in _records(table.path, table.encoding, table.delimiter):
        if not begun:
            begun = record is None or any(x.strip() for x in record)
        elif record is None:
            yield Row(number, {}, "row-broken")
        elif not any(x.strip() for x in record):
            continue
        elif len(record) != len(table.headers):
            yield Row(number, {}, "row-width", value=f"{len(record)}/{len(table.headers)}")
        else:
            yield Row(number, {h: opened(x) for h, x in zip(table.headers, record, strict=True)})


# ---- JSON lines


def _objects(table: Table) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(_text(table.path, table.encoding), 1):
        if not line.isspace():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError):
                yield number, None


def _open_json(path: Path, encoding: str) -> Table:
    table = Table(path, (), "jsonl", encoding)
    keys: dict[str, None] = {}
    for _, found in islice(_objects(table), _LOOKED_AT):
        if isinstance(found, dict):
            keys |= dict.fromkeys(map(str, found))
    if not keys or len(keys) > _MOST_COLUMNS:
        raise Unreadable(Problem("import-no-lines", str(path)))
    return Table(path, tuple(keys), "jsonl", encoding)


def _json_rows(table: Table) -> Iterator[Row]:
    for number, found in _objects(table):
        if not isinstance(found, dict):
            yield Row(number, {}, "row-broken")
            continue
        cells = {str(key): cell(value) for key, value in found.items()}
        wrong = next((key for key, value in cells.items() if value is None), "")
        if wrong:
            yield Row(number, {}, "row-nested", wrong, str(found[wrong])[:80])
        else:
            yield Row(number, {key: value or "" for key, value in cells.items()})


# ---- spreadsheets


def _calamine() -> Any:
    if importlib.util.find_spec("python_calamine") is None:
        raise Unreadable(Problem("import-needs-sheets", "", facts={"command": extras.command("sheets")}))
    import python_calamine  # noqa: PLC0415 an extra, loaded only for spreadsheets

    return python_calamine


def _book(path: Path) -> Any:
    calamine = _calamine()
    if path.suffix.lower() in (".xlsx", ".xlsm", ".ods", ".xlsb"):
        try:
            with zipfile.ZipFile(path) as packed:
                unpacked = sum(item.file_size for item in packed.infolist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise Unreadable(Problem("import-no-sheet", str(path))) from None
        if unpacked > _MOST_UNPACKED:
            raise Unreadable(Problem("import-too-big", str(path), facts={"limit": f"{_MOST_UNPACKED // 1_000_000} MB"}))
    try:
        return calamine.load_workbook(str(path))
    except calamine.PasswordError:
        raise Unreadable(Problem("import-password", str(path))) from None
    except (calamine.CalamineError, OSError, ValueError):
        raise Unreadable(Problem("import-no-sheet", str(path))) from None


def _sheet_records(path: Path, sheet: str) -> Iterator[tuple[int, list[str | None]]]:
    book = _book(path)
    try:
        page = book.get_sheet_by_name(sheet)
        for number, row in enumerate(page.iter_rows(), 1):
            yield number, [cell(x) for x in row]
    except (_calamine().CalamineError, ValueError, OSError):
        raise Unreadable(Problem("import-no-sheet", str(path))) from None


def _open_sheet(path: Path, wanted: str) -> Table:
    names = tuple(_book(path).sheet_names)
    if wanted and wanted not in names:
        raise Unreadable(Problem("import-which-sheet", "", facts={"wanted": wanted, "names": ", ".join(names)}))
    if not names:
        raise Unreadable(Problem("import-empty", str(path)))
    sheet = wanted or names[0]
    for _, record in _sheet_records(path, sheet):
        if any(record):
            headers = _unique(x or "" for x in record)
            others = tuple(n for n in names if n != sheet)
            return Table(path, headers[:_MOST_COLUMNS], "sheet", sheet=sheet, others=others)
    raise Unreadable(Problem("import-empty", str(path)))


def _sheet_rows(table: Table) -> Iterator[Row]:
    begun = False
    for number, record in _sheet_records(table.path, table.sheet):
        if not begun:
            begun = any(record)
        elif None in record[: len(table.headers)]:
            yield Row(number, {}, "row-broken")
        else:
            yield Row(number, {h: x or "" for h, x in zip(table.headers, record, strict=False)})
