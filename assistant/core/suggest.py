"""While somebody types: what the last words may become. Names and phrases of the playbooks, and what can be said.

Deterministic and cheap (one binary search a keystroke); nothing here changes a brief.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.core import cues
from assistant.core.matching import complete
from assistant.core.playbook import Library, Phrases
from assistant.core.text import Language, Text
from assistant.core.words import Span, spans, tokens

MOST = 4
MOST_WORDS = 4  # how many of the last words may be the beginning of a candidate
LONGEST = 44
SHORTEST = 2
TELLING = 4  # letters from which a misspelt word is worth a guess
END = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` may take the place of everything from `start` on; `kind` and `id` say what it names."""

    text: str
    kind: str
    id: str
    start: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    form: str
    rank: int  # names first, then what can be said, then phrases
    text: str
    kind: str
    id: str
    book: str = ""


def _named(library: Library, language: Language) -> Iterator[tuple[str, str, str, Text]]:
    for book, trigger, name in library.called():
        yield "trigger" if trigger else "playbook", trigger or book, book, name
    for kind, shelf in (
        ("persona", library.personas), ("phase", library.phases), ("urgency", library.urgencies),
        ("loop", library.loops),
    ):  # fmt: skip
        yield from ((kind, x.id, "", x.name) for x in shelf.values())
    yield from (("term", e.id, "", e.name) for e in library.glossary if len(e.name.in_(language)) > SHORTEST)


def _phrased(library: Library) -> Iterator[tuple[str, str, str, Phrases]]:
    # Where playbooks are very many their names must do: their phrases would be half a million lines.
    for book in () if library.names else library.playbooks.values():
        yield "playbook", book.id, book.id, book.phrases
        yield from (("trigger", t.id, book.id, t.phrases) for t in book.triggers)
    yield from (("persona", p.id, "", p.phrases) for p in library.personas.values())
    yield from (("phase", p.id, "", p.phrases) for p in library.phases.values())
    yield from (("urgency", u.id, "", u.phrases) for u in library.urgencies.values())


def _candidates(library: Library, language: Language, commands: Sequence[str]) -> Iterator[_Candidate]:
    for kind, id_, book, name in _named(library, language):
        yield _Candidate(" ".join(tokens(name.in_(language))), 0, name.in_(language), kind, id_, book)
    for said in commands:
        yield _Candidate(" ".join(tokens(said)), 1, said, "command", said)
    for kind, id_, book, phrases in _phrased(library):
        for phrase in phrases.de if language == "de" else phrases.en:
            if len(phrase) <= LONGEST:
                yield _Candidate(" ".join(tokens(phrase)), 2, phrase, kind, id_, book)


def near(said: str, commands: Sequence[str]) -> str:
    """The one thing that can be said which a short line is a slip of the finger away from; "" where there is none."""
    forms = tokens(said)
    if not 1 <= len(forms) <= MOST_WORDS or len("".join(forms)) < TELLING:
        return ""
    begun = forms[0][:SHORTEST]
    found = (c for c in complete(" ".join(forms), commands, MOST) if tokens(c)[0].startswith(begun))
    return next(found, "")


class Suggester:
    """All candidates of one language, sorted once. `commands` are what can be said besides answering."""

    def __init__(self, library: Library, language: Language, commands: Sequence[str] = ()) -> None:
        found = sorted((c for c in _candidates(library, language, commands) if c.form), key=lambda c: (c.form, c.rank))
        self._all = tuple(found)
        self._forms = [c.form for c in found]
        self._names = {c.text: c for c in found if c.rank < 2}  # noqa: PLR2004 names and commands, no phrases

    def suggest(self, text: str, playbook: str | None = None, limit: int = MOST) -> tuple[Suggestion, ...]:
        """What the end of `text` may become, best first; the playbook that stands goes before the others."""
        words = spans(text)
        if not words:
            return ()
        gap = text[words[-1].end :]
        if gap.strip() or (not gap and len(words) == 1 and len(words[-1].form) < SHORTEST):
            return ()  # behind a comma nothing has begun yet
        for count in range(min(MOST_WORDS, len(words)), 0, -1):
            tail = words[-count:]
            if found := self._beginning(text, tail, " " if gap else "", alone=count == len(words), playbook=playbook):
                return found[:limit]
        return () if gap else self._alike(words[-1], limit)

    def _beginning(
        self, text: str, tail: list[Span], gap: str, *, alone: bool, playbook: str | None
    ) -> tuple[Suggestion, ...]:
        if any(c in ",;.!?:\n" for c in text[tail[0].start : tail[-1].end]):
            return ()
        if len(tail) == 1 and len(tail[0].form) < SHORTEST:
            return ()
        names_only = len(tail) == 1 and tail[0].form in cues.FILLERS  # "aus" begins "Ausfall", but is mostly a word itself
        begun = " ".join(w.form for w in tail) + gap
        at, end = bisect_left(self._forms, begun), bisect_left(self._forms, begun + END)
        hits = [c for c in self._all[at:end] if c.form != begun and (alone or c.kind != "command")]
        if names_only:
            hits = [c for c in hits if not c.rank or c.kind == "command"]
        hits.sort(key=lambda c: (c.book != (playbook or "") and bool(c.book and playbook), c.rank, len(c.form), c.form))
        fresh = {" ".join(tokens(c.text)): c for c in reversed(hits)}
        kept = [c for c in hits if fresh.get(c.form) is c]
        return tuple(Suggestion(c.text, c.kind, c.id, tail[0].start) for c in kept)

    def _alike(self, word: Span, limit: int) -> tuple[Suggestion, ...]:
        """Names that are spelt nearly so, for a word that begins nothing."""
        if len(word.form) < TELLING or word.form in cues.FILLERS:
            return ()
        found = (self._names[name] for name in complete(word.form, list(self._names), limit))
        begun = word.form[:SHORTEST]
        near = (c for c in found if c.form != word.form and any(t.startswith(begun) for t in c.form.split()))
        return tuple(Suggestion(c.text, c.kind, c.id, word.start) for c in near)
