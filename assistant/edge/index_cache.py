"""Keeps a ready index on disk, keyed by its content, so that the next start need not learn again."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import __version__
from assistant.core.matching import Index
from assistant.core.recogniser import Lesson, build_index
from assistant.edge import parcel

_CORE = Path(__file__).resolve().parent.parent / "core"
_ENGINE = sorted([_CORE / "matching.py", _CORE / "words.py", *_CORE.glob("engine_*.py")])
_SHAPES = "shapes"  # the block that says what the others are: name → number type and shape
_NUMBERS = "biuf"  # kinds of numbers that a block may hold


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


def blocks_of(arrays: Mapping[str, NDArray[Any]]) -> dict[str, bytes]:
    """Arrays of numbers as blocks for a file."""
    shapes = {name: [array.dtype.str, array.shape] for name, array in arrays.items()}
    return {_SHAPES: json.dumps(shapes).encode("ascii")} | {name: array.tobytes() for name, array in arrays.items()}


def arrays_of(blocks: Mapping[str, memoryview]) -> dict[str, NDArray[Any]]:
    """The arrays again, to be read only. Raises AttributeError, KeyError, TypeError or ValueError on foreign ones."""
    arrays = {}
    for name, (kind, shape) in json.loads(bytes(blocks[_SHAPES])).items():
        numbers = np.dtype(kind)
        if numbers.kind not in _NUMBERS:
            msg = f"no numbers: {kind}"
            raise ValueError(msg)
        arrays[name] = np.frombuffer(blocks[name], numbers, math.prod(shape)).reshape(shape)
    return arrays


def _load(path: Path) -> Index | None:
    blocks = parcel.load(path)
    if blocks is None:
        return None
    try:
        return Index.from_arrays(arrays_of(blocks))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def cached_index(folder: Path, learning: Callable[[], None], key: str, lesson: Callable[[], Lesson]) -> Index:
    """The index of this key: from the folder, or built from its lesson (which `learning` announces) and put there."""
    path = folder / f"index-{key}.bin"
    found = _load(path)
    if found is None:
        learning()
        found = build_index(lesson())
        parcel.save(path, blocks_of(found.to_arrays()))
    return found
