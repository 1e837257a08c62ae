"""`assistant method`: asks for what the switches did not say, then advises."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assistant.core.author import picked
from assistant.core.gate import clean_line
from assistant.core.method import AXES, OFFERS, Profile, advise
from assistant.edge.render import Renderer

OK, USAGE = 0, 2
NUMBERS = (*AXES, "interviews")
_LONGEST = 12  # digits
_YES = frozenset({"j", "ja", "y", "yes", "1"})


def _number(said: str) -> int | None:
    """A whole number as people write it (1.200, 1'200), None where it is none."""
    digits = said.strip().replace(".", "").replace("'", "").replace("’", "").replace(" ", "")
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) <= _LONGEST else None


def _asked(renderer: Renderer, lines: Iterator[str], found: dict[str, Any]) -> Iterator[str]:
    """Asks for everything; an empty line means that it is not known."""
    yield renderer.word("method", "begin", {})
    options = enumerate(OFFERS, 1)
    yield "\n".join([renderer.word("method", "question", "offer"), *(f"  {i} {renderer.word('method', 'offer', o)}" for i, o in options)])
    if chosen := picked(clean_line(next(lines, "")), OFFERS):
        found["offer"] = chosen[0]
    for name in NUMBERS:
        yield renderer.word("method", "question", name)
        said = clean_line(next(lines, ""))
        found[name] = _number(said)
        if said and found[name] is None:
            yield renderer.word("method", "no_number", {"value": said, "option": ""})
    yield renderer.word("method", "question", "regulated")
    found["regulated"] = clean_line(next(lines, "")).lower() in _YES


def answer(renderer: Renderer, said: Mapping[str, Any], lines: Iterator[str]) -> tuple[Iterator[str], int]:
    """What to print and the exit code; without any switch the facts are asked for first."""
    found: dict[str, Any] = {"offer": said["offer"] or "broad", "regulated": said["regulated"]}
    for name in NUMBERS:
        if said[name] is not None:
            found[name] = _number(said[name])
            if found[name] is None:
                return iter([renderer.word("method", "no_number", {"value": said[name], "option": f"--{name}"})]), USAGE
    guided = said["offer"] is None and not said["regulated"] and all(said[n] is None for n in NUMBERS)
    return _told(renderer, found, (lambda: _asked(renderer, lines, found)) if guided else None), OK


def _told(renderer: Renderer, found: dict[str, Any], ask: Callable[[], Iterator[str]] | None) -> Iterator[str]:
    if ask is not None:
        yield from ask()
    profile = Profile(**found)
    yield renderer.word("method", "advice", profile, advise(profile))
