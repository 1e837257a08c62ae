"""Puts a text into a file that a person named: whole or not at all, and never over another one unasked."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

__all__ = ["written"]


def written(path: Path, text: str, *, force: bool = False) -> Path:
    """Writes `text` (UTF-8, 0600) as the whole of `path`. Raises OSError; FileExistsError where something stands there
    and `force` was not said."""
    if path.is_dir() or (path.exists() and not force):
        raise FileExistsError(str(path))
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".assistant-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        Path(aside).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(aside).unlink()
        raise
    return path
