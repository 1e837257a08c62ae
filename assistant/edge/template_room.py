"""The room in which a template of a paper runs: what it may see, what is noted of it, how its text is taken apart."""

from __future__ import annotations

import dataclasses
import re
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.core.gate import clean
from assistant.core.papers.facts import Facts, Said

LONGEST = 60_000  # characters of a paper
MOST_ROUNDS = 1_000
RAW = frozenset({"id", "kind", "language", "country", "address", "variant", "phase", "functions", "hints", "grade", "sources"})
_TITLE, _PART, _END = "\ue000", "\ue001", "\ue002"  # private use: a template's own marks, never text
_MARKS = re.compile(f"[{_TITLE}{_PART}]([^{_END}]*){_END}")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_AT_START = re.compile(r"^(\s*)([#+=-]|\d+[.)])(?=\s|$|[=-])")
_ENTITY = re.compile(r"&(?=#?\w+;)")


class TooBigError(ValueError):
    """The paper is longer than any paper should be."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A paper as its template made it: its title, its named parts in order, and the worth (grade,
    ids of the sources) of every sentence that was said in it."""

    title: str
    parts: tuple[tuple[str, str], ...]
    used: tuple[tuple[str, tuple[str, ...]], ...]

    def to_json(self) -> dict[str, Any]:
        return {"title": self.title, "parts": [list(p) for p in self.parts], "used": [[g, list(s)] for g, s in self.used]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Rendered:
        """From what another process says; texts pass the gate."""
        parts = tuple((str(n), clean(str(t), LONGEST)) for n, t in data["parts"])
        used = tuple((str(g), tuple(map(str, s))) for g, s in data["used"])
        return cls(clean(str(data["title"]), LONGEST), parts, used)


@lru_cache(maxsize=8192)
def literal(text: str) -> str:
    """Text as Markdown that shows exactly this text, in a paragraph, a list or a table cell."""
    flat = " ".join(clean(text).split())
    flat = _ENTITY.sub(r"\\&", _SPECIAL.sub(r"\\\1", flat))
    return _AT_START.sub(_guarded, flat)


def _guarded(hit: re.Match[str]) -> str:
    mark = hit[2]
    return f"{hit[1]}{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"{hit[1]}\\{mark}"


class Spoken:
    """A sentence in a template. Whoever turns it into text, by whatever means, has used it."""

    def __init__(self, said: Said, ledger: dict[tuple[str, tuple[str, ...]], None]) -> None:
        self._said = said
        self._ledger = ledger

    def __str__(self) -> str:
        self._ledger[self._said.grade.value, self._said.sources] = None
        return literal(self._said.text)

    def __len__(self) -> int:
        return len(self._said.text)

    @property
    def grade(self) -> str:
        return self._said.grade.value

    @property
    def sources(self) -> tuple[str, ...]:
        return self._said.sources

    @property
    def asks(self) -> bool:
        """Whether it ends as a question."""
        return self._said.text.rstrip("”“\"'").endswith("?")

    @property
    def ends(self) -> bool:
        """Whether it ends with a mark of its own."""
        return self._said.text.rstrip("”“\"'»")[-1:] in ".!?…:"


@lru_cache(maxsize=32)
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(kind))


def _seen(value: Any, ledger: dict[tuple[str, tuple[str, ...]], None], name: str = "") -> Any:
    """A fact as a template sees it: names are literal Markdown, sentences note that they were used."""
    if isinstance(value, Said):
        return Spoken(value, ledger)
    if dataclasses.is_dataclass(value):
        kind: Any = type(value)
        return SimpleNamespace(**{n: _seen(getattr(value, n), ledger, n) for n in _names(kind)})
    if isinstance(value, tuple):
        return tuple(_seen(v, ledger, name) for v in value)
    return literal(value) if isinstance(value, str) and name not in RAW else value


class _Shelf(BaseLoader):
    """Templates from folders, the first that has it; nothing outside of them, not by a path and not by a link."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = [f.resolve() for f in folders]

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:  # noqa: ARG002 the loader's interface
        for folder in self.folders:
            path = (folder / template).resolve()
            if not path.is_relative_to(folder):
                raise PermissionError(template)
            if path.is_file():
                return path.read_text(encoding="utf-8"), str(path), lambda: True
        raise TemplateNotFound(template)


def _rounds(*limits: int) -> range:
    steps = range(*limits)
    if len(steps) > MOST_ROUNDS:
        raise TooBigError
    return steps


class Room:
    """An environment for templates from these folders, the first one first."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._env = ImmutableSandboxedEnvironment(
            loader=_Shelf(folders), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
            keep_trailing_newline=False,
            autoescape=False,  # Markdown is made here, not HTML; text of playbooks is made literal as it is printed
        )  # fmt: skip
        self._env.globals.clear()
        self._env.globals.update(range=_rounds, namespace=_namespace(), part=_part, title=_title)

    def render(self, name: str, facts: Facts) -> Rendered:
        """The paper in this template. Raises what the template raises."""
        ledger: dict[tuple[str, tuple[str, ...]], None] = {}
        out: list[str] = []
        size = 0
        for piece in self._env.get_template(name).generate(f=_seen(facts, ledger)):
            size += len(piece)
            if size > LONGEST:
                raise TooBigError
            out.append(piece)
        title, parts = _apart("".join(out))
        return Rendered(title, parts, tuple(ledger))


def _namespace() -> type[Any]:
    from jinja2.utils import Namespace  # noqa: PLC0415 beside its only use

    return Namespace


def _part(name: str) -> str:
    """Marks where a part of the paper begins that can be named and reworded on its own."""
    return f"{_PART}{name}{_END}"


def _title(text: str) -> str:
    """Marks the title of the paper."""
    return f"{_TITLE}{text}{_END}"


def _tidy(text: str) -> str:
    """Without what a template's own layout leaves behind: trailing blanks, a lone blank before a line, empty lines
    between the items of a list, more than one empty line in a row."""
    lines = [line.rstrip() for line in text.split("\n")]
    joined = "\n".join(line[1:] if re.match(r" \S", line) else line for line in lines)
    tight = re.sub(r"(?m)^((?:- |\d+\. ).*)\n+(?=\n(?:- |\d+\. ))", r"\1", joined)
    tight = re.sub(r"(?m)^(\|.*\|)\n+(?=\n\|)", r"\1", tight)
    return re.sub(r"\n{3,}", "\n\n", tight).strip("\n")


def _apart(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """(title, parts) of a rendered text; what stands before the first mark belongs to a part "text"."""
    title = " ".join(m[1].strip() for m in _MARKS.finditer(text) if m[0][0] == _TITLE)
    pieces: list[tuple[str, list[str]]] = [("text", [])]
    at = 0
    for mark in _MARKS.finditer(text):
        pieces[-1][1].append(text[at : mark.start()])
        if mark[0][0] == _PART:
            pieces.append((mark[1], []))
        at = mark.end()
    pieces[-1][1].append(text[at:])
    joined = [(name, _tidy("".join(bits))) for name, bits in pieces]
    return " ".join(title.split()), tuple((n, t) for n, t in joined if t)


def place_of(error: BaseException, folders: Iterable[Path]) -> tuple[str, int]:
    """(file, line) in the templates where the error arose, ("", 0) where it cannot be told."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or "", error.lineno
    inside = [str(f.resolve()) for f in folders]
    frames = traceback.extract_tb(error.__traceback__)
    hits = [f for f in frames if any(f.filename.startswith(i) for i in inside)]
    return (hits[-1].filename, hits[-1].lineno or 0) if hits else ("", 0)
