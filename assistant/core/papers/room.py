"""How much goes into a paper: entries per list, characters per sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Room:
    """How much goes in: entries per list, characters per sentence. What is not named has `others` entries."""

    most: Mapping[str, int] = field(default_factory=dict)
    others: int = 4
    longest: int = 600

    def of(self, name: str) -> int:
        return self.most.get(name, self.others)


WIDE = Room({"people": 9, "asks": 6, "questions": 6, "own": 9, "stages": 5, "options": 6, "no_gos": 5})
NARROW = Room({"people": 9, "own": 9, "stages": 5, "asks": 3, "criteria": 3, "options": 4}, others=1)
# The fullest sheet, and how it gives way until it fits its page: one entry less of the next of these at a time, as
# often as it takes. What everybody looks for first – opener, questions, who decides, next step – goes last.
_SHEET = {
    "lines": 3, "questions": 6, "hurdles": 4, "pieces": 5, "people": 9, "no_gos": 4, "steps": 2, "proof": 2, "rifts": 2,
    "asks": 3, "own": 4, "cautions": 2, "use": 4,
}  # fmt: skip
_YIELD = (
    "asks", "pieces", "people", "use", "proof", "people", "rifts", "no_gos", "hurdles", "people", "questions", "pieces",
    "cautions", "people", "asks", "lines", "questions", "use", "pieces", "steps", "people", "hurdles", "no_gos", "use",
    "proof", "own", "cautions", "asks", "questions", "pieces", "people", "lines", "hurdles", "no_gos", "own", "questions",
    "rifts", "people", "use", "own", "people", "questions",
)  # fmt: skip
_SHORTER = 12  # so many steps further for a sheet that is to be short


def sheet_rooms(short: bool = False) -> Iterator[Room]:
    """From the fullest sheet to the barest; at the end sentences are cut as well."""
    most = dict(_SHEET)
    for step, name in enumerate(("", *_YIELD)):
        if name:
            most[name] = max(0, most[name] - 1)
        if step >= _SHORTER or not short:
            yield Room(dict(most), others=1, longest=320)
    for longest in (220, 160, 110, 70):
        yield Room(dict(most), others=1, longest=longest)
    yield Room(dict.fromkeys(most, 0), others=0, longest=70)
