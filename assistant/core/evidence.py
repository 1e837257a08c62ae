"""Who says so, how do we know, and how much is it worth.

Grades after the evidence ladder of the product (A best … F weakest, Z invented). Two plain axes decide:
who speaks and how it was collected.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.core.text import Text


class Speaker(StrEnum):
    """Whose voice a source carries."""

    CUSTOMER = "customer"
    SELLER = "seller"
    LITERATURE = "literature"
    OWN = "own"
    INVENTED = "invented"


class Collection(StrEnum):
    """How the voice reached us."""

    INTERVIEW = "interview"
    QUESTIONNAIRE = "questionnaire"
    SUPPORT = "support"
    REVIEW = "review"
    TENDER = "tender"
    CALL_NOTES = "call-notes"
    WORKSHOP = "workshop"
    PUBLICATION = "publication"
    HYPOTHESIS = "hypothesis"
    DEMONSTRATION = "demonstration"


class Grade(StrEnum):
    """Evidence grade; the letters stand in order of worth, Z last."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
    Z = "Z"


@dataclass(frozen=True, slots=True)
class Source:
    """One source as a playbook names it. `year` and `when` may be unknown (None); `voices` counts speakers; `expires` is
    the last day on which it may be kept (None = no such day)."""

    id: str
    title: Text
    speaker: Speaker
    collection: Collection
    year: int | None = None
    when: date | None = None
    voices: int | None = None
    role: str = ""
    place: str = ""
    consent: bool = False
    expires: date | None = None

    @property
    def dated(self) -> bool:
        return self.year is not None or self.when is not None


_CAUGHT = (Collection.SUPPORT, Collection.REVIEW, Collection.TENDER)
STALE_AFTER_DAYS = 365


def grade(source: Source) -> Grade:
    """Grade of one source. A customer voice that lacks what its grade asks for (date, role, N) counts as C:
    it is still a customer's, but nobody controlled how it came about."""
    match source.speaker:
        case Speaker.INVENTED:
            return Grade.Z
        case Speaker.OWN:
            return Grade.F
        case Speaker.LITERATURE:
            return Grade.E
        case Speaker.SELLER:
            return Grade.D
        case Speaker.CUSTOMER:
            return _customer_grade(source)


def _customer_grade(source: Source) -> Grade:
    if source.collection is Collection.INTERVIEW and source.dated and source.role:
        return Grade.A
    if source.collection is Collection.QUESTIONNAIRE and source.dated and source.voices:
        return Grade.B
    if source.collection in _CAUGHT or source.collection in (Collection.INTERVIEW, Collection.QUESTIONNAIRE):
        return Grade.C
    return Grade.F


def weakest(grades: Iterable[Grade]) -> Grade:
    """The weakest link; an answer that rests on nothing at all is worth F."""
    order = list(Grade)
    return max(grades, key=order.index, default=Grade.F)


def is_stale(source: Source, today: date) -> bool:
    """True where what people said is older than twelve months. Laws and books do not go stale by age, but figures
    from a survey do (`voices`); an undated source is not called stale, it is called undated."""
    if source.speaker not in (Speaker.CUSTOMER, Speaker.SELLER) and not source.voices:
        return False
    if source.when is not None:
        return (today - source.when).days > STALE_AFTER_DAYS
    return source.year is not None and today.year - source.year > 1


def is_expired(source: Source, today: date) -> bool:
    """True after the last day on which the source may be kept."""
    return source.expires is not None and source.expires < today


def is_silent(source: Source) -> bool:
    """True for a customer's own words without consent: no customer may read them."""
    return source.speaker is Speaker.CUSTOMER and grade(source) in (Grade.A, Grade.C) and not source.consent
