"""The notebook: conversations kept in one SQLite file on this machine, a turn at a time, each on disk before it is shown."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.core.dialogue import Conversation
from assistant.core.gate import clean
from assistant.core.resume import Moved, taken, whole
from assistant.core.text import Language
from assistant.core.words import fold
from assistant.edge import notebook_file as file
from assistant.edge.notebook_file import Trouble, troubles
from assistant.edge.notebook_leaf import Heading, Leaf, Turn, plain, turn_of

_HEADING = """SELECT c.id, c.began, c.touched, c.title_de, c.title_en, c.filled, c.turns, c.draft,
  (SELECT substr(said, 1, 200) FROM turn WHERE conversation = c.id ORDER BY number LIMIT 1) FROM conversation c"""
_TURN = "SELECT number, at, said, own, answer, move, state, seal FROM turn"
FIRST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """One turn that holds all words looked for, and the line of it that holds the first."""

    heading: Heading
    number: int
    line: str


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Notebook:
    """The file and what can be asked of it. Opens it when needed, again when another file has taken its place. Every
    method raises Trouble."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open: sqlite3.Connection | None = None
        self._stamp: tuple[int, int] | None = None

    @property
    def exists(self) -> bool:
        return file.found(self.path)

    def close(self) -> None:
        if self._open is not None:
            with contextlib.suppress(sqlite3.Error):
                self._open.close()
            self._open = None

    def _db(self) -> sqlite3.Connection:
        """The open file: that which stands under the name now."""
        if self._open is not None and self._stamp == file.stamp(self.path):
            return self._open
        self.close()
        self._open = file.connect(self.path)
        self._stamp = file.stamp(self.path)
        return self._open

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is on disk afterwards, or none."""
        with troubles():
            db = self._db()
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    db.execute("ROLLBACK")
                raise

    def _all(self, sql: str, *values: Any) -> list[Any]:
        with troubles():
            return self._db().execute(sql, values).fetchall()

    # ---- reading

    def headings(self) -> list[Heading]:
        """The conversations, those touched last first; also those that hold nothing but a draft."""
        return [_heading(row) for row in self._all(f"{_HEADING} ORDER BY c.touched DESC, c.id DESC")] if self.exists else []

    def heading(self, id_: int) -> Heading | None:
        rows = self._all(f"{_HEADING} WHERE c.id = ?", id_) if self.exists else []
        return _heading(rows[0]) if rows else None

    def turns(self, id_: int, until: int | None = None) -> list[Turn]:
        """The turns of a conversation in order. A turn that a changed byte has spoilt is Trouble("damaged")."""
        rows = self._all(f"{_TURN} WHERE conversation = ? AND number <= ? ORDER BY number", id_, until or 2**62)
        try:
            return [turn_of(row) for row in rows]
        except ValueError as error:
            raise file.damaged(str(error)) from error

    def conversation(self, id_: int, start: Conversation) -> Conversation:
        """The conversation as it stood after its last answer, steps back and forward included. `start` is how one begins."""
        chapters: list[tuple[int, int | None]] = []
        here: tuple[int, int | None] | None = (id_, None)
        while here is not None and here not in chapters:
            chapters.append(here)
            rows = self._all("SELECT follows, follows_turn FROM conversation WHERE id = ?", here[0])
            here = (rows[0][0], rows[0][1]) if rows and rows[0][0] is not None else None
        state = start
        for chapter, until in reversed(chapters):
            for turn in self.turns(chapter, until):
                if turn.moved is not None:
                    state = _after(state, turn.moved)
        return state

    def search(self, words: str) -> list[Hit]:
        """The turns that hold all of the words, in any case and spelling (ä = ae, ß = ss), those of the last conversation
        first. A plain look at every turn: at 1,000 turns that costs less than an index would cost at each turn."""
        wanted = fold(words).split()
        return [hit for h in self.headings() for t in self.turns(h.id) if (hit := _hit(h, t, wanted))] if wanted else []

    # ---- writing

    def save(self, leaf: Leaf) -> None:
        """What is unsaved of this conversation, in one transaction. Where its place is taken or gone (another window went
        on with it, or deleted it) it becomes a conversation of its own."""
        if not self.exists:
            file.create(self.path)
        try:
            self._save(leaf)
        except sqlite3.IntegrityError:
            leaf.id, leaf.follows, leaf.loose = None, None, True
            self._save(leaf)
        leaf.unsaved.clear()
        leaf.changed = False

    def _save(self, leaf: Leaf) -> None:
        at, id_ = now(), leaf.id
        with self._writing() as db:
            if id_ is None:
                values = (leaf.began or at, at, *(leaf.follows or (None, None)))
                found = db.execute("INSERT INTO conversation (began, touched, follows, follows_turn) VALUES (?, ?, ?, ?)", values)
                id_ = int(found.lastrowid or 0)
            for turn in leaf.unsaved.values():
                _put(db, id_, turn)
            count = "(SELECT count(*) FROM turn WHERE conversation = conversation.id)"
            values = (at, leaf.titles["de"], leaf.titles["en"], leaf.filled, leaf.draft, id_)
            db.execute(
                f"UPDATE conversation SET touched = ?, title_de = ?, title_en = ?, filled = ?, draft = ?, turns = {count} WHERE id = ?",  # noqa: S608 no text of a person in it
                values,
            )
        leaf.id = id_

    def delete(self, id_: int) -> None:
        """One conversation, gone from the file byte by byte."""
        with self._writing() as db:
            db.execute("UPDATE conversation SET follows = NULL, follows_turn = NULL WHERE follows = ?", (id_,))
            db.execute("DELETE FROM conversation WHERE id = ?", (id_,))
        self._scrub()

    def delete_all(self) -> None:
        """Every conversation, and the damaged files that were set aside."""
        if self.exists:
            with self._writing() as db:
                db.execute("DELETE FROM turn")
                db.execute("DELETE FROM conversation")
            self._scrub()
        with troubles():
            for old in set_aside(self.path):
                old.unlink()

    def _scrub(self) -> None:
        """Nothing deleted stays behind: not in free pages, not in the write-ahead log."""
        with troubles():
            db = self._db()
            db.execute("VACUUM")
            if db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                busy: file.Kind = "locked"
                raise Trouble(busy)


def set_aside(path: Path) -> list[Path]:
    """The damaged files that were set aside, their logs included."""
    return sorted(path.parent.glob(f"{path.stem}-damaged-*"))


def _after(state: Conversation, turn: Moved) -> Conversation:
    try:
        return taken(state, turn)
    except ValueError as error:  # sealed, and yet no state: another program wrote it
        raise file.damaged(str(error)) from error


def _put(db: sqlite3.Connection, id_: int, turn: Turn) -> None:
    """Writes one turn. Raises IntegrityError where another window has this number, or the conversation is gone."""
    columns = turn.columns()
    sql = "UPDATE turn SET answer = ?, move = ?, state = ?, seal = ? WHERE conversation = ? AND number = ? AND at = ? AND said = ?"
    if not db.execute(sql, (*columns[3:], id_, turn.number, *columns[:2])).rowcount:
        sql = "INSERT INTO turn (conversation, number, at, said, own, answer, move, state, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        db.execute(sql, (id_, turn.number, *columns))


def loosened(after: Conversation, leaf: Leaf) -> Moved | None:
    """The whole state, where what came before is not in the file with this conversation."""
    if not leaf.loose:
        return None
    leaf.loose = False
    return whole(after)


def _heading(row: Sequence[Any]) -> Heading:
    id_, began, touched, de, en, filled, turns, draft, first = row
    first = " ".join(clean(str(first or "")).split())
    titles: dict[Language, str] = {"de": clean(str(de)), "en": clean(str(en))}
    return Heading(
        int(id_), str(began), str(touched), titles, _number(filled), _number(turns), clean(str(draft)),
        first if len(first) <= FIRST_WORDS else first[: FIRST_WORDS - 1].rstrip() + "…",
    )  # fmt: skip


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _hit(heading: Heading, turn: Turn, wanted: Sequence[str]) -> Hit | None:
    text = plain([["", turn.said, ""], *(turn.answer or [])])
    titles = "\n".join(heading.titles.values())
    folded = fold(f"{text}\n{titles}")
    if not all(word in folded for word in wanted):
        return None
    lines = [line.strip() for line in text.split("\n")]
    line = next((x for word in wanted for x in lines if word in fold(x)), "")
    return Hit(heading, turn.number, line) if line or turn.number == 1 else None
