"""Problems found in files, collected: what, where, and the facts that a message needs to say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `code` names the message in messages/problems.*; `severity` is error or warning."""

    code: str
    file: str
    line: int = 0
    key: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    severity: str = "error"

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file
