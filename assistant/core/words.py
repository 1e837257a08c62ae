"""Text made comparable: one folded form for umlauts and their transcriptions, Swiss ss, apostrophes and compounds.

Standard library only, so that every door can import it for nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Span", "fold", "spans", "tokens"]

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe"})
# Marks that stand inside a word without separating it: apostrophes ("geht's", "don't") and invisible joiners.
_INSIDE = "'’‘`´ʼ\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DROP = {ord(c): None for c in _INSIDE}
# One token: a dotted abbreviation (z.B.), a model name (AS/400, R/3, S/4HANA, M-365), a one-letter compound (E-Mail),
# a gendered form (Leiter/in, Leiter:innen, Leiter(in)) or a plain run of letters and digits.
_LETTER = r"[^\W\d_]"
_MARK = rf"[{_INSIDE}\u0300-\u036f]"
_RUN = rf"\w(?:\w|{_MARK})*"
_TOKEN = re.compile(
    rf"(?<![\w.])(?:{_LETTER}\.){{1,8}}{_LETTER}(?!\w)"
    rf"|(?<![\w/-]){_LETTER}{{1,3}}[/-]\d\w*"
    rf"|(?<![\w/-]){_LETTER}-{_LETTER}{{2,64}}"
    rf"|{_RUN}(?:[/:*]-?in(?:nen)?(?!\w)|\(in(?:nen)?\))?"
)
_JUNK = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Span:
    """One token and where it stands: `text[start:end]` of the original text, `form` its folded form."""

    start: int
    end: int
    form: str


def fold(text: str) -> str:
    """Comparable form of `text`: NFKC, casefold, ä→ae ö→oe ü→ue ß→ss, accents and apostrophes dropped.

    Idempotent; layout (spaces, punctuation) stays. Control codes become spaces.
    """
    if text.isascii():  # the common case, some ten times faster
        plain = text.lower().translate(_DROP)
    else:
        once = unicodedata.normalize("NFKC", text).casefold()
        plain = _bare(unicodedata.normalize("NFKC", once).translate(_UMLAUTS).translate(_DROP))
    return plain if plain.isprintable() else "".join(c if c.isprintable() else " " for c in plain)


def _bare(text: str) -> str:
    """Drop the accents that are left once the umlauts are spelt out (é → e)."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in parts if not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", kept).casefold().translate(_UMLAUTS)


def spans(text: str) -> list[Span]:
    """Tokens of `text` with their place in it, in order; time grows linearly with the text."""
    found = []
    for match in _TOKEN.finditer(text):
        form = _form(match.group())
        if form:
            found.append(Span(match.start(), match.end(), form))
    return found


def tokens(text: str) -> list[str]:
    """Folded tokens of `text`: "ERP-Ablösung" gives erp, abloesung; "AS/400" gives as400; "Leiter/in" leiterin."""
    return [form for form in map(_form, _TOKEN.findall(text)) if form]


@lru_cache(maxsize=16384)
def _form(token: str) -> str:
    return _JUNK.sub("", fold(token))
