"""What the notebook holds, as values: turns, headings, the conversation being written."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from assistant.core.gate import clean
from assistant.core.intents import intent_of
from assistant.core.resume import Move, Moved
from assistant.core.text import Language

# One paragraph as it was shown: what hangs before it, the text, what stands at its end; anything after that is the
# door's own business.
Para = Sequence[Any]
_PARTS = 3


@dataclass(slots=True, eq=False)
class Turn:
    """One turn: what was sent and how it stood there, then the answer as shown (None: not answered yet) and the move."""

    number: int
    at: str  # UTC, ISO 8601
    said: str
    own: list[Para]
    answer: list[Para] | None = None
    moved: Moved | None = None

    def columns(self) -> tuple[Any, ...]:
        """at, said, own, answer, move, state, seal as they are written."""
        move = self.moved
        body = (
            self.at, self.said, packed(self.own), None if self.answer is None else packed(self.answer),
            move.move if move else None, None if move is None or move.state is None else packed(move.state),
        )  # fmt: skip
        return (*body, seal(self.number, body))


@dataclass(frozen=True, slots=True)
class Heading:
    """A conversation in a list. `titles` by language, "" while nothing is known; `first` = the first words sent."""

    id: int
    began: str
    touched: str
    titles: Mapping[Language, str]
    filled: int
    turns: int
    draft: str
    first: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing to go back to: no turn, or only the one that began it anew."""
        return not self.turns or (self.turns == 1 and not self.filled and intent_of(self.first).name == "restart")


@dataclass(slots=True, eq=False)
class Leaf:
    """The conversation being written; `unsaved` are the turns that are not on disk as they stand here."""

    id: int | None = None
    began: str = ""
    last: int = 0
    follows: tuple[int, int] | None = None  # the conversation and turn that "neu" turned away from
    titles: Mapping[Language, str] = field(default_factory=lambda: {"de": "", "en": ""})
    filled: int = 0
    draft: str = ""
    loose: bool = False  # what came before is not in the file: the next answer brings the whole state along
    changed: bool = False
    quizzing: bool = False  # a quiz is open: "ende" ends that alone
    unsaved: dict[int, Turn] = field(default_factory=dict)


def packed(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def seal(number: int, body: Sequence[Any]) -> int:
    """A checksum over a turn, so that a changed byte is seen."""
    return zlib.crc32(packed([number, *body]).encode("utf-8", "surrogatepass"))


def turn_of(row: Sequence[Any]) -> Turn:
    """The turn from the columns number, at, said, own, answer, move, state, seal. Raises ValueError where a byte has
    changed."""
    number, at, said, own, answer, *_ = row
    moved = moved_of(row)
    try:
        return Turn(int(number), str(at), clean(said), _gated(own), None if answer is None else _gated(answer), moved)
    except (TypeError, AttributeError, RecursionError, UnicodeError) as error:
        raise ValueError(number) from error


def moved_of(row: Sequence[Any]) -> Moved | None:
    """Only what the turn did to the conversation, from the same columns. Raises ValueError where a byte has changed."""
    number, *body, sealed = row
    move, state = body[-2:]
    try:
        if seal(number, body) != sealed or (move is not None and move not in get_args(Move)):
            raise ValueError(number)
        return Moved(move, None if state is None else json.loads(state)) if move else None
    except (TypeError, RecursionError, UnicodeError) as error:
        raise ValueError(number) from error


def rewritten(row: Sequence[Any], change: Callable[[str], str]) -> tuple[Any, ...]:
    """said, own, answer, state and seal of a turn in whose texts `change` has been made, from the columns of `turn_of`.
    Raises ValueError where a byte has changed."""
    turn_of(row)
    number, at, said, own, answer, move, state, _ = row
    texts = [None if part is None else packed(_each(json.loads(part), change)) for part in (own, answer, state)]
    body = (at, change(said), *texts[:2], move, texts[2])
    return (*body[1:4], texts[2], seal(number, body))


def _each(data: Any, change: Callable[[str], str]) -> Any:
    if isinstance(data, str):
        return change(data)
    if isinstance(data, list):
        return [_each(part, change) for part in data]
    return {key: _each(part, change) for key, part in data.items()} if isinstance(data, dict) else data


# What JSON writes for the control codes that the gate takes out.
_ESCAPED = ("\\u", "\\r", "\\t", "\\b", "\\f")


def _gated(text: str) -> list[Para]:
    """The file may come from anywhere: its texts pass the gate like any other. A text without anything to take out, the
    usual case, passes in one look."""
    paras: list[Para] = json.loads(text)
    if not any(mark in text for mark in _ESCAPED) and clean(text, len(text) + 1) == text:
        return paras
    return [[clean(x) if isinstance(x, str) else x for x in para] for para in paras]


def plain(paras: Sequence[Para]) -> str:
    """Paragraphs as plain text, a line each."""
    return "\n".join(_line(*para[:_PARTS]) for para in paras)


def _line(lead: str, text: str, tail: str) -> str:
    return f"{lead}{text}{'  ' if tail else ''}{tail}"


def paras(text: str) -> list[Para]:
    """Plain text as paragraphs, so that `plain` gives it back."""
    return [["", line, ""] for line in text.split("\n")]
