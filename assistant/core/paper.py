"""A paper to take away: its Markdown and what every printed page has to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.core.text import Language

Audience = Literal["inside", "buyer"]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, ready to be written in any format.

    `markdown` is CommonMark with headings, paragraphs, lists, GFM pipe tables, bold and italic, quotes, rules and
    hard line breaks, no raw HTML; it does not repeat `title` as a heading, nor `footer`. `footer` = lines for the
    foot (sources and grades for papers of audience "inside", empty for "buyer"). `example` = made-up content is in
    it: every page must carry `example_label`, which is empty otherwise.
    """

    kind: str
    title: str
    language: Language
    audience: Audience
    markdown: str
    footer: tuple[str, ...]
    example: bool
    example_label: str

    @classmethod
    def of_answer(cls, title: str, language: Language, markdown: str, mark: str) -> Paper:
        """An answer of the conversation as a paper for inside; `mark` = the label of made-up content, "" where there is none."""
        return cls("answer", title, language, "inside", markdown, (), bool(mark), mark)
