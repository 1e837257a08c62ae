"""Words that must not occur: where one stands in a text, and Markdown without the lines that hold one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_ENDINGS = "(?:e|en|em|er|es|n|s|st|ste|sten|ster|stes|ed|ing|ly)?"
_RULE = re.compile(r"\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*:?-*:?\s*\|?\s*")


def _spelt(word: str) -> str:
    """A pattern for the word in any case, with ss for ß and the umlauts spelt out or not."""
    pattern = re.escape(" ".join(word.casefold().split()))
    for one, other in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        pattern = pattern.replace(one, f"(?:{one}|{other})")
    return pattern.replace("ss", "(?:ss|ß)").replace("\\ ", r"\s+")


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(_spelt(w) for w in words)
    return re.compile(rf"(?<!\w)(?:{either}){_ENDINGS}(?!\w)", re.IGNORECASE)


def holds(text: str, banned: Iterable[str]) -> bool:
    """Whether one of the words occurs, also with an ordinary ending ("innovativ" in "innovative"); inside a longer
    word it is another word."""
    words = tuple(w for w in banned if w.strip())
    return bool(words) and _pattern(words).search(text) is not None


def scrub(markdown: str, banned: Iterable[str]) -> str:
    """The Markdown without the lines that hold a banned word; a table whose head goes, goes as a whole."""
    words = tuple(banned)
    lines = markdown.split("\n")
    out: list[str] = []
    at = 0
    while at < len(lines):
        head = at + 1 < len(lines) and "|" in lines[at] and _RULE.fullmatch(lines[at + 1])
        if not holds(lines[at], words):
            out.append(lines[at])
        elif head:
            while at < len(lines) and "|" in lines[at]:
                at += 1
            continue
        at += 1
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip("\n")
    # A phrase of several words may be broken over lines: then nothing less than those paragraphs goes.
    return "\n\n".join(p for p in text.split("\n\n") if not holds(p, words)) if holds(text, words) else text
