"""A line cut into clauses, each with its tokens, its negated stretch and what is left once some tokens are taken."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from assistant.core import cues
from assistant.core.text import Language
from assistant.core.words import Span, spans

MOST_CLAUSES = 12
_LONGEST_SHORT = 16  # characters before a full stop in which an abbreviation would stand
MOST_CHARACTERS = 4000
_STRUCK = 2  # words of content that a negation means first of all
_DENIERS = cues.NEGATORS | cues.NOTHING
_EMPTY = cues.FILLERS | _DENIERS | cues.LITTLE  # what no negation means

_BREAK = re.compile(
    r"[,;:!?\n()\[\]{}|/]+(?=\s|$)|\.(?=\s|$)|\s[-–—+]\s|"
    r"\s(?:und|aber|sondern|weil|denn|da|dass|and|but|because|since|so|dann|then)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the line: its tokens (offsets into the line), and which of them a negation reaches."""

    tokens: tuple[Span, ...]
    negated: frozenset[int]

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(t.form for t in self.tokens)


_ATTRIBUTE = re.compile(r"(?:t|en)e[nrsm]?$")  # the ending of an inflected participle


def reach_of_negation(forms: tuple[str, ...]) -> frozenset[int]:
    """Positions that a negation reaches: from the negator to a turning word or the end; a negator at the end
    ("läuft nicht") reaches back to the start of the clause."""
    reached: set[int] = set()
    for i, form in enumerate(forms):
        if form not in cues.NEGATORS or (i + 1 < len(forms) and forms[i + 1] in cues.ONLY):
            continue
        end = next((j for j in range(i + 1, len(forms)) if forms[j] in cues.TURNS), len(forms))
        if form == "nicht" and i + 2 < len(forms) and _ATTRIBUTE.search(forms[i + 1]):
            end = i + 2  # "nicht genehmigte Software": only the attribute is denied
        reached.update(range(i, end) if end > i + 1 else range(i + 1))
    return frozenset(reached)


def struck(forms: tuple[str, ...]) -> frozenset[int]:
    """Positions that a negation means first of all: the next words of content that it reaches ("kein einziges Teil seit der
    Frühschicht": not the shift). At the end of a clause it means the word before it ("läuft nicht"), but no noun there ("nehmen
    sie im System nicht"); "without" after another negation ("nothing works without it") means none."""
    found: set[int] = set()
    reached = reach_of_negation(forms)
    telling = [i for i, form in enumerate(forms) if form not in _EMPTY]
    for i in (i for i, form in enumerate(forms) if form in _DENIERS):
        if forms[i] in cues.WITHOUT and not _DENIERS.isdisjoint((*forms[:i], *forms[i + 1 :])):
            continue
        after, before = [j for j in telling if j > i], [j for j in telling if j < i]
        meant = after[:1] if forms[i] in cues.NOTHING else [j for j in after if j in reached][:_STRUCK]
        found.update(meant or [j for j in before[-1:] if j == 0 or forms[j - 1] not in cues.BEFORE_NOUNS])
    return frozenset(found)


def _abbreviated(text: str, stop: int) -> bool:
    """Whether the full stop at this place belongs to an abbreviation ("kaufm. Leiter")."""
    before = spans(text[max(0, stop - _LONGEST_SHORT) : stop])
    return bool(before) and before[-1].form in cues.ABBREVIATIONS


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in _BREAK.finditer(text):
        if cut[0] == "." and _abbreviated(text, cut.start()):
            continue
        yield start, cut.start()
        start = cut.end()
    yield start, len(text)


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a line, at most MOST_CLAUSES (the last one takes the rest); linear in the text's length."""
    tokens = spans(text[:MOST_CHARACTERS])
    found: list[Clause] = []
    at = 0
    for _, end in _pieces(text[:MOST_CHARACTERS]):
        stop = at
        last = len(found) == MOST_CLAUSES - 1
        while stop < len(tokens) and (last or tokens[stop].start < end):
            stop += 1
        if stop > at:
            part = tuple(tokens[at:stop])
            found.append(Clause(part, reach_of_negation(tuple(t.form for t in part))))
        at = stop
    return tuple(found)


# "es geht nicht um die Presse": the clause takes its topic back, whatever a phrase with "geht nicht" says.
_NOT_ABOUT = re.compile(r"(?:nein |no )?(?:es|das|hier) geht (?:hier |doch )?nicht um |(?:no |nein )?(?:it|this|thats?|its) (?:is )?not about ")


def takes_back(clause: Clause) -> bool:
    """Whether the clause says what it is not about."""
    return _NOT_ABOUT.match(" ".join(clause.forms) + " ") is not None


def remainder(text: str, parts: tuple[Clause, ...], taken: Collection[int]) -> str:
    """The words of these clauses, a comma between them, without the tokens that start at one of the offsets in `taken`."""
    said = (" ".join(text[t.start : t.end] for t in c.tokens if t.start not in taken) for c in parts)
    return ", ".join(filter(None, said))


def says_something(forms: Collection[str]) -> bool:
    """Whether at least one word carries content."""
    return any(f not in cues.FILLERS and (len(f) > 1 or f.isdigit()) for f in forms)


def language_of(text: str) -> Language | None:
    """"de" or "en" where the words tell clearly, else None."""
    forms = [t.form for t in spans(text[:MOST_CHARACTERS])]
    german = sum(f in cues.GERMAN for f in forms) + 2 * bool(re.search("[äöüßÄÖÜ]", text))
    english = sum(f in cues.ENGLISH for f in forms)
    if german == english:
        return None
    return "de" if german > english else "en"
