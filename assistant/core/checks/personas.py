"""The six reasons why template personas fail, and the traits that explain no purchase."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.core.checks.finding import Finding, Placed, of_members, of_phase
from assistant.core.evidence import Collection, Speaker
from assistant.core.playbook import PHASES, Library, Playbook

_TRAITS = re.compile(
    r"\b(?:\d{2}\s?(?:jahre alt|jährige?r?|years? old|year-old)|(?:alter|aged?)[: ]+\d{2}|verheiratet|geschieden|ledig|(?:zwei|drei|vier|\d) kinder|kindern|"
    r"married|divorced|(?:two|three|four|\d) (?:children|kids)|ehefrau|ehemann|wife|husband|hobb(?:y|ys|ies)|squash|golf|tennis|joggt|yoga|"
    r"müsli|cereal|haustier\w*|lieblings\w+|favou?rite (?:food|colou?r|film|band|book|brand|drink)|sternzeichen|star sign|fährt (?:einen|privat)|in (?:seiner|ihrer|der) freizeit|"
    r"in (?:his|her|their) (?:spare|free) time|wohnt in|lives in)\b",
    re.IGNORECASE,
)
_SELLING = re.compile(
    r"\b(?:[ms]qls?|(?:sales|qualifi\w+|new) leads?|lead-?(?:generierung|generation|scoring|nurturing)|sales pipeline|vertriebstrichter|sales funnel|abschlussquote|upsell\w*|cross-?sell\w*|conversion[- ]rates?|"
    r"unser(?:e|er|en|em|es)? (?:produkt\w*|angebot\w*|lösung\w*|demo)|our (?:products?|offers?|solutions?|demo))\b",
    re.IGNORECASE,
)


def _texts(placed: Iterator[Placed]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for path, said in placed:
        yield (*path, "de"), said.text.de
        yield (*path, "en"), said.text.en


def check_traits(book: Playbook) -> Iterator[Finding]:
    """Age, family, hobbies: they explain no purchase of a firm."""
    for path, text in _texts(of_members(book)):
        if hit := _TRAITS.search(text):
            yield Finding("trait", path, {"shown": hit[0]})


def _buyers_side(book: Playbook) -> Iterator[Placed]:
    yield from of_members(book)
    for ring, said in book.rings.items():
        yield from ((("rings", ring, i), s) for i, s in enumerate(said))
    for phase in PHASES:
        found = of_phase(("phases", phase), book.phases[phase])
        yield from ((path, s) for path, s in found if path[2] in ("buyer_questions", "hurdles"))


def check_template(library: Library, book: Playbook) -> Iterator[Finding]:
    """The six faults: the boss's opinion, no negatives, traits, the sales process, no empathy, no competitors."""
    speakers = [s for _, said in of_members(book) for i in said.sources if (s := library.source(book, i))]
    if book.members and not any(s.speaker in (Speaker.CUSTOMER, Speaker.SELLER) for s in speakers):
        yield Finding("fault-opinion", ("personas",))
    elif not any(s.speaker is Speaker.CUSTOMER for s in speakers):
        yield Finding("fault-empathy", ("personas",))
    for i, member in enumerate(book.members):
        if not member.pains:
            yield Finding("fault-negatives", ("personas", i, "pains"), {"persona": member.id})
    yield from check_traits(book)
    for path, text in _texts(_buyers_side(book)):
        if hit := _SELLING.search(text):
            yield Finding("fault-sales-process", path, {"shown": hit[0]})
    kinds = {a.kind for a in book.alternatives}
    if "competitor" not in kinds:
        yield Finding("fault-competitors", ("alternatives",))
    if "nothing" not in kinds:
        yield Finding("no-nothing", ("alternatives",))


def check_method(book: Playbook) -> Iterator[Finding]:
    """A playbook that claims interviews must have some."""
    if book.method not in ("revella", "jtbd"):
        return
    held = [s for s in book.sources.values() if s.speaker is Speaker.CUSTOMER and s.collection is Collection.INTERVIEW]
    voices = sum(s.voices or 1 for s in held)
    if voices < ENOUGH:
        yield Finding("few-interviews", ("method",), {"n": str(voices), "method": book.method}, "note")


ENOUGH = 10  # interviews: "about a dozen"
