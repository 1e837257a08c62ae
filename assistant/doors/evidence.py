"""`assistant evidence …`: statements in and out, on the command line. Data goes to stdout, talk to stderr."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from assistant.core.dialogue import Part
from assistant.core.statements import FIELDS, Saying, Standing, expired, grade_of, is_old, quotable, to_dict
from assistant.core.text import Language
from assistant.doors.window import wrapped
from assistant.edge import files, notebook_forget, notebook_words
from assistant.edge.evidence_copies import Forgotten, forget, recorded
from assistant.edge.evidence_desk import Drawer, open_drawer
from assistant.edge.evidence_export import csv_lines, json_lines
from assistant.edge.evidence_files import replaced
from assistant.edge.evidence_work import Wanted, add, expire, judge, matching
from assistant.edge.notebook_file import NAME, Trouble
from assistant.edge.problems import Problem
from assistant.edge.settings import load
from assistant.edge.shelves import shelves

OK, USAGE, PARTIAL, UNSAVED = 0, 2, 3, 5
_SCOPE = ("job", "role", "segment", "phase", "trigger")


def opened(args: argparse.Namespace, language: Language) -> Drawer:
    """The drawer as the call asks for it."""
    spelling = getattr(args, "spelling", load().settings.spelling)
    return open_drawer(language, spelling, shelves(getattr(args, "playbooks", [])), getattr(args, "store", None))


def tell(drawer: Drawer, name: str, **facts: Any) -> None:
    """One message to stderr."""
    sys.stderr.write(wrapped(drawer.renderer.part(Part(name, facts)), sys.stderr) + "\n")


def show(drawer: Drawer, name: str, **facts: Any) -> None:
    """One piece of data to stdout."""
    sys.stdout.write(wrapped(drawer.renderer.part(Part(name, facts)), sys.stdout) + "\n")


def problems(drawer: Drawer, found: list[Problem]) -> int:
    """Names what could not be read, the first few by line; the exit code for it."""
    for problem in found[:10]:
        tell(drawer, f"evidence/{problem.code}", p=problem)
    if len(found) > 10:  # noqa: PLR2004 as many as a screen bears
        tell(drawer, "evidence/more-problems", count=len(found) - 10)
    return PARTIAL if found else OK


def unknown_ids(drawer: Drawer, args: argparse.Namespace) -> bool:
    """Whether a job, role, phase or trigger of the call does not exist; says so."""
    from assistant.edge.reader import closest  # noqa: PLC0415 only for a slip

    for slot in _SCOPE:
        value = getattr(args, slot, "")
        known = sorted(set(drawer.known.words.get(slot, {}).values()))
        if value and slot != "segment" and value not in known:
            tell(drawer, "evidence/unknown-id", slot=slot, value=value, guess=closest(value, known), options=", ".join(known))
            return True
    return False


def wanted(args: argparse.Namespace) -> Wanted:
    """Which statements the call asks for."""
    return Wanted(
        job=args.job, role=args.role, segment=args.segment, phase=args.phase, trigger=args.trigger,
        standing=getattr(args, "standing", "") or "", grade=getattr(args, "grade", "") or "",
    )


def _facts(drawer: Drawer, said: Saying) -> dict[str, Any]:
    today = drawer.today
    return {
        "said": said, "grade": grade_of(said).value, "old": is_old(said, today), "open": quotable(said, today),
        "expired": expired(said, today),
    }  # fmt: skip


def _add(args: argparse.Namespace, drawer: Drawer) -> int:
    cells = {name: getattr(args, name, "") or "" for name in FIELDS if name not in ("text", "standing")}
    said, faults = add(drawer, {**cells, "text": " ".join(args.text)})
    for fault in faults:
        tell(drawer, "evidence/add-fault", fault=fault)
    if said is None:
        return USAGE
    show(drawer, "evidence/kept", **_facts(drawer, said))
    return OK


def _list(args: argparse.Namespace, drawer: Drawer) -> int:
    kept = drawer.store.load()
    found = list(matching(kept.statements, wanted(args)))
    for said in found[: max(args.limit, 0)] if not args.json else ():
        show(drawer, "evidence/row", **_facts(drawer, said))
    for said in found if args.json else ():
        sys.stdout.write(json.dumps({**to_dict(said), "grade": grade_of(said).value}, ensure_ascii=False) + "\n")
    if not args.json:
        tell(drawer, "evidence/listed", shown=min(len(found), max(args.limit, 0)), count=len(found), total=len(kept.statements))
    return problems(drawer, kept.problems)


def _show(args: argparse.Namespace, drawer: Drawer) -> int:
    said = drawer.store.load().statements.get(args.id)
    if said is None:
        tell(drawer, "evidence/no-such-id", id=args.id)
        return USAGE
    show(drawer, "evidence/card", **_facts(drawer, said))
    return OK


def _judge(args: argparse.Namespace, drawer: Drawer) -> int:
    standing = Standing.CONFIRMED if args.what == "confirm" else Standing.DENIED
    said = judge(drawer, args.id, standing)
    if said is None:
        tell(drawer, "evidence/no-such-id", id=args.id)
        return USAGE
    tell(drawer, "evidence/judged", **_facts(drawer, said))
    return OK


def _expire(args: argparse.Namespace, drawer: Drawer) -> int:
    done = expire(drawer, dry=args.dry_run)
    tell(drawer, "evidence/expire", done=done, dry=args.dry_run)
    return _left(drawer, done)


def _left(drawer: Drawer, done: Forgotten) -> int:
    for path in done.untouched:
        tell(drawer, "evidence/untouched", path=str(path))
    return PARTIAL if done.untouched else OK


def agreed(drawer: Drawer, question: str, **facts: Any) -> bool:
    """Asks what cannot be undone. Without a terminal nobody can answer: no."""
    if not sys.stdin.isatty():
        return False
    tell(drawer, question, **facts)
    return sys.stdin.readline().strip().lower() in ("j", "ja", "y", "yes")


def _delete(args: argparse.Namespace, drawer: Drawer) -> int:
    pseudonym = drawer.names.of(args.person)
    if not pseudonym:
        tell(drawer, "evidence/whom")
        return USAGE
    names = (args.person, pseudonym)
    count = sum(one.person == pseudonym for one in drawer.store.load().statements.values())
    named, trouble = _talked(drawer, lambda: notebook_forget.find(drawer.talks, names))
    if not args.yes and not agreed(drawer, "evidence/delete-really", count=count, person=args.person, named=named):
        tell(drawer, "evidence/not-deleted")
        return USAGE
    done = forget(drawer, args.person)
    if not trouble:
        named, trouble = _talked(drawer, lambda: notebook_forget.forget(drawer.talks, names))
    tell(drawer, "evidence/deleted", done=done, named=named, trouble=trouble, only_pseudonym=args.person.strip().upper() == pseudonym)
    return PARTIAL if trouble or named.held or named.aside else _left(drawer, done)


def _talked(drawer: Drawer, look: Callable[[], notebook_forget.Named]) -> tuple[notebook_forget.Named, str]:
    """What was found in past conversations, or why they could not be looked through."""
    try:
        return look(), ""
    except Trouble as found:
        return notebook_forget.Named(), notebook_words.trouble(found, str(drawer.talks / NAME), drawer.renderer.language)


def _export(args: argparse.Namespace, drawer: Drawer) -> int:
    kept = drawer.store.load()
    found = list(matching(kept.statements, wanted(args)))
    suffix = args.output.suffix.lower() if args.output else ""
    make = json_lines if args.format == "jsonl" or (not args.format and suffix == ".jsonl") else csv_lines
    if args.output is None:
        for line in make(found):
            sys.stdout.write(line.removeprefix("\ufeff") + "\n")
        return problems(drawer, kept.problems)
    files.check(args.output, args.force)
    recorded(drawer, "exports", args.output)
    replaced(args.output, make(found), force=args.force)
    tell(drawer, "evidence/exported", count=len(found), path=str(args.output), internal=sum(not quotable(x, drawer.today) for x in found))
    return problems(drawer, kept.problems)


def _import(args: argparse.Namespace, drawer: Drawer) -> int:
    from assistant.doors import evidence_import  # noqa: PLC0415 it speaks through this module

    return evidence_import.run(args, drawer)


def _review(args: argparse.Namespace, drawer: Drawer) -> int:
    from assistant.doors import evidence_review  # noqa: PLC0415 it speaks through this module

    return evidence_review.run(drawer, [x for x in matching(drawer.store.load().statements, wanted(args)) if x.standing is Standing.OPEN])


_DO: Mapping[str, Callable[[argparse.Namespace, Drawer], int]] = {
    "add": _add, "import": _import, "list": _list, "show": _show, "confirm": _judge, "deny": _judge, "review": _review,
    "expire": _expire, "delete": _delete, "export": _export,
}  # fmt: skip


def run(args: argparse.Namespace, language: Language) -> int:
    """Does what the call asks and returns the exit code: 0 done, 2 wrong call, 3 done but something was left out, 5 not
    kept."""
    drawer = opened(args, language)
    if args.command != "evidence":
        from assistant.doors import words  # noqa: PLC0415 it speaks through this module

        return words.run(args, drawer)
    if args.what != "add" and unknown_ids(drawer, args):
        return USAGE
    try:
        return _DO[args.what](args, drawer)
    except OSError as error:
        return _unwritten(args, drawer, error)


def _unwritten(args: argparse.Namespace, drawer: Drawer, error: OSError) -> int:
    """Says what could not be written, a file that the call names or our own, and gives the exit code for it."""
    named: Path | None = getattr(args, "output", None) or getattr(args, "save_map", None)
    found = Path(error.filename or drawer.store.path)
    theirs = named is not None and found.parent == named.parent  # the file itself, or what was to become it
    facts = {"path": str(named if theirs else found), "reason": error.strerror or str(error)}
    sys.stderr.write(drawer.renderer.message(files.code(error), **facts) + "\n")
    return USAGE if theirs and isinstance(error, files.WRONG_NAME) else UNSAVED
