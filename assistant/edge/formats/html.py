"""Papers as one HTML file that needs nothing else: opens offline, prints on A4, fetches nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.edge.formats import font
from assistant.edge.formats.document import ONE_PAGE, Block, Document, Heading


def _kind(block: Block) -> str:
    return type(block).__name__


def _points(length: float) -> str:
    """A length for SVG and CSS: two decimals at most."""
    return f"{length:.2f}".rstrip("0").rstrip(".")


@cache
def environment() -> Environment:
    """The shapes of HTML and SVG files. Everything filled in is escaped; the shapes hold no words."""
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "shapes"), undefined=StrictUndefined, autoescape=True,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    env.filters["kind"] = _kind
    env.filters["points"] = _points
    return env


def html(document: Document) -> bytes:
    """UTF-8; the text escaped, links only to the web or a mail address."""
    fonts = {"regular": Markup(font.embedded()), "bold": Markup(font.embedded(bold=True))}  # noqa: S704 base64 of our own font
    shape = environment().get_template("paper.html.j2")
    return shape.render(p=document.paper, blocks=document.blocks, sheet=document.paper.kind in ONE_PAGE, **fonts).encode()


def fragment(document: Document) -> str:
    """The body alone, for a clipboard: headings, text, lists, tables, without styles of a page."""
    module = environment().get_template("blocks.html.j2").module
    return str(Markup(module.body(document.paper, document.blocks)))  # type: ignore[attr-defined]  # macros are made at run time  # noqa: S704 made by an autoescaping template


def within(blocks: Sequence[Block], level: int) -> str:
    """Blocks as HTML inside another page, their highest heading on this level (2 to 6)."""
    top = min((b.level for b in blocks if isinstance(b, Heading)), default=1)
    moved = [replace(b, level=b.level - top + level) if isinstance(b, Heading) else b for b in blocks]
    module = environment().get_template("blocks.html.j2").module
    return str(module.stack(moved))  # type: ignore[attr-defined]  # macros are made at run time
