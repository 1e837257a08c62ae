"""Renders templates in a process of its own: work on standard input, one JSON list on standard output.

What comes in is our own pickle, from the program that started this process; what goes out is plain JSON, because
nothing that a foreign template made is to be unpickled.
"""

from __future__ import annotations

import contextlib
import json
import pickle
import sys
from pathlib import Path
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from assistant.core.papers.facts import Facts
from assistant.edge.template_room import Room, TooBigError, place_of

MEMORY = 512 * 1024 * 1024
SECONDS = 6


def _bound() -> None:
    """As much memory and time as a paper needs; only where the system can promise that."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 POSIX only

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))


_CODES: tuple[tuple[type[BaseException], str], ...] = (
    (TooBigError, "template-too-big"), (MemoryError, "template-too-big"), (OverflowError, "template-too-big"),
    (RecursionError, "template-loop"), (PermissionError, "template-escape"), (SecurityError, "template-forbidden"),
    (TemplateNotFound, "template-missing"), (UnicodeDecodeError, "not-utf8"),
    (TemplateSyntaxError, "template-syntax"), (UndefinedError, "template-unknown"),
)  # fmt: skip


def _said(error: BaseException, folders: list[Path]) -> dict[str, Any]:
    code = next((c for kind, c in _CODES if isinstance(error, kind)), "template-fault")
    file, line = place_of(error, folders)
    return {"error": code, "file": file, "line": line, "reason": str(error)[:300]}


def _answer(room: Room, name: str, facts: Facts, folders: list[Path]) -> dict[str, Any]:
    try:
        return room.render(name, facts).to_json()
    except Exception as error:  # noqa: BLE001 whatever a template does is reported, with file and line
        return _said(error, folders)


def main() -> None:
    """Reads the work, renders, says what came of it."""
    theirs, ours, work = pickle.load(sys.stdin.buffer)  # noqa: S301 written by the program that started us
    folders = [Path(theirs), Path(ours)]
    _bound()
    room = Room(folders)
    json.dump([_answer(room, name, facts, folders) for name, facts in work], sys.stdout)


if __name__ == "__main__":
    main()
