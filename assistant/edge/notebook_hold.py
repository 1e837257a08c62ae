"""Which conversation a window has open: one locked byte per conversation, which the system frees however a window ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path


class Hold:
    """This window's hold on one conversation at a time. Where the system cannot lock, nothing counts as held: the
    notebook itself makes sure that two windows never write into one conversation."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None
        self._held: int | None = None

    def take(self, id_: int) -> bool:
        """Holds this conversation instead of the one before; False where another window has it."""
        if self._held == id_:
            return True
        if not self._lock(id_):
            return False
        self.free()
        self._held = id_
        return True

    def is_free(self, id_: int) -> bool:
        """Whether no other window has this conversation open."""
        if self._held == id_:
            return True
        if not self._lock(id_):
            return False
        self._unlock(id_)
        return True

    def free(self) -> None:
        if self._held is not None:
            self._unlock(self._held)
            self._held = None

    def close(self) -> None:
        self._held = None
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _open(self) -> int:
        if self._handle is None:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        return self._handle

    def _lock(self, id_: int) -> bool:
        try:
            handle = self._open()
        except OSError:
            return True
        try:
            _range(handle, id_, lock=True)
        except (BlockingIOError, PermissionError):
            return False
        except OSError:
            return True
        return True

    def _unlock(self, id_: int) -> None:
        if self._handle is not None:
            with contextlib.suppress(OSError):
                _range(self._handle, id_, lock=False)


if sys.platform == "win32":
    import msvcrt

    def _range(handle: int, at: int, *, lock: bool) -> None:
        os.lseek(handle, at, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK if lock else msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _range(handle: int, at: int, *, lock: bool) -> None:
        fcntl.lockf(handle, (fcntl.LOCK_EX | fcntl.LOCK_NB) if lock else fcntl.LOCK_UN, 1, at)
