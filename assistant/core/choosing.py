"""What a person typed, read as answers: options by their names, a pasted list as its items, the words that are no answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from assistant.core.gate import clean, clean_line
from assistant.core.words import fold

_Wish = Literal["stop", "back", "pass", "help", ""]
_WORDS: Mapping[_Wish, frozenset[str]] = {
    "stop": frozenset({"ende", "stop", "stopp", "exit", "quit", "/ende", "/stop", "/quit", ":q"}),
    "back": frozenset({"zurück", "zurueck", "back", "/zurück", "/back", "/undo"}),
    "pass": frozenset({"überspringen", "ueberspringen", "skip", "/überspringen", "/skip"}),
    "help": frozenset({"?", "hilfe", "help", "/hilfe", "/help"}),
}
_JOINT = re.compile(r"\s*(?:[,;+/\n]|\bund\b|\band\b)\s*", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-–—*•·▪‣>]+|\(?\d{1,3}[.)])\s+")
_QUOTES = "„“”‚‘’\"'«»‹›"
_FEWEST = 3  # letters from which the beginning of a name names it


def wish(said: str) -> _Wish:
    """What a line asks for in place of an answer, "" for an answer."""
    word = said.strip().lower()
    return next((name for name, words in _WORDS.items() if word in words), "")


def _names(label: str) -> tuple[str, ...]:
    """What a label may be called: all of it, what stands before its explanation, its first word, what is in brackets."""
    whole = fold(label).strip()
    short = [fold(inside).strip() for inside in re.findall(r"\(([^()]+)\)", label)]
    return whole, re.split(r"[:(;,]", whole)[0].strip(), re.split(r"\W", whole)[0], *short


def _option(said: str, labels: Mapping[str, str]) -> str:
    """The option that these words name, "" where none or several are meant."""
    word = fold(said).strip(" .!")
    exact = [o for o, label in labels.items() if word in _names(label)]
    if len(exact) == 1 or len(word) < _FEWEST:
        return exact[0] if len(exact) == 1 else ""
    begun = [o for o, label in labels.items() if _names(label)[0].startswith(word)]
    return begun[0] if len(begun) == 1 else ""


def by_name(said: str, labels: Mapping[str, str]) -> str:
    """The answer with names of options (as they are shown) turned into ids; as it was where one of them is unknown."""
    if not re.search(r"[^\W\d]", said):
        return said
    if whole := _option(said, labels):
        return whole
    for parts in (_JOINT.split(said.strip()), _JOINT.sub(" ", said).split()):
        found = [p if p in labels or p.isdecimal() else _option(p, labels) for p in parts if p]
        if found and all(found):
            return " ".join(found)
    return said


def items(said: str, have: Sequence[str] = ()) -> tuple[str, ...]:
    """The items of a list that was typed or pasted: a line each, without bullets, numbers and quotation marks around a
    whole line; what stands there already, or twice, only once."""
    seen = {fold(h).strip() for h in have}
    out = []
    for line in clean(said).split("\n"):
        item = clean_line(_BULLET.sub("", line)).rstrip(",;")
        if len(item) > 1 and item[0] in _QUOTES and item[-1] in _QUOTES:
            item = item[1:-1].strip()
        if item and fold(item).strip() not in seen:
            seen.add(fold(item).strip())
            out.append(item)
    return tuple(out)
