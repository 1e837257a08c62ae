"""Lines and helpers that the scenarios share."""

from __future__ import annotations

import re

from tests.tui.conftest import Screen

MEETING = "Morgen Termin mit CFO, Audit-Feststellung, sie vergleichen Anbieter"
OUTAGE = "call tomorrow, procurement, they had an outage"
HOSTILE = "[bold]x[/bold] [/nope] [/ x [link='y [@click=app.quit]k[/]"
POISON = "a\x1b[2Jb\x1b]0;x\x07c\x1b]52;c;aGFsbG8=\x07d"
VENOM = {"\x1b", "\x07", "\x9b", "\x9d"}
COMBINED = "e\u0301"
SIGNS = f"😀 👩‍👩‍👧 ⚠️ {COMBINED} שלום مرحبا \u202eX"
FLUSH = 2  # cells before a paragraph that belongs to no letter
QUESTIONS = re.compile(r"\?(?![“”\"])")


def last(s: Screen) -> str:
    """The last message of the conversation, whole."""
    return "\n".join(p.text for p in s.chat._messages[-1].paras)  # noqa: SLF001 also what has scrolled away


def letters(s: Screen) -> dict[str, str]:
    """The lettered parts of the last message: letter → text, without the foot."""
    found: dict[str, list[str]] = {}
    here: list[str] = []
    for p in s.chat._messages[-1].paras:  # noqa: SLF001 as above
        if hit := re.fullmatch(r" +([A-Z]) +", p.lead):
            here = found.setdefault(hit[1], [])
        elif p.text and len(p.lead) == FLUSH:
            here = []
        here.append(p.text)
    return {name: "\n".join(texts).strip() for name, texts in found.items()}


def choices(s: Screen) -> list[str]:
    """The quick replies of the last message, in the order of their digits."""
    found = [(p.choice, p.text) for p in s.chat._messages[-1].paras if p.choice]  # noqa: SLF001 as above
    assert [n for n, _ in found] == list(range(1, len(found) + 1))
    return [text for _, text in found]
