"""Reads playbooks and the shared lists from TOML into the model. The only importer of tomli.

A file that cannot be used is left out and named; the others keep working.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tomli

from assistant.core.playbook import Library, Playbook
from assistant.edge.collecting import uncollected
from assistant.edge.folders import File, Folder, gathered
from assistant.edge.problems import Problem
from assistant.edge.reader import Node, Sheet, closest
from assistant.edge.shapes import read_personas, read_playbook, read_shared


@dataclass(frozen=True, slots=True)
class Loaded:
    """A library and everything that was wrong with its files."""

    library: Library
    problems: tuple[Problem, ...]

    @property
    def broken(self) -> bool:
        return any(p.severity == "error" for p in self.problems)


def _parse(file: File, shown: str = "") -> tuple[Sheet, Mapping[str, Any] | None]:
    """The file's text and its tables; None where it cannot be read at all (the reason is noted). `shown` = how problems
    name the file, else its bare name."""
    name = shown or file.path.name
    file = file.whole()
    sheet = Sheet(name, "")
    if file.problem is not None:
        sheet.problems.append(replace(file.problem, file=name))
        return sheet, None
    try:
        sheet.text = file.raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.raw[: error.start].count(b"\n") + 1
        sheet.problems.append(Problem("not-utf8", name, line))
        return sheet, None
    try:
        return sheet, tomli.loads(sheet.text)
    except tomli.TOMLDecodeError as error:
        line = min(getattr(error, "lineno", 1), max(1, len(sheet.text.splitlines())))
        reason = getattr(error, "msg", str(error))
        sheet.problems.append(Problem("bad-toml", name, line, facts={"reason": reason}))
    except (RecursionError, ValueError) as error:  # nested without end, a number of thousands of digits
        sheet.problems.append(Problem("bad-toml", name, facts={"reason": str(error)}))
    return sheet, None


def _read_shared(files: Iterable[File]) -> tuple[Library, list[Sheet]]:
    library = Library()
    sheets: list[Sheet] = []
    for file in files:
        sheet, data = _parse(file)
        sheets.append(sheet)
        if data is None:
            continue
        node = Node(sheet, data)
        if file.path.name == "phases.toml":
            library = read_shared(node, library)
        else:
            library = replace(library, personas=read_personas(node))
    return library, sheets


def _known(library: Library, playbook: Playbook | None) -> dict[str, list[str]]:
    own = list(playbook.sources) if playbook else []
    return {
        "source": own + list(library.sources),
        "persona": list(library.personas),
        "member": [m.id for m in playbook.members] if playbook else list(library.personas),
        "trigger": [t.id for t in playbook.triggers] if playbook else [],
        "format": list(library.formats),
        "channel": list(library.channels),
        "urgency": list(library.urgencies),
        "loop": list(library.loops),
    }


def _resolve(sheet: Sheet, library: Library, playbook: Playbook | None) -> None:
    known = _known(library, playbook)
    for ref in sheet.references:
        options = known[ref.kind]
        if ref.name not in options:
            sheet.report(
                "unknown-name", ref.path,
                kind=ref.kind, value=ref.name, guess=closest(ref.name, options), options=", ".join(options),
            )


def read_one(file: File, library: Library, shown: str = "") -> tuple[Sheet, Playbook | None]:
    """One playbook file against the shared lists of `library`: what was found in it, and the playbook where it has no
    error. `shown` = how problems name the file. Never raises for what stands in it."""
    sheet, data = _parse(file, shown)
    if data is None:
        return sheet, None
    playbook = read_playbook(Node(sheet, data), file.path.stem)
    _resolve(sheet, library, playbook)
    return sheet, None if any(p.severity == "error" for p in sheet.problems) else playbook


def _add_playbook(file: File, library: Library, found: dict[str, Playbook]) -> Sheet:
    sheet, playbook = read_one(file, library)
    if playbook is not None:
        found[playbook.id] = playbook
    return sheet


def _absent(folder: Path) -> Sheet:
    sheet = Sheet(str(folder), "")
    sheet.problems.append(Problem("no-folder", str(folder)))
    return sheet


def parsed(folders: Sequence[Folder]) -> Loaded:
    """The library of these folders: shared lists of the first, playbooks of all, later ones replacing earlier ones of
    the same id. Never raises for what stands in a file."""
    library, sheets = _read_shared(folders[0].shared)
    for sheet in sheets:
        _resolve(sheet, library, None)
    found: dict[str, Playbook] = {}
    for folder in folders:
        if not folder.exists:
            sheets.append(_absent(folder.path))
        sheets += [_add_playbook(file, library, found) for file in folder.playbooks]
    problems = tuple(problem for sheet in sheets for problem in sheet.problems)
    return Loaded(replace(library, playbooks=found), problems)


def load(folders: Iterable[Path]) -> Loaded:
    """As `parsed`, from the paths of the folders."""
    with uncollected():
        return parsed(gathered(folders))
