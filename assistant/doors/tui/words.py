"""The fixed labels of the screen without the template engine, so that the first paint needs neither jinja2 nor numpy.

messages/<language>/labels.j2 is one literal table; it is read here as data.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Mapping
from functools import lru_cache

from assistant.core.gate import clean
from assistant.core.text import Language
from assistant.edge.places import shipped

Labels = Mapping[str, str]
_ASCII = str.maketrans({
    "✓": "x", "●": ">", "○": "o", "↺": "@", "▌": "|", "–": "-", "—": "-", "·": "-", "…": "...", "↓": "v", "↑": "^", "→": "->",
    "„": '"', "“": '"', "”": '"', "‚": "'", "‘": "'", "’": "'", "─": "-", "│": "|", "›": ">", "‹": "<", "×": "x", "•": "*",
    "▸": ">",
})  # fmt: skip


@lru_cache(maxsize=2)
def labels(language: Language) -> Labels:
    """Every label in this language."""
    text = (shipped("messages") / language / "labels.j2").read_text(encoding="utf-8")
    table: dict[str, str] = ast.literal_eval(text[text.index("{", text.index("=")) : text.rindex("}", 0, text.rindex("%}")) + 1])
    return {key: clean(value) for key, value in table.items()}


def ascii_only() -> bool:
    """Whether the person asked for plain characters."""
    return os.environ.get("ASSISTANT_ASCII", "") not in ("", "0")


def drawn(text: str) -> str:
    """`text` with the signs that this terminal is trusted with."""
    return text.translate(_ASCII) if ascii_only() else text
