"""All checks of the trade in one call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.core.checks.centre import Country, check_centre
from assistant.core.checks.collisions import Build, check_shared, check_torn
from assistant.core.checks.evidence import check_age, check_concentration, check_people
from assistant.core.checks.finding import Finding
from assistant.core.checks.job import check_job
from assistant.core.checks.personas import check_method, check_template
from assistant.core.checks.wording import check_empty, check_phrases, check_words
from assistant.core.evidence import Speaker
from assistant.core.playbook import Library, Playbook


def findings(
    library: Library, book: Playbook, today: date, country: Country = "de", build: Build | None = None
) -> Iterator[Finding]:
    """What an expert would say of this playbook, in the order of its file's parts. `build` makes an index of phrases;
    without it phrases are compared word for word only."""
    heard = {**library.sources, **book.sources}
    customers = frozenset(i for i, s in heard.items() if s.speaker is Speaker.CUSTOMER)
    yield from check_job(book)
    yield from check_method(book)
    yield from check_phrases(book, customers)
    yield from check_shared(library, book)
    if build is not None:
        yield from check_torn(book, build)
    yield from check_template(library, book)
    yield from check_centre(book, country)
    yield from check_empty(book)
    yield from check_words(book)
    yield from check_concentration(library, book)
    yield from check_age(library, book, today)
    yield from check_people(library, book, today)
