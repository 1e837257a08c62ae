"""The fixed words of the screen without the template engine, so that the first paint needs neither jinja2 nor numpy.

Each of messages/<language>/{labels,commands,keys}.j2 is one literal table; it is read here as data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assistant.core.gate import clean
from assistant.core.text import Language, swiss
from assistant.edge.tables import table

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CommandWords:
    """What a person reads of a command: its title, the word that does the same when typed ("" where none does), words
    that find it as well, and its name in the last row."""

    title: str
    word: str = ""
    also: str = ""
    foot: str = ""


class _Spelling:
    swiss = False


def spell(spelling: str) -> None:
    """From now on the screen's German is spelt so: "de" with ß, "ch" without."""
    _Spelling.swiss = spelling == "ch"
    for kept in (labels, command_words, kind_words, _key_names, help_lines, writing_words):
        kept.cache_clear()


def spelling() -> str:
    return "ch" if _Spelling.swiss else "de"


def _table(name: str, language: Language) -> Any:
    return _spelt(table(name, language)) if language == "de" and _Spelling.swiss else table(name, language)


def _spelt(words: Any) -> Any:
    """The words of a table, however deep, with ss for ß."""
    if isinstance(words, dict):
        return {key: _spelt(value) for key, value in words.items()}
    return [_spelt(word) for word in words] if isinstance(words, list) else swiss(str(words))


@lru_cache(maxsize=2)
def labels(language: Language) -> Labels:
    """Every label in this language."""
    return {key: clean(value) for key, value in _table("labels", language).items()}


@lru_cache(maxsize=2)
def command_words(language: Language) -> Mapping[str, CommandWords]:
    """The words of every command, by its id."""
    return {key: CommandWords(**fields) for key, fields in _table("commands", language).items()}


@lru_cache(maxsize=2)
def _key_names(language: Language) -> Mapping[str, str]:
    names: Mapping[str, str] = _table("keys", language)
    return names


@lru_cache(maxsize=2)
def kind_words(language: Language) -> Mapping[str, Any]:
    """Of the kinds of papers `names`, `also` (further words that find them) and `groups` by id; `maps` = what maps are called."""
    words: Mapping[str, Any] = _table("kinds", language)
    return words


def key_name(key: str, language: Language) -> str:
    """What a key is called on the keyboard: ctrl+q → Strg+Q."""
    names = _key_names(language)
    return "+".join(names.get(part, part.upper()) for part in key.split("+"))


def grouped(number: int, language: Language) -> str:
    """A number with its thousands set apart: 10.000, 10,000."""
    text = f"{number:,}"
    return text.replace(",", ".") if language == "de" else text


@lru_cache(maxsize=2)
def help_lines(language: Language) -> Mapping[str, list[str]]:
    """The lines of help for each state of the screen."""
    lines: Mapping[str, list[str]] = _table("help", language)
    return lines


@lru_cache(maxsize=2)
def writing_words(language: Language) -> Mapping[str, Any]:
    """The words of the screen on which a playbook is written."""
    words: Mapping[str, Any] = _table("wizard", language)
    return words
