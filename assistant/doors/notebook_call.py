"""How the notebook is called on the command line. Imports nothing that --help would have to pay for."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.edge.notebook_keeper import Keeper

COMMANDS = ("list", "show", "search", "export", "delete")
SWITCH = "ASSISTANT_NOTEBOOK"


def keeping(parser: argparse.ArgumentParser) -> None:
    """--notebook and --no-notebook."""
    parser.add_argument("--notebook", action=argparse.BooleanOptionalAction, default=argparse.SUPPRESS)


def add(commands: Any, parser_class: type[argparse.ArgumentParser], common: Callable[[argparse.ArgumentParser], None]) -> None:
    """The command `notebook` with all that it can do."""
    whats = commands.add_parser("notebook", allow_abbrev=False)
    common(whats)
    whats = whats.add_subparsers(dest="what", required=True, metavar="|".join(COMMANDS), parser_class=parser_class)
    for name in COMMANDS:
        what = whats.add_parser(name, allow_abbrev=False)
        common(what)
        if name in ("list", "show", "search"):
            what.add_argument("--json", action="store_true")
        if name == "search":
            what.add_argument("words", nargs="+", metavar="WORDS")
        elif name != "list":
            what.add_argument("id", type=int, metavar="ID", nargs=None if name == "show" else "?")
        if name == "export":
            what.add_argument("-o", "--output", metavar="FILE", type=Path)
            what.add_argument("--format", choices=("json", "md"))
            what.add_argument("--force", action="store_true")
        if name == "delete":
            what.add_argument("--all", action="store_true")
            what.add_argument("--yes", action="store_true")


def keeper(args: argparse.Namespace, *, usual: bool) -> Callable[[], Keeper] | None:
    """What opens the notebook; None where nothing is to be kept: as asked in the call, else as the environment says (0 or
    1), else as `usual`."""
    said = os.environ.get(SWITCH, "")
    if not getattr(args, "notebook", said != "0" if said else usual):
        return None

    def opened() -> Keeper:
        from assistant.edge import places  # noqa: PLC0415 only where something is kept
        from assistant.edge.notebook_keeper import Keeper  # noqa: PLC0415

        return Keeper(places.data())

    return opened
