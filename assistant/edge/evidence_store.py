"""Statements on disk: `statements.jsonl`, one line each, in the person's data folder or beside a folder of playbooks.

JSON lines and not TOML: a line can be added without touching the others and survives a crash, a difference shows as the
line that changed, and a hundred thousand load in about the time that json itself takes. A line with an id that came
before replaces the earlier one. Lines that cannot be read are named, counted out, and kept as they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.core.gate import clean
from assistant.core.statements import Saying, from_dict, to_dict
from assistant.edge.evidence_files import appended, locked, replaced
from assistant.edge.evidence_places import FILE
from assistant.edge.problems import Problem

__all__ = ["FILE", "Kept", "Store", "read_lines", "written"]


def written(said: Saying) -> str:
    """A statement as its line."""
    return json.dumps(to_dict(said), ensure_ascii=False, separators=(", ", ": "))


@dataclass(frozen=True, slots=True)
class Kept:
    """What the folders hold: the statements by id, in the order in which they came, and the lines that none is."""

    statements: dict[str, Saying] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def _read(line: str) -> Saying:
    """A line edited by hand passes the gate like everything that is typed."""
    data = json.loads(line.lstrip("\ufeff"))
    said = from_dict(data)
    words = (said.id, said.text, said.reason, said.role, said.segment, said.job, said.phase, said.trigger, said.person, said.by, said.source)
    if "".join(words).isprintable():
        return said
    return from_dict({key: clean(value) if isinstance(value, str) else value for key, value in data.items()})


def read_lines(path: Path, kept: Kept, holding: str = "") -> None:
    """Takes the statements of one file; a line that is none is named with its number. Lines without `holding` are passed
    over unread."""
    # A line is what ends in "\n": other separators may stand in a text.
    with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
        for number, line in enumerate(file, 1):
            if line.isspace() or holding not in line:
                continue
            try:
                said = _read(line)
            except (ValueError, RecursionError) as error:
                torn = not line.endswith("\n")
                reason = "" if isinstance(error, (json.JSONDecodeError, RecursionError)) else str(error)
                kept.problems.append(Problem("torn-line" if torn else "bad-line", str(path), number, facts={"key": reason}))
            else:
                kept.statements[said.id] = said


class Store:
    """The statements of several folders: the first one is written to, all are read; changes and removals go to all."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(dict.fromkeys(folders))

    @property
    def path(self) -> Path:
        """The file that new statements go to."""
        return self.folders[0] / FILE

    def _files(self) -> Iterator[Path]:
        for folder in self.folders:
            if folder.is_dir():
                yield from sorted(p for p in folder.glob("*.jsonl") if p.is_file())

    def load(self) -> Kept:
        """Everything that can be read. Raises nothing for what stands in a file or for one that cannot be opened."""
        kept = Kept()
        for path in self._files():
            try:
                read_lines(path, kept)
            except OSError as error:
                kept.problems.append(Problem("unreadable", str(path), facts={"reason": error.strerror or str(error)}))
        return kept

    def add(self, said: Iterable[Saying]) -> int:
        """Keeps new statements, all or none; gives how many. Raises OSError."""
        with locked(self.folders[0]):
            return appended(self.path, map(written, said))

    def change(self, said: Saying) -> None:
        """Keeps a statement anew, in the folder that has it. Raises OSError."""
        for path in self._files():
            kept = Kept()
            read_lines(path, kept)
            if said.id in kept.statements:
                with locked(path.parent):
                    appended(path, [written(said)])

    def rewrite(self, change: Callable[[Saying], Saying | None], marks: Sequence[str] = ()) -> tuple[Path, ...]:
        """Puts what `change` gives in the place of every version of every statement (None = it goes), and drops unreadable
        lines in which one of `marks` stands; gives the files that changed. Raises OSError; each file is the old one or the
        new one."""
        changed = []
        for path in self._files():
            with locked(path.parent):
                lines = [x for x in path.read_bytes().decode("utf-8", "surrogateescape").split("\n") if x.strip(" \r\t")]
                stays = [new for x in lines if (new := _rewritten(x, change, marks))]
                if stays != lines:
                    replaced(path, stays)
                    changed.append(path)
        return tuple(changed)


def _rewritten(line: str, change: Callable[[Saying], Saying | None], marks: Sequence[str]) -> str:
    """The line as it is to be; "" where it goes."""
    try:
        said = _read(line)
    except (ValueError, RecursionError):
        return "" if any(mark in line for mark in marks) else line
    new = change(said)
    return line if new == said else written(new) if new else ""
