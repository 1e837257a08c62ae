"""The command line: chooses the door, imports it inside its branch, maps what happened to exit codes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.doors import evidence_call, notebook_call, patience
from assistant.doors.books_call import COMMANDS as BOOK_COMMANDS
from assistant.doors.orders import COMMANDS as PAPER_COMMANDS
from assistant.edge import process
from assistant.options import build_parser, wanted_language

if TYPE_CHECKING:
    from assistant.core.matching import Encoder
    from assistant.edge.desk import Office
    from assistant.edge.folders import Folder

OK, USAGE, BROKEN_PLAYBOOK, NO_PLAYBOOK, UNSAVED, CRASH, INTERRUPTED = 0, 2, 3, 4, 5, 70, 130


def _lines() -> Iterator[str]:
    """Lines of standard input as text; bytes that are not UTF-8 become replacement characters."""
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", "replace")


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _open(args: argparse.Namespace, reading: patience.Reading | None = None) -> Office:
    from assistant.edge import places
    from assistant.edge.desk import open_office
    from assistant.edge.folders import gathered
    from assistant.edge.ready import kept
    from assistant.edge.settings import load
    from assistant.edge.shelves import shelves
    from assistant.edge.watch import Watch

    mine, encoder = load().settings, _encoder(args)
    folders = shelves(getattr(args, "playbooks", []))
    paths = (places.shipped("playbooks"), *folders)
    opened: list[Office] = []

    def learning() -> None:
        if opened and args.command in ("ask", "chat", "serve", *PAPER_COMMANDS):
            sys.stderr.write(opened[0].renderer.message("learning") + "\n")
            sys.stderr.flush()

    telling = args.command in ("ask", "serve", "map", *PAPER_COMMANDS)
    progress = reading.told if reading else patience.telling(wanted_language(sys.argv[1:])) if telling else patience.silent

    def make(found: Sequence[Folder]) -> Office:
        spelling, language = getattr(args, "spelling", mine.spelling), getattr(args, "lang", None)
        office = open_office(language, spelling, folders, learning, preferred=mine.language, encoder=encoder, found=found, progress=progress)
        return replace(office, renew=watch.renewed)

    found = gathered(paths)
    watch = Watch(paths, make, found, lambda folders, file: kept(folders, places.cache(), file))
    opened.append(make(found))
    process.settle()
    return opened[0]


def _encoder(args: argparse.Namespace) -> Encoder | None:
    """The sentence encoder where it is wanted: by the call, or for good by the environment."""
    from assistant.edge import semantic

    if not semantic.wanted(getattr(args, "semantic", None)):
        return None
    if not semantic.available():
        from assistant.edge import extras
        from assistant.edge.crash import words

        language = wanted_language(sys.argv[1:])
        sys.stderr.write(words(language).message("semantic-missing", command=extras.command("semantic")) + "\n")
        raise SystemExit(USAGE)
    return semantic.encoder()


def _standing(office: Office) -> int:
    """Names every broken file on stderr; the exit code for it."""
    from assistant.edge.settings import load

    for problem in load().problems:
        sys.stderr.write(office.renderer.problem(problem) + "\n")
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

    person = sys.stdin.isatty()
    keeper = notebook_call.keeper(args, usual=person)
    here = line.Chat(office, keeper() if keeper else None)
    _say(line.kept_chat(here, line.typed() if person else _lines()))
    sys.stderr.write(f"{here.told}\n" if here.told else "")
    return code if here.kept else UNSAVED


def _books(args: argparse.Namespace) -> int:
    language = wanted_language(sys.argv[1:])
    if args.command == "playbooks" and args.what == "new" and not args.plain and _screen_possible():
        from assistant.doors.tui.writing.start import run

        return run(args, language)
    from assistant.doors import books, line

    return books.run(args, language, line.typed if sys.stdin.isatty() else _lines)


def _evidence(args: argparse.Namespace) -> int:
    from assistant.doors import evidence

    return evidence.run(args, wanted_language(sys.argv[1:]))


def _notebook(args: argparse.Namespace) -> int:
    from assistant.doors import notebook

    return notebook.run(args, wanted_language(sys.argv[1:]))


def _serve(args: argparse.Namespace) -> int:
    from assistant.doors.browser.launch import run

    def opened() -> tuple[Office, int]:
        office = _open(args)
        return office, _standing(office)

    return run(args, opened, wanted_language(sys.argv[1:]))


def _map(args: argparse.Namespace) -> int:
    from assistant.doors import maps

    office = _open(args)
    code = _standing(office)
    if code == NO_PLAYBOOK:
        return code
    answer = maps.make(office, args.kind, args.playbook, args.trigger, args.output, force=args.force)
    stream = sys.stdout if answer.good and not args.output else sys.stderr
    stream.write(answer.text + "\n")
    return code if answer.good else USAGE


def _papers(args: argparse.Namespace) -> int:
    """A paper of any kind, or the templates of papers."""
    from assistant.doors import orders

    office = _open(args)
    code = _standing(office)
    if code == NO_PLAYBOOK:
        return code
    if not _check_playbook_id(office, getattr(args, "playbook", None)):
        return USAGE
    done = orders.run(office, args)
    sys.stderr.write("".join(remark + "\n" for remark in done.remarks))
    sys.stdout.flush()
    sys.stdout.buffer.write(done.out)
    sys.stdout.buffer.flush()
    return done.code or code


def _screen_possible() -> bool:
    env = os.environ
    return (
        sys.stdin.isatty() and sys.stdout.isatty() and env.get("TERM") != "dumb" and not env.get("ACCESSIBLE")
    )


def _screen(args: argparse.Namespace) -> int:
    from assistant.doors.tui.launch import run

    reading = patience.Reading()
    return run(lambda: _open(args, reading), wanted_language(sys.argv[1:]), notebook_call.keeper(args, usual=True), reading)


def _run(args: argparse.Namespace) -> int:
    if args.version:
        from assistant import __version__

        _say([f"buyer-enablement-assistant {__version__}"])
        return OK
    commands = {"ask": _ask, "notebook": _notebook, "serve": _serve, "map": _map}
    own = commands | dict.fromkeys(PAPER_COMMANDS, _papers) | dict.fromkeys(BOOK_COMMANDS, _books)
    own |= dict.fromkeys(evidence_call.COMMANDS, _evidence)
    if args.command in own:
        return own[args.command](args)
    plain = args.command == "chat" and (args.plain or args.json)
    if not plain and _screen_possible():
        return _screen(args)
    if args.command != "chat":
        args.json = False
    return _chat(args)


def _crashed(error: BaseException) -> int:
    """A fault of ours: a report on disk, one clear line on the screen, no traceback."""
    from assistant.edge.crash import report

    sys.stderr.write(report(error, wanted_language(sys.argv[1:])) + "\n")
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
