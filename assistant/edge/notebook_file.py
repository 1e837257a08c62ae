"""The notebook's file: how it comes into being, is opened and checked, and what may be wrong with it."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

SCHEMA = 1
MARK = 0x42454131  # application id, so that the file says whose it is
PATIENCE = 2.0  # seconds that one window waits for another
NAME = "notebook.db"
PAGE = 4096
HEADER = 100  # bytes
# What reading a damaged file raises: SQLite quotes spoilt names in its messages, which need not be text then.
UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
LAST_SCHEMA = 999  # a higher number is no version but a changed byte

# AUTOINCREMENT: the number of a deleted conversation is never given again.
TABLES = """
CREATE TABLE conversation (
  id INTEGER PRIMARY KEY AUTOINCREMENT, began TEXT NOT NULL, touched TEXT NOT NULL,
  title_de TEXT NOT NULL DEFAULT '', title_en TEXT NOT NULL DEFAULT '', filled INTEGER NOT NULL DEFAULT 0,
  turns INTEGER NOT NULL DEFAULT 0, draft TEXT NOT NULL DEFAULT '', follows INTEGER, follows_turn INTEGER
);
CREATE TABLE turn (
  id INTEGER PRIMARY KEY, conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  number INTEGER NOT NULL, at TEXT NOT NULL, said TEXT NOT NULL, own TEXT NOT NULL, answer TEXT,
  move TEXT, state TEXT, seal INTEGER NOT NULL, UNIQUE (conversation, number)
);
"""

Kind = Literal["damaged", "newer", "full", "locked", "denied", "failed"]
_KINDS: dict[int, Kind] = {
    sqlite3.SQLITE_CORRUPT: "damaged", sqlite3.SQLITE_NOTADB: "damaged", sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_BUSY: "locked", sqlite3.SQLITE_LOCKED: "locked", sqlite3.SQLITE_READONLY: "denied",
    sqlite3.SQLITE_CANTOPEN: "denied", sqlite3.SQLITE_PERM: "denied",
}  # fmt: skip
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENOENT})


class Trouble(Exception):  # noqa: N818 what the person is told, not a fault of the program
    """Why the notebook cannot do its work; `kind` names the message."""

    def __init__(self, kind: Kind, reason: str = "") -> None:
        super().__init__(kind, reason)
        self.kind = kind
        self.reason = reason


def damaged(reason: str = "") -> Trouble:
    return Trouble("damaged", reason)


@contextlib.contextmanager
def troubles(*, opening: bool = False) -> Iterator[None]:
    """Turns what SQLite and the system say into Trouble. IntegrityError passes: it is an answer, not trouble. While
    `opening`, an error in our own statements means that the file is not what it says."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except UnicodeDecodeError as error:
        raise damaged(str(error)) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        spoilt = code == sqlite3.SQLITE_IOERR_SHORT_READ or (opening and code == sqlite3.SQLITE_ERROR)
        raise Trouble("damaged" if spoilt else _KINDS.get(code & 0xFF, "failed"), str(error)) from error
    except OSError as error:
        kind: Kind = "full" if error.errno in _FULL else "denied" if error.errno in _DENIED else "failed"
        raise Trouble(kind, error.strerror or str(error)) from error


def found(path: Path) -> bool:
    """Whether there is a notebook. Raises Trouble where that cannot even be seen."""
    with troubles():
        try:
            path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return False
    return True


def create(path: Path) -> None:
    """Makes an empty notebook, for its owner only; leaves one that is already there alone."""
    with troubles():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _owners_only(path.parent, 0o700)
        aside = path.with_name(f".{secrets.token_hex(8)}.new")
        try:
            os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            with contextlib.closing(sqlite3.connect(aside)) as db:
                db.executescript(
                    f"PRAGMA page_size = {PAGE}; BEGIN; {TABLES} PRAGMA user_version = {SCHEMA}; PRAGMA application_id = {MARK}; COMMIT;"
                )
            _name(aside, path)
        finally:
            with contextlib.suppress(OSError):
                aside.unlink()


def _name(aside: Path, path: Path) -> None:
    """The finished file gets its name, unless another window was faster."""
    try:
        os.link(aside, path)
    except FileExistsError:
        return
    except OSError:  # no hard links here
        if not path.exists():
            aside.rename(path)


def _owners_only(path: Path, mode: int) -> None:
    with contextlib.suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(mode)


def connect(path: Path) -> sqlite3.Connection:
    """An open, sound notebook of this schema. Raises Trouble: damaged, newer (the file stays as it is), or the system's."""
    with troubles():
        _owners_only(path, 0o600)
        with path.open("rb") as raw:
            head = raw.read(HEADER)
        if len(head) < HEADER or not set(head[18:20]) <= {1, 2}:  # else SQLite would only say that it may not write
            raise damaged()
        db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        with troubles(opening=True):
            _prepare(db)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection) -> None:
    db.text_factory = lambda raw: raw.decode("utf-8", "replace")
    version, mark = (int(db.execute(f"PRAGMA {p}").fetchone()[0]) for p in ("user_version", "application_id"))
    if mark == MARK and SCHEMA < version <= LAST_SCHEMA:
        kind: Kind = "newer"
        raise Trouble(kind, str(version))
    made = [row[0] for row in db.execute("SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY rowid")]
    sound = mark == MARK and version == SCHEMA and made == [x.strip() for x in TABLES.split(";") if x.strip()]
    if not sound or db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise damaged()
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")  # a turn survives a power cut, not only a kill
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA foreign_keys = ON")


def stamp(path: Path) -> tuple[int, int] | None:
    """Which file stands under this name at present; None for none."""
    try:
        here = path.stat()
    except OSError:
        return None
    return here.st_dev, here.st_ino
