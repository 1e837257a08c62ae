"""The command line of papers and templates: its arguments, and from them an order. Loads nothing heavy."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.core.text import Language
    from assistant.doors.papers import Delivered, Order
    from assistant.edge.desk import Office

PAPERS = ("sheet", "message", "paper", "brief")
COMMANDS = (*PAPERS, "templates")
WRONG_CALL = 2
_FIXED = {"sheet": "sheet", "brief": "content-brief"}


def known_kinds(command: str) -> tuple[str, ...]:
    """The kinds that this command makes."""
    from assistant.core.papers import kinds  # noqa: PLC0415 --help needs none of it

    return {"message": kinds.MESSAGES, "paper": kinds.PAPERS}.get(command) or (_FIXED[command],)


def kind_for(args: argparse.Namespace) -> str | None:
    """The kind that was asked for, by id or by name; None where this command makes none of that name."""
    from assistant.core.papers.wishes import kind_of  # noqa: PLC0415 as above

    kind = _FIXED.get(args.command) or kind_of(args.kind)
    return kind if kind in known_kinds(args.command) else None


def order_of(args: argparse.Namespace, kind: str, language: Language) -> Order:
    """The order in these arguments."""
    from assistant.core.papers.request import Country, Request, Style  # noqa: PLC0415 as above
    from assistant.doors.papers import Order  # noqa: PLC0415 as above

    style = Style("du" if args.du else "sie", "personal" if args.personal else "plain", args.short)
    spelling = getattr(args, "spelling", "de")
    country: Country = args.country or ("ch" if spelling == "ch" else "de")
    request = Request(kind, language, style, country, banned=tuple(args.without), example=args.example)
    return Order(request, " ".join(args.text), args.output, args.format or "", args.force, args.playbook, args.templates)


def run(office: Office, args: argparse.Namespace) -> Delivered:
    """Does what these arguments ask for."""
    from assistant.doors import papers  # noqa: PLC0415 as above

    if args.command == "templates":
        return _templates(office, args)
    kind = kind_for(args)
    if kind is None:
        return papers.Delivered(WRONG_CALL, remarks=[papers.unknown_kind(office, args.kind, known_kinds(args.command))])
    if not args.text:
        return papers.Delivered(WRONG_CALL, remarks=[office.renderer.message("no-text")])
    return papers.deliver(office, order_of(args, kind, office.renderer.language))


def _templates(office: Office, args: argparse.Namespace) -> Delivered:
    from assistant.doors.papers import Delivered  # noqa: PLC0415 as above
    from assistant.doors.templates import TemplateDesk  # noqa: PLC0415 as above

    desk = TemplateDesk(office, args.templates)
    if args.what in ("show", "copy"):
        told = desk.show(args.name) if args.what == "show" else desk.copy(args.name, force=args.force)
    else:
        told = desk.listed() if args.what == "list" else desk.check()
    return Delivered(0 if told.fine else WRONG_CALL, "".join(x + "\n" for x in told.out).encode(), list(told.err))


def add_commands(commands: Any, common: Callable[[argparse.ArgumentParser], None]) -> None:
    """Adds to argparse's collection of commands: sheet, message, paper, brief and templates."""
    for name in PAPERS:
        command = commands.add_parser(name, allow_abbrev=False)
        if name not in _FIXED:
            command.add_argument("kind")
        _paper_options(command)
        common(command)
    templates = commands.add_parser("templates", allow_abbrev=False)
    templates.add_argument("what", choices=("list", "show", "copy", "check"))
    templates.add_argument("name", nargs="?", default="")
    templates.add_argument("--templates", type=Path, metavar="DIR")
    templates.add_argument("--force", action="store_true")
    common(templates)


def _paper_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("text", nargs="*")
    command.add_argument("-o", "--output", type=Path, metavar="FILE")
    command.add_argument("--format", metavar="FORMAT")
    command.add_argument("--country", choices=("de", "at", "ch"))
    command.add_argument("--without", action="append", default=[], metavar="WORD")
    command.add_argument("--playbook", metavar="ID")
    command.add_argument("--templates", type=Path, metavar="DIR")
    for flag in ("--du", "--personal", "--short", "--example", "--force"):
        command.add_argument(flag, action="store_true")
