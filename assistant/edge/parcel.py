"""Files of named blocks for the cache folder: a head, a table of contents, the blocks, and a checksum over all.

Plain bytes: nothing in such a file can run, and one that is cut, damaged or foreign is taken for none. (A zip of arrays
takes ten times as long to read.) The folder is a convenience: where it cannot be read or written, nothing is kept.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path

__all__ = ["KEPT", "Blocks", "load", "packed", "save", "tidied", "unpacked"]

_MAGIC = b"BEA1"
_HEAD = struct.Struct("<4sII")  # magic, checksum, length of the table of contents
KEPT = 64  # files of one kind in a folder; the ones that were not used for the longest time go first
_GRID = 16  # blocks begin at a multiple of this, as arrays like it

Blocks = Mapping[str, bytes | memoryview]


def _gap(at: int) -> int:
    return -at % _GRID


def packed(blocks: Blocks) -> bytes:
    """The blocks as one string of bytes, which `unpacked` takes apart."""
    contents = json.dumps([[name, len(block)] for name, block in blocks.items()]).encode("ascii")
    body = bytearray(contents)
    for block in blocks.values():
        body += bytes(_gap(_HEAD.size + len(body)))
        body += block
    return _HEAD.pack(_MAGIC, zlib.crc32(body, len(contents)), len(contents)) + body


def unpacked(raw: bytes) -> dict[str, memoryview] | None:
    """The blocks by name; None where the bytes are not what `packed` made."""
    if len(raw) < _HEAD.size:
        return None
    magic, checksum, size = _HEAD.unpack_from(raw)
    whole = memoryview(raw)
    if magic != _MAGIC or checksum != zlib.crc32(whole[_HEAD.size :], size):
        return None
    at = _HEAD.size + size
    blocks: dict[str, memoryview] = {}
    for name, length in json.loads(bytes(whole[_HEAD.size : at])):
        at += _gap(at)
        blocks[name] = whole[at : at + length]
        at += length
    return blocks


def load(path: Path, *, touch: bool = True) -> dict[str, memoryview] | None:
    """The blocks of a file; None where there is none that is whole. `touch` marks it as used, see `save`."""
    try:
        blocks = unpacked(path.read_bytes())
    except (OSError, ValueError):
        return None
    if touch:
        with contextlib.suppress(OSError):
            os.utime(path)
    return blocks


def tidied(folder: Path, kind: str, most: int = KEPT) -> None:
    """Every new content leaves a file behind: of a kind (what stands before the first dash of the name) `most` are kept,
    the ones used last. Never raises."""
    with contextlib.suppress(OSError):
        files = sorted(folder.glob(f"{kind}-*"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in files[most:]:
            file.unlink(missing_ok=True)


def save(path: Path, blocks: Blocks, *, tidy: bool = True) -> None:
    """Puts the blocks into a file that only its owner can read: all of them or, where that fails, none. `tidy` = see
    `tidied`; whoever saves many files at once does it once."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(packed(blocks))
            Path(aside).replace(path)
        except OSError:
            Path(aside).unlink(missing_ok=True)
            raise
        if tidy:
            tidied(path.parent, path.name.partition("-")[0])
