"""How evidence, words and interviews are called on the command line. Imports nothing that --help would have to pay for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

COMMANDS = ("evidence", "words", "interview")
WHATS = ("add", "import", "list", "show", "confirm", "deny", "review", "expire", "delete", "export")
SELLER, CALL_NOTES = "seller", "call-notes"  # what is typed in is a seller's report, unless it says otherwise


def _scope(parser: argparse.ArgumentParser, *, more: bool = False) -> None:
    for name in ("--job", "--role", "--segment", *(("--phase", "--trigger") if more else ())):
        parser.add_argument(name, metavar="ID" if name != "--segment" else "TEXT", default="")


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+")
    _scope(parser, more=True)
    parser.add_argument("--speaker", metavar="WHO", default=SELLER)
    parser.add_argument("--collection", metavar="HOW", default=CALL_NOTES)
    for name in ("--reason", "--date", "--person", "--by", "--source", "--n", "--expires", "--language"):
        parser.add_argument(name, metavar="TEXT", default="")
    parser.add_argument("--consent", action="store_const", const="ja", default="")


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--map", type=Path, metavar="FILE")
    parser.add_argument("--save-map", type=Path, metavar="FILE")
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE")
    parser.add_argument("--sheet", default="", metavar="NAME")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--yes", action="store_true")
    parser.add_argument("--force", action="store_true")


def _what(name: str, parser: argparse.ArgumentParser) -> None:
    if name in ("show", "confirm", "deny"):
        parser.add_argument("id", metavar="ID")
    if name in ("list", "export", "review"):
        _scope(parser, more=True)
    if name == "list":
        parser.add_argument("--standing", choices=("open", "confirmed", "denied"))
        parser.add_argument("--grade", choices=tuple("ABCDEFZ"))
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--limit", type=int, default=50, metavar="N")
    if name == "export":
        parser.add_argument("-o", "--output", type=Path, metavar="FILE")
        parser.add_argument("--format", choices=("csv", "jsonl"))
        parser.add_argument("--force", action="store_true")
    if name == "delete":
        parser.add_argument("--person", required=True, metavar="P")
        parser.add_argument("--yes", action="store_true")
    if name == "expire":
        parser.add_argument("--dry-run", action="store_true")


def add_commands(
    commands: Any, parser_class: type[argparse.ArgumentParser], common: Callable[[argparse.ArgumentParser], None]
) -> None:
    """The commands `evidence`, `words` and `interview`."""

    def usual(parser: argparse.ArgumentParser) -> None:
        common(parser)
        parser.add_argument("--store", type=Path, metavar="DIR", default=argparse.SUPPRESS)

    evidence = commands.add_parser("evidence", allow_abbrev=False)
    usual(evidence)
    whats = evidence.add_subparsers(dest="what", required=True, metavar="|".join(WHATS), parser_class=parser_class)
    for name in WHATS:
        what = whats.add_parser(name, allow_abbrev=False)
        usual(what)
        if name == "add":
            _add(what)
        elif name == "import":
            _import(what)
        else:
            _what(name, what)
    words = commands.add_parser("words", allow_abbrev=False)
    usual(words)
    words.add_argument("term", nargs="*")
    _scope(words)
    words.add_argument("--json", action="store_true")
    interview = commands.add_parser("interview", allow_abbrev=False)
    usual(interview)
    interview.add_argument("--job", metavar="ID", default="")
    interview.add_argument("--check", metavar="FILE", type=Path)
