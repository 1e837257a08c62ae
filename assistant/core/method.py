"""Which method fits, what it costs, and how complex the purchase is: from a few facts about the buying firm and the offer.

The four methods and when to use them are literature (S2), the days they take are our own estimate (F).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Offer = Literal["standard", "broad", "new", "strategic"]
MethodId = Literal["template", "workshop", "revella", "jtbd"]
Level = Literal["simple", "medium", "complex"]
OFFERS: tuple[Offer, ...] = ("standard", "broad", "new", "strategic")
AXES = ("employees", "departments", "levels", "outsiders", "price")
# From which figure an axis counts one, and from which two. Our own estimate.
_STEPS = {"employees": (50, 500), "departments": (2, 5), "levels": (3, 5), "outsiders": (1, 2), "price": (5_000, 100_000)}
_MEDIUM, _COMPLEX = 3, 7
DOZEN = 12  # interviews with deciders, "about a dozen" (S2)
FEW = 5  # voices below which they are single voices
# Person-days: least and most, our own estimate.
DAYS: dict[MethodId, tuple[int, int]] = {"template": (1, 1), "workshop": (4, 8), "revella": (20, 30), "jtbd": (25, 40)}


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known; None = not said. `interviews` = how many deciders would talk; `price` in euros or francs."""

    employees: int | None = None
    departments: int | None = None
    levels: int | None = None
    outsiders: int | None = None
    price: int | None = None
    regulated: bool = False
    offer: Offer = "broad"
    interviews: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A method with its place in the ranking (0 = take this one), why, and its person-days."""

    method: MethodId
    place: int
    reasons: tuple[str, ...]
    days: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The advice: how complex, which axes made it so, the methods in order, what else changes; `overkill` = for these
    goods this tool is more than is needed; `known` is False where nothing was said that tells how complex it is."""

    level: Level
    known: bool
    points: int
    drivers: tuple[str, ...]
    choices: tuple[Choice, ...]
    changes: tuple[str, ...]
    overkill: bool


def _score(profile: Profile, axis: str) -> int:
    value = getattr(profile, axis)
    return 0 if value is None else sum(value >= step for step in _STEPS[axis])


def complexity(profile: Profile) -> tuple[Level, int, tuple[str, ...]]:
    """Level, points and the axes that count two; rules of law and authorities count two."""
    points = sum(_score(profile, axis) for axis in AXES) + 2 * profile.regulated
    drivers = tuple(axis for axis in AXES if _score(profile, axis) > 1) + (("regulated",) if profile.regulated else ())
    level: Level = "simple" if points < _MEDIUM else "medium" if points < _COMPLEX else "complex"
    return level, points, drivers


def _ranked(profile: Profile, level: Level) -> tuple[tuple[MethodId, tuple[str, ...]], ...]:
    talk = profile.interviews is None or profile.interviews >= FEW
    if profile.offer == "standard" and level == "simple":
        return (("template", ("standard-goods",)), ("workshop", ("cheap-check",)), ("revella", ("too-much",)), ("jtbd", ("too-much",)))
    if not talk:
        best: MethodId = "jtbd" if profile.offer in ("new", "strategic") else "revella"
        other: MethodId = "revella" if best == "jtbd" else "jtbd"
        return (("workshop", ("no-interviews", "grade-d")), (best, ("as-soon-as",)), (other, ("second",)), ("template", ("opinion",)))
    if profile.offer in ("new", "strategic"):
        return (("jtbd", (f"offer-{profile.offer}",)), ("revella", ("needs-purchases",)), ("workshop", ("first-step",)), ("template", ("opinion",)))
    return (("revella", (f"offer-{profile.offer}",)), ("workshop", ("first-step",)), ("jtbd", ("when-strategic",)), ("template", ("opinion",)))


def _changes(profile: Profile, level: Level) -> tuple[str, ...]:
    told = profile.regulated or any(getattr(profile, axis) is not None for axis in AXES)
    found = [f"level-{level}"] if told else []
    if profile.regulated:
        found.append("law")
    for axis, name in (("departments", "departments"), ("levels", "hierarchy"), ("outsiders", "outsiders"), ("employees", "big-firm")):
        if _score(profile, axis) > (axis in ("departments", "employees")):
            found.append(name)
    if profile.interviews is not None and FEW <= profile.interviews < DOZEN:
        found.append("few-interviews")
    return tuple(found)


def advise(profile: Profile) -> Verdict:
    """The advice for this profile; the same profile gives the same advice."""
    level, points, drivers = complexity(profile)
    choices = tuple(Choice(m, i, why, DAYS[m]) for i, (m, why) in enumerate(_ranked(profile, level)))
    overkill = profile.offer == "standard" and level == "simple"
    known = profile.regulated or overkill or any(getattr(profile, axis) is not None for axis in AXES)
    return Verdict(level, known, points, drivers, choices, _changes(profile, level), overkill)
