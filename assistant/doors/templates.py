"""Templates of papers at the door: list, show, copy, check."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.core.brief import Brief
from assistant.core.gate import clean, clean_line
from assistant.core.papers.facts import Facts
from assistant.core.papers.gather import gather
from assistant.core.papers.kinds import KINDS
from assistant.core.papers.request import Request
from assistant.core.text import Language
from assistant.edge import files, places
from assistant.edge.desk import Office
from assistant.edge.reader import closest
from assistant.edge.templates import SUFFIX, Templates

FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Told:
    """Lines for standard output and standard error, and whether all went well."""

    out: tuple[str, ...] = ()
    err: tuple[str, ...] = ()
    fine: bool = True


class TemplateDesk:
    """The four commands on one folder of the user's own."""

    def __init__(self, office: Office, folder: Path | None) -> None:
        self.office = office
        self.folder = folder if folder is not None else places.templates()
        self.templates = Templates(places.shipped("messages"), self.folder)
        self._word = partial(office.renderer.word, "papers")

    def listed(self) -> Told:
        """All templates, the user's own with their paths."""
        lines = [
            self._word("template_own", {"name": x.name, "path": str(x.own)}) if x.own else self._word("template_ours", {"name": x.name})
            for x in self.templates.listed()
        ]
        return Told((*lines, "", self._word("templates_folder", {"path": str(self.folder)})))

    def show(self, name: str) -> Told:
        """The text of a template, or with "facts" what a template may use."""
        if name == FACTS:
            return Told(tuple(self._facts()))
        full = self._full(name)
        text = self.templates.source(full) if full else None
        return Told((clean(text, 200_000).rstrip("\n"),)) if text is not None else self._unknown(name)

    def copy(self, name: str, *, force: bool) -> Told:
        """Puts our template into the user's folder, to be changed there."""
        full = self._full(name)
        text = self.templates.source(full) if full else None
        if full is None or text is None:
            return self._unknown(name)
        path = self.folder / full
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            files.put(path, text.encode(), force)
        except OSError as error:
            facts = {"path": str(path), "reason": error.strerror or type(error).__name__}
            return Told(err=(self.office.renderer.message(files.code(error), **facts),), fine=False)
        return Told((self._word("written", {"path": str(path)}),))

    def check(self) -> Told:
        """Every template of the user's with every built-in playbook, phase and address."""
        problems = self.templates.check({"de": list(self._samples("de")), "en": list(self._samples("en"))})
        if problems:
            fine = all(p.severity == "warning" for p in problems)
            return Told(tuple(map(self.office.renderer.problem, problems)), fine=fine)
        own = sum(x.own is not None for x in self.templates.listed())
        return Told((self._word("templates_fine", {"own": str(own)}),))

    def _full(self, name: str) -> str | None:
        """The template's whole name, where somebody named it by its kind alone."""
        names = [x.name for x in self.templates.listed()]
        wanted = [name, f"{self.office.renderer.language}/papers/{name}{SUFFIX}", f"{self.office.renderer.language}/papers/{name}"]
        return next((w for w in wanted if w in names), None)

    def _unknown(self, name: str) -> Told:
        names = [x.name for x in self.templates.listed()] + list(KINDS) + [FACTS]
        facts = {"value": clean_line(name, 60), "guess": closest(name, names)}
        return Told(err=(self._word("template_unknown", facts),), fine=False)

    def _facts(self) -> Iterator[str]:
        yield self._word("facts_title", {})
        width = max(len(f.name) for f in dataclasses.fields(Facts))
        for f in dataclasses.fields(Facts):
            yield f"  f.{f.name:<{width}}  {self._word('fact', f.name)}"

    def _samples(self, language: Language) -> Iterator[Facts]:
        """One set of facts per kind and per phase, from all playbooks in turn: enough to walk every branch."""
        library = self.office.desk.library
        books = list(library.playbooks.values())
        for number, (kind, phase) in enumerate((k, p) for k in KINDS for p in library.phases.values()):
            book = books[number % len(books)]
            trigger = book.triggers[number % len(book.triggers)]
            member = book.members[number % len(book.members)]
            brief = Brief(book.id, trigger.id, (member.id,), phase.id)
            if (facts := gather(library, brief, Request(kind, language))) is not None:
                yield facts
