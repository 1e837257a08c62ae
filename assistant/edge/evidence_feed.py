"""Playbooks whose sources are what the statements show them to be: voices, date, consent. Read when first asked for."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.core.playbook import Library, Playbook
from assistant.edge.evidence_places import FILE, folders_of

if TYPE_CHECKING:
    from assistant.core.statements import Saying

__all__ = ["feeding"]

_NAMED = '"source"'  # a statement that names no collection can feed none


class _Fed(Mapping[str, Playbook]):
    """The same playbooks, each fed when it is first asked for."""

    def __init__(self, books: Mapping[str, Playbook], files: Sequence[Path], today: date) -> None:
        self._books, self._files, self._today = books, files, today
        self._made: dict[str, Playbook] = {}
        self._said: tuple[Saying, ...] | None = None

    def __getitem__(self, name: str) -> Playbook:
        from assistant.core.statements import fed  # noqa: PLC0415 most people have no statements, and a start must not pay

        found = self._made.get(name)
        return found or self._made.setdefault(name, fed(self._books[name], self._statements(), self._today))

    def __contains__(self, name: object) -> bool:
        return name in self._books

    def __iter__(self) -> Iterator[str]:
        return iter(self._books)

    def __len__(self) -> int:
        return len(self._books)

    def _statements(self) -> tuple[Saying, ...]:
        """A file that cannot be read feeds nothing; `assistant evidence` names what is wrong with it."""
        if self._said is None:
            from assistant.edge.evidence_store import Kept, read_lines  # noqa: PLC0415 as above

            kept = Kept()
            for path in self._files:
                with contextlib.suppress(OSError):
                    read_lines(path, kept, _NAMED)
            self._said = tuple(kept.statements.values())
        return self._said


def feeding(library: Library, folders: Sequence[Path], today: date) -> Library:
    """The library with its playbooks fed by the person's statements and those beside `folders`; the very same library
    where there are none."""
    files = [path for folder in folders_of(folders) if (path := folder / FILE).is_file()]
    return replace(library, playbooks=_Fed(library.playbooks, files, today)) if files else library
