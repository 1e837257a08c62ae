"""What would have tipped a verdict: the words of the runner-up's phrase that, added to the line, make it come first.

Tried on the index that decides, so that it is true; a few verdicts, made only where somebody asks why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from assistant.core import cues
from assistant.core.recogniser import Judge, Recogniser
from assistant.core.slots import Why
from assistant.core.words import spans, tokens

__all__ = ["with_tips"]

TRIED = 6  # words of a phrase that are tried one by one


def with_tips(why: tuple[Why, ...], known: Recogniser) -> tuple[Why, ...]:
    """The reasons, each runner-up followed by what would have tipped it (where a few words would)."""
    found = list(why[:1])
    for before, reason in pairwise(why):
        found.append(reason)
        if reason.code == "runner-up" and "window" in before.facts:
            words = _tip(known, before.facts, reason.facts["id"], reason.facts["phrase"])
            found += [Why("tip", {"slot": reason.facts["slot"], "id": reason.facts["id"], "words": words})] if words else []
    return tuple(found)


def _tip(known: Recogniser, winner: Mapping[str, str], rival: str, phrase: str) -> str:
    slot, window = winner["slot"], winner["window"]
    if slot not in known.indexes:
        return ""
    index = known.indexes[slot]
    wanted = [label for label in index.labels if label.rpartition("/")[2] == rival]
    return next((words for words in _tries(window, phrase) if _first(index, f"{window} {words} ") in wanted), "")


def _tries(window: str, phrase: str) -> Iterator[str]:
    """Single words of the phrase that the line lacks, then more and more of them together."""
    said = set(tokens(window))
    fresh = [phrase[s.start : s.end] for s in spans(phrase) if s.form not in said and s.form not in cues.FILLERS][:TRIED]
    yield from fresh
    for many in range(2, len(fresh) + 1):
        yield " ".join(fresh[:many])


def _first(index: Judge, text: str) -> str:
    matches = index.rank(text).matches
    return matches[0].label if matches else ""
