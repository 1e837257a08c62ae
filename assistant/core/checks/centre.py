"""Who is missing in the buying centre, by the size of the purchase and by what the country's law expects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from assistant.core.checks.finding import Finding
from assistant.core.playbook import Playbook

Country = Literal["de", "at", "ch", "other"]
COUNTRIES: tuple[Country, ...] = ("de", "at", "ch", "other")
# Where these take part, the work or the data of employees is touched.
_PEOPLES_DATA = frozenset({"user", "hr", "production", "maintenance", "service"})
_CODETERMINED = frozenset({"de", "at"})
_PROTECTED = frozenset({"de", "at", "ch"})


def check_centre(book: Playbook, country: Country) -> Iterator[Finding]:
    """Purchasing for all but standard goods; data protection and works council where employees' data are touched."""
    there = {m.id for m in book.members}
    if book.scale != "standard" and "purchasing" not in there:
        yield Finding("no-purchasing", ("personas",))
    if there & _PEOPLES_DATA:
        if country in _PROTECTED and there & {"it", "hr"} and "data-protection" not in there:
            yield Finding("no-data-protection", ("personas",), {"country": country})
        if country in _CODETERMINED and "works-council" not in there:
            yield Finding("no-works-council", ("personas",), {"country": country})
    if book.members and not any("decider" in m.functions for m in book.members):
        yield Finding("no-decider", ("personas",))
    if book.scale != "standard" and len(book.members) > 1 and not book.conflicts:
        yield Finding("no-conflict", ("conflicts",))
