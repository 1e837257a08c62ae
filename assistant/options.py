"""What the command line understands, declared command by command, and how it explains a slip."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from assistant.doors import books_call, evidence_call, notebook_call
from assistant.doors.orders import add_commands

if TYPE_CHECKING:
    from assistant.core.text import Language

USAGE = 2


def _usage(language: str) -> str:
    from assistant.edge.places import shipped

    return (shipped("messages") / language / "usage.txt").read_text(encoding="utf-8")


class _Parser(argparse.ArgumentParser):
    """argparse with our own help and error texts; words may stand before and behind options."""

    _words: argparse.Action | None = None  # the positional argument that was declared last

    def add_argument(self, *names: Any, **declared: Any) -> argparse.Action:
        action = super().add_argument(*names, **declared)
        if not action.option_strings:
            self._words = action
        return action

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        # argparse takes what may be left out for left out as soon as an option follows the word before it.
        found, rest = super().parse_known_args(args, namespace)
        while (last := self._words) and rest and not rest[0].startswith("-") and _takes(last, found):
            held = getattr(found, last.dest)
            setattr(found, last.dest, [*held, rest.pop(0)] if isinstance(held, list) else rest.pop(0))
        return found, rest

    def format_help(self) -> str:
        return _usage(wanted_language(sys.argv[1:]))

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{_explained(message)}\n\n{self.format_help()}")
        raise SystemExit(USAGE)


def _takes(words: argparse.Action, found: argparse.Namespace) -> bool:
    """Whether what was read leaves room for one more of these words."""
    held = getattr(found, words.dest)
    return words.type is None and (isinstance(held, list) or held == words.default)


# What argparse says (in English only) → the name of our own message, and the parts that it needs.
_SLIPS = (
    ("usage-unknown", re.compile(r"unrecognized arguments: (?P<what>.+)")),
    ("usage-choice", re.compile(r"argument (?P<option>\S+): invalid choice: '?(?P<what>.*?)'? \(choose from (?P<known>.+)\)")),
    ("usage-missing", re.compile(r"the following arguments are required: (?P<what>.+)")),
    ("usage-number", re.compile(r"argument (?P<option>\S+): invalid int value: '(?P<what>.*)'")),
    ("usage-value", re.compile(r"argument (?P<option>\S+): expected .+")),
)


def _explained(message: str) -> str:
    """Argparse's complaint in the person's language."""
    from assistant.edge.crash import words

    renderer = words(wanted_language(sys.argv[1:]))
    for code, pattern in _SLIPS:
        if hit := pattern.fullmatch(message):
            facts = {k: v.replace("'", "").replace("command", "assistant") for k, v in hit.groupdict().items()}
            return renderer.message(code, **facts)
    return renderer.message("usage-other", what=message)


def wanted_language(argv: list[str]) -> Language:
    """The language of help and errors: as asked for in the call, else as set, else the system's."""
    for i, word in enumerate(argv):
        said = word.removeprefix("--lang=") if word.startswith("--lang=") else "".join(argv[i + 1 : i + 2])
        if word.startswith("--lang") and said in ("de", "en"):
            return "en" if said == "en" else "de"
    from assistant.edge.places import language_of_system
    from assistant.edge.settings import load

    return load().settings.language or language_of_system()


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=("de", "en"), default=argparse.SUPPRESS)
    parser.add_argument("--spelling", choices=("de", "ch"), default=argparse.SUPPRESS)
    parser.add_argument("--playbooks", action="append", metavar="DIR", default=argparse.SUPPRESS)
    parser.add_argument("--semantic", action=argparse.BooleanOptionalAction, default=argparse.SUPPRESS)


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = _Parser(prog="assistant", allow_abbrev=False)
    parser.add_argument("--version", action="store_true")
    notebook_call.keeping(parser)
    _common(parser)
    commands = parser.add_subparsers(dest="command", parser_class=_Parser)
    for add in (_ask, _chat, _serve, _map):
        _common(add(commands))
    add_commands(commands, _common)
    books_call.add(commands, _common)
    evidence_call.add_commands(commands, _Parser, _common)
    notebook_call.add(commands, _Parser, _common)
    return parser


def _ask(commands: Any) -> argparse.ArgumentParser:
    ask: argparse.ArgumentParser = commands.add_parser("ask", allow_abbrev=False)
    ask.add_argument("text", nargs="*")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--batch", action="store_true")
    ask.add_argument("--asking", choices=("trigger", "persona", "phase"))
    ask.add_argument("--playbook", metavar="ID")
    return ask


def _chat(commands: Any) -> argparse.ArgumentParser:
    chat: argparse.ArgumentParser = commands.add_parser("chat", allow_abbrev=False)
    chat.add_argument("--plain", action="store_true")
    chat.add_argument("--json", action="store_true")
    notebook_call.keeping(chat)
    return chat


def _map(commands: Any) -> argparse.ArgumentParser:
    chart: argparse.ArgumentParser = commands.add_parser("map", allow_abbrev=False)
    chart.add_argument("--playbook", metavar="ID")
    chart.add_argument("--kind", choices=("journey", "centre"), default="journey")
    chart.add_argument("--trigger", metavar="ID")
    chart.add_argument("-o", "--output", metavar="FILE")
    chart.add_argument("--force", action="store_true")
    return chart


def _serve(commands: Any) -> argparse.ArgumentParser:
    serve: argparse.ArgumentParser = commands.add_parser("serve", allow_abbrev=False)
    for option, usual in (("--host", "127.0.0.1"), ("--port", "8000"), ("--sessions", "8"), ("--idle", "30"), ("--public-url", "")):
        serve.add_argument(option, default=usual)
    serve.add_argument("--token", action=argparse.BooleanOptionalAction, default=None)
    return serve
