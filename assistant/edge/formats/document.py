"""A paper's Markdown as a tree of blocks, which every format is written from. The only importer of markdown-it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import replace as changed
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from assistant.core.gate import clean, clean_line
from assistant.core.paper import Paper

Align = Literal["left", "center", "right"]
ONE_PAGE = frozenset({"sheet"})  # kinds of paper that are to fit one page of A4
DEEPEST = 60  # levels of nesting; markdown-it drops what lies deeper, so the markers of deeper levels are text here


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text with one look. A newline alone is a hard line break."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    struck: bool = False
    link: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: Spans


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    pass


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is None for bullets."""

    start: int | None
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal length, the first one the head; `aligns` one per column."""

    rows: tuple[tuple[Spans, ...], ...]
    aligns: tuple[Align, ...]


Block = Heading | Paragraph | Code | Rule | Quote | Listing | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A paper with its text through the gate: `blocks` for the formats, `source` the Markdown for Markdown."""

    paper: Paper
    source: str
    blocks: tuple[Block, ...]


def read(paper: Paper) -> Document:
    """The paper, every text of it through the gate, its Markdown as blocks."""
    source = _shallow(clean(paper.markdown, len(paper.markdown)))
    tame = changed(
        paper, title=clean_line(paper.title), markdown=source, footer=tuple(clean_line(x) for x in paper.footer),
        example_label=clean_line(paper.example_label),
    )  # fmt: skip
    return Document(tame, source, blocks(source))


def blocks(source: str) -> tuple[Block, ...]:
    """Markdown as blocks: CommonMark, tables, ~~struck~~. HTML, pictures and named links are text: a paper fetches
    nothing and hides no address behind a word; an <https://…> can be followed."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 4 * DEEPEST}).enable(["table", "strikethrough"])
    parser.disable(["link", "image", "reference"])
    return tuple(_blocks(SyntaxTreeNode(parser.parse(source)).children))


def plain_text(spans: Spans) -> str:
    """The text of the spans without their look."""
    return "".join(s.text for s in spans)


def weights(table: Table) -> tuple[int, ...]:
    """How wide the columns want to be, beside each other (characters, kept within reason)."""
    columns = [[plain_text(row[i]) for row in table.rows] for i in range(len(table.aligns))]
    words = [max((len(w) for text in column for w in text.split()), default=0) for column in columns]
    return tuple(max(6, min(word + 3, 30), min(max(map(len, column)), 48)) for word, column in zip(words, columns, strict=True))


def _shallow(source: str) -> str:
    """The same text, with runs of list and quote markers that no person nests taken as text."""
    return "\n".join(_tamed(line) for line in source.split("\n"))


def _tamed(line: str) -> str:
    head = len(line) - len(line.lstrip(" >-+*"))
    return line if sum(c != " " for c in line[:head]) <= DEEPEST // 2 else "\\" + line.lstrip(" ")


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        yield from _block(node)


def _block(node: SyntaxTreeNode) -> Iterator[Block]:
    match node.type:
        case "heading":
            yield Heading(int(node.tag[1:]), _spans(node))
        case "paragraph":
            yield Paragraph(_spans(node))
        case "code_block" | "fence":
            yield Code(node.content.rstrip("\n"))
        case "hr":
            yield Rule()
        case "blockquote":
            yield Quote(tuple(_blocks(node.children)))
        case "bullet_list":
            yield Listing(None, tuple(tuple(_blocks(item.children)) for item in node.children))
        case "ordered_list":
            yield Listing(int(node.attrGet("start") or 1), tuple(tuple(_blocks(item.children)) for item in node.children))
        case "table":
            yield _table(node)


def _table(node: SyntaxTreeNode) -> Table:
    rows = [row.children for part in node.children for row in part.children]
    return Table(tuple(tuple(_spans(cell) for cell in row) for row in rows), tuple(_align(cell) for cell in rows[0]))


def _align(cell: SyntaxTreeNode) -> Align:
    style = str(cell.attrGet("style") or "")
    return "right" if "right" in style else "center" if "center" in style else "left"


def _spans(node: SyntaxTreeNode) -> Spans:
    found = [s for child in node.children for s in _inline(child, Span(""))]
    return tuple(s for s in found if s.text)


def _inline(node: SyntaxTreeNode, look: Span) -> Iterator[Span]:
    match node.type:
        case "text":
            yield changed(look, text=node.content)
        case "softbreak":
            yield changed(look, text=" ")
        case "hardbreak":
            yield Span("\n")
        case "code_inline":
            yield changed(look, text=node.content, code=True)
        case _:
            inner = changed(
                look, bold=look.bold or node.type == "strong", italic=look.italic or node.type == "em",
                struck=look.struck or node.type == "s", link=_target(node) or look.link,
            )  # fmt: skip
            for child in node.children:
                yield from _inline(child, inner)


def _target(node: SyntaxTreeNode) -> str:
    """Where a link leads, if that is a place on the web or a mail address."""
    target = str(node.attrGet("href") or "") if node.type == "link" else ""
    return target if target.startswith(("https://", "http://", "mailto:")) else ""
