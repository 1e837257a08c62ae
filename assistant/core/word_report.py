"""A count of customers' words made ready to be told: from the terms that were asked for to the facts of the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.core.evidence import Grade
from assistant.core.lemmas import Lemma, Lemmas, single
from assistant.core.playbook import Library, Term
from assistant.core.statements import Saying
from assistant.core.word_counts import Scope, WordReport, advised, book_lemmas, count_words, term_lemmas

__all__ = ["Told", "told"]

_ASKED = "asked"  # the family of words that only the question sets against each other


@dataclass(frozen=True, slots=True)
class Told:
    """The counts, the words that were asked for (none = those of a playbook) and what the playbook says of them."""

    report: WordReport
    terms: tuple[Lemma, ...]
    said: tuple[tuple[Term, Grade], ...]

    @property
    def term(self) -> Lemma | None:
        """The word that was asked for first."""
        return self.terms[0] if self.terms else None


def _terms(texts: Iterable[str], known: Sequence[Lemma]) -> tuple[Lemma, ...]:
    """The words asked for, each once. Where a list knows them all it says which compete; a word on no list competes with
    the one it is asked beside, since only the question says what they have in common."""
    lists = Lemmas(tuple(known))
    found = tuple({x.id: x for text in texts if (x := lists.get(text) or single(text))}.values())
    if len(found) == 1 or all(x.listed for x in found):
        return found
    family = next((x.family for x in found if x.family), _ASKED)
    first = replace(found[0], family=found[0].family or family)
    return (first, *(x if x.listed else replace(x, family=family) for x in found[1:]))


def told(
    texts: Sequence[str], scope: Scope, library: Library, known: Sequence[Lemma], said: Iterable[Saying], *,
    today: date, job: str = "", short: bool = False,
) -> Told | None:
    """The count of these terms, or of the words of the playbook of the scope; None where there is nothing to count. `job` =
    the playbook that advises, where it is not the one of the scope; `short` = of a playbook's words it advises only on those
    that somebody says."""
    terms = _terms(texts, known)
    book = library.playbooks.get(scope.job or job)
    if not terms and (texts or book is None):
        return None
    if terms:
        counted = tuple({x.id: x for x in (*terms[:1], *term_lemmas(terms[0], known)[1:], *terms[1:])}.values())
    else:
        counted = book_lemmas(book, known) if book else ()
    report = count_words(said, counted, scope, today)
    weighed = counted if terms or not short else tuple(w.lemma for w in report.words if w.hits)
    return Told(report, terms, advised(library, book, weighed) if book else ())
