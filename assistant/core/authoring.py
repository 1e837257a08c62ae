"""The guided writing of a playbook: which question comes next, what an answer changes in the file.

A session is a generator: it yields a Prompt and is sent the answer. It asks only for what the file does not hold yet, so
that it can stop anywhere and go on later, and every Prompt brings the changes that the answers before it made.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.core.checks.job import job_faults, product_words
from assistant.core.gate import clean_line
from assistant.core.playbook import CHANGES, FUNCTIONS, PHASES, RINGS
from assistant.core.text import Language, Text
from assistant.core.words import fold

Path = tuple[str | int, ...]
SKIP = ""  # an empty line: later
OBJECTIONS = 2  # times that a faulty job is sent back; after that it is the author's word
PLAYS = ("buyer_questions", "questions", "say", "write", "no_gos", "next_steps")
METHODS = ("workshop", "jtbd", "revella", "template")
SCALES = ("standard", "considered", "investment")
MODELS = ("investment", "subscription", "service")


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
_Asking = Generator[Prompt, str, Any]


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


class _Author:
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

    def ask(self, key: str, kind: Any, language: Language | None = None, objections: tuple[tuple[str, str], ...] = (), **rest: Any) -> _Asking:
        prompt = Prompt(key, kind, language=language or self.first, edits=self.taken(), objections=objections, **rest)
        return clean_line((yield prompt))

    # ---- texts

    def other(self, said: str, key: str, facts: Mapping[str, str]) -> _Asking:
        """The same in both languages: {de, en}."""
        both = {"de": said, "en": said}
        for language in self.terms.languages[1:]:
            answer = yield from self.ask(key, "text", language, facts=facts)
            both[language] = answer or said
        return both

    def text(self, path: Path, key: str, *, needed: bool = True, statement: bool = True, facts: Mapping[str, str] | None = None) -> _Asking:
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

    def listed(self, path: Path, key: str, *, needed: bool = False, facts: Mapping[str, str] | None = None) -> _Asking:
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

    def phrases(self, path: Path, facts: Mapping[str, str] | None = None) -> _Asking:
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

    def chosen(self, path: Path, key: str, options: Sequence[str], facts: Mapping[str, str] | None = None) -> _Asking:
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

    def several(self, path: Path, key: str, options: Sequence[str], facts: Mapping[str, str] | None = None) -> _Asking:
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


def _job(author: _Author) -> _Asking:
    """The job first: sent back while it names a product, a technology or our own doing."""
    path = ("job", "statement")
    if not author.open(path):
        return
    name = held(author.data, ("name",)) or {}
    sold = product_words(Text(name.get("de", ""), name.get("en", "")), author.first)
    objections: tuple[tuple[str, str], ...] = ()
    said, before = "", ""
    for _ in range(OBJECTIONS + 1):
        said = ""
        while not said:
            said = yield from author.ask("job.statement", "text", needed=True, objections=objections)
        objections = job_faults(said, sold)
        if not objections or said == before:
            break
        before = said
    value = yield from author.other(said, "job.statement", {})
    author.put(path, value | {"source": author.terms.source})


def _head(author: _Author) -> _Asking:
    yield from author.text(("name",), "name", statement=False)
    if "id" not in author.data:
        author.put(("id",), slug(author.data["name"]["en"]))
    yield from author.chosen(("method",), "method", METHODS)
    yield from author.chosen(("scale",), "scale", SCALES)
    yield from author.chosen(("offer", "model"), "offer.model", MODELS)
    for key in ("situation", "progress", "outcome"):
        yield from author.text(("job", key), f"job.{key}")
    for key in ("hired_for", "fired_for"):
        yield from author.listed(("job", key), f"job.{key}", needed=True)
    yield from author.phrases(("phrases",))


def _names(author: _Author, i: int) -> dict[str, str]:
    name = held(author.data, ("triggers", i, "name")) or {}
    return {"trigger": name.get(author.first, "")}


def _trigger(author: _Author, i: int) -> _Asking:
    at: Path = ("triggers", i)
    facts = _names(author, i)
    yield from author.phrases((*at, "phrases"), facts)
    yield from author.chosen((*at, "origin"), "triggers.origin", ("inner", "outer"), facts)
    yield from author.chosen((*at, "urgency"), "triggers.urgency", author.terms.urgencies, facts)
    yield from author.chosen((*at, "entry"), "triggers.entry", PHASES, facts)
    for key in CHANGES:
        yield from author.text((*at, "changes", key), f"triggers.changes.{key}", facts=facts)


def _triggers(author: _Author) -> _Asking:
    """Those that stand there, then further ones as long as a name is given."""
    for i in range(len(held(author.data, ("triggers",)) or [])):
        yield from _trigger(author, i)
    while ("triggers",) not in author.skipped:
        count = len(held(author.data, ("triggers",)) or [])
        said = yield from author.ask("triggers", "text", facts={"n": str(count)}, needed=not count)
        if not said:
            if count:
                author.skipped.add(("triggers",))
            continue
        names = yield from author.other(said, "triggers", {"n": str(count)})
        taken = {t.get("id") for t in held(author.data, ("triggers",)) or []}
        name = slug(names["en"])
        author.put(("triggers",), {"id": name if name not in taken else f"{name}-{count + 1}", "name": names}, append=True)
        yield from _trigger(author, count)


def _roles(author: _Author) -> _Asking:
    """Who takes part, then each of them."""
    if author.open(("personas",)):
        said: tuple[str, ...] = ()
        objections: tuple[tuple[str, str], ...] = ()
        while not said:
            answer = yield from author.ask("personas", "choices", options=author.terms.roles, needed=True, objections=objections)
            said = picked(answer, author.terms.roles)
            objections = (("no-choice", answer),) if answer else ()
        for name in said:
            author.put(("personas",), {"id": name}, append=True)
    for i, member in enumerate(held(author.data, ("personas",)) or []):
        at, facts = ("personas", i), {"persona": member.get("id", "")}
        yield from author.several((*at, "functions"), "personas.functions", FUNCTIONS, facts)
        yield from author.chosen((*at, "kind"), "personas.kind", ("buyer", "user", "both"), facts)
        yield from author.text((*at, "goal"), "personas.goal", facts=facts)
        for key in ("jobs", "pains", "gains"):
            yield from author.listed((*at, key), f"personas.{key}", facts=facts)


def _leads(author: _Author) -> _Asking:
    there = tuple(m["id"] for m in held(author.data, ("personas",)) or [] if m.get("id"))
    for i in range(len(held(author.data, ("triggers",)) or [])):
        yield from author.several(("triggers", i, "leads"), "triggers.leads", there, _names(author, i))


def _others(author: _Author) -> _Asking:
    """What else the buyer may do: nothing at all, and somebody else's offer."""
    standing = {a.get("kind") for a in held(author.data, ("alternatives",)) or []}
    for kind in ("nothing", "competitor"):
        path: Path = ("alternatives", kind)
        if kind in standing or path in author.skipped:
            continue
        said = yield from author.ask(f"alternatives.{kind}", "text")
        if not said:
            author.skipped.add(path)
            continue
        item: dict[str, Any] = {"kind": kind, "name": (yield from author.other(said, f"alternatives.{kind}", {}))}
        for key in ("speaks_for", "speaks_against"):
            words = ""
            while not words:
                words = yield from author.ask(f"alternatives.{key}", "text", facts={"name": said}, needed=True)
            both = yield from author.other(words, f"alternatives.{key}", {"name": said})
            item[key] = both | {"source": author.terms.source}
        author.put(("alternatives",), item, append=True)


def _insides() -> Iterator[tuple[Path, str, dict[str, str]]]:
    for ring in RINGS:
        yield ("rings", ring), f"rings.{ring}", {}
    for phase in PHASES:
        for key in PLAYS:
            yield ("phases", phase, key), f"phases.{key}", {"phase": phase}


def session(name: str, data: dict[str, Any], terms: Terms, skipped: set[Path] | None = None) -> Session:
    """Asks for what `data`, the content of the file of this id, does not hold yet: job, triggers, roles, rings, phases.
    Without an id one is made from the name, which is asked for after the job.

    `data` is changed as answers come; `skipped` gathers what was put off, so that it is not asked again at once. The last
    Prompt has the key "done" and no answer.
    """
    author = _Author(data, terms, set() if skipped is None else skipped)
    if name and "id" not in data:
        author.put(("id",), name)
    if "schema" not in data:
        author.put(("schema",), 1)
    yield from _job(author)
    yield from _head(author)
    yield from _triggers(author)
    yield from _roles(author)
    yield from _leads(author)
    for path, key, facts in _insides():
        yield from author.listed(path, key, facts=facts)
    yield from _others(author)
    yield Prompt("done", "text", edits=author.taken())
