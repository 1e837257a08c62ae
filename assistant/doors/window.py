"""Lines for a window: wrapped at words; for a file or a pipe they stay whole."""

from __future__ import annotations

import shutil
import textwrap
from typing import TextIO

__all__ = ["wrapped"]

_NARROWEST = 40


def wrapped(text: str, stream: TextIO) -> str:
    """The text as this stream shows it best; what hangs over is indented beneath its line."""
    if not stream.isatty():
        return text
    columns = max(_NARROWEST, shutil.get_terminal_size((88, 24)).columns)
    lines = []
    for line in text.split("\n"):
        inner = " " * (len(line) - len(line.lstrip()) + 2)
        lines += textwrap.wrap(line, columns, subsequent_indent=inner, break_on_hyphens=False) or [""]
    return "\n".join(lines)
