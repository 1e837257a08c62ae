"""One library and one desk for the whole run; nothing is written outside a temporary folder."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

# A run that decides whether a change lands must not depend on the luck of the draw; at a desk the draw is free.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

# Before anything of the product is imported: a test must not touch the files of the person who runs it.
_HOME = Path(tempfile.gettempdir()) / f"assistant-tests-{os.getuid() if hasattr(os, 'getuid') else 0}"
os.environ["XDG_CACHE_HOME"] = str(_HOME / "cache")
os.environ["XDG_DATA_HOME"] = str(_HOME / "data")
os.environ["XDG_CONFIG_HOME"] = str(_HOME / "config")
os.environ["LANG"] = "C.UTF-8"
os.environ["COLUMNS"] = "88"
os.environ.pop("LC_ALL", None)

from dataclasses import replace  # noqa: E402 the environment comes first

from assistant.edge import process  # noqa: E402

process.one_thread()  # before numpy is loaded

from assistant.core.guide import Conversation, Desk, Say, State, step  # noqa: E402
from assistant.core.playbook import Library  # noqa: E402
from assistant.core.reading import Reading, read  # noqa: E402
from assistant.edge.desk import Office, open_office  # noqa: E402

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def office() -> Office:
    opened = open_office()
    return replace(opened, desk=replace(opened.desk, today=TODAY))


@pytest.fixture(scope="session")
def library(office: Office) -> Library:
    return office.desk.library


@pytest.fixture(scope="session")
def desk(office: Office) -> Desk:
    return office.desk


class Reader:
    """read() with the library at hand."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def __call__(self, text: str, **options: object) -> Reading:
        return read(text, self.desk.library, self.desk.known, **options)  # type: ignore[arg-type]  # passed through


@pytest.fixture(scope="session")
def reader(desk: Desk) -> Reader:
    return Reader(desk)


class Talk:
    """A conversation to be played in a test."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.conversation = Conversation(State())
        self.last: Say | None = None

    def say(self, *texts: str) -> Say:
        for text in texts:
            self.conversation, self.last = step(self.desk, self.conversation, text)
        assert self.last is not None
        return self.last

    @property
    def state(self) -> State:
        return self.conversation.now

    @property
    def parts(self) -> list[str]:
        assert self.last is not None
        return [p.name for p in self.last.parts]


@pytest.fixture
def talk(desk: Desk) -> Talk:
    return Talk(desk)
