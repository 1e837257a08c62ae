"""Measuring, wrapping and cutting by terminal cells, of what is really drawn: fast for plain letters, right for wide
ones, safe at a width of one."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size

from assistant.doors.tui.signs import drawn

# Letters that no terminal draws wider than one cell; everything else is measured one by one.
_ODD = re.compile("[^\u0020-\u02ff\u0370-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u2500-\u25ff\u2713]")
# Joiners and variation selectors: terminals disagree on their width, so they are not drawn.
_UNDRAWN = re.compile("[\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")


def shown(text: str) -> str:
    """`text` without the marks whose width no two terminals agree on."""
    return _UNDRAWN.sub("", text) if _ODD.search(text) else text


def cells(text: str) -> int:
    """How many cells the text takes."""
    text = drawn(text)
    return cell_len(text) if _ODD.search(text) else len(text)


def _cut(word: str, width: int) -> tuple[str, str]:
    """The longest beginning of a word that fits, at least one character, and the rest."""
    if not _ODD.search(word):
        return word[:width], word[width:]
    head = set_cell_size(word, width).rstrip() if width > 1 else ""
    while head and not word.startswith(head):
        head = head[:-1]
    at = max(1, len(head))
    return word[:at], word[at:]


def wrap(text: str, width: int) -> list[str]:
    """The text in rows of at most `width` cells, broken at spaces where possible; at least one row."""
    width, text = max(1, width), drawn(text)
    if cells(text) <= width:
        return [text]
    rows: list[str] = []
    row, taken = "", 0
    for word in text.split(" "):
        size = cells(word)
        if row and taken + 1 + size <= width:
            row, taken = f"{row} {word}", taken + 1 + size
            continue
        if row:
            rows.append(row)
        while size > width:
            head, word = _cut(word, width)  # noqa: PLW2901 the rest of the word goes on
            rows.append(head)
            size = cells(word)
        row, taken = word, size
    rows.append(row)
    return [r for r in rows if r] or [""]


def clip(text: str, width: int) -> str:
    """The text on one row, with an ellipsis where it is cut."""
    text, more = drawn(text), drawn("…")
    if cells(text) <= width:
        return text
    if width <= len(more):
        return more[: max(0, width)]
    return set_cell_size(text, width - len(more)).rstrip() + more
