"""Which words customers use: exact counts per voice, never of sellers and never fuzzy, and what they allow to say.

A voice counts once per word, however often it says it. Below five voices they are single voices, below thirty "n of N";
only from thirty on is anything tested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from assistant.core.evidence import Grade, Speaker, weakest
from assistant.core.evidence import grade as grade_of_source
from assistant.core.exact_tests import fisher, holm, sign
from assistant.core.lemmas import Lemma, Lemmas, single
from assistant.core.playbook import Library, Playbook, Term
from assistant.core.statements import Saying, grade_of, is_old, quotable, usable
from assistant.core.words import tokens

__all__ = [
    "FEW", "LEAST", "LEVEL", "Advice", "Group", "Quote", "Scope", "WordCount", "WordReport", "advised", "book_lemmas",
    "count_words", "term_lemmas",
]

FEW, LEAST, LEVEL, QUOTES = 5, 30, 0.05, 3
Kind = Literal["job", "segment", "role"]
_WORD = re.compile(r"\w[\w-]*")
KINDS: tuple[Kind, ...] = ("job", "segment", "role")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which statements count: "" = all."""

    job: str = ""
    segment: str = ""
    role: str = ""

    def holds(self, said: Saying) -> bool:
        return all(not wanted or wanted == has for wanted, has in (
            (self.job, said.job), (self.segment, said.segment), (self.role, said.role),
        ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement that holds the word, with its grade; `open` = a customer may read it."""

    said: Saying
    grade: Grade
    open: bool
    old: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Voices of one job, segment or role: `hits` of `of` say the word. `p` compares them with all others; None where
    one side has fewer than thirty."""

    kind: Kind
    id: str
    hits: int
    of: int
    p: float | None = None


@dataclass(frozen=True, slots=True)
class WordCount:
    """One word: `hits` of `of` voices say it, `mentions` times in all; `sellers` report it (not counted in)."""

    lemma: Lemma
    hits: int
    of: int
    mentions: int
    sellers: int
    grade: Grade | None
    groups: tuple[Group, ...] = ()
    quotes: tuple[Quote, ...] = ()
    beside: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """Which word of its family to use. `why`: "alone" (no other word is in question), "nobody", "single" (fewer than five voices in all), "tie", "ahead" (a lead that
    chance explains, or too few to test), "clear" (a lead that chance hardly explains)."""

    why: Literal["alone", "nobody", "single", "tie", "ahead", "clear"]
    lemma: Lemma | None = None
    second: Lemma | None = None
    p: float | None = None


@dataclass(frozen=True, slots=True)
class WordReport:
    """The counts of some words within a scope. `voices` = customers, `sellers` = seller's reports beside them, `old` =
    customers' statements older than twelve months, `one_hand` = one interviewer is behind more than half."""

    scope: Scope
    words: tuple[WordCount, ...]
    voices: int
    sellers: int
    statements: int
    old: int
    one_hand: bool
    advice: Advice

    def ahead(self, group: Group) -> tuple[WordCount, int] | None:
        """The word of the first one's family that more voices of this group say than the first one, and how many they are;
        None where no other is ahead."""
        found = [
            (word, other.hits) for word in self.words[1:] if _rival(word.lemma, self.words[0].lemma)
            for other in word.groups if (other.kind, other.id) == (group.kind, group.id) and other.hits > group.hits
        ]  # fmt: skip
        return max(found, key=lambda f: f[1], default=None)

    @property
    def grade(self) -> Grade:
        """The weakest grade that was counted."""
        return weakest(w.grade for w in self.words if w.grade)


class _Tally:
    """What is known of one word while counting."""

    def __init__(self) -> None:
        self.voices: set[str] = set()
        self.sellers: set[str] = set()
        self.mentions = 0
        self.grades: set[Grade] = set()
        self.groups: dict[tuple[Kind, str], set[str]] = {}
        self.quotes: list[Quote] = []
        self.beside: dict[str, tuple[str, int]] = {}  # folded → as it was first written, how often


class _Counting:
    """One pass over the statements."""

    def __init__(self, lemmas: Lemmas, today: date) -> None:
        self.lemmas, self.today = lemmas, today
        self.voices: set[str] = set()
        self.sellers: set[str] = set()
        self.groups: dict[tuple[Kind, str], set[str]] = {}
        self.hands: dict[str, int] = {}
        self.tallies: dict[str, _Tally] = {x.id: _Tally() for x in lemmas.all}
        self.statements = self.old = 0

    def take(self, said: Saying) -> None:
        if said.speaker is Speaker.SELLER:
            self.sellers.add(said.voice)
            for id_ in self.lemmas.find(said.text).counts:
                self.tallies[id_].sellers.add(said.voice)
        elif said.speaker is Speaker.CUSTOMER:
            self._customer(said)

    def _customer(self, said: Saying) -> None:
        self.statements += 1
        self.voices.add(said.voice)
        self.old += is_old(said, self.today)
        self.hands[said.by] = self.hands.get(said.by, 0) + 1
        for key in _keys(said):
            self.groups.setdefault(key, set()).add(said.voice)
        found = self.lemmas.find(said.text)
        for id_, times in found.counts.items():
            self._hit(self.tallies[id_], said, times)
        for id_, word in found.beside:
            beside = self.tallies[id_].beside
            written, times = beside.get(word) or (_as_written(said.text, word), 0)
            beside[word] = (written, times + 1)

    def _hit(self, tally: _Tally, said: Saying, times: int) -> None:
        new = said.voice not in tally.voices
        tally.voices.add(said.voice)
        tally.mentions += times
        grade = grade_of(said)
        tally.grades.add(grade)
        for key in _keys(said):
            tally.groups.setdefault(key, set()).add(said.voice)
        if new:
            tally.quotes.append(Quote(said, grade, quotable(said, self.today), is_old(said, self.today)))
            if len(tally.quotes) > 2 * QUOTES:
                tally.quotes = _best(tally.quotes)


def _keys(said: Saying) -> Iterator[tuple[Kind, str]]:
    for kind, id_ in zip(KINDS, (said.job, said.segment, said.role), strict=True):
        if id_:
            yield kind, id_


def _as_written(text: str, word: str) -> str:
    """The word of this text that is folded to `word`."""
    return next((w for w in _WORD.findall(text) if tokens(w) == [word]), word)


def _best(quotes: list[Quote]) -> list[Quote]:
    """The few best, each sentence once: those that may be shown, then by grade, then the latest."""
    latest = sorted(quotes, key=lambda q: (q.said.when or date.min, q.said.id), reverse=True)
    once: dict[str, Quote] = {}
    for quote in sorted(latest, key=lambda q: (not q.open, q.grade.value)):
        once.setdefault(quote.said.text, quote)
    return list(once.values())[:QUOTES]


def _groups(tally: _Tally, counted: _Counting, scope: Scope) -> tuple[Group, ...]:
    """The groups of each kind that the scope leaves open, each tested against all other voices."""
    open_ = [k for k in KINDS if not getattr(scope, k)]
    found: list[Group] = []
    for (kind, id_), voices in sorted(counted.groups.items()):
        if kind in open_:
            hits = len(tally.groups.get((kind, id_), ()))
            others, rest = counted.voices - voices, tally.voices - voices
            enough = len(voices) >= LEAST and len(others) >= LEAST
            p = fisher(hits, len(voices), len(rest), len(others)) if enough else None
            found.append(Group(kind, id_, hits, len(voices), p))
    tested = [i for i, g in enumerate(found) if g.p is not None]
    for i, p in zip(tested, holm([found[i].p or 0.0 for i in tested]), strict=True):
        found[i] = replace(found[i], p=p)
    return tuple(sorted(found, key=lambda g: (KINDS.index(g.kind), -g.of, g.id)))


def _count(lemma: Lemma, counted: _Counting, scope: Scope) -> WordCount:
    tally = counted.tallies[lemma.id]
    beside = tuple(sorted(tally.beside.values(), key=lambda b: (-b[1], b[0]))[:5])
    worth = weakest(tally.grades) if tally.grades else None
    return WordCount(
        lemma, len(tally.voices), len(counted.voices), tally.mentions, len(tally.sellers), worth,
        _groups(tally, counted, scope), tuple(_best(tally.quotes)), beside,
    )


def _rival(one: Lemma, other: Lemma) -> bool:
    """Whether the one may stand where the other stands; a word is in question beside itself."""
    return one.id == other.id or (one.family == other.family != "")


def _advice(words: Sequence[WordCount], tallies: Mapping[str, _Tally], voices: int) -> Advice:
    order = sorted((w for w in words if _rival(w.lemma, words[0].lemma)), key=lambda w: -w.hits)
    if len(order) == 1:
        return Advice("alone", order[0].lemma)
    if not order or not order[0].hits:
        return Advice("nobody")
    if voices < FEW:
        return Advice("single", order[0].lemma)
    second = order[1]
    if second.hits == order[0].hits:
        return Advice("tie", order[0].lemma, second.lemma)
    if voices < LEAST:
        return Advice("ahead", order[0].lemma, second.lemma)
    one, two = tallies[order[0].lemma.id].voices, tallies[second.lemma.id].voices
    p = sign(len(one - two), len(two - one))
    return Advice("clear" if p < LEVEL else "ahead", order[0].lemma, second.lemma, p)


def count_words(said: Iterable[Saying], lemmas: Sequence[Lemma], scope: Scope, today: date) -> WordReport:
    """Counts these words in the statements of this scope that nobody denied and that have not expired, in one pass."""
    counted = _Counting(Lemmas(tuple(lemmas)), today)
    for one in said:
        if scope.holds(one) and usable(one, today):
            counted.take(one)
    words = tuple(_count(x, counted, scope) for x in lemmas)
    most = max((c for hand, c in counted.hands.items() if hand), default=0)
    return WordReport(
        scope, words, len(counted.voices), len(counted.sellers), counted.statements, counted.old,
        counted.statements >= FEW and 2 * most > counted.statements,
        _advice(words, counted.tallies, len(counted.voices)),
    )


def term_lemmas(term: Lemma, known: Sequence[Lemma]) -> tuple[Lemma, ...]:
    """A term and the words that it must not be mistaken for, which are counted beside it and never with it."""
    by_id = {x.id: x for x in known}
    return (term, *(by_id[i] for i in term.unlike if i in by_id))


def book_lemmas(book: Playbook, known: Sequence[Lemma]) -> tuple[Lemma, ...]:
    """The listed lemmas, and after them the terms of a playbook that are on no list, each only as it is written."""
    lists = Lemmas(tuple(known))
    parts = [part.strip() for term in book.terms for text in (term.term.de, term.term.en) for part in text.split(",")]
    new = {x.id: x for part in parts if not lists.get(part) and (x := single(part))}
    taken = {form for x in known for form in x.forms}
    return (*known, *(x for x in new.values() if not x.forms & taken))


def advised(library: Library, book: Playbook, words: Iterable[Lemma]) -> tuple[tuple[Term, Grade], ...]:
    """What the playbook says of these words, with the grade of its sources."""
    forms = {form for x in words for form in x.forms}
    found = []
    for term in book.terms:
        said = {tuple(tokens(part)) for text in (term.term.de, term.term.en) for part in text.split(",")}
        if said & forms:
            sources = [s for i in term.reason.sources if (s := library.source(book, i))]
            found.append((term, weakest(map(grade_of_source, sources))))
    return tuple(found)
