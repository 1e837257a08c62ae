"""What the notebook makes of a line: a turn to answer, a page to show, a past conversation to go on from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.core.dialogue import Conversation
from assistant.core.text import Language
from assistant.edge.notebook_leaf import Leaf, Para, Turn
from assistant.edge.notebook_words import Page

NOTHING = Page(())


@dataclass(frozen=True, slots=True)
class Token:
    """Which turn an answer belongs to."""

    leaf: Leaf
    turn: Turn


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: the conversation before and after it, how it is shown, what the purchase is called, slots settled."""

    before: Conversation
    after: Conversation
    shown: Sequence[Para]
    titles: Mapping[Language, str]
    filled: int


@dataclass(frozen=True, slots=True)
class Past:
    """A conversation of the notebook, to be shown again and gone on from; `waiting` is a last line without an answer."""

    turns: tuple[Turn, ...]
    conversation: Conversation
    draft: str
    waiting: Token | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What a line was. turn: answer it. page: show that. open: show `past` and go on from it. new: begin anew, show the
    page. bye: goodbye. `notice` is said once, beside it; `draft` belongs into an empty prompt."""

    kind: Literal["turn", "page", "open", "new", "bye"]
    token: Token | None = None
    page: Page = NOTHING
    past: Past | None = None
    notice: str = ""
    draft: str = ""


Action = Callable[[Language], Heard]
