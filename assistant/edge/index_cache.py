"""Keeps a ready index on disk, keyed by its content, so that the next start need not learn again.

The folder is a convenience: where it cannot be read or written the index is simply built.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from assistant import __version__
from assistant.core.matching import Index
from assistant.core.recogniser import Lesson, build_index

_CORE = Path(__file__).resolve().parent.parent / "core"
_ENGINE = sorted([_CORE / "matching.py", _CORE / "words.py", *_CORE.glob("engine_*.py")])


def _engine_stamp() -> str:
    """Changes whenever the engine's code does: an index of another engine must not be taken for one of this."""
    stats = (path.stat() for path in _ENGINE if path.exists())
    return f"{__version__}/{np.__version__}/" + "/".join(f"{s.st_size}.{s.st_mtime_ns}" for s in stats)


def key_of(lesson: Lesson) -> str:
    """A name for what this lesson teaches this engine."""
    digest = hashlib.blake2b(_engine_stamp().encode(), digest_size=16)
    for part in (lesson.labels, lesson.phrases, *lesson.against):
        digest.update("\x1f".join(part).encode("utf-8", "surrogatepass") + b"\x1e")
    return digest.hexdigest()


def _load(path: Path) -> Index | None:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return Index.from_arrays(dict(arrays))
    except (OSError, ValueError, KeyError, EOFError, IndexError):
        return None


def _save(path: Path, index: Index) -> None:
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".npz")
        try:
            with os.fdopen(handle, "wb") as out:
                np.savez(out, allow_pickle=False, **index.to_arrays())
            Path(aside).replace(path)
        except OSError:
            Path(aside).unlink(missing_ok=True)
            raise


def cached_index(folder: Path, learning: Callable[[], None], lesson: Lesson) -> Index:
    """The index for this lesson: from the folder, or built (which `learning` announces) and put there."""
    path = folder / f"index-{key_of(lesson)}.npz"
    found = _load(path)
    if found is None:
        learning()
        found = build_index(lesson)
        _save(path, found)
    return found
