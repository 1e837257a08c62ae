"""Writing personal data: files that only their owner can read, whole or not at all, synced before anything is said of them."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.edge import files

__all__ = ["appended", "locked", "private_folder", "replaced"]


def private_folder(folder: Path) -> None:
    """Makes the folder where it is missing, for its owner alone; one that is there stays as it is."""
    if not folder.is_dir():
        folder.mkdir(parents=True, mode=0o700)


def appended(path: Path, lines: Iterable[str], batch: int = 2000) -> int:
    """Adds lines to a file and syncs it; gives how many. A last line that was torn off is closed first, so that it stays
    one line. Where writing fails the file is cut back to what it held: all lines or none. Raises OSError."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "r+b") as file:
        size = file.seek(0, os.SEEK_END)
        try:
            if size:
                file.seek(size - 1)
                torn = file.read(1) != b"\n"
                file.seek(0, os.SEEK_END)
                file.write(b"\n" if torn else b"")
            count = 0
            for chunk in _batches(lines, batch):
                file.write("".join(line + "\n" for line in chunk).encode())
                count += len(chunk)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            with contextlib.suppress(OSError):
                file.truncate(size)
            raise
        return count


def _batches(lines: Iterable[str], size: int) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def replaced(path: Path, lines: Iterable[str], *, force: bool = True) -> None:
    """Puts these lines in the place of the file, where there is one only with `force`: the new ones whole, or the old ones
    untouched. Raises OSError."""
    data = b"".join(line.encode("utf-8", "surrogateescape") + b"\n" for line in lines)
    files.put(path, data, force=force, private=True)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One writer at a time in this folder; waits for the other one. The system frees the lock however a process ends."""
    private_folder(folder)
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        with contextlib.suppress(OSError):  # a file system that cannot lock: one writer is the usual case
            fcntl.flock(handle, fcntl.LOCK_EX)
