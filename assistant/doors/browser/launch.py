"""The way in: looks at what was asked for and what is installed before anything heavy is imported."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING

from assistant.core.text import Language
from assistant.doors.browser import SKELETONS
from assistant.doors.browser.options import OptionError, Options, read_options
from assistant.edge.extras import command

if TYPE_CHECKING:
    from assistant.edge.desk import Office

USAGE = 2


def _say(language: Language, spelling: str, name: str, **facts: str) -> None:
    from assistant.edge.html import Pages  # noqa: PLC0415 jinja2 only where something is said

    sys.stderr.write(Pages(SKELETONS, spelling).sentence(name, language, **facts) + "\n")


def _read(args: argparse.Namespace) -> Options:
    return read_options(
        host=args.host, port=args.port, sessions=args.sessions, idle=args.idle, public=args.public_url, token=args.token,
        language=getattr(args, "lang", None), spelling=getattr(args, "spelling", "de"), folders=tuple(getattr(args, "playbooks", ())),
    )  # fmt: skip


def run(args: argparse.Namespace, open_office: Callable[[], tuple[Office, int]], language: Language) -> int:
    """`assistant serve`: serves until told to stop; returns the exit code. `open_office` gives the office and the exit code that its
    playbooks stand for; `language` is the one of this terminal."""
    spelling = getattr(args, "spelling", "de")
    if not all(map(find_spec, ("aiohttp", "textual_serve"))):
        _say(language, spelling, "missing-extra", command=command("browser"))
        return USAGE
    try:
        options = _read(args)
    except OptionError as wrong:
        _say(language, spelling, wrong.name, **wrong.facts)
        return USAGE
    from assistant.doors.browser.start import serve  # noqa: PLC0415 aiohttp is imported here and nowhere before

    return serve(open_office, options, language)
