"""Turns what the core says into words, by the templates in messages/. The only importer of jinja2."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.core.advice import Advice, Block, Line
from assistant.core.brief import Brief
from assistant.core.evidence import grade
from assistant.core.guide import Choice, Part, names_of
from assistant.core.playbook import Library
from assistant.core.reading import Why
from assistant.core.text import Language, Text
from assistant.edge.problems import Problem


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line as a person reads it, with its grade as a letter ("" where it has none) and its sources' ids."""

    text: str
    grade: str
    sources: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A titled block of lines."""

    name: str
    title: str
    lines: tuple[ShownLine, ...]


def swiss(text: str) -> str:
    """Swiss spelling: no ß."""
    return text.replace("ß", "ss").replace("ẞ", "SS")


class _Compiled(FileSystemBytecodeCache):
    """Templates compiled once per machine; where nothing can be written they are compiled each time."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


class Renderer:
    """Words in one language. `spelling` "ch" writes ss for ß; `cache` is a folder for compiled templates."""

    def __init__(
        self, folder: Path, library: Library, language: Language = "de", spelling: str = "de",
        cache: Path | None = None,
    ) -> None:
        self.library = library
        self.language: Language = language
        self.spelling = spelling
        self._env = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(folder), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
            autoescape=False,  # plain text only: the gate strips control codes, no HTML is made here
            auto_reload=False,
            bytecode_cache=_Compiled(str(cache)) if cache else None,
        )
        self._env.globals.update(name=self.name, short=self.short, t=self.text, names=self.names, unquoted=self.unquoted,
            wanted=self.wanted)
        self._modules: dict[tuple[str, str], Any] = {}

    def speaking(self, language: Language) -> Renderer:
        """The same renderer in this language."""
        if language != self.language:
            self.language = language
        return self

    # ---- names

    def text(self, text: Text | None) -> str:
        return text.in_(self.language) if text else ""

    def wanted(self, text: Text | None) -> str:
        """A goal without its leading verb ("will …", "wants …"), which the template says itself."""
        said = self.text(text)
        first, _, rest = said.partition(" ")
        return rest if first.lower() in ("will", "wants", "want") and rest else said

    def unquoted(self, text: Text | None) -> str:
        """The text without quotation marks around the whole of it; the template puts its own."""
        said = self.text(text)
        marks = "„“”'" + '"'
        whole = len(said) > 1 and said[0] in marks and said[-1] in marks and not set(said[1:-1]) & set("„“”")
        return said[1:-1] if whole else said

    def name(self, slot: str, key: str, book: str | None = None) -> str:
        """The name of an id in the present language; the id itself where it is unknown."""
        lib = self.library
        shelves: Mapping[str, Mapping[str, Any]] = {
            "persona": lib.personas, "phase": lib.phases, "urgency": lib.urgencies, "loop": lib.loops,
            "format": lib.formats, "channel": lib.channels, "playbook": lib.playbooks,
        }
        if slot == "trigger":
            owner = lib.playbooks.get(book or "") or lib.playbook_of(key)
            found: Any = owner.trigger(key) if owner else None
        else:
            found = shelves[slot].get(key)
        return self.text(found.name) if found else key

    def names(self, slot: str, keys: str | Iterable[str]) -> str:
        """Several ids, as a list in words."""
        ids = keys.split() if isinstance(keys, str) else list(keys)
        return ", ".join(self.name(slot, k) for k in ids)

    def short(self, key: str) -> str:
        """The short name of a role."""
        found = self.library.personas.get(key)
        return self.text(found.short) if found else key

    # ---- templates

    def _module(self, file: str) -> Any:
        key = (self.language, file)
        if key not in self._modules:
            self._modules[key] = self._env.get_template(f"{self.language}/{file}.j2").module
        return self._modules[key]

    def _finish(self, text: str) -> str:
        text = "\n".join(line.rstrip() for line in text.strip().splitlines())
        return swiss(text) if self.spelling == "ch" and self.language == "de" else text

    def _call(self, file: str, macro: str, *args: Any) -> str:
        return self._finish(str(getattr(self._module(file), macro.replace("-", "_"))(*args)))


    def labels(self) -> Mapping[str, str]:
        """The short fixed labels of the screens."""
        table: Mapping[str, str] = self._module("labels").labels
        return table

    def label(self, key: str) -> str:
        return self._finish(self.labels()[key])

    def part(self, part: Part) -> str:
        return self._call("say", part.name, dict(part.facts))

    def say(self, parts: Iterable[Part]) -> str:
        """All parts of an answer, a line each (the advice apart)."""
        return "\n".join(text for p in parts if (text := self.part(p)))

    def choice(self, choice: Choice, brief: Brief) -> str:
        names = names_of(self.library, brief, choice)
        return self._finish(names[0 if self.language == "de" else 1] if len(names) > 1 else names[0])

    def why(self, why: Iterable[Why]) -> list[str]:
        return [self._call("why", w.code, dict(w.facts)) for w in why]

    def problem(self, problem: Problem) -> str:
        return self._call("problems", problem.code, problem)

    def message(self, code: str, **facts: str) -> str:
        """A message of a door: bad input, missing permission, hints."""
        return self._call("problems", code, facts)

    def word(self, file: str, macro: str, *args: Any) -> str:
        """A macro of any file of messages/, in the present language."""
        return self._call(file, macro, *args)

    # ---- advice

    def title(self, block: str) -> str:
        return self.label(f"block-{block}")

    def _line(self, line: Line, advice: Advice) -> ShownLine:
        text = self._call("advice", "line", line, advice)
        return ShownLine(text, line.grade or "", line.sources, line.label)

    def block(self, block: Block, advice: Advice) -> ShownBlock:
        return ShownBlock(block.name, self.title(block.name), tuple(self._line(x, advice) for x in block.lines))

    def advice(self, advice: Advice) -> tuple[ShownBlock, ...]:
        """The blocks of an advice in words."""
        return tuple(self.block(b, advice) for b in advice.blocks)

    def headline(self, advice: Advice) -> str:
        return self._call("advice", "headline", advice)

    def sources(self, advice: Advice) -> list[str]:
        """The sources used, a line each: grade, title, year."""
        book = advice.brief.book(self.library)
        return [self._call("advice", "source", s, grade(s), book) for s in advice.sources]
