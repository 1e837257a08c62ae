"""`assistant map`: a journey map or a buying-centre map, on the screen or as a file."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.core.gate import clean_line
from assistant.core.map_facts import JourneyMap
from assistant.core.maps import centre_map, journey_map
from assistant.core.playbook import Playbook
from assistant.edge import files
from assistant.edge.desk import Office
from assistant.edge.formats import missing
from assistant.edge.formats.maps import MAP_FORMATS, Map, map_format, paper, view, write_map
from assistant.edge.reader import closest
from assistant.edge.render import Renderer

WIDEST = 100_000  # columns: nothing is wrapped


@dataclass(frozen=True, slots=True)
class Answer:
    """What to print; `good` says whether what was asked for was done."""

    text: str
    good: bool = True


def make(
    office: Office, kind: str, playbook: str | None, trigger: str | None, out: str | None = None, *, force: bool = False, columns: int | None = None,
) -> Answer:  # fmt: skip
    """The map of that kind ("journey" or "centre") as text for a screen of that many columns (the terminal's unless
    given), or written to the file `out` in the format of its ending."""
    library, renderer = office.desk.library, office.renderer
    book = library.playbooks.get(playbook or "")
    if book is None:
        return _which(office, "playbook", playbook, list(library.playbooks))
    if trigger is not None and book.trigger(trigger) is None:
        return _which(office, "trigger", trigger, [t.id for t in book.triggers])
    shown = _map(office, kind, book, trigger)
    if out is None:
        return Answer(view(shown, renderer, columns or width()))
    return _written(office, shown, out, force)


def map_text(renderer: Renderer, shown: Map, columns: int = WIDEST) -> str:
    """A map of a conversation for so many columns; without them each paragraph is one line."""
    return view(shown, renderer, columns).rstrip("\n")


def map_object(renderer: Renderer, shown: Map) -> dict[str, Any]:
    """A map of a conversation for a machine: in words, as Markdown, and what stands in its foot."""
    made = paper(shown, renderer)
    return {
        "kind": "journey" if isinstance(shown, JourneyMap) else "centre", "title": made.title, "markdown": made.markdown,
        "footer": list(made.footer), "example": made.example_label or None,
    }


def width() -> int:
    """The terminal's columns, no fewer than a map can be read in."""
    return max(40, shutil.get_terminal_size((88, 24)).columns)


def _map(office: Office, kind: str, book: Playbook, trigger: str | None) -> Map:
    library = office.desk.library
    return journey_map(library, book, trigger) if kind == "journey" else centre_map(library, book, trigger)


def _which(office: Office, slot: str, wanted: str | None, known: list[str]) -> Answer:
    facts = {"value": clean_line(wanted or "", 60), "guess": closest(wanted, known) if wanted else "", "options": ", ".join(known)}
    return Answer(office.renderer.word("maps", f"unknown-{slot}" if wanted else f"which-{slot}", facts), good=False)


def _written(office: Office, shown: Map, out: str, force: bool) -> Answer:
    renderer = office.renderer
    fmt = map_format(out)
    if fmt is None:
        facts = {"path": clean_line(out, 200), "options": ", ".join(f".{f}" for f in MAP_FORMATS)}
        return Answer(renderer.word("maps", "unknown-ending", facts), good=False)
    if fmt == "pdf" and (command := missing("pdf")):
        return Answer(renderer.word("maps", "needs-extra", {"command": command}), good=False)
    path = Path(out)
    try:
        files.check(path, force)
        files.put(path, write_map(shown, renderer, fmt), force, private=True)
    except OSError as error:
        return Answer(renderer.message(files.code(error), path=clean_line(out, 400), reason=error.strerror or ""), good=False)
    return Answer(renderer.word("maps", "written", {"path": clean_line(str(path.absolute()), 400)}))
