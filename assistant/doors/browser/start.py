"""Listens, says where, and ends well: no process stays behind."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import signal
import socket
import sys
from collections.abc import Callable

from aiohttp import web

from assistant.core.text import Language
from assistant.doors.browser import SKELETONS
from assistant.doors.browser.form import Engine
from assistant.doors.browser.guard import Guard
from assistant.doors.browser.options import Options, is_loopback
from assistant.doors.browser.server import Door
from assistant.edge.crash import report
from assistant.edge.desk import Office
from assistant.edge.html import Pages

NO_PLAYBOOK, CANNOT_LISTEN = 4, 6
FAREWELL = 2.0  # seconds that open connections get at the end


def _listen(options: Options) -> socket.socket:
    """A socket that listens. Raises OSError."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two servers share the port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((options.host, options.port))
        made.listen(128)
    except BaseException:
        made.close()
        raise
    return made


def _trouble(error: OSError) -> str:
    """The name of the sentence for it."""
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return "no-such-host"
    names = {errno.EADDRINUSE: "port-taken", errno.EACCES: "no-permission", errno.EPERM: "no-permission"}
    return names.get(error.errno or 0, "cannot-listen")


def _address(options: Options, port: int) -> str:
    """The address that people type."""
    if options.public:
        return options.public
    host = socket.gethostname() if options.host in ("0.0.0.0", "::") else options.host  # noqa: S104 compared, not bound
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Speaker:
    """What the server says in the terminal it was started from: talk on stderr, the address on stdout."""

    def __init__(self, pages: Pages, language: Language) -> None:
        self._pages = pages
        self._language = language

    def say(self, name: str, **facts: str) -> None:
        sys.stderr.write(self._pages.sentence(name, self._language, **facts) + "\n")
        sys.stderr.flush()

    def failed(self, error: BaseException) -> None:
        sys.stderr.write(report(error, self._language) + "\n")
        sys.stderr.flush()

    def started(self, options: Options, guard: Guard) -> None:
        """Where to go, and who can."""
        self.say("serving", sessions=str(options.sessions), minutes=f"{options.idle / 60:.0f}")
        if guard.token:
            self.say("with-token")
        elif options.public or not is_loopback(options.host):
            self.say("without-token")
        if not guard.over_tls and not is_loopback(options.host):
            self.say("no-tls")
        address = _address(options, guard.port)
        sys.stdout.write(f"{address}/?token={guard.token}\n" if guard.token else f"{address}/\n")
        sys.stdout.flush()


def _quiet() -> None:
    """The libraries' own talk is English and for programmers; what matters reaches `report` through the middleware."""
    for name in ("aiohttp", "textual-serve", "asyncio"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False


def _on_signals(stop: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with contextlib.suppress(NotImplementedError, AttributeError, ValueError):
            loop.add_signal_handler(getattr(signal, name), stop)


async def _serve(door: Door, listening: socket.socket, started: Callable[[], None]) -> None:
    stop = asyncio.Event()
    _on_signals(stop.set)
    runner = web.AppRunner(await door._make_app(), access_log=None, shutdown_timeout=FAREWELL)  # noqa: SLF001 the base class's own hook
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        started()
        await stop.wait()
    finally:
        await runner.cleanup()


def serve(open_office: Callable[[], tuple[Office, int]], options: Options, language: Language) -> int:
    """Serves until Ctrl+C or SIGTERM; returns the exit code. `language` is the one of this terminal; `open_office`
    gives the office and the exit code that its playbooks stand for."""
    _quiet()
    speaker = _Speaker(Pages(SKELETONS, options.spelling), language)
    try:
        listening = _listen(options)  # first, because loading may take a while
    except OSError as error:
        speaker.say(_trouble(error), host=options.host, port=str(options.port), reason=error.strerror or str(error))
        return CANNOT_LISTEN
    with contextlib.closing(listening):
        office, standing = open_office()
        if standing == NO_PLAYBOOK:
            return standing
        guard = Guard(options, listening.getsockname()[1])
        door = Door(options, guard, Engine(office), speaker.failed)
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(door, listening, lambda: speaker.started(options, guard)))
    speaker.say("stopped")
    return standing
