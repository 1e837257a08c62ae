"""Turns what the core says into words, by the templates in messages/. Beside it only compiled.py (the environment), html.py
(pages) and formats/ (shapes of files) import jinja2."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, UndefinedError

from assistant.core.advice import Advice, Block, Line
from assistant.core.brief import Brief
from assistant.core.dialogue import Choice, Part
from assistant.core.evidence import grade
from assistant.core.lettered import lettered
from assistant.core.playbook import Library
from assistant.core.questions import WORDED, clipped, names_of
from assistant.core.reading import Why
from assistant.core.sheet import Sheet
from assistant.core.text import Language, Text, spelt
from assistant.edge.compiled import environment, escaping
from assistant.edge.problems import Problem


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line as a person reads it, with its grade as a letter ("" where it has none) and its sources' ids; `letter`
    names the line in a conversation ("" where it has none)."""

    text: str
    grade: str
    sources: tuple[str, ...]
    label: str
    letter: str = ""


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A titled block of lines."""

    name: str
    title: str
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """A view in words: its name, its title, its blocks, its sources a line each."""

    name: str
    title: str
    blocks: tuple[ShownBlock, ...]
    sources: tuple[str, ...]


class _Shared:
    """What the renderers of one library share: the templates, and one another."""

    def __init__(self, folder: Path, cache: Path | None) -> None:
        self.env = environment(folder, cache)
        self.kin: dict[tuple[Language, str], Renderer] = {}

    @cached_property
    def pages(self) -> Environment:
        """The same templates with everything that is put in escaped."""
        return escaping(self.env)


class Renderer:
    """Words in one language, which never changes. `spelling` "ch" writes ss for ß; `cache` is a folder for compiled
    templates. The renderers that `in_` and `spelled` give share the templates."""

    def __init__(
        self, folder: Path, library: Library, language: Language = "de", spelling: str = "de",
        cache: Path | None = None, *, shared: _Shared | None = None,
    ) -> None:
        self._folder = folder
        self._library = library
        self._language: Language = language
        self._spelling = spelling
        self._shared = shared or _Shared(folder, cache)
        self._shared.kin[language, spelling] = self
        self._modules: dict[str, Any] = {}

    @property
    def library(self) -> Library:
        return self._library

    @property
    def language(self) -> Language:
        return self._language

    @property
    def spelling(self) -> str:
        return self._spelling

    def in_(self, language: Language) -> Renderer:
        """The renderer of this language, one per language."""
        return self._related(language, self._spelling)

    def spelled(self, spelling: str) -> Renderer:
        """The renderer of this spelling, "de" or "ch"."""
        return self._related(self._language, spelling)

    def _related(self, language: Language, spelling: str) -> Renderer:
        found = self._shared.kin.get((language, spelling))
        return found or Renderer(self._folder, self._library, language, spelling, shared=self._shared)

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
        if file not in self._modules:
            self._modules[file] = self._shared.env.get_template(f"{self.language}/{file}.j2", globals=self._spoken()).module
        return self._modules[file]

    def _spoken(self) -> dict[str, Any]:
        """What every template may call."""
        return {
            "name": self.name, "short": self.short, "t": self.text, "names": self.names, "unquoted": self.unquoted,
            "wanted": self.wanted, "option": self.option,
        }  # fmt: skip

    def _finish(self, text: str) -> str:
        text = "\n".join(line.rstrip() for line in text.strip().splitlines())
        return spelt(text, self.language, self.spelling)

    def _call(self, file: str, macro: str, *args: Any) -> str:
        return self._finish(str(getattr(self._module(file), macro.replace("-", "_"))(*args)))

    def labels(self) -> Mapping[str, str]:
        """The short fixed labels of the screens."""
        table: Mapping[str, str] = self._module("labels").labels
        return table

    def table(self, file: str) -> dict[str, str]:
        """The labels of another file of messages/, with the grades' words beside them."""
        both = {**self.labels(), **self._module(file).labels}
        return {k: self._finish(v) for k, v in both.items()}

    def label(self, key: str) -> str:
        return self._finish(self.labels()[key])

    def part(self, part: Part) -> str:
        """One thing said; a name like "quiz/question" is a macro of messages/…/quiz.j2, any other one of say.j2."""
        file, _, macro = part.name.rpartition("/")
        return self._call(file or "say", macro, dict(part.facts))

    def say(self, parts: Iterable[Part]) -> str:
        """All parts of an answer, a line each (the advice apart)."""
        return "\n".join(text for p in parts if (text := self.part(p)))

    def choice(self, choice: Choice, brief: Brief) -> str:
        """The label of a quick reply, short enough for one."""
        if choice.slot in WORDED:
            return self._call("say", "choice", choice.slot, choice.id)
        names = names_of(self.library, brief, choice)
        return self._finish(clipped(names[0 if self.language == "de" or len(names) == 1 else 1]))

    def option(self, id_: str) -> str:
        """An answer of the quiz in full."""
        names = names_of(self.library, Brief(), Choice("quiz", id_))
        return names[0 if self.language == "de" or len(names) == 1 else 1]

    def commands(self, language: Language) -> tuple[str, ...]:
        """What can be said in this language besides an answer."""
        table: list[str] = self._shared.env.get_template(f"{language}/suggest.j2").module.commands  # type: ignore[attr-defined]  # a table
        return tuple(spelt(said, language, self.spelling) for said in table)

    def sheet(self, sheet: Sheet) -> ShownSheet:
        """A view in words."""
        facts = dict(sheet.facts)
        blocks = tuple(
            ShownBlock(b.name, self._call(sheet.name, "block", b.name, facts), tuple(
                ShownLine(self._call(sheet.name, "line", line, facts), line.grade or "", line.sources, line.label)
                for line in b.lines
            ))
            for b in sheet.blocks
        )
        sources = tuple(self._call("advice", "source", s, grade(s), None) for s in sheet.sources)
        return ShownSheet(sheet.name, self._call(sheet.name, "title", facts), blocks, sources)

    def why(self, why: Iterable[Why]) -> list[str]:
        return [self._call("why", w.code, dict(w.facts)) for w in why]

    def can_say(self, why: Iterable[Why]) -> bool:
        """Whether there are words for these reasons (they may come from another version of the program)."""
        try:
            self.why(why)
        except (UndefinedError, AttributeError, KeyError):
            return False
        return True

    def problem(self, problem: Problem) -> str:
        return self._call("problems", problem.code, problem)

    def message(self, code: str, **facts: str) -> str:
        """A message of a door: bad input, missing permission, hints."""
        return self._call("problems", code, facts)

    def word(self, file: str, macro: str, *args: Any) -> str:
        """A macro of any file of messages/, in the present language."""
        return self._call(file, macro, *args)

    def page(self, file: str, macro: str, *args: Any) -> str:
        """A page or a picture: everything that is put in is escaped."""
        module: Any = self._shared.pages.get_template(f"{self.language}/{file}.j2", globals=self._spoken()).module
        return self._finish(str(getattr(module, macro)(*args))) + "\n"

    def entries(self, file: str, name: str) -> Mapping[str, str]:
        """A literal table of a file of messages/."""
        found: Mapping[str, str] = getattr(self._module(file), name)
        return found

    # ---- advice

    def title(self, block: str) -> str:
        return self.label(f"block-{block}")

    def _line(self, line: Line, advice: Advice, letter: str) -> ShownLine:
        text = self._call("advice", "line", line, advice)
        return ShownLine(text, line.grade or "", line.sources, line.label, letter)

    def _block(self, block: Block, advice: Advice, letters: Mapping[int, str]) -> ShownBlock:
        lines = tuple(self._line(x, advice, letters.get(id(x), "")) for x in block.lines)
        return ShownBlock(block.name, self.title(block.name), lines)

    def advice(self, advice: Advice) -> tuple[ShownBlock, ...]:
        """The blocks of an advice in words, its lines with their letters."""
        letters = {id(x.line): x.letter for x in lettered(advice)}
        return tuple(self._block(b, advice, letters) for b in advice.blocks)

    def headline(self, advice: Advice) -> str:
        return self._call("advice", "headline", advice)

    def sources(self, advice: Advice) -> list[str]:
        """The sources used, a line each: grade, title, year."""
        book = advice.brief.book(self.library)
        return [self._call("advice", "source", s, grade(s), book) for s in advice.sources]
