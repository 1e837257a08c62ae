"""Papers as DOCX with real headings, lists, tables and page fields, made by python-docx. The only importer of docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from assistant.core.paper import Paper
from assistant.edge.formats.document import (
    ONE_PAGE,
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
    weights,
)

_ACCENT, _WARN, _SOFT = RGBColor(0x0B, 0x4A, 0x6F), RGBColor(0x9A, 0x1B, 0x1B), RGBColor(0x4A, 0x51, 0x59)
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # a fixed one: the same paper gives the same bytes
_LONGEST_PROPERTY = 255  # characters, says the format
_LOCALES = {"de": "de-DE", "en": "en-GB"}
_INDENT, _TEXT_WIDTH = Mm(6), Mm(174)
_SIDES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}


def word(document: Document) -> bytes:
    """A DOCX of A4 pages; example label and page numbers in header and footer of every page."""
    file = docx.Document()
    _page(file, document)
    _styles(file, document.paper)
    file.add_paragraph(document.paper.title, style="Title")
    for block in document.blocks:
        _add(file, block, file)
    if document.paper.footer:
        _rule(file.add_paragraph())
        small = file.add_paragraph()
        for i, line in enumerate(document.paper.footer):
            _run(small, line, size=8, colour=_SOFT)
            if i + 1 < len(document.paper.footer):
                small.add_run().add_break()
    return _packed(file)


def _page(file: Any, document: Document) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(16)
    section.header_distance = section.footer_distance = Mm(7)
    about = file.core_properties
    about.title, about.author, about.comments = document.paper.title[:_LONGEST_PROPERTY], "", ""
    about.language = _LOCALES[document.paper.language]
    about.created = about.modified = _MOMENT
    about.last_modified_by, about.revision = "", 1
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if document.paper.example:
        head = section.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for place in (head, foot):
            _run(place, document.paper.example_label, size=9, colour=_WARN, bold=True)
        _run(foot, "  ·  ", size=8, colour=_SOFT)
    _field(foot, "PAGE")
    _run(foot, " / ", size=8, colour=_SOFT)
    _field(foot, "NUMPAGES")


def _styles(file: Any, paper: Paper) -> None:
    sheet = paper.kind in ONE_PAGE
    text, gap = (9.5, 0.55) if sheet else (10.0, 1.0)  # a sheet has one page
    for name, size, before, after in (
        ("Normal", text, 0, 3.5), ("Title", 18, 0, 8), ("Heading 1", 13, 12, 3), ("Heading 2", 12, 11, 3), ("Heading 3", 10.5, 8, 2),
        ("Heading 4", 10, 6, 2), ("Heading 5", 10, 6, 2), ("Heading 6", 10, 6, 2),
    ):  # fmt: skip
        style = file.styles[name]
        style.font.size, style.font.name = Pt(size), "Calibri"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before * gap), Pt(after * gap)
        style.paragraph_format.line_spacing = 1.0 if sheet else 1.08
        if name != "Normal":
            style.font.color.rgb, style.font.bold, style.font.italic = _ACCENT, True, False
            style.paragraph_format.keep_with_next = True
    for name in ("List Bullet", "List Number", "Quote"):
        file.styles[name].paragraph_format.space_after = Pt(2 * gap)
    lang = file.styles.element.find(f".//{qn('w:rPrDefault')}").find(f".//{qn('w:lang')}")
    lang.set(qn("w:val"), _LOCALES[paper.language])


def _run(paragraph: Any, text: str, size: float | None = None, colour: RGBColor | None = None, bold: bool | None = None) -> None:
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = colour


def _field(paragraph: Any, code: str) -> None:
    """A field that Word fills in, such as the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    look, size, text = OxmlElement("w:rPr"), OxmlElement("w:sz"), OxmlElement("w:t")
    size.set(qn("w:val"), "16")  # half points
    look.append(size)
    text.text = "1"
    run.extend((look, text))
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 python-docx has no public way to a field


def _spans(paragraph: Any, spans: Spans) -> None:
    for span in spans:
        if span.text == "\n":
            paragraph.add_run().add_break()
            continue
        run = paragraph.add_run(span.text)
        run.bold, run.italic, run.font.strike = span.bold or None, span.italic or None, span.struck or None
        if span.code:
            run.font.name = "Consolas"
        if span.link:
            run.font.underline, run.font.color.rgb = True, _ACCENT
            if span.link != span.text:
                paragraph.add_run(f" ({span.link})")


def _rule(paragraph: Any) -> None:
    """A line under the paragraph."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "C9CED4")):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 python-docx has no public way to a border


def _add(place: Any, block: Block, file: Any, depth: int = 0) -> None:
    match block:
        case Heading(level, spans):
            _spans(place.add_paragraph(style=f"Heading {min(max(level, 2), 6) - 1}"), spans)
        case Paragraph(spans):
            _spans(_indented(place.add_paragraph(), depth), spans)
        case Code(text):
            _code(place, text, depth)
        case Rule():
            _rule(place.add_paragraph())
        case Quote(inner):
            for part in inner:
                _quoted(place, part, file, depth)
        case Listing():
            _listing(place, block, file, depth)
        case Table():
            _table(place, block)


def _code(place: Any, text: str, depth: int) -> None:
    for i, line in enumerate(text.split("\n")):
        paragraph = _indented(place.add_paragraph(), depth)
        paragraph.add_run(line).font.name = "Consolas"
        if i < text.count("\n"):
            paragraph.paragraph_format.space_after = Pt(0)


def _indented(paragraph: Any, depth: int) -> Any:
    if depth:
        paragraph.paragraph_format.left_indent = _INDENT * depth
    return paragraph


def _quoted(place: Any, block: Block, file: Any, depth: int) -> None:
    if isinstance(block, Paragraph):
        paragraph = place.add_paragraph(style="Quote")
        paragraph.paragraph_format.left_indent = _INDENT * (depth + 1)
        _spans(paragraph, block.spans)
    else:
        _add(place, block, file, depth + 1)


def _listing(place: Any, block: Listing, file: Any, depth: int) -> None:
    style = "List Bullet" if block.start is None else "List Number"
    number = None if block.start is None else _numbering(file, block.start)
    for item in block.items:
        first, rest = (item[0], item[1:]) if item and isinstance(item[0], Paragraph) else (Paragraph(()), item)
        paragraph = place.add_paragraph(style=style)
        if number is not None:
            _numbered(paragraph, number)
        if depth:
            paragraph.paragraph_format.left_indent = _INDENT * (depth + 1)
        _spans(paragraph, first.spans)
        for part in rest:
            _add(place, part, file, depth + 1)


def _numbering(file: Any, start: int) -> int:
    """A numbering of its own that begins at `start`: in Word all lists of one style go on counting otherwise."""
    style = file.styles["List Number"].element.pPr.numPr.numId.val
    numbering = file.part.numbering_part.element
    kind = numbering.num_having_numId(style).abstractNumId.val
    new = numbering.add_num(kind)
    new.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(new.numId)


def _numbered(paragraph: Any, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 python-docx has no public way to a numbering
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = 0


def _table(place: Any, block: Table) -> None:
    table = place.add_table(rows=len(block.rows), cols=len(block.aligns), style="Table Grid")
    wanted = weights(block)
    for column, weight in zip(table.columns, wanted, strict=True):
        column.width = _TEXT_WIDTH * weight // sum(wanted)
    for i, (row, cells) in enumerate(zip(table.rows, block.rows, strict=True)):
        for cell, spans, align, column in zip(row.cells, cells, block.aligns, table.columns, strict=True):
            cell.width = column.width
            paragraph = cell.paragraphs[0]
            paragraph.alignment = _SIDES[align]
            paragraph.paragraph_format.space_after = Pt(1)
            _spans(paragraph, spans)
            if i == 0:
                _bold(paragraph.runs)
    if table.rows:
        repeat = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001 python-docx has no public way to a repeated head
    place.add_paragraph().paragraph_format.space_after = Pt(2)


def _bold(runs: Iterable[Any]) -> None:
    for run in runs:
        run.bold = True


def _packed(file: Any) -> bytes:
    """The file with a fixed time on every part of it."""
    raw, out = io.BytesIO(), io.BytesIO()
    file.save(raw)
    with zipfile.ZipFile(raw) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, _MOMENT.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            packed.writestr(entry, parts.read(name))
    return out.getvalue()
