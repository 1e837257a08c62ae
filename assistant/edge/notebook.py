"""The notebook: conversations kept in one SQLite file on this machine, a turn at a time, each on disk before it is shown."""

from __future__ import annotations

import contextlib
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from assistant.core.dialogue import Conversation
from assistant.core.gate import clean
from assistant.core.resume import Moved, taken, whole
from assistant.core.text import Language
from assistant.edge import notebook_file as file
from assistant.edge.notebook_file import Trouble, troubles
from assistant.edge.notebook_leaf import Heading, Leaf, Turn, moved_of, plain, rewritten, turn_of

_HEADING = """SELECT c.id, c.began, c.touched, c.title_de, c.title_en, c.filled, c.turns, c.draft,
  (SELECT substr(said, 1, 200) FROM turn WHERE conversation = c.id ORDER BY number LIMIT 1) FROM conversation c"""
_TURN = "SELECT number, at, said, own, answer, move, state, seal FROM turn"
FIRST_WORDS = 60
T = TypeVar("T")


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

    def turns(self, id_: int) -> list[Turn]:
        """The turns of a conversation in order. A turn that a changed byte has spoilt is Trouble("damaged")."""
        return self._sealed(turn_of, f"{_TURN} WHERE conversation = ? ORDER BY number", id_)

    def last(self, id_: int) -> Turn | None:
        """The last turn alone."""
        return next(iter(self._sealed(turn_of, f"{_TURN} WHERE conversation = ? ORDER BY number DESC LIMIT 1", id_)), None)

    def _sealed(self, read: Callable[[Any], T], sql: str, *values: Any) -> list[T]:
        try:
            return [read(row) for row in self._all(sql, *values)]
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
            sql = f"{_TURN} WHERE conversation = ? AND number <= ? ORDER BY number"
            for turn in self._sealed(moved_of, sql, chapter, until or 2**62):
                if turn is not None:
                    state = _after(state, turn)
        return state

    def search(self, words: str) -> list[Hit]:
        """The turns that hold all of the words, in any case and spelling (ä = ae, ß = ss), those of the last conversation
        first. A plain look at every turn: a seventh of a second for 1,000 turns, and no index has to be kept or deleted."""
        wanted = sought(words).split()
        return [hit for h in self.headings() for hit in self._hits(h, wanted)] if wanted else []

    def _hits(self, heading: Heading, wanted: Sequence[str]) -> Iterator[Hit]:
        named = sought("\n".join(heading.titles.values()))
        sql = f"{_TURN} WHERE conversation = ? ORDER BY number"
        for row in self._all(sql, heading.id):
            raw = sought(f"{row[2]}\n{row[4]}\n{named}")  # as it stands in the file: a first look, many times faster
            if all(word in raw for word in wanted):
                (turn,) = self._sealed(turn_of, f"{_TURN} WHERE conversation = ? AND number = ?", heading.id, row[0])
                if hit := _hit(heading, turn, named, wanted):
                    yield hit

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

    def rewrite(self, id_: int, change: Callable[[str], str]) -> None:
        """Puts what `change` makes of each text of a conversation in its place; what stood there is gone byte by byte."""
        with self._writing() as db:
            for row in db.execute(f"{_TURN} WHERE conversation = ?", (id_,)).fetchall():
                body = rewritten(row, change)
                sql = "UPDATE turn SET said = ?, own = ?, answer = ?, state = ?, seal = ? WHERE conversation = ? AND number = ?"
                db.execute(sql, (*body, id_, row[0]))
            for (draft,) in db.execute("SELECT draft FROM conversation WHERE id = ?", (id_,)).fetchall():
                db.execute("UPDATE conversation SET draft = ? WHERE id = ?", (change(draft), id_))
        self._scrub()

    def raw(self, id_: int) -> Iterator[str]:
        """All that a conversation holds, turn by turn as it stands in the file, for a look whether something is in it."""
        for row in self._all(f"{_TURN} WHERE conversation = ? ORDER BY number", id_):
            yield "\n".join(str(part) for part in row if part is not None)

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


def _hit(heading: Heading, turn: Turn, named: str, wanted: Sequence[str]) -> Hit | None:
    text = plain([["", turn.said, ""], *(turn.answer or [])])
    lines, folded = text.split("\n"), sought(text).split("\n")
    if not all(word in named or any(word in line for line in folded) for word in wanted):
        return None
    line = next((lines[n].strip() for word in wanted for n, x in enumerate(folded) if word in x), "")
    return Hit(heading, turn.number, line) if line or turn.number == 1 else None


_SPELT = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("é", "e"), ("è", "e"), ("ê", "e"), ("á", "a"), ("à", "a"), ("ç", "c"))


def sought(text: str) -> str:
    """Text as it is compared in a search: the same idea as core/words.fold, forty times as fast."""
    text = unicodedata.normalize("NFC", text).casefold()
    for sign, spelt in _SPELT:
        text = text.replace(sign, spelt)
    return text
