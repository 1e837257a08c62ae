"""Papers in the formats that people use: one Markdown, parsed once, written as text, Markdown, HTML, PDF or DOCX."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final, Literal, get_args

from assistant.core.gate import clean
from assistant.core.paper import Paper
from assistant.edge.extras import command

Format = Literal["md", "txt", "html", "pdf", "docx"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
_NEEDS = {"pdf": ("typst", "pdf"), "docx": ("docx", "word")}


def missing(fmt: Format) -> str | None:
    """The command that installs what this format still needs, to be typed as it is; None where nothing is missing."""
    module, extra = _NEEDS.get(fmt, ("", ""))
    if not module or find_spec(module) is not None:
        return None
    return command(extra)


def by_suffix(name: str) -> Format | None:
    """The format that a file name asks for by its ending (any case); None for an ending that is none of ours."""
    ending = name.rpartition(".")[2].lower()
    known = {"markdown": "md", "htm": "html", "text": "txt"}.get(ending, ending)
    return next((f for f in FORMATS if f == known and "." in name), None)


def write(paper: Paper, fmt: Format) -> bytes:
    """The paper as a file of that format: the same bytes for the same paper. `missing(fmt)` must be None.

    Text is shown literally: no markup of the target format in it has an effect. With `paper.example` its label
    stands at the head and foot of every page (md, txt: at the beginning and the end)."""
    from assistant.edge.formats.document import read  # noqa: PLC0415 each format's import is paid where it is used

    document = read(paper)
    match fmt:
        case "md":
            from assistant.edge.formats.markdown import markdown  # noqa: PLC0415 as above

            return markdown(document)
        case "txt":
            from assistant.edge.formats.plain import plain  # noqa: PLC0415 as above

            return plain(document)
        case "html":
            from assistant.edge.formats.html import html  # noqa: PLC0415 as above

            return html(document)
        case "pdf":
            from assistant.edge.formats.pdf import pdf  # noqa: PLC0415 as above

            return pdf(document)
        case "docx":
            from assistant.edge.formats.word import word  # noqa: PLC0415 as above

            return word(document)


def inner(markdown: str, level: int) -> str:
    """Markdown as HTML for a page that holds more than this: safe as it stands, its highest heading on `level` (2 to 6)."""
    from assistant.edge.formats.document import blocks  # noqa: PLC0415 as above
    from assistant.edge.formats.html import within  # noqa: PLC0415 as above

    return within(blocks(clean(markdown, len(markdown))), level)


def fragments(paper: Paper) -> tuple[str, str]:
    """The paper for a clipboard: its body as HTML without a page around it, and as plain text."""
    from assistant.edge.formats.document import read  # noqa: PLC0415 as above
    from assistant.edge.formats.html import fragment  # noqa: PLC0415 as above
    from assistant.edge.formats.plain import plain  # noqa: PLC0415 as above

    document = read(paper)
    return fragment(document), plain(document).decode()
