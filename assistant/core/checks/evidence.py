"""How solid the sentences are: one voice behind too much, words and prices gone stale, people who can be recognised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from assistant.core.checks.finding import Finding, Path, placed
from assistant.core.evidence import Source, Speaker, is_expired, is_stale
from assistant.core.masking import MAIL_FORM, PHONE_FORM
from assistant.core.playbook import Library, Playbook

PRICES_HOLD = 90  # days
_PRICE = re.compile(r"(?:€|EUR|CHF|USD|\$|£)\s?\d|\d(?:[\d.,’']*\d)?\s?(?:€|£|(?:EUR|CHF|USD|Euro|Franken|GBP)\b)", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:Herrn?|Frau|Mr|Mrs|Ms|Dr)\.?\s+(?!(?:und|and|or|oder)\b)[A-ZÄÖÜ][\w-]+")


def check_concentration(library: Library, book: Playbook) -> Iterator[Finding]:
    """One source behind more than half of the statements."""
    said = [s for _, s in placed(book)]
    used = Counter(i for s in said for i in s.sources)
    for name, count in used.most_common(1):
        if 2 * count > len(said):
            source = library.source(book, name)
            title = source.title if source else None
            facts = {"source": name, "n": str(count), "of": str(len(said)), "de": title.de if title else name, "en": title.en if title else name}
            yield Finding("one-source", ("sources", name), facts)


def _too_old_for_prices(source: Source | None, today: date) -> bool:
    if source is None:
        return False
    if source.when is not None:
        return (today - source.when).days > PRICES_HOLD
    return source.year is None or source.year < today.year


def check_age(library: Library, book: Playbook, today: date) -> Iterator[Finding]:
    """Wording after twelve months, prices and competitors after ninety days; voices without a date; sources that are no
    longer to be kept."""
    for name, source in book.sources.items():
        path: Path = ("sources", name)
        if is_expired(source, today):
            yield Finding("source-expired", path, {"when": str(source.expires)})
        if is_stale(source, today):
            yield Finding("stale", path, {"when": str(source.when or source.year)})
        elif source.speaker in (Speaker.CUSTOMER, Speaker.SELLER) and not source.dated:
            yield Finding("undated", path)
    for place, said in placed(book):
        hit = _PRICE.search(said.text.de) or _PRICE.search(said.text.en)
        if hit and any(_too_old_for_prices(library.source(book, i), today) for i in said.sources):
            yield Finding("stale-price", place, {"shown": hit[0]})
    for i, other in enumerate(book.alternatives):
        held = (*other.speaks_for.sources, *other.speaks_against.sources)
        voices = [s for x in held if (s := library.source(book, x)) and s.speaker is not Speaker.INVENTED]
        if other.kind == "competitor" and any(_too_old_for_prices(s, today) for s in voices):
            yield Finding("stale-competitor", ("alternatives", i), {}, "note")


def _personal(text: str) -> str:
    for pattern in (MAIL_FORM, PHONE_FORM, _PERSON):
        if hit := pattern.search(text):
            return hit[0]
    return ""


def check_people(library: Library, book: Playbook, today: date) -> Iterator[Finding]:
    """E-mail addresses, phone numbers and names of persons without consent or without a last day that is still to come."""
    for path, said in placed(book):
        shown = _personal(said.text.de) or _personal(said.text.en)
        sources = [library.source(book, i) for i in said.sources]
        allowed = bool(sources) and all(s is not None and s.consent and s.expires is not None and not is_expired(s, today) for s in sources)
        if shown and not allowed:
            yield Finding("personal-data", path, {"shown": shown})
    for i, trigger in enumerate(book.triggers):
        for phrase in trigger.phrases.all:
            if shown := _personal(phrase):
                yield Finding("personal-data", ("triggers", i, "phrases"), {"shown": shown})
