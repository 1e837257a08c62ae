"""The model as lists that JSON can hold, and back: [kind, part, …], where kind is a place in a table of makers.

Only what is named in the table can be made, so that a file of the cache folder can hold nothing but a library.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any

from assistant.core import playbook as p
from assistant.core.evidence import Collection, Source, Speaker
from assistant.core.text import Text

__all__ = ["flat", "made"]

_MODEL: tuple[type, ...] = (
    Text, p.Statement, p.Phrases, p.Job, p.Trigger, p.Persona, p.Member, p.Conflict, p.Content, p.Hurdle, p.PhasePlay,
    p.Alternative, p.Term, p.Caution, p.Reentry, p.Offer, p.Playbook, p.Phase, p.Named, p.Urgency, p.LoopReason, p.Entry,
    p.Library, Source, Speaker, Collection,
)
_PLACE = {kind: at for at, kind in enumerate(_MODEL)}


def _tuple(*parts: Any) -> tuple[Any, ...]:
    return parts


_MAKERS: tuple[Callable[..., Any], ...] = (*_MODEL, _tuple, date.fromisoformat)
_TUPLE, _DATE = len(_MODEL), len(_MODEL) + 1


def flat(thing: Any) -> Any:
    """A part of the model as lists, texts, numbers and None."""
    if thing is None or type(thing) in (str, int, bool):
        return thing
    if isinstance(thing, tuple):
        return [_TUPLE, *map(flat, thing)]
    if isinstance(thing, Mapping):
        return {key: flat(part) for key, part in thing.items()}
    if isinstance(thing, date):
        return [_DATE, thing.isoformat()]
    if isinstance(thing, Enum):
        return [_PLACE[type(thing)], thing.value]
    return [_PLACE[type(thing)], *(flat(getattr(thing, f.name)) for f in fields(thing))]


def made(lists: Any) -> Any:
    """What `flat` was given. Raises IndexError, TypeError or ValueError on foreign lists."""
    if type(lists) is list:
        return _MAKERS[lists[0]](*[made(part) if type(part) in (list, dict) else part for part in lists[1:]])
    if type(lists) is dict:
        return {key: made(part) for key, part in lists.items()}
    return lists
