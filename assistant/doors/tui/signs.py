"""The signs that this terminal is trusted with: ours, their ASCII forms, or letters of ASCII only.

One terminal, one way of drawing: the app sets it when it starts and when the person changes it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Literal

Charset = Literal["full", "signs", "letters"]  # all signs; ASCII signs but umlauts; nothing but ASCII
_SIGNS = str.maketrans({
    "✓": "x", "●": ">", "○": "o", "↺": "@", "▌": "|", "–": "-", "—": "-", "·": "-", "…": "...", "↓": "v", "↑": "^", "→": "->",
    "←": "<-", "„": '"', "“": '"', "”": '"', "‚": "'", "‘": "'", "’": "'", "─": "-", "│": "|", "›": ">", "‹": "<", "×": "x",
    "•": "*", "▸": ">",
})  # fmt: skip
_LETTERS = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ẞ": "SS", "€": "EUR", "§": "Paragraph",
})  # fmt: skip


class _Drawing:
    charset: Charset = "full"


def use(charset: Charset) -> None:
    """From now on everything is drawn with these signs."""
    _Drawing.charset = charset


def plain() -> bool:
    """Whether lines and signs are drawn in ASCII."""
    return _Drawing.charset != "full"


def drawn(text: str) -> str:
    """`text` with the signs that this terminal is trusted with."""
    if _Drawing.charset == "full":
        return text
    text = text.replace("Bild↓", "Bild ab").replace("Bild↑", "Bild auf").translate(_SIGNS)  # as keys are called aloud
    return text if _Drawing.charset == "signs" or text.isascii() else _ascii(text)


def _ascii(text: str) -> str:
    """Umlauts spelt out, accents dropped, whatever is left as a question mark."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(_LETTERS))
    return "".join(c if c.isascii() else "?" for c in bare if not unicodedata.combining(c))


def mark(sign: str) -> str:
    """A sign that stands for a state: in brackets where ASCII alone would not show that it is one."""
    return f"[{drawn(sign)}]" if plain() and sign in "✓~?–" else drawn(sign)


def charset_of(environment: Mapping[str, str], system: str) -> Charset:
    """What the locale says of the terminal: not UTF-8 means ASCII. Windows' and Apple's terminals speak UTF-8 anyway."""
    if system in ("win32", "darwin"):
        return "full"
    coerced = environment.get("LC_CTYPE", "").lower() in ("c.utf-8", "c.utf8", "utf-8")  # Python's doing, not the person's
    names = ("LC_ALL", "LANG") if coerced else ("LC_ALL", "LC_CTYPE", "LANG")
    value = next((v for name in names if (v := environment.get(name, ""))), "").lower()
    return "full" if not value or "utf-8" in value or "utf8" in value else "letters"
