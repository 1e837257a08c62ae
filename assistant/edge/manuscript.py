"""The file of one sitting: its content as data, what is not on disk yet, and the way back to an earlier state.

A playbook whose name has not been asked for yet lies under a name of its own, so that its first answer is on disk as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import tomli

from assistant.core.author import Edit, changed, held
from assistant.core.gate import clean_line
from assistant.core.playbook import Library
from assistant.core.text import Language
from assistant.edge.draft import Draft, Unwritable
from assistant.edge.halves import Half, Halves
from assistant.edge.problems import Problem
from assistant.edge.render import Renderer

__all__ = ["Manuscript", "State", "drafts", "title"]

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_UNNAMED = "draft"
_LANGUAGES: tuple[Language, ...] = ("de", "en")
_MOST = 8  # drafts that are offered; the digits reach to nine
_SILENT = ("id", "schema", "sources")  # what is written there nobody has said


@dataclass(frozen=True, slots=True)
class State:
    """A file as it was: its name, its text (None: there was none), the changes that were not on disk."""

    name: str
    text: str | None
    waiting: tuple[Edit, ...]


@dataclass(slots=True)
class Manuscript:
    """`name` is the id, "" where it is not known. `data` is changed by the session as answers come."""

    library: Library
    folder: Path
    name: str
    data: dict[str, Any] = field(default_factory=dict)
    _draft: Draft | None = None
    _waiting: list[Edit] = field(default_factory=list)
    _former: Draft | None = None  # under another name, to be taken away
    _halves: Halves = field(init=False)

    def __post_init__(self) -> None:
        self._halves = Halves(self.folder)

    def open(self) -> Problem | None:
        """Reads what was begun before; what in it is of another kind than it has to be. Raises OSError, and ValueError where
        the file is no UTF-8 or no TOML."""
        if not self.name:
            return None
        self._draft = Draft(self.folder, self.name)
        self._draft = Draft.opened(self.folder, self.name)
        if (wrong := self._draft.wrong(self.library)) is None:
            self.data = self._draft.data
        return wrong

    @property
    def text(self) -> str:
        return self._draft.text if self._draft else ""

    @property
    def usable(self) -> bool:
        return self._draft is not None and self._draft.usable

    @property
    def place(self) -> str:
        """The path of the file as it stands now."""
        return str(self._draft.place if self._draft else self.folder)

    @property
    def unnamed(self) -> bool:
        """Whether the name is only that of the file."""
        return _placeholder(self.name) and "id" not in self.data

    @property
    def state(self) -> State:
        return State(self.name, self._draft.text if self._draft else None, tuple(self._waiting))

    def put(self, edit: Edit) -> None:
        """A change that goes to disk with the next one that a person makes."""
        changed(self.data, [edit])
        self._waiting.append(edit)

    def source(self, chosen: str, renderer: Renderer, today: date) -> str:
        """The id of the source that was chosen; a report from sales becomes one of the file's own, dated today."""
        if chosen != "sales":
            return chosen
        name = f"sales-{today.isoformat()}"
        if name not in self.data.get("sources", {}):
            called = {language: renderer.in_(language).word("authoring", "source_title", {}) for language in _LANGUAGES}
            self.put(Edit(("sources", name), {"title": called, "speaker": "seller", "collection": "workshop", "date": today}))
        return name

    @property
    def halves(self) -> tuple[Half, ...]:
        """The parts of an answer that was begun before."""
        return self._halves.read(self.name) if self.name else ()

    def keep(self, halves: tuple[Half, ...]) -> None:
        """Keeps the parts of an answer that is not complete. Raises OSError."""
        if halves and not self.name:
            self.name = self._free(_UNNAMED)
            self._draft = Draft(self.folder, self.name)
        self._halves.keep(self.name, halves)

    def save(self, edits: tuple[Edit, ...]) -> None:
        """Writes these changes, made in `data` already, and what waits. Raises OSError (they wait on), and Unwritable (they
        are given up)."""
        self._waiting += edits
        if all(e.path[0] in _SILENT for e in self._waiting):
            return
        draft = self._christened()
        try:
            draft.change(tuple(self._waiting), self.library)
        except Unwritable:
            self._waiting.clear()
            raise
        self._waiting.clear()
        if self._former is not None and self._former.name != draft.name:
            self._former.remove()
        self._former = None

    def _christened(self) -> Draft:
        """The draft, under the name that was given by now; one without a name under a name of its own."""
        named = next((e for e in self._waiting if e.path == ("id",)), None)
        if self._draft is not None and (named is None or not _placeholder(self._draft.name)):
            return self._draft
        if named is None:
            self.name = self._free(_UNNAMED)
        else:
            self.name = self._free(str(named.value))
            self._waiting = [Edit(("id",), self.name), *(e for e in self._waiting if e is not named)]
            self.data["id"] = self.name
        self._former = self._draft
        self._draft = Draft(self.folder, self.name, self.text)
        return self._draft

    def _free(self, name: str) -> str:
        """The name, or one with a number where the folder has it already."""
        taken = {p.stem for d in (self.folder, self.folder / "drafts") for p in d.glob("*.toml")} | set(drafts(self.folder))
        return name if name not in taken else next(f"{name}-{n}" for n in range(2, 1000) if f"{name}-{n}" not in taken)

    def restore(self, then: State) -> None:
        """The state of then, on disk as well. Raises OSError, and then nothing has changed."""
        now, was = self._draft, Draft(self.folder, then.name)
        if now is not None and (now.name, now.text) == (then.name, then.text):
            was = now
        elif then.text:
            was.write(then.text, self.library)
        if now is not None and now.text and (now.name != then.name or not then.text):
            now.remove()
        self._draft = None if then.text is None else was
        self.name, self._waiting, self._former = then.name, list(then.waiting), None
        self.data = changed(tomli.loads(then.text or ""), self._waiting)


def drafts(folder: Path) -> tuple[str, ...]:
    """The names of the drafts that can be gone on with, the latest first."""
    found = sorted((p for end in ("toml", "half.json") for p in (folder / "drafts").glob(f"*.{end}")), key=lambda p: p.stat().st_mtime, reverse=True)
    names = dict.fromkeys(p.name.partition(".")[0] for p in found)
    return tuple(n for n in names if _ID.fullmatch(n) and n != "new")[:_MOST]  # that word stands for none of them


def title(folder: Path, name: str, language: Language) -> str:
    """What a draft is about: its name, else its job, else its id."""
    try:
        data = Draft.opened(folder, name).data
    except (OSError, ValueError, RecursionError):
        return name
    for path in (("name",), ("job", "statement")):
        if (text := held(data, (*path, language))) and isinstance(text, str):
            return f"{clean_line(text)} ({name})"
    return name


def _placeholder(name: str) -> bool:
    return re.fullmatch(rf"{_UNNAMED}(-\d+)?", name) is not None
