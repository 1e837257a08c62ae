"""Where copies of statements went and came from, so that a person can be deleted from them, too."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.core.masking import masked
from assistant.core.statements import Saying
from assistant.edge.evidence_desk import Drawer
from assistant.edge.evidence_export import COLUMNS
from assistant.edge.evidence_files import appended, locked, replaced

__all__ = ["Forgotten", "forget", "forget_ids", "recorded"]

GONE = "[…]"  # in the place of a name in somebody else's statement
_EXPORTS, _IMPORTS = "exports.log", "imports.log"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted: statements of the person, mentions in other people's statements, the files that changed; what
    could not be (exports that are no longer as we wrote them), and the tables that were imported, which stay as they are."""

    statements: int
    mentions: int
    files: tuple[Path, ...]
    untouched: tuple[Path, ...]
    originals: tuple[Path, ...]


def recorded(drawer: Drawer, kind: str, path: Path) -> None:
    """Notes that a table was imported or statements were exported ("imports", "exports"). Raises OSError."""
    with locked(drawer.home):
        appended(drawer.home / f"{kind}.log", [json.dumps(str(path.absolute()), ensure_ascii=False)])


def _noted(drawer: Drawer, name: str) -> list[Path]:
    try:
        lines = (drawer.home / name).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found: dict[Path, None] = {}
    for line in lines:
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if isinstance(said, str):
            found[Path(said)] = None
    return [path for path in found if path.is_file()]


def _without(rows: list[Any], ids: set[str], pseudonym: str) -> list[Any]:
    return [r for r in rows if not (isinstance(r, dict) and (r.get("id") in ids or (pseudonym and pseudonym in (r.get("person"), r.get("by")))))]


def _csv_without(text: str, ids: set[str], pseudonym: str) -> list[str] | None:
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    if not text.lstrip("\ufeff").startswith(";".join(COLUMNS)):
        return None
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.DictWriter(out, COLUMNS, delimiter=";", lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(_without(rows, ids, pseudonym))
    return out.getvalue().rstrip("\n").split("\n")


def _json_without(text: str, ids: set[str], pseudonym: str) -> list[str] | None:
    lines = [x for x in text.split("\n") if x.strip()]
    try:
        rows = [json.loads(x) for x in lines]
    except (ValueError, RecursionError):
        return None
    return [json.dumps(r, ensure_ascii=False) for r in _without(rows, ids, pseudonym)]


def _cleaned(path: Path, ids: set[str], pseudonym: str) -> bool | None:
    """Takes the statements out of one export: True where it changed, None where it is no export of ours any more."""
    try:
        text = path.read_bytes().decode("utf-8")
        lines = (_csv_without if path.suffix.lower() == ".csv" else _json_without)(text, ids, pseudonym)
    except (OSError, UnicodeDecodeError, csv.Error):
        return None
    if lines is None:
        return None
    if "\n".join(lines).strip() == text.strip():
        return False
    replaced(path, lines)
    return True


def forget_ids(drawer: Drawer, ids: set[str], marks: Sequence[str] = (), pseudonym: str = "") -> Forgotten:
    """Deletes these statements in every version from all folders and all exports that are still there. Raises OSError."""
    changed = list(drawer.store.rewrite(lambda said: None if said.id in ids else said, marks))
    untouched = []
    for path in _noted(drawer, _EXPORTS):
        done = _cleaned(path, ids, pseudonym)
        if done is None:
            untouched.append(path)
        elif done:
            changed.append(path)
    return Forgotten(len(ids), 0, tuple(changed), tuple(untouched), tuple(_noted(drawer, _IMPORTS)))


def forget(drawer: Drawer, person: str) -> Forgotten:
    """Deletes a person, named or by pseudonym: their statements everywhere, and their name from other people's. Raises
    OSError."""
    pseudonym = drawer.names.of(person)
    name = person if pseudonym != person.strip().upper() else ""
    said = drawer.store.load().statements
    ids = {one.id for one in said.values() if one.person == pseudonym}
    marks = [x for x in (pseudonym, name) if x]
    done = forget_ids(drawer, ids, marks, pseudonym)
    count = 0

    def unnamed(one: Saying) -> Saying:
        nonlocal count
        new = _unnamed(one, name, pseudonym)
        count += new != one
        return new

    files = (*done.files, *drawer.store.rewrite(unnamed))
    return Forgotten(len(ids), count, tuple(dict.fromkeys(files)), done.untouched, done.originals)


def _unnamed(said: Saying, name: str, pseudonym: str) -> Saying:
    """A statement of somebody else without this person: as the one who collected it, and in its words."""
    names = [(x, GONE) for x in (pseudonym, name) if x]
    text, reason = masked(said.text, names), masked(said.reason, names)
    return replace(said, text=text, reason=reason, by="" if said.by == pseudonym else said.by)
