"""From a paper to bytes, and to a file: which format, whether it can be written here, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.core.gate import clean_line
from assistant.core.paper import Paper
from assistant.edge import files
from assistant.edge.formats import FORMATS, Format, by_suffix, missing, write

BINARY = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing was delivered: `code` names the message in messages/*/`table`.j2."""

    table: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


def format_of(path: Path | None, wanted: str) -> str:
    """The format asked for, else that of the file's ending, else Markdown."""
    ending = path.suffix.removeprefix(".").lower() if path else ""
    return wanted or (by_suffix(path.name) if path else None) or ending or "md"


def known(name: str) -> Format | None:
    """The format of that name."""
    return next((f for f in FORMATS if f == name), None)


def trouble_with(name: str, path: Path | None, kind: str) -> Trouble | None:
    """What stands in the way of this format, known before any work is done; None where nothing does."""
    fmt = known(name)
    if fmt is None:
        return Trouble("papers", "unknown_format", {"value": clean_line(name, 40), "options": ", ".join(FORMATS)})
    if path is None and fmt in BINARY:
        return Trouble("papers", "format_needs_file", {"format": name, "kind": kind})
    command = missing(fmt)
    return Trouble("papers", "needs_extra", {"format": name, "command": command}) if command else None


def bytes_of(paper: Paper, name: str) -> bytes:
    """The paper in this format; `trouble_with` must have said nothing against it."""
    return write(paper, known(name) or "md")


def put(data: bytes, path: Path, *, force: bool) -> Trouble | None:
    """Writes the file, for its owner alone; what went wrong, else None."""
    try:
        files.put(path, data, force, private=True)
    except OSError as error:
        facts = {"path": clean_line(str(path)), "reason": error.strerror or type(error).__name__}
        return Trouble("problems", files.code(error), facts)
    return None
