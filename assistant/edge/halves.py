"""Answers of which a file can hold nothing yet, because they are parts of one: the same in two languages, an alternative
with what speaks for and against it. They lie beside the draft until the last part is there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from assistant.edge import files

__all__ = ["Half", "Halves"]


class Half(NamedTuple):
    """One answer: what identifies its question, and what was said."""

    question: str
    said: str


class Halves:
    """Those of one playbook, by the name of its draft."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "drafts"
        self._written: Path | None = None

    def read(self, name: str) -> tuple[Half, ...]:
        """What was kept; nothing where the file is not ours to read."""
        path = self._folder / f"{name}.half.json"
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            halves = tuple(Half(str(question), str(said)) for question, said in found)
        except (OSError, ValueError, TypeError, RecursionError):
            return ()
        self._written = path
        return halves

    def keep(self, name: str, halves: tuple[Half, ...]) -> None:
        """Writes them, 0600, or takes the file away where there are none. Raises OSError."""
        path = self._folder / f"{name}.half.json"
        if halves:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            files.put(path, json.dumps(halves, ensure_ascii=False).encode(), force=True, private=True)
        if self._written is not None and (not halves or self._written != path):
            self._written.unlink(missing_ok=True)
            if not any(self._folder.iterdir()):
                self._folder.rmdir()
        self._written = path if halves else None
