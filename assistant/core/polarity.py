"""Whether a line says what the phrases of a label say, or denies it: "die Stanze ist nicht defekt" is no breakdown, "kein
Ersatzteil mehr" is one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Literal

from assistant.core import cues
from assistant.core.clauses import clauses, struck

__all__ = ["Polarity", "akin", "polarity"]

Polarity = Literal["same", "unclear", "opposite"]
_Words = tuple[tuple[str, bool], ...]

KIN = 5  # letters that words of one kin begin with
PROOF = 3  # places of a word, none of them denied, from which a line that denies it says the opposite
USUAL = 1 / 3  # share of the places of a word in a label's phrases in which it must stand as in the line


def akin(one: str, other: str) -> bool:
    """Whether two words are the same, or begin so alike that they are likely forms of one."""
    return one == other or (one[:KIN] == other[:KIN] and len(one) > KIN)


@lru_cache(maxsize=4096)
def _said(text: str) -> _Words:
    """The words of content of a text, and whether a negation strikes each."""
    return tuple(
        (form, i in denied) for clause in clauses(text) for denied in [struck(clause.forms)]
        for i, form in enumerate(clause.forms) if form not in cues.FILLERS and form not in cues.NEGATORS
    )  # fmt: skip


def polarity(line: str, phrase: str, others: Callable[[], Sequence[str]] | None = None) -> Polarity:
    """Whether the line says the same of the words that it shares with a phrase; where it does not, the label's `others` decide
    how such words usually stand there. "unclear" = it denies something of which the label says nothing, or says what the
    label usually denies."""
    ours, theirs = _said(line), _said(phrase)
    if not any(denied for _, denied in (*ours, *theirs)):
        return "same"
    clashing = {(a, here) for a, here in ours for b, there in theirs if here != there and akin(a, b)}
    if others is None:
        return "opposite" if clashing else "same"
    agreed = any(here and there and akin(a, b) for a, here in ours for b, there in theirs)
    denied = set[str]() if agreed else {word for word, here in ours if here}
    said = [_said(other) for other in others()] if clashing or denied else []
    found = _denying(denied, said)
    return "unclear" if found == "same" and any(_doubtful(word, said) for word, here in clashing if not here) else found


def _denying(words: Collection[str], said: Sequence[_Words]) -> Polarity:
    """What a label makes of words that a line denies: it denies one as well, always says one, or too little is known."""
    places = [found for word in words if (found := _places(word, said))]
    if not words or any(sum(found) >= USUAL * len(found) for found in places):
        return "same"
    return "opposite" if any(len(found) >= PROOF and not any(found) for found in places) else "unclear"


def _places(word: str, said: Sequence[_Words]) -> list[bool]:
    """Per place of a word in some texts whether it is denied there."""
    return [there for text in said for other, there in text if akin(word, other)]


def _doubtful(word: str, said: Sequence[_Words]) -> bool:
    """Whether a word that a line says is mostly denied."""
    places = _places(word, said)
    return sum(not there for there in places) < USUAL * len(places)
