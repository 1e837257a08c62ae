"""A text in both languages, and how German is spelt in Switzerland."""

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


def swiss(text: str) -> str:
    """Swiss spelling: no ß."""
    return text.replace("ß", "ss").replace("ẞ", "SS")


def spelt(text: str, language: Language, spelling: str) -> str:
    """The text of this language in this spelling: "ch" writes German without ß."""
    return swiss(text) if language == "de" and spelling == "ch" else text
