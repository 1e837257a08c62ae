"""One conversation on the screen: a process of its own that outlives the page, so that a reload finds it again."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from assistant.doors.browser.options import Options
from assistant.doors.browser.seats import Why

# How a page learns why its connection was closed; page.js knows the same numbers.
CLOSE: dict[Why | str, int] = {"left": 4001, "failed": 4002, "idle": 4003, "gone": 4004, "elsewhere": 4005, "stopping": 1001}
CRASH = 70
READY = b"__GANGLION__\n"
GENTLE, FIRM = 3.0, 2.0  # seconds to end when asked, then when told
FAREWELL = 1.0  # seconds for a page to hear why
_PACKAGES = Path(__file__).resolve().parents[3]


class Page:
    """The page's end of the line: its socket, and the connection below it."""

    def __init__(self, socket: web.WebSocketResponse, connection: asyncio.Transport | None) -> None:
        self.socket = socket
        self._connection = connection

    async def close(self, why: Why | str) -> None:
        """Says why, within a moment; a line that is dead or stuck is torn down."""
        try:
            await asyncio.wait_for(self.socket.close(code=CLOSE[why], message=why.encode()), FAREWELL)
        except (ConnectionError, RuntimeError, TimeoutError):
            if self._connection is not None:
                self._connection.abort()


class Visit(AppService):
    """A process that runs the app, and the page that shows it, if there is one. Output without a page is dropped:
    a page that comes gets everything painted anew."""

    MODULE = "assistant.doors.browser.visitor"

    def __init__(
        self, options: Options, language: str, theme: str, clock: Callable[[], float], left: Callable[[Visit], None]
    ) -> None:
        super().__init__(
            "", write_bytes=self._to_page, write_str=_nothing, close=_nothing, download_manager=DownloadManager()
        )
        self._argument = json.dumps({
            "language": language, "fixed": options.language is not None, "spelling": options.spelling,
            "folders": options.folders,
        })  # fmt: skip
        self._theme = theme if theme in ("light", "dark") else ""
        self._clock = clock
        self._left = left
        self._page: Page | None = None
        self._why: Why | None = None
        self.used = clock()
        self.alone_since: float | None = self.used

    # ---- the process

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        found = super()._build_environment(width, height)
        paths = [str(_PACKAGES), os.environ.get("PYTHONPATH", "")]
        found.setdefault("ASSISTANT_THEME", self._theme)
        return found | {
            "TEXTUAL_DRIVER": "assistant.doors.browser.driver:PageDriver", "TEXTUAL_ANIMATIONS": "none",
            "TERM": "xterm-256color", "PYTHONPATH": os.pathsep.join(p for p in paths if p),
        }  # fmt: skip

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Without a shell, in a session of its own: Ctrl+C in our terminal is ours to hand on."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", self.MODULE, self._argument, stdin=PIPE, stdout=PIPE,
            env=self._build_environment(width, height), start_new_session=True,
        )
        self._stdin = self._process.stdin
        return self._process

    async def run(self) -> None:
        """Hands the process's output on until it ends, then tells the page why."""
        process = self._process
        if process is None or process.stdout is None:
            raise RuntimeError
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while await process.stdout.readuntil(b"\n") != READY:
                pass
            while True:
                head = await process.stdout.readexactly(5)
                payload = await process.stdout.readexactly(int.from_bytes(head[1:], "big"))
                if head[:1] == b"D":
                    await self.on_data(payload)
        code = await process.wait()
        why: Why = self._why or ("failed" if code < 0 or code == CRASH else "left")
        self._left(self)
        await self._dismiss(why)

    async def end(self, why: Why) -> None:
        """Asks the process to leave, then insists; returns when it is gone."""
        self._why = self._why or why
        process, task = self._process, self._task
        if process is None or task is None:
            return
        await self.send_meta({"type": "quit"})
        for patience, insist in ((GENTLE, process.terminate), (FIRM, process.kill)):
            done, _ = await asyncio.wait({task}, timeout=patience)
            if done:
                return
            with contextlib.suppress(ProcessLookupError):
                insist()
        await task

    # ---- the page

    async def _to_page(self, data: bytes) -> None:
        page = self._page
        if page is None:
            return
        try:
            await page.socket.send_bytes(data)
        except (ConnectionError, RuntimeError):
            self.detach(page)

    async def attach(self, page: Page, width: int, height: int) -> None:
        """Shows the conversation on this page from now on; another one that shows it is sent away."""
        before, self._page = self._page, page
        self.used, self.alone_since = self._clock(), None
        if self._task is None:
            await self.start(width, height)
        else:
            await self.send_meta({"type": "attach", "width": width, "height": height})
        if before is not None:
            await before.close("elsewhere")

    def detach(self, page: Page) -> None:
        """The page is gone; the conversation waits for the next one."""
        if self._page is page:
            self._page, self.alone_since = None, self._clock()

    async def _dismiss(self, why: Why) -> None:
        page, self._page = self._page, None
        if page is not None:
            await page.close(why)

    async def hear(self, kind: str, data: Any) -> None:
        """One message of the page: what was typed, a new size, the focus. Anything else is passed over."""
        if kind == "stdin" and isinstance(data, str):
            self.used = self._clock()
            await self.send_bytes(data.encode("utf-8", "replace"))
        elif kind == "resize" and isinstance(data, dict):
            await self.set_terminal_size(*size(data.get("width"), data.get("height")))
        elif kind == "blur":
            await self.blur()
        elif kind == "focus":
            await self.focus()


async def _nothing(*_: object) -> None:
    """The base class wants to write texts and close connections; neither happens here."""


def size(width: object, height: object) -> tuple[int, int]:
    """Columns and rows that a screen can have, whatever was said."""

    def fitting(said: object, usual: int) -> int:
        text = str(said)
        return min(500, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 6 else usual  # noqa: PLR2004

    return fitting(width, 80), fitting(height, 24)
