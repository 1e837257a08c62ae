"""What in a text says who somebody is, taken out: names that are known, e-mail addresses, phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["MAIL", "MAIL_FORM", "PHONE", "PHONE_FORM", "masked"]

MAIL, PHONE = "[@]", "[☎]"
MAIL_FORM = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
PHONE_FORM = re.compile(r"(?<![\w.,/-])(?:\+|00|0)\d(?:[ /().-]{0,2}\d){6,14}(?!\w)")
_DIGITS = re.compile(r"\d")
_SHORTEST = 3  # letters of a part of a name that is taken out by itself


def masked(text: str, names: Iterable[tuple[str, str]] = ()) -> str:
    """`text` with a mark for each address and number, and for each name (name, pseudonym) its pseudonym: the whole name
    wherever it stands, its last part where it stands as a word of its own."""
    if "@" in text:
        text = MAIL_FORM.sub(MAIL, text)
    if _DIGITS.search(text):
        text = PHONE_FORM.sub(PHONE, text)
    for name, pseudonym in names:
        last = name.split()[-1] if name.strip() else ""
        for part in (name, last) if last.replace("-", "").isalpha() else (name,):
            if len(part) >= _SHORTEST and part.casefold() in text.casefold():
                text = re.sub(rf"(?<!\w){re.escape(part)}(?:s|’s|'s)?(?!\w)", lambda _, p=pseudonym: p, text, flags=re.IGNORECASE)  # type: ignore[misc]  # bound early
    return text
