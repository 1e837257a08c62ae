"""Papers as PDF, set by typst. The text goes in as data (JSON), the shape is a fixed file: no text can be code."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from assistant.edge.formats.document import ONE_PAGE, Block, Document, Listing, Quote, Span, Table, weights

_HERE = Path(__file__).parent
_SHAPE = _HERE / "shapes" / "paper.typ"
_LONG = re.compile(r"\S{40}(?=\S{12})")
_SHEET = (10.2, 9.9, 9.6, 9.2, 8.8, 8.4, 8.0)  # sizes of type in points, the first with which one page is enough
_OTHERS = (9.6, 9.3, 9.0)


def pdf(document: Document) -> bytes:
    """A4, numbered pages, fonts embedded, tagged; no date and no name of a machine in it."""
    return compiled(_SHAPE.read_bytes(), paper=_data(document))


def pages(document: Document, ppi: float) -> list[bytes]:
    """The same pages as pictures (PNG) of that many pixels an inch."""
    made: Any = _compiler().compile(input=_SHAPE.read_bytes(), format="png", ppi=ppi, sys_inputs={"paper": _data(document)})
    return [bytes(page) for page in (made if isinstance(made, list) else [made])]


def _data(document: Document) -> str:
    """The paper as the shape reads it."""
    paper = document.paper
    data = {
        "title": _breakable(paper.title), "lang": paper.language, "example": paper.example, "label": paper.example_label,
        "footer": [_breakable(x) for x in paper.footer], "sizes": _SHEET if paper.kind in ONE_PAGE else _OTHERS,
        "blocks": [_block(b) for b in document.blocks],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False)


def compiled(source: bytes, **inputs: str) -> bytes:
    """A typst source of ours set with our fonts only, the inputs as its data."""
    result: Any = _compiler().compile(input=source, format="pdf", sys_inputs=inputs, timestamp=0)
    return bytes(result)


@cache
def _compiler() -> Any:
    import typst  # noqa: PLC0415 an extra: only who makes a PDF pays for it

    return typst.Compiler(root=str(_HERE / "shapes"), font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(_HERE / "fonts")]))


def _breakable(text: str) -> str:
    """The text with places to break in words longer than a line (zero-width spaces)."""
    return _LONG.sub("\\g<0>\u200b", text)


def _span(span: Span) -> dict[str, Any]:
    return {**asdict(span), "text": _breakable(span.text) if span.text != "\n" else "\n"}


def _block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__
    match block:
        case Quote(inner):
            return {"kind": kind, "blocks": [_block(b) for b in inner]}
        case Listing(start, items):
            return {"kind": kind, "start": start, "items": [[_block(b) for b in item] for item in items]}
        case Table(rows, aligns):
            return {"kind": kind, "rows": [[[_span(s) for s in cell] for cell in row] for row in rows], "aligns": aligns, "widths": weights(block)}
        case _:
            plain = asdict(block)
            if "spans" in plain:
                plain["spans"] = [_span(s) for s in block.spans]  # type: ignore[union-attr]  # has it: just looked
            return {"kind": kind, **plain}
