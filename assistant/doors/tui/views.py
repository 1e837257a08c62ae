"""What the widgets show: plain facts, made by talk.py, free of Textual and of the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.core.text import Language
from assistant.doors.tui.words import Labels

Mark = Literal["filled", "inferred", "skipped", "open"]
Where = Literal["done", "here", "ahead", "skipped"]
SLOTS = ("playbook", "trigger", "persona", "phase", "urgency", "purpose", "tone", "loops")
UNPICKED = ("loops", "purpose", "tone")  # shown where they hold something; set by saying them
SIGNS: dict[Mark, str] = {"filled": "✓", "inferred": "~", "skipped": "–", "open": "?"}
STOPS: dict[Where, str] = {"done": "✓", "here": "●", "ahead": "○", "skipped": "–"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One line of the brief."""

    name: str
    title: str
    value: str = ""
    mark: Mark = "open"


@dataclass(frozen=True, slots=True)
class Stop:
    """One phase of the journey; `loops` counts how often the group came back to it."""

    id: str
    name: str
    short: str
    where: Where = "ahead"
    loops: int = 0


@dataclass(frozen=True, slots=True)
class Guess:
    """What a half-typed line would fill; unsure ones carry their rivals in `value`."""

    title: str
    value: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the end of the line may become: its words, what they name, and the whole line with them."""

    text: str
    title: str
    whole: str


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a pick list."""

    id: str
    name: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the side panel of a very wide window, with the key that shows more of it ("" for none)."""

    title: str
    rows: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """The state of the conversation as the screen shows it."""

    language: Language
    slots: tuple[Slot, ...]
    stops: tuple[Stop, ...]
    choices: int = 0
    asked: str = ""
    advised: bool = False  # there is an answer to copy
    why: tuple[tuple[str, str], ...] = ()  # slot title and what decided it
    sections: tuple[Section, ...] = ()  # further parts of the side panel, in their order


def phases(labels: Labels) -> list[str]:
    """The phases in their order, from their short names: the model itself is loaded only after the first paint."""
    return [key.removeprefix("short-") for key in labels if key.startswith("short-")]


def blank(language: Language, labels: Labels) -> View:
    """The view before anything is known."""
    slots = tuple(Slot(name, labels[name]) for name in SLOTS if name not in UNPICKED)
    stops = tuple(Stop(p, labels[f"short-{p}"], labels[f"short-{p}"]) for p in phases(labels))
    return View(language, slots, stops)


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph of the conversation. `lead` hangs before it, `tail` stands at the right edge of its first row;
    `choice` is the digit of a quick reply."""

    text: str
    style: str = "text"
    lead: str = "  "
    tail: str = ""
    choice: int = 0
    bar: bool = False  # a bar before every row: the person's own words
    key: int = 0  # how many letters at the beginning only name what follows


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of one side."""

    paras: tuple[Para, ...]


LONGEST_SHOWN = 800


def own(text: str, labels: Labels) -> Message:
    """What the person wrote; a long paste is folded."""
    shown = text
    if len(text) > LONGEST_SHOWN:
        shown = text[:LONGEST_SHOWN].rstrip() + " …\n" + labels["long-paste"].replace("{n}", str(len(text)))
    return Message((Para(shown, "you", lead=f"▌ {labels['you']}  ", bar=True),))


def note(text: str) -> Message:
    """A remark of the program about itself."""
    return Message(tuple(Para(line, "note") for line in text.split("\n")))
