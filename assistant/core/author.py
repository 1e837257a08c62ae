"""The author's desk: questions, the changes that answers make, and the ways to ask for a text, a list or a choice."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.core.gate import clean_line
from assistant.core.text import Language
from assistant.core.words import fold

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the file: this value at this key path, or one more item of the list that stands there."""

    path: Path
    value: Any
    append: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question: `key` names its words, `kind` says what is expected; `edits` are the changes made since the last one,
    `objection` (code, what shows it) says what was wrong with the answer before."""

    key: str
    kind: Literal["text", "list", "phrases", "choice", "choices"]
    facts: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    language: Language = "de"
    needed: bool = False
    edits: tuple[Edit, ...] = ()
    objections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a session: the source of what is written, its languages (the first is the author's own), the
    roles and urgencies there are. With one language its text stands for both until it is translated."""

    source: str
    languages: tuple[Language, ...]
    roles: tuple[str, ...]
    urgencies: tuple[str, ...]


Session = Generator[Prompt, str, None]
Asking = Generator[Prompt, str, Any]


def slug(text: str) -> str:
    """An id from a name: ASCII letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:40] or "x"


def changed(data: dict[str, Any], edits: Sequence[Edit]) -> dict[str, Any]:
    """The plain data with these changes made; tables and lists on the way are made where they are missing. In place."""
    for edit in edits:
        here: Any = data
        for part, after in zip(edit.path, (*edit.path[1:], 0 if edit.append else None), strict=True):
            if after is None:
                here[part] = edit.value
            elif isinstance(part, int):
                here = here[part]
            else:
                here = here.setdefault(part, [] if isinstance(after, int) else {})
        if edit.append:
            here.append(edit.value)
    return data


def held(data: Any, path: Path) -> Any:
    """What stands at a key path; None where nothing does."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


class Author:
    """One session's file and what was changed since the last question."""

    def __init__(self, data: dict[str, Any], terms: Terms, skipped: set[Path]) -> None:
        self.data, self.terms, self.skipped = data, terms, skipped
        self.edits: list[Edit] = []
        self.first: Language = terms.languages[0]

    def put(self, path: Path, value: Any, *, append: bool = False) -> None:
        edit = Edit(path, value, append)
        changed(self.data, [edit])
        self.edits.append(edit)

    def taken(self) -> tuple[Edit, ...]:
        edits, self.edits = tuple(self.edits), []
        return edits

    def open(self, path: Path) -> bool:
        return not held(self.data, path) and path not in self.skipped

    def ask(self, key: str, kind: Any, language: Language | None = None, objections: tuple[tuple[str, str], ...] = (), **rest: Any) -> Asking:
        prompt = Prompt(key, kind, language=language or self.first, edits=self.taken(), objections=objections, **rest)
        return clean_line((yield prompt))

    # ---- texts

    def other(self, said: str, key: str, facts: Mapping[str, str]) -> Asking:
        """The same in both languages: {de, en}."""
        both = {"de": said, "en": said}
        for language in self.terms.languages[1:]:
            answer = yield from self.ask(key, "text", language, facts=facts)
            both[language] = answer or said
        return both

    def text(self, path: Path, key: str, *, needed: bool = True, statement: bool = True, facts: Mapping[str, str] | None = None) -> Asking:
        """One text at this path; asked again as long as it is needed and empty."""
        if not self.open(path):
            return
        said = ""
        while not said:
            said = yield from self.ask(key, "text", facts=facts or {}, needed=needed)
            if not said and not needed:
                self.skipped.add(path)
                return
        value = yield from self.other(said, key, facts or {})
        self.put(path, value | {"source": self.terms.source} if statement else value)

    def listed(self, path: Path, key: str, *, needed: bool = False, facts: Mapping[str, str] | None = None) -> Asking:
        """Several statements at this path; an empty line ends them."""
        if not self.open(path):
            return
        while said := (yield from self.ask(key, "list", facts={**(facts or {}), "n": str(len(held(self.data, path) or []))}, needed=needed)):
            value = yield from self.other(said, key, facts or {})
            self.put(path, value | {"source": self.terms.source}, append=True)
            needed = False
        if needed:
            yield from self.listed(path, key, needed=True, facts=facts)
        self.skipped.add(path)

    def phrases(self, path: Path, facts: Mapping[str, str] | None = None) -> Asking:
        """How people say it, a phrase a line, in each language; the source stands once."""
        for language in self.terms.languages:
            place = (*path, language)
            if not self.open(place):
                continue
            key = ".".join(str(p) for p in path if not isinstance(p, int))
            while said := (yield from self.ask(key, "phrases", language, facts={**(facts or {}), "n": str(len(held(self.data, place) or []))})):
                if held(self.data, (*path, "source")) is None:
                    self.put((*path, "source"), self.terms.source)
                self.put(place, said, append=True)
            self.skipped.add(place)
        if held(self.data, path) is None:
            self.put((*path, "source"), self.terms.source)

    # ---- choices

    def chosen(self, path: Path, key: str, options: Sequence[str], facts: Mapping[str, str] | None = None) -> Asking:
        """One of these, by digit or by name."""
        if not self.open(path):
            return
        objections: tuple[tuple[str, str], ...] = ()
        while True:
            said = yield from self.ask(key, "choice", facts=facts or {}, options=tuple(options), needed=True, objections=objections)
            found = picked(said, options)
            if len(found) == 1:
                self.put(path, found[0])
                return
            objections = (("no-choice", said),) if said else ()

    def several(self, path: Path, key: str, options: Sequence[str], facts: Mapping[str, str] | None = None) -> Asking:
        """Some of these, by digits or names."""
        if not self.open(path):
            return
        objections: tuple[tuple[str, str], ...] = ()
        while True:
            said = yield from self.ask(key, "choices", facts=facts or {}, options=tuple(options), needed=True, objections=objections)
            if found := picked(said, options):
                self.put(path, list(found))
                return
            objections = (("no-choice", said),) if said else ()


def picked(said: str, options: Sequence[str]) -> tuple[str, ...]:
    """The options that an answer names by digits (from 1) or ids; nothing where one of them is none."""
    found: list[str] = []
    for word in re.split(r"[\s,;+]+", said.strip()):
        if word.isdecimal() and len(word) < 4 and 1 <= int(word) <= len(options):  # noqa: PLR2004 digits of a list
            found.append(options[int(word) - 1])
        elif word.lower() in options:
            found.append(word.lower())
        else:
            return ()
    return tuple(dict.fromkeys(found))
