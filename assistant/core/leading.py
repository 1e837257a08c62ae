"""Questions that put the answer into somebody's mouth, or sell: found by their form, German and English.

A finding names the words that gave it away; an empty list is no proof of a good question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.core.words import fold

__all__ = ["CODES", "Finding", "check_questions", "questions_of"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one question: its line (from 1), the question, the code of the fault, the words that show it."""

    line: int
    question: str
    code: str
    words: str


# On the folded question; the first form of a kind that fits is named.
_FORMS: tuple[tuple[str, str], ...] = (
    ("suggesting", r"\b(nicht auch|nicht wahr|stimmts|oder\?$|finden sie nicht|meinen sie nicht|sind sie nicht|wollen sie nicht|sie wollen doch|doch sicher|sicher(lich)? auch|bestimmt (auch|schon)|da stimmen sie|geben sie mir recht|einverstanden)\b"),
    ("suggesting", r"\b(dont you|do you not|isnt it|wouldnt you|arent you|wont you|surely you|you must|would you agree|do you agree|right\?$)"),
    ("presuming", r"\b(wie (sehr|stark|oft) (stoert|aergert|leiden|frustriert|nervt|belastet)|was (stoert|aergert|nervt|frustriert) sie|wie wichtig (ist|sind|war|waere)|wie zufrieden|wie gut gefaellt)\b"),
    ("presuming", r"\b(how (much|badly|often) (does|do|did) .{0,40}(bother|annoy|frustrate|hurt|cost)|what (bothers|annoys|frustrates) you|how important (is|are|was|would)|how satisfied|how much do you (like|love))\b"),
    ("imagined", r"\b(wuerden sie|koennten sie sich vorstellen|stellen sie sich vor|angenommen|falls es .{0,30} gaebe|wenn es .{0,30} gaebe)\b"),
    ("imagined", r"\b(would you (buy|use|pay|switch|consider|like|be interested)|imagine|suppose|if there were|could you see yourself)\b"),
    ("selling", r"\b(unser(e|em|en|er|es)?|wir (bieten|haben|koennen|liefern)|mit uns|bei uns|angebot|rabatt|sonderpreis|demo|testversion|vertrag|bestellen|loesung von uns|vorfuehren)\b"),
    ("selling", r"\b(our (product|solution|offer|service|tool|platform|software|team|company)|we (offer|provide|can help|deliver)|with us|discount|special price|demo|free trial|sign up|place an order)\b"),
    ("scaling", r"\b(auf einer skala|von 1 bis (5|10)|wie viele punkte|on a scale|from 1 to (5|10)|rate (the|your|how))\b"),
    ("double", r"(\b(und|oder) (wie|was|warum|wann|wer|wo|welche\w*)\b|\b(and|or) (how|what|why|when|who|where|which)\b)"),
    ("closed", r"^(haben|hatten|ist|sind|war|waren|gibt|gab|kennen|nutzen|nutzten|planen|wollten|brauchen|hat|konnten|mussten)\b"),
    ("closed", r"^((is|are|were|do|does|did|have|has|had|can|could)\b|(was|will) (you|it|there|the|that|this|your|he|she|they|any|price)\b)"),
    ("motive", r"^(warum|wieso|weshalb) (haben|hatten|sind|nutzen|kaufen)? ?sie (nicht|noch immer|immer noch|nie)\b"),
    ("motive", r"^why (didnt|dont|havent|havnt|did you not|do you not|are you still|have you never)\b"),
)  # fmt: skip
_COMPILED = tuple((code, re.compile(form)) for code, form in _FORMS)
CODES = tuple(dict.fromkeys(code for code, _ in _FORMS))
_SENTENCE = re.compile(r"[^.!?…]*[^.!?…\s][^.!?…]*\?")
_LEAD = re.compile(r"^[\s\-–•*·>„“\"'»«()\d.:]+")
_MOST = 2000


def questions_of(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The questions of a text with their lines (from 1): whatever ends in a question mark."""
    for number, line in enumerate(lines, 1):
        for hit in _SENTENCE.finditer(line[:_MOST]):
            said = _LEAD.sub("", hit.group()).strip()
            if said.strip("?"):
                yield number, said


def _faults(folded: str, products: Sequence[str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for code, form in _COMPILED:
        if code not in seen and (hit := form.search(folded)):
            seen.add(code)
            yield code, hit.group().strip()
    for product in products:
        if product and re.search(rf"(?<!\w){re.escape(fold(product))}(?!\w)", folded) and "selling" not in seen:
            yield "selling", product
            return


def check_questions(lines: Iterable[str], products: Sequence[str] = ()) -> tuple[tuple[Finding, ...], int]:
    """What is wrong with the questions of a text, in order, and how many questions there are. `products` are names of
    one's own offer, which an interview must not bring up."""
    found: list[Finding] = []
    count = 0
    for number, question in questions_of(lines):
        count += 1
        found += (Finding(number, question, code, words) for code, words in _faults(fold(question), products))
    return tuple(found), count
