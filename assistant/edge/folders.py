"""The files of a library as they lie on disk, read once: what is parsed is what was looked up in the cache."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.edge.problems import Problem

__all__ = ["SHARED", "File", "Folder", "fingerprint", "gathered"]

SHARED = ("phases.toml", "personas.toml")
MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class File:
    """A file's bytes, or the reason why there are none."""

    path: Path
    raw: bytes = b""
    problem: Problem | None = None


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
    """Reads all folders; the shared lists from the first one only. Never raises."""
    found: list[Folder] = []
    for path in folders:
        names = _listed(path)
        shared = () if found else tuple(_read(path / name) for name in SHARED)
        found.append(Folder(path, path.is_dir() and os.access(path, os.R_OK), tuple(map(_read, names)), shared))
    return tuple(found)


def fingerprint(folders: Iterable[Folder], stamp: str) -> str:
    """A name for these contents as read by a program of this stamp."""
    digest = hashlib.blake2b(stamp.encode(), digest_size=16)
    for folder in folders:
        digest.update(f"\x1e{folder.path}\x1f{folder.exists}".encode("utf-8", "surrogateescape"))
        for file in (*folder.shared, *folder.playbooks):
            digest.update(f"\x1e{file.path.name}\x1f{len(file.raw)}\x1f{file.problem}\x1f".encode("utf-8", "surrogateescape"))
            digest.update(file.raw)
    return digest.hexdigest()
