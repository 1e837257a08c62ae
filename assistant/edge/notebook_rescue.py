"""A damaged notebook is set aside, never overwritten; what can be read of it goes into a new one."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from assistant.edge import notebook_file as file
from assistant.edge.notebook import Notebook
from assistant.edge.notebook_file import Trouble, troubles
from assistant.edge.notebook_leaf import turn_of

T = TypeVar("T")
MOST_GAPS = 512  # so many empty places in a row, and nothing more is expected behind them
_CONVERSATION = "id, began, touched, title_de, title_en, filled, turns, draft, follows, follows_turn"
_TURN = "conversation, number, at, said, own, answer, move, state, seal"


@dataclass(frozen=True, slots=True)
class Rescue:
    """What became of a damaged notebook: `saved` of `known` turns, the old file under `aside` (None: another window
    has already put it right)."""

    saved: int
    known: int
    aside: Path | None


@dataclass(slots=True)
class _Read:
    conversations: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    turns: dict[tuple[int, int], tuple[Any, ...]] = field(default_factory=dict)

    @property
    def known(self) -> int:
        """How many turns there were, as far as what was read tells."""
        last: dict[int, int] = {}
        for conversation, number in self.turns:
            last[conversation] = max(number, last.get(conversation, 0))
        for id_, row in self.conversations.items():
            last[id_] = max(last.get(id_, 0), row[6] if isinstance(row[6], int) else 0)
        return sum(last.values())


def rescue(path: Path, damaged: tuple[int, int] | None) -> Rescue:
    """Sets the file aside and saves what can be read. `damaged` is the stamp of the file that was found to be damaged.
    Raises Trouble."""
    with troubles():
        if damaged is not None and file.stamp(path) != damaged:
            return Rescue(0, 0, None)
        aside = _set_aside(path)
        with tempfile.TemporaryDirectory(prefix=".rescue-", dir=path.parent) as folder:
            found = _read(aside, Path(folder) / "copy.db")
        file.create(path)
        with contextlib.closing(file.connect(path)) as db:
            _write(db, found)
        return Rescue(len(found.turns), max(found.known, len(found.turns)), aside)


def looked(book: Notebook, work: Callable[[], T]) -> tuple[T, Rescue | None]:
    """The work done, if need be after a rescue of the damaged file. Raises Trouble."""
    try:
        return work(), None
    except Trouble as trouble:
        if trouble.kind != "damaged":
            raise
    damaged = file.stamp(book.path)
    book.close()
    done = rescue(book.path, damaged)
    return work(), done


def _log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _set_aside(path: Path) -> Path:
    """Gives the file and its log a name with the date; takes no name that is in use."""
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    number = 0
    while True:
        aside = path.with_name(f"{path.stem}-damaged-{stamp}{f'-{number}' if number else ''}{path.suffix}")
        if not aside.exists() and not _log(aside).exists():
            break
        number += 1
    path.rename(aside)
    if _log(path).exists():
        _log(path).rename(_log(aside))
    path.with_name(path.name + "-shm").unlink(missing_ok=True)  # an index into the log, nothing of its own
    return aside


def _read(aside: Path, copy: Path) -> _Read:
    """All that can be read, from a copy: SQLite would tidy up in the original."""
    found = _Read()
    shutil.copyfile(aside, copy)
    if _log(aside).exists():
        shutil.copyfile(_log(aside), _log(copy))
    _read_into(found, copy)
    if not found.turns and copy.stat().st_size > file.PAGE:
        # The first page says where everything stands; ours is always the same.
        shutil.copyfile(aside, copy)
        _log(copy).unlink(missing_ok=True)
        with contextlib.suppress(*file.UNREADABLE, OSError, Trouble):
            _mend(copy)
            _read_into(found, copy)
    return found


def _mend(copy: Path) -> None:
    """Puts the first page of an empty notebook in the place of the damaged one."""
    model = copy.with_name("model.db")
    file.create(model)
    first = bytearray(model.read_bytes()[: file.PAGE])
    first[28:32] = (copy.stat().st_size // file.PAGE).to_bytes(4, "big")  # size in pages
    with copy.open("r+b") as out:
        out.write(first)


def _read_into(found: _Read, copy: Path) -> None:
    with contextlib.suppress(*file.UNREADABLE), contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as db:
        db.text_factory = lambda raw: raw.decode("utf-8", "replace")
        for row in _rows(db, "turn", _TURN):
            conversation, *rest = row
            with contextlib.suppress(ValueError):
                turn = turn_of(rest)
                if isinstance(conversation, int):
                    found.turns.setdefault((conversation, turn.number), tuple(row))
        for row in _rows(db, "conversation", _CONVERSATION):
            found.conversations.setdefault(row[0], tuple(row))


def _rows(db: sqlite3.Connection, table: str, columns: str) -> Iterator[Any]:
    """Row by row by its number, past those that cannot be read."""
    at, gaps = 0, 0
    highest = _highest(db, table)
    while gaps < MOST_GAPS or at < highest:
        at += 1
        row = None
        with contextlib.suppress(*file.UNREADABLE):
            row = db.execute(f"SELECT {columns} FROM {table} WHERE id = ?", (at,)).fetchone()  # noqa: S608 names of our own
        gaps = 0 if row else gaps + 1
        if row:
            yield row


def _highest(db: sqlite3.Connection, table: str) -> int:
    """The last number in use, as far as the file tells; what a damaged file tells is believed within bounds."""
    try:
        found = db.execute(f"SELECT max(id) FROM {table}").fetchone()[0]  # noqa: S608 names of our own
    except file.UNREADABLE:
        return 0
    return min(found, 10_000_000) if isinstance(found, int) else 0


def _write(db: sqlite3.Connection, found: _Read) -> None:
    """Into the new notebook; a conversation whose own row is lost is known by its turns."""
    db.execute("BEGIN IMMEDIATE")
    at: dict[int, tuple[str, str]] = {}
    for (id_, _), row in sorted(found.turns.items()):
        at[id_] = (at.get(id_, (row[2], ""))[0], row[2])
    at |= {id_: ("", "") for id_, row in found.conversations.items() if id_ not in at and row[7]}  # only a draft
    for id_, (first, last) in at.items():
        row = found.conversations.get(id_, (id_, first, last, "", "", 0, 0, "", None, None))
        marks = ", ".join("?" * len(row))
        db.execute(f"INSERT OR IGNORE INTO conversation ({_CONVERSATION}) VALUES ({marks})", _plain(row))  # noqa: S608 names of our own
    for row in found.turns.values():
        marks = ", ".join("?" * len(row))
        db.execute(f"INSERT OR IGNORE INTO turn ({_TURN}) VALUES ({marks})", row)  # noqa: S608 names of our own
    count = "(SELECT count(*) FROM turn WHERE conversation = conversation.id)"
    db.execute(f"UPDATE conversation SET turns = {count}")  # noqa: S608 names of our own
    db.execute("COMMIT")


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A heading is not sealed: what is not of its type is left empty."""
    id_, *texts, filled, turns, draft, follows, number = row
    chain = (follows, number) if isinstance(follows, int) and isinstance(number, int) else (None, None)
    words = [x if isinstance(x, str) else "" for x in (*texts, draft)]
    return (id_, *words[:-1], *(x if isinstance(x, int) else 0 for x in (filled, turns)), words[-1], *chain)
