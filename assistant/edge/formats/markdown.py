"""Papers as Markdown, for editors that take it as it is."""

from __future__ import annotations

import re

from assistant.core.paper import Paper
from assistant.edge.formats.document import Document

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~])")


def literal(text: str) -> str:
    """One line of text that Markdown shows as it is."""
    quiet = _ACTIVE.sub(r"\\\1", text)
    return re.sub(r"^(\s*\d*)([-+=.)])", r"\1\\\2", quiet).replace("&", "&amp;")


def markdown(document: Document) -> bytes:
    """UTF-8, newline at the end: title as heading, the paper's own Markdown, its footer below a rule."""
    paper: Paper = document.paper
    banner = [f"**{literal(paper.example_label)}**", ""] if paper.example else []
    lines = [*banner, f"# {literal(paper.title)}", "", document.source.strip("\n"), ""]
    if paper.footer:
        lines += ["---", "", *(f"{literal(line)}\\" for line in paper.footer[:-1]), literal(paper.footer[-1]), ""]
    lines += ["---", "", *banner] if paper.example else []
    return ("\n".join(lines).strip("\n") + "\n").encode()
