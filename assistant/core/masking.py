"""What in a text says who somebody is, taken out: names that are known, e-mail addresses, phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

__all__ = ["MAIL", "MAIL_FORM", "PHONE", "PHONE_FORM", "masked", "unnamed"]

MAIL, PHONE = "[@]", "[☎]"
MAIL_FORM = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
PHONE_FORM = re.compile(r"(?<![\w.,/-])(?:\+|00|0)\d(?:[ /().-]{0,2}\d){6,14}(?!\w)")
_DIGITS = re.compile(r"\d")
_TWO = {"ä": "ae", "ö": "oe", "ü": "ue"}  # casefold makes ss of ß
_SHORTEST = 3  # letters of a part of a name that is taken out by itself


def masked(text: str, names: Iterable[tuple[str, str]] = ()) -> str:
    """`text` with a mark for each address and number, and without these names (see `unnamed`)."""
    if "@" in text:
        text = MAIL_FORM.sub(MAIL, text)
    if _DIGITS.search(text):
        text = PHONE_FORM.sub(PHONE, text)
    return unnamed(text, names)


def unnamed(text: str, names: Iterable[tuple[str, str]]) -> str:
    """`text` with its pseudonym for each name (name, pseudonym): the whole name wherever it stands, its last part where it
    stands as a word of its own, in any case, with umlauts or without them."""
    plain = ""
    for name, pseudonym in names:
        last = name.split()[-1] if name.strip() else ""
        for part in (name, last) if last.replace("-", "").isalpha() else (name,):
            plain = plain or _spelt(text)
            if len(part) >= _SHORTEST and _spelt(part) in plain:
                text = _form(part).sub(lambda _, p=pseudonym: p, text)  # type: ignore[misc]  # bound early
    return text


def _spelt(text: str) -> str:
    text = text.casefold()
    for letter, two in _TWO.items():
        text = text.replace(letter, two)
    return text


@lru_cache(maxsize=256)
def _form(part: str) -> re.Pattern[str]:
    """The part of a name as a word, whichever way its umlauts are written."""
    form = re.escape(_spelt(part))
    for letter, two in (*_TWO.items(), ("ß", "ss")):
        form = form.replace(two, f"(?:{letter}|{two})")
    return re.compile(rf"(?<!\w){form}(?:s|’s|'s)?(?!\w)", re.IGNORECASE)
