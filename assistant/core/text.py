"""A text in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["de", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """The same thing said in both languages."""

    de: str
    en: str

    def in_(self, language: Language) -> str:
        return self.de if language == "de" else self.en
