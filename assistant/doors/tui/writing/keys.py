"""The keys of the screen on which a playbook is written, declared once: bindings, last row and help come from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding

from assistant.core.text import Language
from assistant.doors.tui.commands import PROMPT
from assistant.doors.tui.words import command_words, key_name, writing_words

if TYPE_CHECKING:
    from assistant.doors.tui.writing.app import WritingApp

_LEFT_OUT = ("accept", "redo", "undo")  # there are no suggestions here, and what Ctrl+Z does is said below


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do. `bound` = the app itself has the key, else the prompt hands it on; `foot` = it stands in the last
    row."""

    id: str
    key: str
    do: Callable[[WritingApp], object]
    foot: bool = False
    bound: bool = True
    priority: bool = False


DEEDS: tuple[Deed, ...] = (
    Deed("help", "f1", lambda app: app.help(), foot=True),
    Deed("outline", "f2", lambda app: app.overview(), foot=True),
    Deed("back", "ctrl+z", lambda app: app.take_back(), foot=True, bound=False),
    Deed("page-up", "pageup", lambda app: app.main.turn_page(-1)),
    Deed("page-down", "pagedown", lambda app: app.main.turn_page(1)),
    Deed("top", "ctrl+home", lambda app: app.main.to_start()),
    Deed("bottom", "ctrl+end", lambda app: app.main.to_end()),
    Deed("quit", "ctrl+q", lambda app: app.action_leave(), foot=True, priority=True),
)
BY_ID = {deed.id: deed for deed in DEEDS}


def bindings() -> list[Binding]:
    """The keys of the app."""
    return [Binding(d.key, f"do('{d.id}')", show=False, priority=d.priority) for d in DEEDS if d.bound]


def footer(language: Language) -> list[tuple[str, str, str]]:
    """Id, key and short name of what stands in the last row; how to leave comes last."""
    names = writing_words(language)["commands"]
    return [(d.id, key_name(d.key, language), names[d.id][1]) for d in DEEDS if d.foot]


def all_keys(language: Language) -> list[tuple[str, str]]:
    """Keys and what they do."""
    names, prompt = writing_words(language)["commands"], command_words(language)
    rows: dict[str, list[str]] = {names[d.id][0]: [key_name(d.key, language)] for d in DEEDS}
    for edit in PROMPT:
        if edit.id not in _LEFT_OUT:
            rows.setdefault(prompt[f"key-{edit.id}"].title, []).extend(key_name(k, language) for k in edit.keys)
    return [(" ".join(dict.fromkeys(keys)), title) for title, keys in rows.items()]
