"""Whether a paper fits its page: an estimate of printed lines from the Markdown, and whether a sentence can be said."""

from __future__ import annotations

import re
from functools import lru_cache

PAGE_LINES = 66
COLUMNS = 104
LONGEST_SPOKEN = 20  # words

_SENTENCE = re.compile(r"(?<=[.!?…])[”“«»\"']*\s+")
_WORD = re.compile(r"\w[\w’'/.,-]*")
_ABBREVIATED = re.compile(r"\b(?:z\. ?B|u\. ?a|d\. ?h|i\. ?d\. ?R|Nr|Abs|Art|ca|bzw|e\.g|i\.e|no|vs)\.", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """The sentences of a text; an abbreviation ends none."""
    guarded = _ABBREVIATED.sub(lambda hit: hit[0].replace(".", "\u2024"), text)
    return [s.replace("\u2024", ".").strip() for s in _SENTENCE.split(guarded) if s.strip()]


def words_in(sentence: str) -> int:
    """How many words one has to say."""
    return len(_WORD.findall(sentence))


@lru_cache(maxsize=4096)
def sayable(text: str) -> bool:
    """Whether every sentence can be said in one breath: 20 words at most."""
    return all(words_in(s) <= LONGEST_SPOKEN for s in sentences(text))


def clipped(text: str, longest: int) -> str:
    """The text in at most `longest` characters: whole sentences if the first fits, else whole words and an ellipsis."""
    if len(text) <= longest:
        return text
    kept = ""
    for s in sentences(text):
        if len(kept) + len(s) + 1 > longest:
            break
        kept = f"{kept} {s}".strip()
    if kept:
        return kept
    cut = text[: longest - 2]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:–-") + " …"


def lines_needed(markdown: str, columns: int = COLUMNS) -> int:
    """How many lines of a printed page the Markdown takes, headings and gaps counted."""
    total = 0
    for line in markdown.split("\n"):
        text = line.strip()
        if not text or re.fullmatch(r"[|: -]+", text):
            continue
        if text.startswith("#"):
            total += 2
        elif text.startswith("|"):
            cells = [c.strip() for c in text.strip("|").split("|")]
            total += max(-(-len(c) // max(8, columns // len(cells))) or 1 for c in cells)
        else:
            total += max(1, -(-len(text) // columns))
    return total
