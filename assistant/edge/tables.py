"""Tables of words in messages/, read without a template engine: what has to speak at once reads them."""

from __future__ import annotations

import json
from typing import Any

from assistant.core.text import Language
from assistant.edge.places import shipped

__all__ = ["table"]


def table(name: str, language: Language) -> Any:
    """The one table of messages/LANGUAGE/NAME.j2, which is JSON between `{% set … = ` and `%}`.

    JSON, not Python's literals: several threads read tables, and ast.literal_eval is not safe in threads on Python 3.11.
    """
    text = (shipped("messages") / language / f"{name}.j2").read_text(encoding="utf-8")
    return json.loads(text[text.index("{", text.index("=", text.index("{% set"))) : text.rindex("}", 0, text.rindex("%}")) + 1])
