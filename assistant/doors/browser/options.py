"""What the browser door was asked for. Plain data; imports nothing heavy."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.core.text import Language

MOST_PORT, MOST_SESSIONS, MOST_IDLE = 65_535, 200, 24 * 60


class OptionError(ValueError):
    """A value that does not fit; `name` is a sentence in messages/<language>/browser.j2, `facts` belong to it."""

    name = "bad-number"

    def __init__(self, **facts: str) -> None:
        super().__init__(self.name)
        self.facts = facts


class AddressError(OptionError):
    """The public address is none."""

    name = "bad-address"


@dataclass(frozen=True, slots=True)
class Options:
    """`port` 0 lets the system choose; `idle` in seconds; `public` is the address people see, "" for none;
    `language` None follows each browser; `folders` are further playbook folders."""

    host: str = "127.0.0.1"
    port: int = 8000
    sessions: int = 8
    idle: float = 30 * 60.0
    public: str = ""
    token: bool | None = None  # None: as soon as others can reach it
    language: Language | None = None
    spelling: str = "de"
    folders: tuple[str, ...] = ()

    @property
    def token_wanted(self) -> bool:
        """Whether a visitor needs the link with the token."""
        return self.token if self.token is not None else bool(self.public) or not is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _number(option: str, said: str, least: int, most: int) -> int:
    if said.isascii() and said.isdigit() and least <= int(said[:9]) <= most:
        return int(said)
    raise OptionError(option=option, value=said[:40], least=str(least), most=str(most))


def read_options(
    *, host: str, port: str, sessions: str, idle: str, public: str, token: bool | None, language: Language | None,
    spelling: str = "de", folders: tuple[str, ...] = (),
) -> Options:  # fmt: skip
    """The options as said on the command line (`idle` in minutes). Raises OptionError."""
    address = urlsplit(public)
    if public and (address.scheme not in ("http", "https") or not address.hostname or address.path.strip("/")):
        raise AddressError(value=public[:80])
    return Options(
        host=host, port=_number("--port", port, 0, MOST_PORT), sessions=_number("--sessions", sessions, 1, MOST_SESSIONS),
        idle=_number("--idle", idle, 1, MOST_IDLE) * 60.0, public=public.rstrip("/"), token=token, language=language,
        spelling=spelling, folders=folders,
    )  # fmt: skip
