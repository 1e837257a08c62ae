"""How playbooks, gaps and method are called on the command line. Imports nothing that --help would have to pay for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

COMMANDS = ("playbooks", "gaps", "method")


def add(commands: Any, common: Callable[[argparse.ArgumentParser], None]) -> None:
    """The commands for who works on playbooks."""
    books = commands.add_parser("playbooks", allow_abbrev=False)
    books.add_argument("what", choices=("new", "list", "show", "check", "schema"))
    books.add_argument("id", nargs="?", metavar="ID|DIR")
    books.add_argument("--strict", action="store_true")
    books.add_argument("--plain", action="store_true")
    books.add_argument("--country", choices=("de", "at", "ch", "other"), default="de")
    gaps = commands.add_parser("gaps", allow_abbrev=False)
    gaps.add_argument("--playbook", metavar="ID")
    gaps.add_argument("--by", choices=("role", "job"), default="role")
    gaps.add_argument("-o", "--output", metavar="FILE")
    gaps.add_argument("--force", action="store_true")
    method = commands.add_parser("method", allow_abbrev=False)
    for name in ("employees", "departments", "levels", "outsiders", "interviews", "price"):
        method.add_argument(f"--{name}", metavar="N")
    method.add_argument("--regulated", action="store_true")
    method.add_argument("--offer", choices=("standard", "broad", "new", "strategic"))
    for sub in (books, gaps, method):
        common(sub)
