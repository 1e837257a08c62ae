"""Keeps a ready index on disk, keyed by its content, so that the next start need not learn again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from assistant import __version__
from assistant.core.matching import Encoder, Index
from assistant.core.recogniser import Lesson, build_index
from assistant.edge import parcel
from assistant.edge.arrays import arrays_of, blocks_of
from assistant.edge.lexicon import lexicon, stamp

_CORE = Path(__file__).resolve().parent.parent / "core"
_ENGINE = sorted([_CORE / "matching.py", _CORE / "words.py", *_CORE.glob("engine_*.py")])


def _engine_stamp() -> str:
    """Changes whenever the engine's code does: an index of another engine must not be taken for one of this."""
    stats = (path.stat() for path in _ENGINE if path.exists())
    return f"{__version__}/{np.__version__}/{stamp()}/" + "/".join(f"{s.st_size}.{s.st_mtime_ns}" for s in stats)


def key_of(lesson: Lesson) -> str:
    """A name for what this lesson teaches this engine."""
    digest = hashlib.blake2b(f"{_engine_stamp()}/{lesson.topics}".encode(), digest_size=16)
    for part in (lesson.labels, lesson.phrases, *lesson.against):
        digest.update("\x1f".join(part).encode("utf-8", "surrogatepass") + b"\x1e")
    return digest.hexdigest()


def _load(path: Path, encoder: Encoder | None) -> Index | None:
    blocks = parcel.load(path)
    if blocks is None:
        return None
    try:
        return Index.from_arrays(arrays_of(blocks), lexicon=lexicon(), encoder=encoder)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def cached_index(
    folder: Path, learning: Callable[[], None], key: str, lesson: Callable[[], Lesson], encoder: Encoder | None = None
) -> Index:
    """The index of this key: from the folder, or built from its lesson (which `learning` announces) and put there."""
    path = folder / f"index-{key}{'-' + encoder.name if encoder else ''}.bin"
    found = _load(path, encoder)
    if found is None:
        learning()
        found = build_index(lesson(), lexicon(), encoder)
        parcel.save(path, blocks_of(found.to_arrays()))
    return found
