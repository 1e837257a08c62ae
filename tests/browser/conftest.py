"""A server in this process, asked over real sockets."""

from __future__ import annotations

import asyncio
import re
import socket
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientSession, CookieJar, web

from assistant.doors.browser.form import Engine
from assistant.doors.browser.guard import Guard
from assistant.doors.browser.options import Options
from assistant.doors.browser.server import Door
from assistant.doors.browser.visit import Visit

MOUSE = re.compile("\x1b\\[<[\\d;]+[Mm]|\x1b\\[[?IO][\\d;$a-z]*")


@dataclass
class Served:
    """A running server and its address."""

    door: Door
    runner: web.AppRunner
    url: str
    faults: list[BaseException] = field(default_factory=list)

    @property
    def origin(self):
        return {"Origin": self.url}

    def visitor(self, **headers):
        """A browser of its own: it keeps its cookies and sends what browsers send."""
        return ClientSession(self.url, cookie_jar=CookieJar(unsafe=True), headers={"Accept-Language": "de-DE,de;q=0.9", **headers})


def found(pattern, text):
    """The first group of the first hit."""
    hit = re.search(pattern, text)
    assert hit, text
    return hit[1]


@asynccontextmanager
async def serving(office, port=0, seen=0, **options):
    """A server on this port of localhost, or on any; visitors see it on port `seen`. `options` as in Options."""
    listening = socket.create_server(("127.0.0.1", port))
    wanted = Options(port=listening.getsockname()[1], **options)
    guard = Guard(wanted, seen or wanted.port)
    faults: list[BaseException] = []
    door = Door(wanted, guard, Engine(office), faults.append)
    runner = web.AppRunner(await door._make_app(), access_log=None, shutdown_timeout=0.2)  # noqa: SLF001 as start.py does
    await runner.setup()
    await web.SockSite(runner, listening).start()
    try:
        yield Served(door, runner, f"http://127.0.0.1:{wanted.port}", faults)
    finally:
        await runner.cleanup()


@pytest.fixture
def quick(monkeypatch):
    """Visitors get a stand-in for the app."""
    monkeypatch.setattr(Visit, "MODULE", "tests.browser.stand_in")


@pytest.fixture
async def served(office, request):
    request.getfixturevalue("quick")
    async with serving(office) as one:
        yield one
        assert one.faults == []


@pytest.fixture
def heard(monkeypatch):
    """What the visitors' processes were sent as input, without the mouse."""
    got = []
    real = Visit.send_bytes

    async def send(self, data):
        text = MOUSE.sub("", data.decode())
        if text:
            got.append(text)
        return await real(self, data)

    monkeypatch.setattr(Visit, "send_bytes", send)
    return got


async def soon(condition):
    """Waits until this holds."""
    async with asyncio.timeout(90):
        while not condition():  # noqa: ASYNC110 what is waited for knows nothing of events
            await asyncio.sleep(0.02)
