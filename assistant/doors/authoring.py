"""Playbooks of one's own in plain lines: list, show, check, schema. (Writing one: doors/writing.py.)"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.core.advice import Line
from assistant.core.checks.centre import Country
from assistant.core.checks.finding import placed
from assistant.core.checks.trade import findings
from assistant.core.evidence import Grade, grade
from assistant.core.gap_map import by_role
from assistant.core.playbook import RINGS, Library, Playbook, Statement
from assistant.core.sheet import Writer
from assistant.edge.problems import Problem
from assistant.edge.reader import closest
from assistant.edge.render import Renderer
from assistant.edge.schema import playbook_schema
from assistant.edge.shelf import Book, Shelf, index_of, open_shelf, shown_path
from assistant.edge.shelves import commit

OK, USAGE, BROKEN, NONE = 0, 2, 3, 4


def _grades(library: Library, book: Playbook) -> Counter[Grade]:
    """How many sentences are worth what: each as much as its weakest source."""
    write = Writer(library, book)
    return Counter(write.worth(s.sources) or Grade.F for _, s in placed(book))


def _age(book: Playbook, today: date) -> int | None:
    """Days since the newest dated voice of customers or sales."""
    heard = [s for s in book.sources.values() if grade(s) in (Grade.A, Grade.B, Grade.C, Grade.D)]
    days = [(today - (s.when or date(s.year, 1, 1))).days for s in heard if s.year]
    return min(days, default=None)


def _entry(shelf: Shelf, renderer: Renderer, found: Book, today: date) -> str:
    facts = {
        "id": found.id, "name": "", "own": found.own, "folder": shown_path(found.path.parent), "broken": 0,
        "commit": commit(found.path.parent) if found.own else "",
        "replaces": found.own and any(b.id == found.id and not b.own for b in shelf.books),
    }
    book = found.playbook
    if book is None:
        return renderer.word("checks", "listed", {**facts, "broken": sum(p.severity == "error" for p in found.problems)})
    counted = _grades(shelf.library, book)
    chart = by_role(shelf.library, book, today)
    facts |= {
        "name": renderer.text(book.name), "grades": " ".join(f"{g} {counted[g]}" for g in Grade if counted[g]),
        "worst": str(max(counted, key=list(Grade).index)), "age": _age(book, today), "empty": chart.empty, "cells": chart.size,
    }
    return renderer.word("checks", "listed", facts)


def listing(shelf: Shelf, renderer: Renderer, today: date) -> Iterator[str]:
    """Every playbook with its worth, its age and its gaps; broken ones too."""
    shown = [b for b in shelf.books if b.playbook is None or shelf.book(b.id) is b]
    for found in shown:
        yield _entry(shelf, renderer, found, today)
    if not any(b.own for b in shelf.books):
        yield renderer.word("checks", "unlisted", {})


# ---- show


def _lines(renderer: Renderer, write: Writer, title: str, said: tuple[Statement, ...]) -> Iterator[str]:
    yield f"  {title}"
    made: list[Line] = [write.line("", s) for s in said]
    yield from (f"    {renderer.text(x.text)}  [{x.grade}]" for x in made)
    if not said:
        yield f"    {renderer.word('checks', 'nothing', {})}"


def showing(shelf: Shelf, renderer: Renderer, book: Playbook) -> Iterator[str]:
    """A playbook for reading: job, triggers, roles, the five rings, alternatives, sources; each line with its worth."""
    write = Writer(shelf.library, book)
    yield f"{book.id}  {renderer.text(book.name)}"
    yield renderer.word("checks", "head", "job")
    yield f"  {renderer.text(book.job.statement.text)}  [{write.worth(book.job.statement.sources)}]"
    yield renderer.word("checks", "head", "triggers")
    for trigger in book.triggers:
        phrases = trigger.phrases.de if renderer.language == "de" else trigger.phrases.en
        yield f"  {renderer.text(trigger.name)} ({trigger.id}) · {renderer.name('urgency', trigger.urgency)} · {renderer.name('phase', trigger.entry)} · {len(phrases)}"
        yield f"    {' · '.join(phrases[:4]) or renderer.word('checks', 'nothing', {})}"
    yield renderer.word("checks", "head", "roles")
    for member in book.members:
        yield from _lines(renderer, write, renderer.name("persona", member.id), (member.goal, *member.pains))
    yield renderer.word("checks", "head", "rings")
    for ring in RINGS:
        yield from _lines(renderer, write, renderer.word("checks", "ring", ring), book.rings[ring])
    yield renderer.word("checks", "head", "alternatives")
    for other in book.alternatives:
        yield from _lines(renderer, write, renderer.text(other.name), (other.speaks_for, other.speaks_against))
    yield renderer.word("checks", "head", "sources")
    used = dict.fromkeys(i for _, s in placed(book) for i in s.sources)
    for source in (x for i in used if (x := shelf.library.source(book, i))):
        yield f"  {renderer.word('advice', 'source', source, grade(source), None)}"


# ---- check


def target(shelf: Shelf, renderer: Renderer, wanted: str | None) -> tuple[Shelf, tuple[Book, ...]] | str:
    """Which files are meant by an id, a folder or nothing (one's own, else the built-in ones); else what to say."""
    if wanted is None:
        own = tuple(b for b in shelf.books if b.own)
        return shelf, own or shelf.books
    if any(b.id == wanted for b in shelf.books):
        return shelf, tuple(b for b in shelf.books if b.id == wanted and (b.playbook is None or shelf.book(wanted) is b))
    folder = Path(wanted).expanduser()
    if folder.is_dir():
        inside = open_shelf([folder])
        return inside, tuple(b for b in inside.books if b.path.parent == folder)
    return unknown(shelf, renderer, wanted)


def unknown(shelf: Shelf, renderer: Renderer, wanted: str) -> str:
    """What to say where this names no playbook."""
    ids = [b.id for b in shelf.books]
    facts = {"value": wanted, "guess": closest(wanted, ids), "options": ", ".join(dict.fromkeys(ids))}
    return renderer.word("checks", "no_target", facts)


def problems_of(shelf: Shelf, book: Book, today: date, country: Country) -> tuple[Problem, ...]:
    """What the trade says of a playbook that can be read."""
    if book.playbook is None:
        return ()
    whole = replace(shelf.library, playbooks={**shelf.library.playbooks, book.id: book.playbook})
    return tuple(book.problem(f) for f in findings(whole, book.playbook, today, country, index_of))


def checking(
    shelf: Shelf, renderer: Renderer, books: tuple[Book, ...], today: date, country: Country = "de", *, trade: bool = True
) -> tuple[list[str], Counter[str]]:
    """All problems at once, a line each, the files in their order and each from top to bottom; and how many of each
    severity. `trade` = also what only an expert would see."""
    lines: list[str] = []
    count: Counter[str] = Counter()
    for problem in shelf.problems:
        lines.append(renderer.problem(problem))
        count[problem.severity] += 1
    for book in books:
        traded = problems_of(shelf, book, today, country) if trade else ()
        for problem in sorted((*book.problems, *traded), key=lambda p: p.line):
            count[problem.severity] += 1
            lines.append(renderer.word("checks", "finding", problem) if problem in traded else renderer.problem(problem))
    builtin = not trade and not any(b.own for b in shelf.books)
    facts = {"books": len(books), "broken": count["error"], "warnings": count["warning"], "notes": count["note"], "builtin": builtin}
    return [*lines, renderer.word("checks", "total", facts)], count


def check(shelf: Shelf, renderer: Renderer, wanted: str | None, today: date, country: Country, *, strict: bool) -> tuple[list[str], int]:
    """The lines of a check and its exit code: 0 fine, 2 no such playbook, 3 errors (with `strict` also warnings), 4 no
    playbook that can be used."""
    found = target(shelf, renderer, wanted)
    if isinstance(found, str):
        return [found], USAGE
    inside, books = found
    trade = strict or wanted is not None or any(b.own for b in inside.books)
    lines, count = checking(inside, renderer, books, today, country, trade=trade)
    if not inside.library.playbooks:
        return lines, NONE
    return lines, BROKEN if count["error"] or (strict and count["warning"]) else OK


def schema(shelf: Shelf, renderer: Renderer) -> str:
    """The JSON Schema of a playbook, its keys explained in the language of the renderer."""
    found = playbook_schema(shelf.library, renderer.entries("authoring", "keys"))
    return json.dumps(found, ensure_ascii=False, indent=1)
