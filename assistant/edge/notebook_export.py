"""Conversations as data and as a readable text, for a person to take along."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from assistant.core.dialogue import Conversation
from assistant.core.text import Language
from assistant.edge import notebook_words as words
from assistant.edge.notebook import Hit, Notebook
from assistant.edge.notebook_leaf import Heading, Turn, plain

FORMAT = 1


def heading_data(heading: Heading) -> dict[str, Any]:
    """A conversation without its turns; moments in UTC, ISO 8601."""
    return {
        "id": heading.id, "began": heading.began, "touched": heading.touched, "title": dict(heading.titles),
        "first": heading.first, "filled": heading.filled, "turns": heading.turns,
    }  # fmt: skip


def turn_data(turn: Turn) -> dict[str, Any]:
    """What was sent, and the answer as it was shown; null where there was none."""
    return {"number": turn.number, "at": turn.at, "said": turn.said, "answer": None if turn.answer is None else plain(turn.answer)}


def conversation_data(book: Notebook, heading: Heading) -> dict[str, Any]:
    """A conversation with its turns and the brief as it stands. Raises Trouble."""
    brief = book.conversation(heading.id, Conversation()).now.brief.ids()
    return {**heading_data(heading), "brief": brief, "draft": heading.draft, "turns": [turn_data(t) for t in book.turns(heading.id)]}


def hit_data(hit: Hit) -> dict[str, Any]:
    return {"id": hit.heading.id, "number": hit.number, "line": hit.line, "title": dict(hit.heading.titles)}


def as_json(book: Notebook, headings: Sequence[Heading]) -> str:
    """All of it as one JSON object. Raises Trouble."""
    data = {"format": FORMAT, "conversations": [conversation_data(book, h) for h in headings]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_markdown(book: Notebook, headings: Sequence[Heading], language: Language) -> str:
    """All of it to read. What a person wrote and what was answered stands in code blocks: it is shown as it was, and
    never becomes markup. Raises Trouble."""
    out = [f"# {words.say(language, 'export-title')}", ""]
    for heading in headings:
        out += [f"## {heading.id}. {_inline(words.entry(heading, language))}", ""]
        for turn in book.turns(heading.id):
            out += [f"### {words.when(turn.at, language)}", "", *_block(turn.said), ""]
            out += [*_block(plain(turn.answer)), ""] if turn.answer else [words.say(language, "no-answer"), ""]
    return "\n".join(out)


def _inline(text: str) -> str:
    return "".join("\\" + c if c in "\\`*_[]<>#|" else c for c in text)


def _block(text: str) -> list[str]:
    """A code block whose fence is longer than any in the text."""
    fence = "`" * max(3, _run(text) + 1)
    return [f"{fence}text", *text.split("\n"), fence]


def _run(text: str) -> int:
    """The longest run of backticks."""
    most = here = 0
    for char in text:
        here = here + 1 if char == "`" else 0
        most = max(most, here)
    return most
