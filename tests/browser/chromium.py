"""A real browser to look with: Debian's Chromium or whatever the machine has, driven by playwright's protocol."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NEEDED = "ASSISTANT_TESTS_NEED_CHROMIUM"
_CODES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07]*\x07")


def where():
    """The browser's path; without one the test is skipped, or fails where it must run (.ci/run)."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        (pytest.fail if os.environ.get(NEEDED) else pytest.skip)("no Chromium here; install it (Debian: apt-get install chromium)")
    return path


@asynccontextmanager
async def browsing(**context):
    """A browser with one context (one visitor); `requests` of it collects every address that was asked for."""
    async with async_playwright() as driver:
        arguments = ["--no-sandbox"] if hasattr(os, "getuid") and os.getuid() == 0 else []
        browser = await driver.chromium.launch(executable_path=where(), args=arguments)
        try:
            usual = {"locale": "de-DE", "viewport": {"width": 1180, "height": 760}, "color_scheme": "dark"}
            made = await browser.new_context(**{**usual, **context})
            made.set_default_timeout(90_000)  # a machine that does ten other things is slow, not wrong
            yield made
        finally:
            await browser.close()


class Screen:
    """What the page was given to draw, as text; and what the page says of itself."""

    def __init__(self, page):
        self.page = page
        self.drawn = b""
        self.requests: list[str] = []
        self.lines = 0
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", self._line)

    def _line(self, line):
        self.requests.append(line.url)
        self.lines += 1
        line.on("framereceived", self._frame)

    def _frame(self, payload):
        if isinstance(payload, bytes):
            self.drawn += payload

    @property
    def text(self):
        return _CODES.sub(b"", self.drawn).decode("utf-8", "replace")

    def forget(self):
        self.drawn = b""

    async def until(self, *words):
        """Waits until all these words were drawn."""
        async with asyncio.timeout(90):
            while not all(w in self.text for w in words):  # noqa: ASYNC110 the frames come from outside
                await asyncio.sleep(0.05)

    async def state(self, wanted):
        """Waits until the page says so of its line."""
        await self.page.wait_for_selector(f'body[data-state="{wanted}"]')


@asynccontextmanager
async def opened(url, **context):
    """A page on the screen of the server at `url`, ready for keys."""
    async with browsing(**context) as visitor:
        screen = Screen(await visitor.new_page())
        await screen.page.goto(url)
        await screen.state("online")
        yield screen


class Cable:
    """A line to the server that can be cut and frozen."""

    def __init__(self):
        self._target = 0
        self._pairs = set()
        self._server = None
        self._going = asyncio.Event()
        self._going.set()
        self.port = 0

    async def plug(self, target):
        self._target = target
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def reserve(self):
        """Only the port, so that the server can be told."""
        await self.plug(0)
        await self.cut()

    async def _pump(self, reader, writer):
        with contextlib.suppress(OSError):
            while data := await reader.read(65_536):
                await self._going.wait()
                writer.write(data)
                await writer.drain()
        writer.close()

    async def _carry(self, reader, writer):
        await self._going.wait()
        with contextlib.suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
            self._pairs |= {writer, far_writer}
            await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))

    def freeze(self):
        """Nothing goes through any more, and nobody is told."""
        self._going.clear()

    def thaw(self):
        self._going.set()

    async def cut(self):
        """All connections break, new ones are refused."""
        self._server.close()
        for writer in self._pairs:
            writer.transport.abort()
        self._pairs.clear()
