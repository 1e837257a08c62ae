"""`assistant gaps`: the heat map in the terminal, as a page, as a picture or as a table."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from assistant.core.gap_map import Field, GapMap, by_job, by_role
from assistant.core.playbook import PHASES
from assistant.edge import files
from assistant.edge.cells import harmless
from assistant.edge.render import Renderer
from assistant.edge.shelf import Shelf

OK, USAGE, UNSAVED = 0, 2, 5
KINDS = (".html", ".svg", ".csv")


def _book(shelf: Shelf, wanted: str | None) -> str | None:
    """The playbook meant: the one named, else the first of one's own, else the first of all."""
    books = shelf.library.playbooks
    if wanted is not None:
        return wanted if wanted in books else None
    own = [b.id for b in shelf.books if b.own and b.playbook]
    return next(iter((*own, *books)), None)


def _map(shelf: Shelf, today: date, by: str, book: str) -> GapMap:
    library = shelf.library
    return by_job(library, today) if by == "job" else by_role(library, library.playbooks[book], today)


def _row_name(renderer: Renderer, chart: GapMap, row: str) -> str:
    if chart.by == "job":
        return renderer.name("playbook", row)
    return renderer.short(row) if row else str(renderer.word("gap_map", "for_all", {}))


def as_csv(renderer: Renderer, chart: GapMap) -> str:
    """A line per cell: row, phase, counts, grade, age in days (empty = no voice); in the language of the renderer."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(renderer.word("gap_map", "columns", {}).split(";"))
    for row, fields in chart.rows.items():
        for f in fields:
            names = (_row_name(renderer, chart, row), renderer.name("phase", f.phase))
            counts = (str(f.content), str(f.wording), str(f.evidence), f.grade.value if f.grade else "", "" if f.age is None else str(f.age))
            table.writerow([harmless(x) for x in (row or "*", *names, *counts)])
    return "\ufeff" + out.getvalue()  # so that a spreadsheet reads UTF-8


def as_text(renderer: Renderer, chart: GapMap) -> str:
    """The map in plain characters: an empty cell is a dot, and the worst gaps stand below with the buyer's question."""
    return renderer.word("gap_map", "terminal", chart, _shown(renderer, chart))


def _shown(renderer: Renderer, chart: GapMap) -> list[tuple[str, tuple[Field, ...]]]:
    return [(_row_name(renderer, chart, row), fields) for row, fields in chart.rows.items()]


def page(renderer: Renderer, chart: GapMap, kind: str) -> str:
    return renderer.page("gap_map", kind, chart, _shown(renderer, chart), PHASES)


def make(
    shelf: Shelf, renderer: Renderer, today: date, *, by: str = "role", wanted: str | None = None,
    output: str | None = None, force: bool = False,
) -> tuple[str, int]:
    """What to print, and the exit code: 2 for a playbook, a kind of file or a name that cannot be, 5 where nothing could
    be written."""
    book = _book(shelf, wanted)
    if book is None:
        from assistant.doors.authoring import unknown  # noqa: PLC0415 only for who mistypes

        return unknown(shelf, renderer, wanted or ""), USAGE
    chart = _map(shelf, today, by, book)
    if output is None:
        return as_text(renderer, chart), OK
    path = Path(output).expanduser()
    if path.suffix.lower() not in KINDS:
        return renderer.word("gap_map", "no_kind", {"value": path.suffix or output, "options": ", ".join(KINDS)}), USAGE
    kind = path.suffix.lower()[1:]
    text = as_csv(renderer, chart) if kind == "csv" else page(renderer, chart, kind)
    return _saved(renderer, path, text, force=force)


def _saved(renderer: Renderer, path: Path, text: str, *, force: bool) -> tuple[str, int]:
    try:
        files.put(path, text.encode(), force)
    except OSError as error:
        said = renderer.message(files.code(error), path=str(path), reason=error.strerror or str(error))
        return said, USAGE if isinstance(error, files.WRONG_NAME) else UNSAVED
    return renderer.word("gap_map", "saved", {"path": str(path)}), OK


