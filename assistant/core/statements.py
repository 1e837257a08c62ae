"""What somebody said, kept with all that tells its worth: who speaks, how it was collected, when, of how many, with whose leave.

A seller's report stays a seller's report: nothing here turns it into a customer's voice. Grades are those of
`core/evidence.py`; there is no second scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from assistant.core.evidence import STALE_AFTER_DAYS, Collection, Grade, Source, Speaker, grade, is_stale
from assistant.core.playbook import Playbook
from assistant.core.text import Language, Text

__all__ = [
    "FIELDS",
    "LONGEST",
    "Saying",
    "Standing",
    "expired",
    "fed",
    "from_dict",
    "grade_of",
    "is_old",
    "quotable",
    "source_of",
    "to_dict",
    "usable",
]

LONGEST = 4000  # characters of a statement; more is no statement but a transcript
FIELDS = (
    "text", "reason", "language", "speaker", "role", "segment", "job", "phase", "trigger", "collection", "date", "n",
    "consent", "expires", "person", "by", "source", "standing",
)  # fmt: skip


class Standing(StrEnum):
    """Whether a colleague has checked the statement."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement of one person.

    `role`, `job`, `phase`, `trigger` are ids of the library ("" = unknown); `person` and `by` (who collected it) are
    pseudonyms; `n` is the number of people asked in its collection; `source` names that collection and may be the id of
    a playbook's source; `expires` is the last day on which it may be kept.
    """

    id: str
    text: str
    language: Language
    speaker: Speaker
    collection: Collection
    when: date | None = None
    reason: str = ""
    role: str = ""
    segment: str = ""
    job: str = ""
    phase: str = ""
    trigger: str = ""
    n: int | None = None
    consent: bool = False
    expires: date | None = None
    person: str = ""
    by: str = ""
    source: str = ""
    standing: Standing = Standing.OPEN

    @property
    def voice(self) -> str:
        """Who is counted: the person, or where none is named the statement itself."""
        return self.person or self.id


def source_of(said: Saying) -> Source:
    """The statement as a source, which the ladder of grades can judge."""
    title = Text(said.source or said.id, said.source or said.id)
    return Source(said.id, title, said.speaker, said.collection, None, said.when, said.n, said.role, "", said.consent)


def grade_of(said: Saying) -> Grade:
    """The grade of one statement, on the ladder that all sources share."""
    return _graded(said.speaker, said.collection, said.when is not None, said.n is not None, bool(said.role))


@lru_cache(maxsize=512)
def _graded(speaker: Speaker, collection: Collection, dated: bool, counted: bool, role: bool) -> Grade:
    """The ladder asks no more than this of a statement, so that the same few answers serve a hundred thousand."""
    return grade(Source("", Text("", ""), speaker, collection, 1 if dated else None, None, 1 if counted else None, "role" if role else ""))


def is_old(said: Saying, today: date) -> bool:
    """True where it was said more than twelve months ago."""
    if said.when is None or (today - said.when).days <= STALE_AFTER_DAYS:
        return False
    return is_stale(source_of(said), today)


def expired(said: Saying, today: date) -> bool:
    """True after the last day on which it may be kept."""
    return said.expires is not None and said.expires < today


def usable(said: Saying, today: date) -> bool:
    """True where it may be counted: nobody denied it, and it has not expired."""
    return said.standing is not Standing.DENIED and not expired(said, today)


def quotable(said: Saying, today: date) -> bool:
    """True where a customer may read it word for word: a customer's own words (A, C), with consent, still valid."""
    return said.consent and grade_of(said) in (Grade.A, Grade.C) and usable(said, today)


def to_dict(said: Saying) -> dict[str, Any]:
    """Plain data in a fixed order; what is empty is left out."""
    whole = {
        "id": said.id, "text": said.text, "reason": said.reason, "language": said.language, "speaker": said.speaker.value,
        "role": said.role, "segment": said.segment, "job": said.job, "phase": said.phase, "trigger": said.trigger,
        "collection": said.collection.value, "date": said.when.isoformat() if said.when else "", "n": said.n,
        "consent": said.consent, "expires": said.expires.isoformat() if said.expires else "", "person": said.person,
        "by": said.by, "source": said.source,
        "standing": "" if said.standing is Standing.OPEN else said.standing.value,
    }  # fmt: skip
    return {key: value for key, value in whole.items() if value not in ("", None, False)}


_SPEAKERS = {s.value: s for s in Speaker}
_COLLECTIONS = {c.value: c for c in Collection}
_STANDINGS = {s.value: s for s in Standing}
_WORDS = ("reason", "role", "segment", "job", "phase", "trigger", "person", "by", "source")


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _known(data: Mapping[str, Any], key: str) -> Any:
    value = data[key]
    if type(value) is not str or not value:
        raise ValueError(key)
    return value


def from_dict(data: Any) -> Saying:
    """What `to_dict` was given. Raises ValueError, naming the key where it can, for what is no statement."""
    if type(data) is not dict:
        raise ValueError(*FIELDS[:1])
    get = data.get
    try:
        n, language = get("n"), get("language", "de")
        said = Saying(
            _known(data, "id"), _known(data, "text"), language, _SPEAKERS[data["speaker"]],
            _COLLECTIONS[data["collection"]], _day(get("date")), get("reason", ""), get("role", ""), get("segment", ""),
            get("job", ""), get("phase", ""), get("trigger", ""), n, get("consent") is True, _day(get("expires")),
            get("person", ""), get("by", ""), get("source", ""), _STANDINGS[get("standing", "open")],
        )
    except (KeyError, TypeError) as error:
        raise ValueError(str(error).strip("'")) from error
    if language not in ("de", "en") or not (n is None or (type(n) is int and n > 0)):
        raise ValueError("n" if language in ("de", "en") else "language")
    for key in _WORDS:
        if type(getattr(said, key)) is not str:
            raise ValueError(key)
    return said


def fed(book: Playbook, said: Iterable[Saying], today: date) -> Playbook:
    """The playbook with those of its sources that statements belong to (`source` = id of the source) as the statements
    show them: voices, date of the latest, consent of all. Only statements with consent that are still usable feed a
    source, and only of the speaker and the collection that it declares; a seller's report never feeds a customer's."""
    found: dict[str, list[Saying]] = {}
    for one in said:
        source = book.sources.get(one.source)
        same = source and (source.speaker, source.collection) == (one.speaker, one.collection)
        if same and one.consent and usable(one, today):
            found.setdefault(one.source, []).append(one)
    if not found:
        return book
    sources = {key: _fed(source, found.get(key, [])) for key, source in book.sources.items()}
    return replace(book, sources=sources)


def _fed(source: Source, said: list[Saying]) -> Source:
    if not said:
        return source
    days = [one.when for one in said if one.when]
    roles = {one.role for one in said}
    role = source.role or (" ".join(sorted(roles)) if "" not in roles else "")
    when = max(days) if days else source.when
    return replace(source, voices=len({one.voice for one in said}), when=when, role=role, consent=True)
