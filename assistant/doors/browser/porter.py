"""At the door of every request: host, origin, visitor; and the headers that every answer carries."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from aiohttp import web

from assistant.core.text import Language
from assistant.doors.browser.guard import Guard
from assistant.edge.html import Pages

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Cleanup = AsyncIterator[None]
ABOUT = {400: "refused", 401: "locked", 403: "refused", 404: "gone", 405: "refused", 413: "too-long", 500: "failed", 503: "full"}
OWN_PATHS = re.compile(r"/(?:\?token=[\w-]+)?|/(?:s|simple)(?:/[\w.-]+)?")
_VISITOR, _LANGUAGE = web.RequestKey("visitor", str), web.RequestKey("language", str)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), clipboard-read=()",
}


class RefusedError(Exception):
    """The request ends here, with a page that says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def visitor_of(request: web.Request) -> str:
    """The visitor, after `watch` has let the request in."""
    return request[_VISITOR]


def language_of(request: web.Request) -> Language:
    """The language to answer in."""
    return "en" if request[_LANGUAGE] == "en" else "de"


def preferred(header: str) -> Language:
    """English where the browser likes it better than German; German where it says nothing of either."""
    likes = {"de": 0.0, "en": 0.0}
    for part in header[:1000].lower().split(","):
        tag, _, weight = part.strip().partition(";q=")
        language = tag.split("-")[0].strip()
        if language in likes:
            likes[language] = max(likes[language], _weight(weight))
    return "en" if likes["en"] > likes["de"] else "de"


def _weight(said: str) -> float:
    try:
        return float(said or 1)
    except ValueError:
        return 0.0


def policy(host: str) -> str:
    """The Content-Security-Policy: nothing but our own files, and our own line to the server."""
    lines = f"ws://{host} wss://{host}" if re.fullmatch(r"[\w.:\[\]-]+", host) else ""  # 'self' lacks them in older browsers
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
        f"connect-src 'self' {lines}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


async def sign(request: web.Request, response: web.StreamResponse) -> None:
    """Puts the headers on every answer."""
    response.headers.update(HEADERS)
    response.headers["Content-Security-Policy"] = policy(request.headers.get("Host", ""))
    response.headers.pop("Server", None)


class _Porter:
    """Looks at requests, one after the other."""

    def __init__(self, guard: Guard, fixed: Language | None, pages: Pages) -> None:
        self.guard = guard
        self.fixed = fixed
        self.pages = pages

    def page(self, request: web.Request, status: int) -> web.Response:
        about = ABOUT.get(status, "failed")
        text = self.pages.page("notice", language_of(request), about=about)
        headers = {"Cache-Control": "no-store"} | ({"Retry-After": "120"} if status == 503 else {})  # noqa: PLR2004 HTTP's own
        return web.Response(text=text, status=status, content_type="text/html", headers=headers)

    def _check_origin(self, request: web.Request) -> bool:
        """True where the request may go on; False where a foreign page only led here and must be asked again."""
        host, origin = request.headers["Host"], request.headers.get("Origin")
        if origin is not None and not self.guard.knows_origin(origin, host):
            raise RefusedError(403)
        upgrade = request.headers.get("Upgrade", "").lower() == "websocket"
        if origin is None and (upgrade or request.method not in ("GET", "HEAD")):
            raise RefusedError(403)
        if request.headers.get("Sec-Fetch-Site", "none") not in ("cross-site", "same-site"):
            return True
        if request.headers.get("Sec-Fetch-Mode") != "navigate" or request.method != "GET":
            raise RefusedError(403)
        return False

    def _bounced(self, request: web.Request, to: str) -> web.Response:
        """A page that leads on by itself: cookies that are SameSite=Strict come along only then."""
        text = self.pages.page("bounce", language_of(request), to=to)
        return web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-store"})

    def admit(self, response: web.StreamResponse) -> str:
        """Gives a new visitor a cookie and returns it."""
        visitor = self.guard.new_visitor()
        response.set_cookie(self.guard.cookie, visitor, httponly=True, samesite="Strict", secure=self.guard.over_tls, path="/")
        return visitor

    async def let_in(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not self.guard.knows_host(request.headers.get("Host", "")):
            raise RefusedError(403)
        if not self._check_origin(request):
            asked = request.rel_url.raw_path_qs
            return self._bounced(request, asked if OWN_PATHS.fullmatch(asked) else "/")
        if request.path.startswith("/static/"):
            return await handler(request)
        cookie = request.cookies.get(self.guard.cookie, "")
        if self.guard.knows_visitor(cookie):
            request[_VISITOR] = cookie
            return await handler(request)
        return await self._newcomer(request, handler)

    async def _newcomer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self.guard.token:
            if request.path != "/" or not self.guard.fits_token(request.query.get("token", "")):
                raise RefusedError(401)
            entrance = self._bounced(request, "/")
            self.admit(entrance)
            return entrance
        if request.path not in ("/", "/simple"):
            raise RefusedError(404)
        cookies = web.Response()
        request[_VISITOR] = self.admit(cookies)
        answer = await handler(request)
        answer.cookies.update(cookies.cookies)
        return answer


def watch(guard: Guard, fixed: Language | None, pages: Pages, failed: Callable[[BaseException], None]) -> Any:
    """The middleware: lets in or refuses, and turns every refusal and fault into a page in words."""
    porter = _Porter(guard, fixed, pages)

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        request[_LANGUAGE] = fixed or preferred(request.headers.get("Accept-Language", ""))
        try:
            return await porter.let_in(request, handler)
        except RefusedError as refusal:
            return porter.page(request, refusal.status)
        except web.HTTPException as answer:
            if answer.status < 400:  # noqa: PLR2004 HTTP's own
                raise
            return porter.page(request, answer.status)
        except (ConnectionError, TimeoutError):
            raise  # the visitor went away
        except Exception as error:  # noqa: BLE001 no traceback on a visitor's page
            failed(error)
            return porter.page(request, 500)

    return middleware
