"""The commands for who works on playbooks: playbooks new|list|show|check|schema, gaps, method. No recogniser is needed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

from assistant.core.text import Language
from assistant.doors import authoring, gaps, method
from assistant.doors.window import wrapped
from assistant.edge import extras, places, settings
from assistant.edge.crash import words
from assistant.edge.desk import today
from assistant.edge.render import Renderer
from assistant.edge.shelf import Shelf, open_shelf
from assistant.edge.shelves import home, shelves

if TYPE_CHECKING:
    from assistant.edge.sitting import Sitting

OK, USAGE, BROKEN = 0, 2, 3
Lines = Callable[[], Iterator[str]]


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(wrapped(line, sys.stdout) + "\n")
        sys.stdout.flush()


def _new(args: argparse.Namespace, shelf: Shelf, renderer: Renderer, lines: Lines) -> int:
    from assistant.doors.writing import Writer  # noqa: PLC0415 tomlkit is an extra

    writer = Writer(sitting_of(args, shelf, renderer))
    _say(writer.run(lines()))
    return writer.code


def lacking(language: Language) -> bool:
    """Whether what writes playbooks is not installed; then it is said."""
    if find_spec("tomlkit") is not None:
        return False
    sys.stderr.write(words(language).word("authoring", "no_tomlkit", {"command": extras.command("authoring")}) + "\n")
    return True


def sitting_of(args: argparse.Namespace, shelf: Shelf, renderer: Renderer) -> Sitting:
    """A sitting at the playbook that these arguments name."""
    from assistant.edge.sitting import Sitting  # noqa: PLC0415 tomlkit is an extra

    builtin = frozenset(b.id for b in shelf.books if not b.own)
    return Sitting(shelf.library, renderer, home(getattr(args, "playbooks", [])), args.id or "", today(), builtin)


def _playbooks(args: argparse.Namespace, shelf: Shelf, renderer: Renderer, lines: Lines) -> int:
    if args.what == "new":
        return _new(args, shelf, renderer, lines)
    if args.what == "check":
        said, code = authoring.check(shelf, renderer, args.id, today(), args.country, strict=args.strict)
        _say(said)
        return code
    if args.what == "list":
        _say(authoring.listing(shelf, renderer, today()))
    elif args.what == "schema":
        sys.stdout.write(authoring.schema(shelf, renderer) + "\n")
    else:
        found = shelf.library.playbooks.get(args.id or "")
        if found is None:
            sys.stderr.write(authoring.unknown(shelf, renderer, args.id or "") + "\n")
            return USAGE
        _say(authoring.showing(shelf, renderer, found))
    return BROKEN if shelf.broken else OK


def _gaps(args: argparse.Namespace, shelf: Shelf, renderer: Renderer, _: Lines) -> int:
    text, code = gaps.make(shelf, renderer, today(), by=args.by, wanted=args.playbook, output=args.output, force=args.force)
    (sys.stderr if code else sys.stdout).write(text + "\n")
    return code or (BROKEN if shelf.broken else OK)


def _method(args: argparse.Namespace, _: Shelf, renderer: Renderer, lines: Lines) -> int:
    said, code = method.answer(renderer, vars(args), lines())
    _say(said)
    return code


_COMMANDS = {"playbooks": _playbooks, "gaps": _gaps, "method": _method}


def opened(args: argparse.Namespace, language: Language) -> tuple[Shelf, Renderer, list[str]]:
    """The playbooks, the words, and what is wrong with the settings."""
    shelf = open_shelf(shelves(getattr(args, "playbooks", [])))
    mine = settings.load()
    renderer = Renderer(places.shipped("messages"), shelf.library, language, getattr(args, "spelling", mine.settings.spelling))
    return shelf, renderer, [renderer.problem(problem) for problem in mine.problems]


def run(args: argparse.Namespace, language: Language, lines: Lines) -> int:
    """Runs the command of these arguments; `lines` = what the person types. The exit code."""
    if args.command == "playbooks" and args.what == "new" and lacking(language):
        return USAGE
    shelf, renderer, problems = opened(args, language)
    sys.stderr.write("".join(problem + "\n" for problem in problems))
    return _COMMANDS[args.command](args, shelf, renderer, lines)
