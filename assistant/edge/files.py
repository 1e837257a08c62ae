"""The one way a file comes into being: written aside, synced, then given its name; never half-written, never by accident over another."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

# What a file system says that knows no hard links.
_NO_LINKS = frozenset(
    getattr(errno, name) for name in ("EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EACCES") if hasattr(errno, name)
)
_CODES = {
    errno.EEXIST: "file-exists", errno.ENOENT: "file-no-folder", errno.ENOTDIR: "file-no-folder",
    errno.EISDIR: "file-is-folder", errno.EACCES: "file-not-allowed", errno.EPERM: "file-not-allowed",
    errno.EROFS: "file-not-allowed", errno.ENOSPC: "file-disk-full",
    errno.EFBIG: "file-disk-full", errno.ENAMETOOLONG: "file-name-too-long", errno.EINVAL: "file-bad-name",
    getattr(errno, "EDQUOT", errno.ENOSPC): "file-disk-full",  # no quotas on Windows
}  # fmt: skip
WRONG_NAME = (FileExistsError, FileNotFoundError, IsADirectoryError, NotADirectoryError)  # where another name would do


def put(path: Path, data: bytes, force: bool = False, *, private: bool = False) -> Path:
    """Writes `data` as the whole of `path` and returns it: either all of it stands there afterwards, or nothing changed.

    An existing file is replaced only with `force`, and keeps its permissions; a link is replaced itself, what it points
    to is never touched. A new file gets what the umask grants, with `private` 0600. Folders are not created.
    Raises OSError: FileExistsError without `force`, IsADirectoryError for a folder, others as the system says;
    `code` names the message for each. A name that no file can have is an OSError too (EINVAL), never a ValueError."""
    before = check(path, force)
    aside = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        _write(aside, data, 0o600 if private else 0o666, before)
        if force:
            aside.replace(path)
        else:
            _name(aside, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            aside.unlink()
    _sync_folder(path.parent)
    return path


def put_new(folder: Path, stem: str, ending: str, data: bytes) -> Path:
    """Writes a file that only its owner can read under a name that nothing bears yet ("stem.pdf", "stem-2.pdf" …) and
    returns it. The folder is made if it is missing. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for number in ("", *(f"-{n}" for n in range(2, 1000))):
        with contextlib.suppress(FileExistsError):
            return put(folder / f"{stem}{number}{ending}", data, private=True)
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder / f"{stem}{ending}"))


def check(path: Path, force: bool = False) -> os.stat_result | None:
    """What stands under that name and may be replaced, None for nothing: to ask before costly work. Raises as `put`."""
    if "\0" in str(path) or not path.name:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    found = _standing(path, force)
    if found is None and not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return found


def code(error: OSError) -> str:
    """The name in messages/problems.* for why a file could not be written."""
    return _CODES.get(error.errno or 0, "write-failed")


def _standing(path: Path, force: bool) -> os.stat_result | None:
    """What stands under that name (links not followed), if it may be replaced; None for nothing."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not force:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISLNK(found.st_mode)):
        # A device or a pipe is no file to be replaced.
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(path))
    return found


def _write(aside: Path, data: bytes, mode: int, before: os.stat_result | None) -> None:
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        if before is not None and stat.S_ISREG(before.st_mode):
            # Whoever may not read the old file must not be able to read the new one.
            aside.chmod(stat.S_IMODE(before.st_mode) & 0o777)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _name(aside: Path, path: Path) -> None:
    """Gives the finished file its name; fails where the name has been taken meanwhile."""
    try:
        os.link(aside, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        aside.replace(path)


def _sync_folder(folder: Path) -> None:
    """The new name survives a power cut too, where the system can promise that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
