"""The author's desk: questions, the changes that answers make, and the ways to ask for a text, a list or a choice."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.core.gate import clean_line
from assistant.core.text import Language
from assistant.core.words import fold

Path = tuple[str | int, ...]
LIMITS = ("roles", "triggers")  # what a statement may be limited to


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the file: this value at this key path, or one more item of the list that stands there."""

    path: Path
    value: Any
    append: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question: `key` names its words, `kind` says what is expected; `edits` are the changes made since the last one,
    `objections` (code, what shows it) say what was wrong with the answer before; `part` is the part of the file that may be
    passed over as a whole here, () where nothing may."""

    key: str
    kind: Literal["text", "list", "phrases", "choice", "choices"]
    facts: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    language: Language = "de"
    needed: bool = False
    edits: tuple[Edit, ...] = ()
    objections: tuple[tuple[str, str], ...] = ()
    part: Path = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a session: the source of what is written, its languages (the first is the author's own), the
    shared ids there are. With one language its text stands for both until it is translated."""

    source: str
    languages: tuple[Language, ...]
    roles: tuple[str, ...]
    urgencies: tuple[str, ...]
    formats: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    loops: tuple[str, ...] = ()


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
    """One session's file and what was changed since the last question. `part` is the part of the file that the author
    may pass over as a whole at present; a part in `skipped` is not asked for."""

    def __init__(self, data: dict[str, Any], terms: Terms, skipped: set[Path]) -> None:
        self.data, self.terms, self.skipped = data, terms, skipped
        self.edits: list[Edit] = []
        self.first: Language = terms.languages[0]
        self.part: Path = ()

    def put(self, path: Path, value: Any, *, append: bool = False) -> None:
        edit = Edit(path, value, append)
        changed(self.data, [edit])
        self.edits.append(edit)

    def taken(self) -> tuple[Edit, ...]:
        edits, self.edits = tuple(self.edits), []
        return edits

    def passed(self, path: Path) -> bool:
        """Whether this, or a part that it belongs to, was put off."""
        return any(path[: n + 1] in self.skipped for n in range(len(path)))

    def open(self, path: Path, only: Mapping[str, Any] | None = None) -> bool:
        """Whether this is still to be asked for. In a list of statements those count that are limited to the roles and
        triggers of `only`, by default those that are limited to none."""
        there = held(self.data, path)
        if isinstance(there, list) and only is not None:
            there = [x for x in there if isinstance(x, dict) and {k: x[k] for k in LIMITS if x.get(k)} == only]
        return not there and not self.passed(path)

    def count(self, path: Path) -> str:
        return str(len(held(self.data, path) or []))

    def ask(self, key: str, kind: Any, language: Language | None = None, objections: tuple[tuple[str, str], ...] = (), **rest: Any) -> Asking:
        # What has to be answered first, or only completes an answer given, cannot be passed over.
        part = () if rest.get("needed") or (language or self.first) != self.first else self.part
        while True:
            prompt = Prompt(key, kind, language=language or self.first, edits=self.taken(), objections=objections, part=part, **rest)
            said: str = clean_line((yield prompt))
            # A bare digit was meant for a choice that has been and gone; it is no sentence.
            if kind not in ("text", "list") or not said or any(c.isalpha() for c in said):
                return said
            objections = (("no-words", said),)

    # ---- texts

    def other(self, said: str, key: str, facts: Mapping[str, str]) -> Asking:
        """The same in both languages: {de, en}."""
        both = {"de": said, "en": said}
        for language in self.terms.languages[1:]:
            answer = yield from self.ask(key, "text", language, facts=facts)
            both[language] = answer or said
        return both

    def insisted(self, key: str, facts: Mapping[str, str], objections: tuple[tuple[str, str], ...] = ()) -> Asking:
        """An answer that must not be empty."""
        said = ""
        while not said:
            said = yield from self.ask(key, "text", facts=facts, needed=True, objections=objections)
        return said

    def statement(self, key: str, facts: Mapping[str, str]) -> Asking:
        """A statement that must not be empty, in all languages and with the source: {de, en, source}."""
        said = yield from self.insisted(key, facts)
        both = yield from self.other(said, key, facts)
        return both | {"source": self.terms.source}

    def text(self, path: Path, key: str, *, statement: bool = True, facts: Mapping[str, str] | None = None) -> Asking:
        """One text at this path; asked again as long as it is empty."""
        if self.open(path):
            said = yield from self.insisted(key, facts or {})
            value = yield from self.other(said, key, facts or {})
            self.put(path, value | {"source": self.terms.source} if statement else value)

    def listed(
        self, path: Path, key: str, *, needed: bool = False, facts: Mapping[str, str] | None = None, only: Mapping[str, list[str]] | None = None,
        more: Callable[[str], Asking] | None = None,
    ) -> Asking:
        """Several statements at this path, limited to the roles and triggers of `only`; an empty line ends them. `more`
        asks for what else belongs to one, given its text."""
        limits = only or {}
        # An answer for one role must not be taken for the answer for all.
        place = (*path, *(x for kind, names in limits.items() for x in (kind, *names))) if limits else (*path, "all")
        if not self.open(path, limits) or self.passed(place):
            return
        n = 0
        while said := (yield from self.ask(key, "list", facts={**(facts or {}), "n": str(n)}, needed=needed and not n)):
            both = yield from self.other(said, key, facts or {})
            extra = (yield from more(said)) if more else {}
            self.put(path, extra | both | {"source": self.terms.source} | limits, append=True)
            n += 1
        if needed and not n:
            yield from self.listed(path, key, needed=True, facts=facts, only=only, more=more)
        self.skipped.add(place)

    def phrases(self, path: Path, facts: Mapping[str, str] | None = None, *, sourced: bool = True) -> Asking:
        """How people say it, a phrase a line, in each language; where they are `sourced` the source stands once."""
        key = ".".join(str(p) for p in path if not isinstance(p, int))
        for language in self.terms.languages:
            place = (*path, language)
            if not self.open(place):
                continue
            while said := (yield from self.ask(key, "phrases", language, facts={**(facts or {}), "n": self.count(place)})):
                if sourced and held(self.data, (*path, "source")) is None:
                    self.put((*path, "source"), self.terms.source)
                self.put(place, said, append=True)
            self.skipped.add(place)
        if sourced and held(self.data, path) is None:
            self.put((*path, "source"), self.terms.source)

    # ---- choices

    def picking(self, key: str, kind: Literal["choice", "choices"], options: Sequence[str], facts: Mapping[str, str] | None = None, *, needed: bool = True) -> Asking:
        """What is picked of these, by digit or by name: one with "choice", else some; asked again until it is among them.
        Without `needed` an empty answer picks none."""
        objections: tuple[tuple[str, str], ...] = ()
        while True:
            said = yield from self.ask(key, kind, facts=facts or {}, options=tuple(options), needed=needed, objections=objections)
            found = picked(said, options)
            if len(found) == 1 or (found and kind == "choices") or not (said or needed):
                return found
            objections = (("no-choice", said),) if said else ()

    def chosen(self, path: Path, key: str, options: Sequence[str], facts: Mapping[str, str] | None = None) -> Asking:
        """One of these at this path."""
        if self.open(path):
            found = yield from self.picking(key, "choice", options, facts)
            self.put(path, found[0])

    def several(self, path: Path, key: str, options: Sequence[str], facts: Mapping[str, str] | None = None, *, needed: bool = True) -> Asking:
        """Some of these at this path."""
        if self.open(path):
            found = yield from self.picking(key, "choices", options, facts, needed=needed)
            if found:
                self.put(path, list(found))
            else:
                self.skipped.add(path)


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
