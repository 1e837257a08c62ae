"""Five questions out of the playbooks: what was matched, who worries, which phase, which word is wrong, what is new.

Pure and repeatable: the seed decides which ones, and in which order their answers stand. What is right is right by the
playbook; each question carries the sources of that claim, so that a made-up one can say that it is made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar
from zlib import crc32

from assistant.core.evidence import Grade
from assistant.core.playbook import PHASES, Library, Member, Playbook, Statement, Term
from assistant.core.sheet import Writer
from assistant.core.text import Text
from assistant.core.words import tokens

LENGTH = 5
MOST_OPTIONS = 4
LONGEST_OPTION = 25
FEWEST_WORDS = 3
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz in progress: its seed, the topic it is limited to ("" = all), the place of the open question, the score."""

    seed: int
    topic: str = ""
    at: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `said` = what is asked about; `options` = ids as "slot:id"; `reason` and `grade` = why it is right."""

    kind: str
    book: str
    said: Text | None
    about: str
    options: tuple[str, ...]
    right: int
    reason: Statement | None
    sources: tuple[str, ...]
    grade: Grade


def _rank(seed: int, *parts: object) -> int:
    return crc32(":".join(map(str, (seed, *parts))).encode())


def _mixed(seed: int, salt: str, items: Iterable[T], key: Callable[[T], str]) -> list[T]:
    """The items in an order that only the seed decides."""
    return sorted(items, key=lambda item: (_rank(seed, salt, key(item)), key(item)))


def _short(text: Text) -> bool:
    return max(len(text.de), len(text.en)) <= LONGEST_OPTION


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes questions on one playbook."""

    library: Library
    book: Playbook
    seed: int

    def question(
        self, kind: str, right: str, others: Sequence[str], *, sources: tuple[str, ...], said: Text | None = None,
        reason: Statement | None = None, about: str = "",
    ) -> Question:
        options = _mixed(self.seed, kind + right, (right, *others[: MOST_OPTIONS - 1]), str)
        worth = Writer(self.library, self.book).worth(sources) or Grade.F
        return Question(kind, self.book.id, said, about, tuple(options), options.index(right), reason, sources, worth)

    def mixed(self, kind: str, items: Iterable[T], key: Callable[[T], str]) -> list[T]:
        return _mixed(self.seed, f"{self.book.id}:{kind}", items, key)

    def trigger(self) -> Iterator[Question]:
        """Which trigger speaks out of this sentence?"""
        if len(self.book.triggers) < 2:  # noqa: PLR2004 one answer is no question
            return
        for cause in self.mixed("trigger", self.book.triggers, lambda t: t.id):
            german = self._sentence(cause.phrases.de)
            english = self._sentence(cause.phrases.en)
            if german and english:
                others = [f"trigger:{t.id}" for t in self.book.triggers if t is not cause]
                reason = cause.changes["course"]
                yield self.question(
                    "trigger", f"trigger:{cause.id}", others, said=Text(german, english), reason=reason,
                    sources=cause.phrases.sources,
                )  # fmt: skip

    def _sentence(self, phrases: Iterable[str]) -> str:
        telling = [p for p in phrases if len(p.split()) >= FEWEST_WORDS]
        return next(iter(self.mixed("sentence", telling, str)), "")

    def role(self) -> Iterator[Question]:
        """Whose worry is this?"""
        worries = [(m, s) for m in self.book.members for s in m.pains if not self._names_a_role(s)]
        for member, worry in self.mixed("role", worries, lambda w: w[0].id + w[1].text.en):
            others = self.mixed("roles", (m for m in self.book.members if m is not member), lambda m: m.id)
            ids = [f"persona:{m.id}" for m in others]
            if ids:
                yield self.question(
                    "role", f"persona:{member.id}", ids, said=worry.text, reason=member.goal, sources=worry.sources
                )

    def _names_a_role(self, said: Statement) -> bool:
        words = {*tokens(said.text.de), *tokens(said.text.en)}
        return any(words & set(self._role_words(m)) for m in self.book.members)

    def _role_words(self, member: Member) -> list[str]:
        persona = self.library.personas[member.id]
        return [w for t in (persona.name, persona.short) for w in tokens(f"{t.de} {t.en}") if len(w) > 1]

    def phase(self) -> Iterator[Question]:
        """In which phase does the customers' side need this?"""
        for phase in self.mixed("phase", self.library.phases.values(), lambda p: p.id):
            others = [f"phase:{p}" for p in self.mixed("phases", self.library.phases, str) if p != phase.id]
            yield self.question(
                "phase", f"phase:{phase.id}", others, said=phase.needs.text, reason=phase.definition,
                sources=phase.needs.sources,
            )

    def word(self) -> Iterator[Question]:
        """Which word is better not said?"""
        known = {f"term:{self.book.id}:{i}": t for i, t in enumerate(self.book.terms) if _short(t.term)}
        good = [key for key, t in known.items() if t.kind == "use"]
        bad: list[tuple[str, Term]] = [(key, t) for key, t in known.items() if t.kind == "avoid"]
        for key, term in self.mixed("word", bad, lambda b: b[0]):
            if good:
                others = self.mixed("words", good, str)
                yield self.question("word", key, others, reason=term.reason, sources=term.reason.sources)

    def format(self) -> Iterator[Question]:
        """Which format is new in this phase?"""
        short = [f for f in self.library.formats.values() if _short(f.name) and len(f.new_in) == 1]
        for form in self.mixed("format", short, lambda f: f.id):
            phase = form.new_in[0]
            others = [f for f in self.mixed("formats", short, lambda f: f.id) if f.new_in[0] != phase]
            ids = [f"format:{f.id}" for f in others]
            if ids and phase in PHASES:
                yield self.question("format", f"format:{form.id}", ids, sources=form.sources, about=phase)

    def entry(self) -> Iterator[Question]:
        """Where does the journey begin at this trigger?"""
        for cause in self.mixed("entry", self.book.triggers, lambda t: t.id):
            others = [f"phase:{p}" for p in PHASES[:3] if p != cause.entry]
            reason = cause.changes["course"]
            yield self.question("entry", f"phase:{cause.entry}", others, said=cause.name, reason=reason, sources=reason.sources)


_KINDS = ("trigger", "role", "phase", "word", "format", "entry")


def questions(library: Library, quiz: Quiz) -> tuple[Question, ...]:
    """The questions of this quiz, LENGTH of them (fewer only where the playbooks hold too little)."""
    books = _mixed(quiz.seed, "books", [b for b in library.playbooks if quiz.topic in ("", b)], str)
    found: list[Question] = []
    for turn in range(LENGTH):
        if not books:
            break
        for kind in _KINDS:
            maker = _Maker(library, library.playbooks[books[(len(found) + turn) % len(books)]], quiz.seed + turn)
            made: Iterator[Question] = getattr(maker, kind)()
            fresh = (q for q in made if (q.kind, q.said, q.about) not in [(x.kind, x.said, x.about) for x in found])
            if len(found) < LENGTH and (question := next(fresh, None)):
                found.append(question)
        if len(found) >= LENGTH:
            break
    return tuple(found)


def begin(library: Library, day: int, played: int, topic: str = "") -> Quiz | None:
    """The quiz of this day that comes after `played` others; None where the playbooks give no question."""
    quiz = Quiz(day * 100 + played % 100, topic)
    return quiz if questions(library, quiz) else None


def open_question(library: Library, quiz: Quiz) -> Question | None:
    """The question to answer now; None after the last one."""
    asked = questions(library, quiz)
    return asked[quiz.at] if quiz.at < len(asked) else None
