"""Which written forms are one word. A list says so, never a likeness: what is on no list is not counted with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.core.text import Text
from assistant.core.words import fold, tokens

__all__ = ["Found", "Lemma", "Lemmas", "single"]

Form = tuple[str, ...]
_JOINTS = {ord(c): None for c in "./-:*()_"}  # what a token may hold that its form does not
_LONG = 8  # letters that a form needs to be looked for inside other words


@dataclass(frozen=True, slots=True)
class Lemma:
    """One word: its name, all its forms (each a sequence of folded tokens), the ids of words that are no synonyms of it.
    Words of one `family` compete for the same place in a sentence ("" = none does). `listed` is False for a term on no
    list, of which only the very form asked for counts."""

    id: str
    name: Text
    forms: frozenset[Form]
    unlike: tuple[str, ...] = ()
    listed: bool = True
    family: str = ""

    @staticmethod
    def of(id_: str, name: Text, forms: Iterable[str], unlike: Iterable[str] = (), family: str = "") -> Lemma:
        """A lemma from its forms as they are written."""
        cut = (tuple(tokens(form)) for form in (name.de, name.en, *forms))
        return Lemma(id_, name, frozenset(form for form in cut if form), tuple(unlike), family=family)


def single(term: str) -> Lemma | None:
    """A term of which only these very forms count (several, if commas stand between them); None where it has no letter."""
    parts = [part.strip() for part in term.split(",") if tokens(part)]
    if not parts:
        return None
    return Lemma("-".join(tokens(parts[0])), Text(parts[0], parts[0]), frozenset(tuple(tokens(p)) for p in parts), (), listed=False)


@dataclass(frozen=True, slots=True)
class Found:
    """What one text holds: how often each lemma (by id), and words that contain a form without being one."""

    counts: Mapping[str, int]
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lemmas:
    """Lemmas made ready for counting."""

    all: tuple[Lemma, ...]
    _starts: Mapping[str, tuple[tuple[Form, str], ...]] = field(init=False, repr=False, compare=False)
    _stems: tuple[tuple[str, str], ...] = field(init=False, repr=False, compare=False)
    _marks: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts: dict[str, list[tuple[Form, str]]] = {}
        for lemma in self.all:
            for form in sorted(lemma.forms):
                starts.setdefault(form[0], []).append((form, lemma.id))
        longest = {k: tuple(sorted(v, key=lambda f: -len(f[0]))) for k, v in starts.items()}
        stems = {(f[0], x.id) for x in self.all for f in x.forms if len(f) == 1 and len(f[0]) >= _LONG}
        object.__setattr__(self, "_starts", longest)
        object.__setattr__(self, "_stems", tuple(sorted(stems)))
        object.__setattr__(self, "_marks", tuple(starts))

    def get(self, term: str) -> Lemma | None:
        """The lemma of which this term is a form or the id."""
        said = tuple(tokens(term))
        return next((x for x in self.all if said in x.forms or x.id == term), None)

    def find(self, text: str) -> Found:
        """Exact counts of every lemma in this text. The longest form wins, and no word counts twice."""
        folded = fold(text)
        if not self._marked(folded) and not self._marked(folded.translate(_JOINTS)):
            return Found({})
        said, at = tokens(text), 0
        counts: dict[str, int] = {}
        beside: list[tuple[str, str]] = []
        while at < len(said):
            word = said[at]
            id_, width = self._form_at(said, at) if word in self._starts else ("", 1)
            if id_:
                counts[id_] = counts.get(id_, 0) + 1
            elif len(word) > _LONG:
                beside += [(other, word) for stem, other in self._stems if stem in word][:1]
            at += width
        return Found(counts, tuple(beside))

    def _marked(self, folded: str) -> bool:
        return any(mark in folded for mark in self._marks)

    def _form_at(self, said: list[str], at: int) -> tuple[str, int]:
        """The longest form that begins here, by the id of its lemma, and its length; "" where none does."""
        for form, id_ in self._starts[said[at]]:
            if tuple(said[at : at + len(form)]) == form:
                return id_, len(form)
        return "", 1
