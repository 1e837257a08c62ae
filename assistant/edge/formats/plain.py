"""Papers as plain text: wrapped, aligned, readable in a mail or a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from assistant.edge.formats.document import (
    Block,
    Code,
    Document,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Spans,
    Table,
)

WIDTH = 78
_UNDERLINES = {1: "=", 2: "-"}
_NARROWEST = 12  # a column of a table; narrower ones are set as a list


def plain(document: Document) -> bytes:
    """UTF-8, lines of at most 78 characters (a longer word stands alone on its line), newline at the end."""
    return ("\n".join(lines(document, WIDTH)) + "\n").encode()


def lines(document: Document, width: int, before: str = "") -> list[str]:
    """The document for a screen of that many columns; `before` stands below the title as it is."""
    paper = document.paper
    out = [*_wrapped(_banner(paper.example_label), width), ""] if paper.example else []
    out += [*_wrapped(paper.title, width), "=" * min(width, max(3, len(paper.title))), ""]
    out += [before, ""] if before else []
    out += _stack(document.blocks, width)
    if paper.footer:
        out += ["", "-" * width, *(x for line in paper.footer for x in _wrapped(line, width))]
    out += ["", *_wrapped(_banner(paper.example_label), width)] if paper.example else []
    return [x.rstrip() for x in out]


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width`."""
    return _wrapped(text, width)


def _banner(label: str) -> str:
    return f"*** {label} ***"


def _wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most `width`; hard line breaks stay."""
    out: list[str] = []
    for i, line in enumerate(text.split("\n")):
        lead = first if i == 0 else rest
        out += textwrap.wrap(
            line, max(width, len(rest) + 8), initial_indent=lead, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False,
        ) or ([lead.rstrip()] if i == 0 and first.strip() else [])  # fmt: skip
    return out


def _text(spans: Spans) -> str:
    """The text, links with their target behind them."""
    out: list[str] = []
    for i, span in enumerate(spans):
        out.append(span.text)
        last = i + 1 == len(spans) or spans[i + 1].link != span.link
        if span.link and last and span.link != span.text:
            out.append(f" <{span.link}>")
    return "".join(out)


def _stack(blocks: Iterable[Block], width: int) -> list[str]:
    """Blocks one below the other with an empty line between."""
    out: list[str] = []
    for block in blocks:
        lines = list(_block(block, width))
        out += ["", *lines] if out else lines
    return out


def _block(block: Block, width: int) -> Iterator[str]:
    match block:
        case Heading(level, spans):
            lines = _wrapped(_text(spans), width)
            yield from lines
            if level in _UNDERLINES:
                yield _UNDERLINES[level] * max(3, *map(len, lines))
        case Paragraph(spans):
            yield from _wrapped(_text(spans), width)
        case Code(text):
            yield from (f"    {line}" for line in text.split("\n"))
        case Rule():
            yield "-" * width
        case Quote(inner):
            yield from (f"> {line}" for line in _stack(inner, width - 2))
        case Listing():
            yield from _listing(block, width)
        case Table():
            yield from _table(block, width)


def _listing(block: Listing, width: int) -> Iterator[str]:
    simple = all(len(item) <= 1 for item in block.items)
    for i, item in enumerate(block.items):
        mark = "- " if block.start is None else f"{block.start + i}. "
        pad = " " * len(mark)
        if i and not simple:
            yield ""
        lines = _stack(item, max(20, width - len(pad))) or [""]
        yield mark + lines[0]
        yield from (pad + line for line in lines[1:])


def _widths(cells: list[list[str]], width: int) -> list[int] | None:
    """A width for each column so that all fit, longer ones shrunk first; None where they would be too narrow to read."""
    wanted = [max(len(piece) for row in cells for piece in row[i].split("\n")) for i in range(len(cells[0]))]
    room = width - 3 * (len(wanted) - 1)
    while sum(wanted) > room:
        longest = max(range(len(wanted)), key=wanted.__getitem__)
        if wanted[longest] <= _NARROWEST:
            return None
        others = sum(wanted) - wanted[longest]
        second = max((w for i, w in enumerate(wanted) if i != longest), default=0)
        wanted[longest] = max(_NARROWEST, min(wanted[longest] - 1, max(room - others, second - 1)))
    longest_word = [max((len(w) for row in cells for w in row[i].split()), default=0) for i in range(len(wanted))]
    return wanted if all(w >= x for w, x in zip(wanted, longest_word, strict=True)) else None


def _table(block: Table, width: int) -> Iterator[str]:
    cells = [[_text(cell) for cell in row] for row in block.rows]
    widths = _widths(cells, width)
    if widths is None:
        yield from _as_list(cells, width)
        return
    place = {"left": str.ljust, "right": str.rjust, "center": str.center}
    for i, row in enumerate(cells):
        pieces = [_wrapped(text, w) or [""] for text, w in zip(row, widths, strict=True)]
        for k in range(max(map(len, pieces))):
            line = (
                place[align](piece[k] if k < len(piece) else "", w)
                for piece, w, align in zip(pieces, widths, block.aligns, strict=True)
            )
            yield " | ".join(line).rstrip()
        if i == 0 and len(cells) > 1:
            yield "-+-".join("-" * w for w in widths)


def _as_list(cells: list[list[str]], width: int) -> Iterator[str]:
    """A table too wide for the page: row by row, each cell with its heading."""
    head, *rows = cells
    if not rows:
        yield from _wrapped(" | ".join(head), width)
    for i, row in enumerate(rows):
        if i:
            yield ""
        for name, text in zip(head, row, strict=True):
            yield from _wrapped(f"{name}: {text}" if name else text, width, rest="  ")
