"""`assistant evidence import`: what the columns mean, what would be taken, then – confirmed – the taking."""

from __future__ import annotations

import argparse
import sys

from assistant.core.statement_columns import Mapped, changed, proposed
from assistant.doors.evidence import OK, PARTIAL, USAGE, agreed, show, tell
from assistant.edge.evidence_copies import recorded
from assistant.edge.evidence_desk import Drawer
from assistant.edge.evidence_files import replaced
from assistant.edge.evidence_import import Taking
from assistant.edge.evidence_maps import as_toml, read_map
from assistant.edge.evidence_tables import Table, Unreadable, open_table
from assistant.edge.evidence_work import faults_of

_STOP = ("ende", "stop", "q", "quit", "exit")


def run(args: argparse.Namespace, drawer: Drawer) -> int:
    """Imports one table; the exit code: 3 where rows were left out."""
    try:
        return _run(args, drawer)
    except Unreadable as found:
        tell(drawer, f"evidence/{found.problem.code}", p=found.problem)
    return USAGE


def _run(args: argparse.Namespace, drawer: Drawer) -> int:
    try:
        table = open_table(args.file, args.sheet)
        mapped = read_map(args.map, table.headers) if args.map else proposed(table.headers)
    except OSError as error:
        missing = isinstance(error, (FileNotFoundError, NotADirectoryError))
        tell(drawer, "evidence/no-file" if missing else "evidence/closed", path=str(error.filename or args.file), reason=error.strerror or str(error))
        return USAGE
    tell(drawer, "evidence/table", table=table)
    for pair in args.set:
        if (new := changed(mapped, pair)) is None or "=" not in pair:
            tell(drawer, "evidence/no-pair", pair=pair)
            return USAGE
        mapped = new
    confirmed = bool(args.map or args.yes)
    asked = _asked(drawer, mapped) if not confirmed and sys.stdin.isatty() else mapped
    if asked is None:
        tell(drawer, "evidence/import-stopped")
        return USAGE
    return _checked(args, drawer, table, asked, confirmed=confirmed or sys.stdin.isatty())


def _asked(drawer: Drawer, mapped: Mapped) -> Mapped | None:
    """The mapping as the person wants it; None where they stop."""
    _columns(drawer, mapped)
    tell(drawer, "evidence/ask-columns")
    while (said := sys.stdin.readline()) and said.strip():
        if said.strip().lower() in _STOP:
            return None
        new = changed(mapped, said.strip())
        if new is None:
            tell(drawer, "evidence/no-change", said=said.strip())
        else:
            mapped = new
            _columns(drawer, mapped)
    return mapped if said else None


def _columns(drawer: Drawer, mapped: Mapped) -> None:
    tell(drawer, "evidence/columns", mapped=mapped)


def _checked(args: argparse.Namespace, drawer: Drawer, table: Table, mapped: Mapped, *, confirmed: bool) -> int:
    if not mapped.complete:
        _columns(drawer, mapped)
        tell(drawer, "evidence/no-text-column", headers=", ".join(table.headers))
        return USAGE
    if faults := faults_of(drawer, mapped.always):
        for fault in faults:
            tell(drawer, "evidence/add-fault", fault=fault)
        return USAGE
    if args.save_map:
        replaced(args.save_map, as_toml(mapped).rstrip("\n").split("\n"), force=args.force)
        tell(drawer, "evidence/map-saved", path=str(args.save_map))
    if not confirmed:
        _columns(drawer, mapped)
    return _taken(args, drawer, Taking(table, mapped, drawer.known, drawer.names, drawer.today), confirmed=confirmed)


def _taken(args: argparse.Namespace, drawer: Drawer, taking: Taking, *, confirmed: bool) -> int:
    have = frozenset(drawer.store.load().statements)
    looked = taking.look(have)
    show(drawer, "evidence/looked", looked=looked)
    for fault in looked.faults:
        show(drawer, "evidence/fault", f=fault)
    if hidden := looked.refused - len({fault.row for fault in looked.faults}):
        show(drawer, "evidence/more-faults", count=hidden)
    partial = PARTIAL if looked.refused else OK
    if args.dry_run:
        tell(drawer, "evidence/dry-run")
        return partial
    if not confirmed:
        tell(drawer, "evidence/unconfirmed", file=str(args.file))
        return USAGE
    if not (args.yes or args.map) and not agreed(drawer, "evidence/take-really", count=looked.taken):
        tell(drawer, "evidence/import-stopped")
        return USAGE
    recorded(drawer, "imports", args.file)
    count = drawer.store.add(taking.take(have, looked.taken + looked.known))
    tell(drawer, "evidence/taken", count=count, path=str(drawer.store.path))
    return partial

