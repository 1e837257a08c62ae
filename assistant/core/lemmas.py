"""Which written forms are one word. A list says so, never a likeness: what is on no list is not counted with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.core.text import Text
from assistant.core.words import fold, tokens

__all__ = ["Found", "Lemma", "Lemmas", "single"]

Form = tuple[str, ...]
_LONG = 8  # letters that a form needs to be looked for inside other words


@dataclass(frozen=True, slots=True)
class Lemma:
    """One word: its name, all its forms (each a sequence of folded tokens), the ids of words that are no synonyms of it.
    `listed` is False for a term on no list, of which only the very form asked for counts."""

    id: str
    name: Text
    forms: frozenset[Form]
    unlike: tuple[str, ...] = ()
    listed: bool = True

    @staticmethod
    def of(id_: str, name: Text, forms: Iterable[str], unlike: Iterable[str] = ()) -> Lemma:
        """A lemma from its forms as they are written."""
        cut = (tuple(tokens(form)) for form in (name.de, name.en, *forms))
        return Lemma(id_, name, frozenset(form for form in cut if form), tuple(unlike))


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
        if not any(mark in folded for mark in self._marks) and not any(c in text for c in "./-\u00ad"):
            return Found({})
        said, at = tokens(text), 0
        counts: dict[str, int] = {}
        beside: list[tuple[str, str]] = []
        while at < len(said):
            hit = next(((f, i) for f, i in self._starts.get(said[at], ()) if tuple(said[at : at + len(f)]) == f), None)
            if hit:
                counts[hit[1]] = counts.get(hit[1], 0) + 1
            else:
                beside += [(id_, said[at]) for stem, id_ in self._stems if stem in said[at]][:1]
            at += len(hit[0]) if hit else 1
        return Found(counts, tuple(beside))
