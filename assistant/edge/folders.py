"""The files of a library as they lie on disk, read once: what is parsed is what was looked up in the cache."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.edge.problems import Problem

__all__ = ["MANY", "SHARED", "File", "Folder", "digest", "fingerprint", "gathered"]

SHARED = ("phases.toml", "personas.toml")
MANY = 40  # playbook files from which on they are held and learned in another way (see broad_ready.py)
MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class File:
    """A file's bytes, or the reason why there are none. Where files are very many their bytes are not held: such a file is
    `light`, knows the digest of what was read, and brings what stands there now when it is asked."""

    path: Path
    raw: bytes = b""
    problem: Problem | None = None
    digest: str = ""

    @property
    def light(self) -> bool:
        """Whether the bytes are not held."""
        return bool(self.digest)

    def whole(self) -> File:
        """The file with its bytes; of a light one those that stand there now."""
        return _read(self.path) if self.light else self

    def lightened(self) -> File:
        """The file without its bytes, where it has any."""
        return self if self.problem or self.light else File(self.path, digest=digest(self.raw))

    def same(self, other: File) -> bool:
        """Whether both hold the same content."""
        one, two = ((f.digest or digest(f.raw), f.problem) for f in (self, other))
        return one == two


def digest(raw: bytes) -> str:
    """A name for this content."""
    return hashlib.sha256(raw).hexdigest()


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder's playbooks in the order of their names, and its shared lists where they were asked for."""

    path: Path
    exists: bool
    playbooks: tuple[File, ...]
    shared: tuple[File, ...] = ()


def _read(path: Path) -> File:
    try:
        found = path.stat()
        if stat.S_ISFIFO(found.st_mode) or stat.S_ISCHR(found.st_mode):  # reading one may never end
            return File(path, problem=Problem("no-file", path.name))
        if found.st_size > MAX_BYTES:
            return File(path, problem=Problem("too-big", path.name, facts={"limit": f"{MAX_BYTES // 1_000_000} MB"}))
        return File(path, path.read_bytes())
    except OSError as error:
        return File(path, problem=Problem("unreadable", path.name, facts={"reason": error.strerror or str(error)}))


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(p for p in folder.glob("*.toml") if p.name not in SHARED)
    except OSError:  # a loop of links, or not ours to read: said to be no folder
        return []


def gathered(folders: Iterable[Path]) -> tuple[Folder, ...]:
    """Reads all folders; the shared lists from the first one only; from MANY playbooks on their bytes are not held. Never
    raises."""
    found: list[Folder] = []
    listed = [(path, _listed(path)) for path in folders]
    many = sum(len(names) for _, names in listed) >= MANY
    for path, names in listed:
        shared = () if found else tuple(_read(path / name) for name in SHARED)
        files = (_read(name).lightened() if many else _read(name) for name in names)
        found.append(Folder(path, path.is_dir() and os.access(path, os.R_OK), tuple(files), shared))
    return tuple(found)


def fingerprint(folders: Iterable[Folder], stamp: str) -> str:
    """A name for these contents as read by a program of this stamp."""
    name = hashlib.blake2b(stamp.encode(), digest_size=16)
    for folder in folders:
        name.update(f"\x1e{folder.path}\x1f{folder.exists}".encode("utf-8", "surrogateescape"))
        for file in (*folder.shared, *folder.playbooks):
            name.update(f"\x1e{file.path.name}\x1f{len(file.raw)}\x1f{file.problem}\x1f".encode("utf-8", "surrogateescape"))
            name.update(file.digest.encode() or file.raw)
    return name.hexdigest()
