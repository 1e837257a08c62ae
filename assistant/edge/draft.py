"""A playbook that is being written: its file, changed in place. The only importer of tomlkit.

Comments and order of a file written by hand survive. What is not usable yet waits in the folder `drafts`, which nobody
reads; a usable playbook is never replaced by one that is not.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli
import tomlkit
from tomlkit.items import InlineTable, Item, Table
from tomlkit.toml_document import TOMLDocument

from assistant.core.author import Edit, changed
from assistant.core.playbook import Library
from assistant.edge import files
from assistant.edge.folders import File
from assistant.edge.library import read_one
from assistant.edge.problems import Problem

__all__ = ["Draft", "Unwritable"]

_DRAFTS = "drafts"


class Unwritable(Exception):  # noqa: N818 it names a state of the file
    """The change cannot be made in this file without touching something else; nothing was written."""


@dataclass(slots=True)
class Draft:
    """The file of one playbook in one folder. `text` is what stands in it; `usable` = it is read without an error."""

    folder: Path
    name: str
    text: str = ""
    usable: bool = False

    @property
    def path(self) -> Path:
        """Where the playbook stands once it is usable."""
        return self.folder / f"{self.name}.toml"

    @property
    def aside(self) -> Path:
        """Where it stands before."""
        return self.folder / _DRAFTS / f"{self.name}.toml"

    @property
    def place(self) -> Path:
        """Where it stands now."""
        return self.path if self.usable else self.aside

    @property
    def data(self) -> dict[str, Any]:
        """The content as plain data."""
        return tomli.loads(self.text)

    @classmethod
    def opened(cls, folder: Path, name: str) -> Draft:
        """What was begun before, else the playbook itself, else an empty one. Raises OSError, and ValueError where the
        file is no UTF-8 or no TOML."""
        draft = cls(folder, name)
        for path in (draft.aside, draft.path):
            if path.exists():
                draft.text = path.read_bytes().decode("utf-8-sig")
                draft.usable = path == draft.path
                tomli.loads(draft.text)
                break
        return draft

    def wrong(self, library: Library) -> Problem | None:
        """The first thing in the file that is of another kind than it has to be."""
        if not self.text:
            return None
        sheet, _ = read_one(File(self.path, self.text.encode()), library)
        return next((p for p in sheet.problems if p.code in ("wrong-type", "bad-items")), None)

    def change(self, edits: Sequence[Edit], library: Library) -> None:
        """Makes these changes and writes the file, 0600. Raises OSError, and Unwritable where that would change more."""
        if not edits:
            return
        wanted = changed(self.data, edits)
        document = tomlkit.parse(self.text)
        for edit in edits:
            _apply(document, edit)
        text = _spaced(tomlkit.dumps(document))
        if tomli.loads(text) != wanted:
            raise Unwritable(self.name)
        self.write(text, library)

    def write(self, text: str, library: Library) -> None:
        """Writes this text as the whole file, aside as long as it is not usable. Raises OSError."""
        _, playbook = read_one(File(self.path, text.encode()), library)
        target = self.path if playbook else self.aside
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        files.put(target, text.encode(), force=True, private=True)
        if playbook:
            self.remove()
        self.text, self.usable = text, playbook is not None

    def remove(self) -> None:
        """Takes the draft away; a usable playbook stays. Raises OSError."""
        self.aside.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.aside.parent.rmdir()


def _spaced(text: str) -> str:
    """An empty line before each table, in a file that nobody has written by hand (it has no comments)."""
    return text if re.search(r"^\s*#", text, re.MULTILINE) else re.sub(r"(?<=[^\n])\n(?=\[)", "\n\n", text)


def _item(value: Any, *, inline: bool) -> Item:
    """Texts of a name stay on one line, everything else becomes a table of its own."""
    if isinstance(value, dict):
        inline = inline or set(value) <= {"de", "en"}
        table: Table | InlineTable = tomlkit.inline_table() if inline else tomlkit.table()
        for key, part in value.items():
            table.append(key, _item(part, inline=inline))
        return table
    if isinstance(value, list):
        array = tomlkit.array()
        array.extend(value)
        return array
    made: Item = tomlkit.item(value)
    return made


def _apply(document: TOMLDocument, edit: Edit) -> None:
    here: Any = document
    path = edit.path
    for part in path[:-1]:
        if isinstance(part, str) and part not in here:
            here[part] = tomlkit.table(is_super_table=True) if here is document else tomlkit.table()
        here = here[part]
    last = path[-1]
    if not edit.append:
        here[last] = _item(edit.value, inline=False)
    elif isinstance(edit.value, dict):
        if last not in here:
            here[last] = tomlkit.aot()
        here[last].append(_table(edit.value))
    else:
        if last not in here:
            here[last] = tomlkit.array().multiline(multiline=True)
        here[last].append(edit.value)


def _table(value: dict[str, Any]) -> Table:
    table = _item(value, inline=False)
    if isinstance(table, Table):
        return table
    made = tomlkit.table()
    for key, part in value.items():
        made.append(key, _item(part, inline=True))
    return made
