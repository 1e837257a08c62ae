"""The server: textual-serve's with our pages, our guard at the door, and conversations that outlive a page."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from pathlib import Path

import textual_serve
from aiohttp import WSMsgType, web
from textual_serve.server import Server

from assistant.core.text import Language
from assistant.doors.browser import porter
from assistant.doors.browser.form import Engine, FormSeat
from assistant.doors.browser.guard import Guard
from assistant.doors.browser.options import Options
from assistant.doors.browser.seats import Seats
from assistant.doors.browser.visit import Page, Visit, size
from assistant.edge.html import Pages

_HERE = Path(__file__).parent
_THEIRS = Path(textual_serve.__file__).parent / "static"
# Everything that /static/ gives out; there is no folder to list.
FILES = {
    "page.js": _HERE / "static" / "page.js", "simple.js": _HERE / "static" / "simple.js",
    "page.css": _HERE / "static" / "page.css", "icon.svg": _HERE / "static" / "icon.svg",
    "DejaVuSansMono.woff2": _HERE / "static" / "DejaVuSansMono.woff2",
    "DejaVuSansMono-Bold.woff2": _HERE / "static" / "DejaVuSansMono-Bold.woff2",
    "DejaVuSansMono.LICENSE.txt": _HERE / "static" / "DejaVuSansMono.LICENSE.txt",
    "textual.js": _THEIRS / "js" / "textual.js", "xterm.css": _THEIRS / "css" / "xterm.css",
}  # fmt: skip
HEARTBEAT = 10.0  # seconds between the signs of life that a page must give
SWEEP = 5.0
LONGEST_MESSAGE = 2 * 1024 * 1024
LONGEST_FORM = 256 * 1024


class Door(Server):
    """One server. `engine` answers in the simple mode; `failed` is told what went wrong inside."""

    def __init__(self, options: Options, guard: Guard, engine: Engine, failed: Callable[[BaseException], None]) -> None:
        super().__init__("assistant", options.host, guard.port, public_url=options.public or None)
        self.options = options
        self.guard = guard
        self.pages = Pages(_HERE / "pages", options.spelling)
        self.seats = Seats(options.sessions, options.idle)
        self._engine = engine
        self._failed = failed

    async def _make_app(self) -> web.Application:
        app = web.Application(
            middlewares=[porter.watch(self.guard, self.options.language, self.pages, self._failed)],
            client_max_size=LONGEST_FORM,
        )
        app.on_response_prepare.append(porter.sign)
        app.add_routes([
            web.get("/", self.handle_start), web.get("/static/{name}", self.handle_file),
            web.get("/s/{number}", self.handle_page), web.get("/s/{number}/alive", self.handle_alive),
            web.get("/s/{number}/ws", self.handle_websocket), web.get("/simple", self.handle_start),
            web.get("/simple/{number}", self.handle_form), web.post("/simple/{number}", self.handle_answer),
        ])  # fmt: skip
        app.cleanup_ctx.append(self._sweeping)
        app.on_shutdown.append(self._closing)
        return app

    async def _sweeping(self, _: web.Application) -> porter.Cleanup:
        async def sweep() -> None:
            while True:
                await asyncio.sleep(min(SWEEP, self.options.idle / 2))
                await self.seats.sweep()

        task = asyncio.create_task(sweep())
        yield
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    async def _closing(self, _: web.Application) -> None:
        await self.seats.close()
        self._engine.close()

    # ---- pages

    def _page(self, name: str, language: Language, **facts: object) -> web.Response:
        text = self.pages.page(name, language, place=self.guard.place, **facts)
        return web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-store"})

    def _own(self, request: web.Request) -> str:
        """The number of the visitor's conversation. Raises 404 where it is nobody's or another's."""
        number = request.match_info["number"]
        if not self.guard.owns(porter.visitor_of(request), number):
            raise porter.RefusedError(404)
        return number

    async def _full(self, number: str) -> bool:
        return self.seats.get(number) is None and not await self.seats.room()

    async def handle_start(self, request: web.Request) -> web.StreamResponse:
        """Leads to a new conversation, on the screen or in the simple mode."""
        if not await self.seats.room():
            raise porter.RefusedError(503)
        number = self.guard.new_conversation(porter.visitor_of(request))
        return _onward(f"/simple/{number}" if request.path == "/simple" else f"/s/{number}")

    async def handle_file(self, request: web.Request) -> web.StreamResponse:
        path = FILES.get(request.match_info["name"])
        if path is None:
            raise porter.RefusedError(404)
        return web.FileResponse(path, headers={"Cache-Control": "no-cache"})

    async def handle_page(self, request: web.Request) -> web.StreamResponse:
        number = self._own(request)
        if isinstance(self.seats.get(number), FormSeat):
            raise porter.RefusedError(404)
        if await self._full(number):
            raise porter.RefusedError(503)
        return self._page("screen", porter.language_of(request), number=number)

    async def handle_alive(self, request: web.Request) -> web.StreamResponse:
        """Tells a page that lost its connection whether its conversation is still there."""
        if self.seats.get(self._own(request)) is None:
            raise porter.RefusedError(404)
        return web.Response(status=204)

    # ---- the screen

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        number = self._own(request)
        if await self._full(number):
            raise porter.RefusedError(503)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LONGEST_MESSAGE)
        await socket.prepare(request)
        connection = request.transport
        page = Page(socket, connection if isinstance(connection, asyncio.Transport) else None)
        visit = self._visit(number, porter.language_of(request), request.query.get("theme", ""))
        try:
            await visit.attach(page, *size(request.query.get("width"), request.query.get("height")))
            await self._listen(socket, visit)
        except OSError as error:  # the system has no process to give
            self._failed(error)
            self.seats.free(number, visit)
            await page.close("failed")
        finally:
            visit.detach(page)
        return socket

    def _visit(self, number: str, language: Language, theme: str) -> Visit:
        found = self.seats.get(number)
        if not isinstance(found, Visit):
            found = Visit(self.options, language, theme, self.seats.clock, lambda visit: self.seats.free(number, visit))
            self.seats.give(number, found)
        return found

    async def _listen(self, socket: web.WebSocketResponse, visit: Visit) -> None:
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            with contextlib.suppress(ValueError, RecursionError):
                match json.loads(message.data):
                    case ["ping", data]:
                        await socket.send_json(["pong", data])
                    case [str(kind), data]:
                        await visit.hear(kind, data)
                    case [str(kind)]:
                        await visit.hear(kind, None)

    # ---- the simple mode

    async def handle_form(self, request: web.Request) -> web.StreamResponse:
        number = self._own(request)
        seat = self.seats.get(number)
        if isinstance(seat, Visit):
            raise porter.RefusedError(404)
        if await self._full(number):
            raise porter.RefusedError(503)
        if not isinstance(seat, FormSeat):
            seat = FormSeat(self._engine, *await self._engine.open(porter.language_of(request)), self.seats.clock)
            self.seats.give(number, seat)
        seat.used = self.seats.clock()
        seal = self.guard.seal(porter.visitor_of(request), number)
        return self._page("simple", seat.language, number=number, turns=seat.turns, seal=seal)

    async def handle_answer(self, request: web.Request) -> web.StreamResponse:
        """Takes one text or one of the offered answers, then shows the page anew: reloading sends nothing twice."""
        number = self._own(request)
        if request.content_type != "application/x-www-form-urlencoded":
            raise porter.RefusedError(400)
        try:
            form = await request.post()
        except (ValueError, LookupError) as error:  # in letters that nobody knows
            raise porter.RefusedError(400) from error
        if not self.guard.fits_seal(str(form.get("seal", "")), porter.visitor_of(request), number):
            raise porter.RefusedError(403)
        seat = self.seats.get(number)
        if not isinstance(seat, FormSeat):
            raise porter.RefusedError(404)
        if not await seat.hear(str(form.get("choice") or form.get("text") or "")):
            self.seats.free(number, seat)
            return self._page("notice", seat.language, about="left")
        return _onward(f"/simple/{number}#latest")


def _onward(path: str) -> web.Response:
    return web.Response(status=303, headers={"Location": path, "Cache-Control": "no-store"})
