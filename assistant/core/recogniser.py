"""What the phrases of a library teach: one index per slot, and the phrases themselves for exact finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from assistant.core import cues
from assistant.core.matching import Encoder, Index, Lexicon, Ranking, Verdict
from assistant.core.playbook import Library, Phrases
from assistant.core.spelling import Speller
from assistant.core.text import Text
from assistant.core.words import tokens

Slot = Literal["playbook", "trigger", "persona", "phase", "urgency", "loop"]
SLOTS: tuple[Slot, ...] = ("playbook", "trigger", "persona", "phase", "urgency", "loop")
Key = tuple[str, ...]
STOP = " "  # a stretch of a line is complete: its last word is not still being typed
TELLING = 4  # letters of a word that may tell of another topic
REMEMBERED = 4096  # verdicts kept at a time


@dataclass(frozen=True, slots=True)
class Lesson:
    """What an index is built from: labels[i] owns phrases[i]; `against` are near misses (label, phrase)."""

    labels: tuple[str, ...]
    phrases: tuple[str, ...]
    against: tuple[tuple[str, str], ...]
    topics: bool = True  # whether labels differ by what they are about; phases differ by little words instead


class Judge(Protocol):
    """What a recogniser asks of an index."""

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels."""

    def taught(self, label: str) -> tuple[str, ...]:
        """The phrases of a label."""

    def rank(self, text: str) -> Ranking:
        """See matching.Index.rank."""

    def verdict(self, text: str) -> Verdict:
        """See matching.Index.verdict."""

    def explain(self, text: str, label: str, rival: str | None = None) -> tuple[tuple[str, float], ...]:
        """See matching.Index.explain."""


class Shelf(Mapping[str, Judge]):
    """Indexes by name, each made when it is first asked for: most lines need few of a playbook's own."""

    def __init__(self, names: Iterable[str], make: Callable[[str], Judge]) -> None:
        self._names, self._make = dict.fromkeys(names), make
        self._made: dict[str, Judge] = {}
        self._judged: dict[tuple[str, str], Verdict] = {}

    def verdict(self, name: str, window: str) -> Verdict:
        """The index's verdict on a stretch of text, remembered: while someone types, most stretches stay the same."""
        key = (name, window)
        found = self._judged.get(key)
        if found is None:
            if len(self._judged) >= REMEMBERED:
                self._judged.clear()
            found = self._judged[key] = self[name].verdict(window + STOP)
        return found

    def __getitem__(self, name: str) -> Judge:
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Indexes by slot, and per slot the exact phrases (folded tokens → label, phrase as written)."""

    indexes: Shelf
    exact: Mapping[Slot, Mapping[Key, tuple[str, str]]]
    misses: Mapping[Slot, Mapping[Key, frozenset[str]]]  # near misses word for word → labels that they rule out
    speller: Speller  # towards the words of the roles' names

    def strange(self, text: str) -> tuple[str, ...]:
        """Content words of a text that stand in no phrase, in no form that a few letters at the end would explain."""
        return tuple(form for form in tokens(text) if len(form) >= TELLING and form not in cues.FILLERS and not self._has(form))

    def _has(self, form: str) -> bool:
        known = self.speller.known
        stems = (form, form[:-1], form[:-2])
        return form.isdigit() or any(s in known for s in stems) or any(form + end in known for end in ("e", "n", "en", "s", "er"))

    def within(self, playbook_id: str) -> str:
        """The name of the index that knows this playbook's triggers only: fewer labels, better judgement."""
        name = within_name(playbook_id)
        return name if name in self.indexes else "trigger"

    def longest(self, slot: Slot, forms: tuple[str, ...], at: int) -> tuple[int, str, str] | None:
        """The longest phrase of this slot that starts at token `at`: (tokens, label, phrase), or None."""
        known = self.exact[slot]
        for size in range(min(8, len(forms) - at), 0, -1):
            if found := known.get(forms[at : at + size]):
                return size, *found
        return None

    def standing(self, slot: Slot, forms: tuple[str, ...], counts: Callable[[int, int, str, str], bool]) -> Iterator[tuple[int, int, str, str]]:
        """The phrases of this slot that stand in a text, none over another, the longest at each place: (first token, tokens,
        label, phrase). Only what `counts` is taken; the walk goes on at the next token else."""
        at = 0
        while at < len(forms):
            hit = self.longest(slot, forms, at)
            if hit and counts(at, *hit):
                yield at, *hit
                at += hit[0]
            else:
                at += 1


def trigger_key(playbook_id: str, trigger_id: str) -> str:
    """A trigger's label in the index; ids of triggers need be unique only within a playbook."""
    return f"{playbook_id}/{trigger_id}"


def within_name(playbook_id: str) -> str:
    """The name of the index of one playbook's triggers."""
    return f"trigger/{playbook_id}"


def _rows(things: Mapping[str, Phrases], names: Mapping[str, tuple[Text, ...]]) -> Lesson:
    labels: list[str] = []
    phrases: list[str] = []
    against: list[tuple[str, str]] = []
    for label, known in things.items():
        own = dict.fromkeys([*known.all, *(t for name in names.get(label, ()) for t in (name.de, name.en))])
        labels += [label] * len(own)
        phrases += own
        against += [(label, miss) for miss in known.near]
    return Lesson(tuple(labels), tuple(phrases), tuple(against))


def lessons(library: Library) -> dict[str, Lesson]:
    """The teaching material per slot, and per playbook for its triggers."""
    books = library.playbooks.values()
    triggers = {trigger_key(p.id, t.id): t for p in books for t in p.triggers}
    own = {
        within_name(p.id): _rows({trigger_key(p.id, t.id): t.phrases for t in p.triggers}, {}) for p in books
    }
    return own | {
        "playbook": _rows({p.id: p.phrases for p in books}, {p.id: (p.name,) for p in books}),
        "trigger": _rows({k: t.phrases for k, t in triggers.items()}, {}),
        "persona": _rows(
            {p.id: p.phrases for p in library.personas.values()},
            {p.id: (p.name, p.short) for p in library.personas.values()},
        ),
        "phase": replace(_rows({str(p.id): p.phrases for p in library.phases.values()}, {}), topics=False),
        "urgency": _rows({u.id: u.phrases for u in library.urgencies.values()}, {}),
        "loop": _rows({r.id: r.phrases for r in library.loops.values()}, {}),
    }


def _named(library: Library) -> Iterator[tuple[Slot, str, Text]]:
    for book in library.playbooks.values():
        yield "playbook", book.id, book.name
        for trigger in book.triggers:
            yield "trigger", trigger_key(book.id, trigger.id), trigger.name
    for phase in library.phases.values():
        yield "phase", phase.id, phase.name


def _single_words(lesson: Lesson) -> Lesson:
    """Roles are found word for word; the index is asked only for single words in another form (see roles.py)."""
    rows = [(a, p) for a, p in zip(lesson.labels, lesson.phrases, strict=True) if len(tokens(p)) == 1]
    against = tuple((a, p) for a, p in lesson.against if len(tokens(p)) == 1)
    return Lesson(tuple(a for a, _ in rows), tuple(p for _, p in rows), against)


def _misses(taught: Mapping[str, Lesson]) -> dict[Slot, dict[Key, frozenset[str]]]:
    found: dict[Slot, dict[Key, frozenset[str]]] = {slot: {} for slot in SLOTS}
    for slot in SLOTS:
        for label, phrase in taught[slot].against:
            key = tuple(tokens(phrase))
            found[slot][key] = found[slot].get(key, frozenset()) | {label}
    return found


def _exact(library: Library, taught: Mapping[str, Lesson]) -> dict[Slot, dict[Key, tuple[str, str]]]:
    found: dict[Slot, dict[Key, tuple[str, str]]] = {slot: {} for slot in SLOTS}
    for slot in SLOTS:
        lesson = taught[slot]
        for label, phrase in zip(lesson.labels, lesson.phrases, strict=True):
            found[slot].setdefault(tuple(tokens(phrase)), (label, phrase))
    for slot, label, name in _named(library):
        for text in (name.de, name.en):
            found[slot].setdefault(tuple(tokens(text)), (label, text))
    for known in found.values():
        known.pop((), None)
    return found


def build_index(lesson: Lesson, lexicon: Lexicon | None = None, encoder: Encoder | None = None) -> Index:
    return Index.build(
        lesson.labels, lesson.phrases, against=lesson.against, lexicon=lexicon, encoder=encoder, senses=lesson.topics
    )


def material(library: Library) -> dict[str, Lesson]:
    """What the indexes are built from, by their names."""
    taught = lessons(library)
    indexed = {**taught, "persona": _single_words(taught["persona"])}
    return {name: lesson for name, lesson in indexed.items() if lesson.labels}


def learn(library: Library, index: Callable[[str], Judge] | None = None) -> Recogniser:
    """A recogniser for this library; `index` may take the ready index of that name from a cache."""
    taught = lessons(library)
    exact = _exact(library, taught)
    known = {form for lesson in taught.values() for phrase in lesson.phrases for form in tokens(phrase)}
    names = [form for key in exact["persona"] for form in key]
    indexed = material(library)
    indexes = Shelf(indexed, index or (lambda name: build_index(indexed[name])))
    return Recogniser(indexes, exact, _misses(taught), Speller.of(names, known))
