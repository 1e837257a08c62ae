"""The command line: chooses the door, imports it inside its branch, maps what happened to exit codes."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from assistant.doors import evidence_call
from assistant.edge import process

if TYPE_CHECKING:
    from assistant.core.text import Language
    from assistant.edge.desk import Office

OK, USAGE, BROKEN_PLAYBOOK, NO_PLAYBOOK, CRASH, INTERRUPTED = 0, 2, 3, 4, 70, 130


def _usage(language: str) -> str:
    from assistant.edge.places import shipped

    return (shipped("messages") / language / "usage.txt").read_text(encoding="utf-8")


class _Parser(argparse.ArgumentParser):
    """argparse with our own help and error texts."""

    def format_help(self) -> str:
        return _usage(_wanted_language(sys.argv[1:]))

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{_explained(message)}\n\n{self.format_help()}")
        raise SystemExit(USAGE)


# What argparse says (in English only) → the name of our own message, and the parts that it needs.
_SLIPS = (
    ("usage-unknown", re.compile(r"unrecognized arguments: (?P<what>.+)")),
    ("usage-choice", re.compile(r"argument (?P<option>\S+): invalid choice: '?(?P<what>.*?)'? \(choose from (?P<known>.+)\)")),
    ("usage-value", re.compile(r"argument (?P<option>\S+): expected .+")),
)


def _explained(message: str) -> str:
    """Argparse's complaint in the person's language."""
    from assistant.edge.crash import words

    renderer = words(_wanted_language(sys.argv[1:]))
    for code, pattern in _SLIPS:
        if hit := pattern.fullmatch(message):
            facts = {k: v.replace("'", "").replace("command", "assistant") for k, v in hit.groupdict().items()}
            return renderer.message(code, **facts)
    return renderer.message("usage-other", what=message)


def _wanted_language(argv: list[str]) -> Language:
    for i, word in enumerate(argv):
        said = word.removeprefix("--lang=") if word.startswith("--lang=") else "".join(argv[i + 1 : i + 2])
        if word.startswith("--lang") and said in ("de", "en"):
            return "en" if said == "en" else "de"
    from assistant.edge.places import language_of_system

    return language_of_system()


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=("de", "en"), default=argparse.SUPPRESS)
    parser.add_argument("--spelling", choices=("de", "ch"), default=argparse.SUPPRESS)
    parser.add_argument("--playbooks", action="append", metavar="DIR", default=argparse.SUPPRESS)


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = _Parser(prog="assistant", allow_abbrev=False)
    parser.add_argument("--version", action="store_true")
    _common(parser)
    commands = parser.add_subparsers(dest="command", parser_class=_Parser)
    ask = commands.add_parser("ask", allow_abbrev=False)
    ask.add_argument("text", nargs="*")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--batch", action="store_true")
    ask.add_argument("--asking", choices=("trigger", "persona", "phase"))
    ask.add_argument("--playbook", metavar="ID")
    chat = commands.add_parser("chat", allow_abbrev=False)
    chat.add_argument("--plain", action="store_true")
    chat.add_argument("--json", action="store_true")
    books = commands.add_parser("playbooks", allow_abbrev=False)
    books.add_argument("what", choices=("check", "list"))
    for sub in (ask, chat, books):
        _common(sub)
    evidence_call.add_commands(commands, _Parser, _common)
    return parser


def _lines() -> Iterator[str]:
    """Lines of standard input as text; bytes that are not UTF-8 become replacement characters."""
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", "replace")


def _typed() -> Iterator[str]:
    """Lines typed at a terminal, with line editing where the system has it."""
    while True:
        try:
            yield input("> ")
        except EOFError:
            return


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _open(args: argparse.Namespace) -> Office:
    from assistant.edge.desk import open_office

    folders = [Path(p) for p in getattr(args, "playbooks", [])]
    opened: list[Office] = []

    def learning() -> None:
        if opened and args.command in ("ask", "chat"):
            sys.stderr.write(opened[0].renderer.message("learning") + "\n")
            sys.stderr.flush()

    opened.append(open_office(getattr(args, "lang", None), getattr(args, "spelling", "de"), folders, learning))
    process.settle()
    return opened[0]


def _standing(office: Office) -> int:
    """Names every broken file on stderr; the exit code for it."""
    errors = [p for p in office.problems if p.severity == "error"]
    for problem in errors:
        sys.stderr.write(office.renderer.problem(problem) + "\n")
    if not office.desk.library.playbooks:
        sys.stderr.write(office.renderer.message("no-playbooks") + "\n")
        return NO_PLAYBOOK
    if errors:
        sys.stderr.write(office.renderer.message("broken-library", count=str(len(errors))) + "\n")
        return BROKEN_PLAYBOOK
    return OK


def _check_playbook_id(office: Office, wanted: str | None) -> bool:
    known = list(office.desk.library.playbooks)
    if wanted is None or wanted in known:
        return True
    from assistant.edge.reader import closest

    facts = {"value": wanted, "guess": closest(wanted, known), "options": ", ".join(known)}
    sys.stderr.write(office.renderer.message("unknown-playbook", **facts) + "\n")
    return False


def _ask(args: argparse.Namespace) -> int:
    from assistant.core.gate import LONGEST

    office = _open(args)
    code = _standing(office)
    if code == NO_PLAYBOOK:
        return code
    if not _check_playbook_id(office, args.playbook):
        return USAGE
    text = " ".join(args.text)
    if args.batch:
        from assistant.doors import machine

        _say(machine.batch(office, _lines(), args.asking, args.playbook))
        return code
    if not args.text:
        sys.stderr.write(office.renderer.message("no-text") + "\n")
        return USAGE
    if len(text) > LONGEST:
        facts = {"count": str(len(text)), "limit": str(LONGEST)}
        sys.stderr.write(office.renderer.message("too-long", **facts) + "\n")
    _say([_answer(office, text, args)])
    return code


def _answer(office: Office, text: str, args: argparse.Namespace) -> str:
    if args.json:
        from assistant.doors import machine

        return machine.dump(machine.ask_object(office, text, args.asking, args.playbook))
    from assistant.core.brief import Brief
    from assistant.core.guide import Conversation, State
    from assistant.doors import line

    language = office.renderer.language
    start = State(Brief(playbook=args.playbook), args.asking, language=language, fixed=office.fixed)
    return line.ask(office, text, Conversation(start))


def _chat(args: argparse.Namespace) -> int:
    office = _open(args)
    code = _standing(office)
    if code == NO_PLAYBOOK:
        return code
    if args.json:
        from assistant.doors import machine

        _say(machine.chat(office, _lines()))
        return code
    from assistant.doors import line

    _say(line.chat(office, _typed() if sys.stdin.isatty() else _lines()))
    return code


def _playbooks(args: argparse.Namespace) -> int:
    office = _open(args)
    if args.what == "list":
        renderer = office.renderer
        _say(f"{book.id}  {renderer.text(book.name)}" for book in office.desk.library.playbooks.values())
        return _standing(office)
    for problem in office.problems:
        sys.stdout.write(office.renderer.problem(problem) + "\n")
    return _standing_code(office)


def _standing_code(office: Office) -> int:
    if not office.desk.library.playbooks:
        return NO_PLAYBOOK
    return BROKEN_PLAYBOOK if any(p.severity == "error" for p in office.problems) else OK


def _screen_possible() -> bool:
    env = os.environ
    return (
        sys.stdin.isatty() and sys.stdout.isatty() and env.get("TERM") != "dumb" and not env.get("ACCESSIBLE")
    )


def _screen(args: argparse.Namespace) -> int:
    from assistant.doors.tui.launch import run

    return run(lambda: _open(args), _wanted_language(sys.argv[1:]))


def _run(args: argparse.Namespace) -> int:
    if args.version:
        from assistant import __version__

        _say([f"buyer-enablement-assistant {__version__}"])
        return OK
    if args.command == "ask":
        return _ask(args)
    if args.command == "playbooks":
        return _playbooks(args)
    if args.command in evidence_call.COMMANDS:
        from assistant.doors import evidence

        return evidence.run(args, _wanted_language(sys.argv[1:]))
    plain = args.command == "chat" and (args.plain or args.json)
    if not plain and _screen_possible():
        return _screen(args)
    if args.command != "chat":
        args.json = False
    return _chat(args)


def _crashed(error: BaseException) -> int:
    """A fault of ours: a report on disk, one clear line on the screen, no traceback."""
    from assistant.edge.crash import report

    sys.stderr.write(report(error, _wanted_language(sys.argv[1:])) + "\n")
    return CRASH


def main(argv: list[str] | None = None) -> int:
    """Runs the command line and returns the exit code."""
    process.begin()
    try:
        return _run(build_parser().parse_args(argv))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:  # noqa: BLE001 the last line of defence: no traceback on a user's screen
        return _crashed(error)
    finally:
        process.settle()
