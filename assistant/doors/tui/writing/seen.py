"""What the screen of a sitting shows: plain facts, made by scribe.py, free of Textual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.core.author import Prompt
from assistant.core.outline import State
from assistant.doors.tui.views import Message

SIGNS: Mapping[State, str] = {"filled": "✓", "part": "~", "later": "–", "empty": "?"}
Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One thing in a part of the outline: its name and what stands there, in words."""

    name: str
    value: str
    state: State
    here: bool = False


@dataclass(frozen=True, slots=True)
class SeenPart:
    """One part of the outline; `count` says how many there are where they are named one by one, "" else; `word` is its
    state in a word."""

    title: str
    short: str
    state: State
    rows: tuple[SeenRow, ...]
    here: bool = False
    count: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """After an answer: what to add to the conversation, the open question and the outline. `labels` are the options
    as they are shown, by id, `names` what a person may call them; `prompt` None means that the sitting is over."""

    messages: tuple[Message, ...]
    parts: tuple[SeenPart, ...]
    prompt: Prompt | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    question: str = ""
    explanation: str = ""
    again: bool = False
    taken: str = ""  # an answer that was just taken back
    code: int = 0
