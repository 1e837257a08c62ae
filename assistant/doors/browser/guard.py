"""Who may come in: names of hosts, origins, the token, visitors and their conversations. Knows no web server.

Visitors and conversations are numbers drawn by chance and signed with a secret that lives as long as the server:
nothing has to be remembered of a visitor, and nobody can make up or borrow a number.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
from urllib.parse import urlsplit

from assistant.doors.browser.options import Options, is_loopback

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 names of addresses, nothing is bound here


def _host_and_port(header: str) -> tuple[str, int | None] | None:
    try:
        parts = urlsplit(f"//{header}")
        found = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    clean = found[0] and not parts.username and parts.netloc == header
    return found if clean else None


def _same(said: str, right: str) -> bool:
    """Compares in constant time; what is said may be anything that fits into a header."""
    return hmac.compare_digest(said.encode("utf-8", "replace"), right.encode())


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """The rules of one server."""

    def __init__(self, options: Options, port: int) -> None:
        self._secret = secrets.token_bytes(32)
        self.token = secrets.token_urlsafe(24) if options.token_wanted else ""
        self.port = port
        self._public = urlsplit(options.public) if options.public else None
        self._remote = not is_loopback(options.host)
        self._everywhere = options.host in _EVERYWHERE
        self._names = frozenset({options.host.lower()}) | (
            _LOCAL if self._everywhere or is_loopback(options.host) else frozenset()
        )
        if self._everywhere:
            name = socket.gethostname().lower()
            self._names |= {name, f"{name}.local"}

    # ---- where a request comes from

    def knows_host(self, header: str) -> bool:
        """Whether this is a name of ours. A foreign name that leads to this machine (DNS rebinding) is none; an
        address in numbers cannot be rebound, so it passes where the server listens everywhere."""
        found = _host_and_port(header)
        if found is None:
            return False
        name, port = found
        if self._public is not None and header.lower() == self._public.netloc.lower():
            return True
        if (port or 80) != self.port:
            return False
        return name in self._names or (self._everywhere and _is_address(name))

    def knows_origin(self, origin: str, host: str) -> bool:
        """Whether a page of ours sent this: an origin equal to the host that was asked, or the public one."""
        known = {f"http://{host}"}
        if self._public is not None:
            known.add(f"{self._public.scheme}://{self._public.netloc}")
        return origin.lower() in {k.lower() for k in known}

    @property
    def place(self) -> str:
        """The machine that it runs on, for visitors of another one; "" where there are none."""
        if self._public is not None:
            return self._public.hostname or ""
        return socket.gethostname() if self._remote else ""

    @property
    def over_tls(self) -> bool:
        return self._public is not None and self._public.scheme == "https"

    @property
    def cookie(self) -> str:
        """Cookies know no ports, so the port stands in the name: two servers on one machine stay apart."""
        return f"assistant-{self.port}"

    # ---- who it is

    def fits_token(self, said: str) -> bool:
        return bool(self.token) and _same(said, self.token)

    def _sign(self, kind: str, text: str) -> str:
        return hmac.new(self._secret, f"{kind}|{text}".encode("utf-8", "replace"), "sha256").hexdigest()[:40]

    def new_visitor(self) -> str:
        number = secrets.token_urlsafe(24)
        return f"{number}.{self._sign('visitor', number)}"

    def knows_visitor(self, cookie: str) -> bool:
        number, _, signature = cookie.partition(".")
        return _same(signature, self._sign("visitor", number))

    def new_conversation(self, visitor: str) -> str:
        """A number that only this visitor can use."""
        number = secrets.token_urlsafe(12)
        return f"{number}.{self._sign('conversation', f'{visitor}|{number}')}"

    def owns(self, visitor: str, conversation: str) -> bool:
        number, _, signature = conversation.partition(".")
        return _same(signature, self._sign("conversation", f"{visitor}|{number}"))

    def seal(self, visitor: str, conversation: str) -> str:
        """What a form must carry so that it can only come from a page that we gave to this visitor."""
        return self._sign("form", f"{visitor}|{conversation}")

    def fits_seal(self, said: str, visitor: str, conversation: str) -> bool:
        return _same(said, self.seal(visitor, conversation))
