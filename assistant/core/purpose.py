"""Wofür: what somebody needs the answer for, and in which tone, as said in a line of any kind.

Two closed lists, German and English, on the folded text. What is found is taken out of the line before it is read for
the purchase, so that "LinkedIn-Text für die IT" is a text for IT and no social network.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.core import cues
from assistant.core.papers.kinds import KINDS
from assistant.core.words import fold, spans, tokens

Purpose = Literal["advice", "sheet", "message", "paper", "brief-content", "map", "centre", "centre-map", "heatmap", "quiz"]
PURPOSES: tuple[Purpose, ...] = (
    "advice", "sheet", "message", "paper", "brief-content", "map", "centre", "centre-map", "heatmap", "quiz",
)  # fmt: skip
VIEWS: tuple[Purpose, ...] = ("map", "centre", "centre-map", "heatmap", "quiz")  # shown at once, not kept in a brief
TONES = ("calm", "factual", "personal", "formal", "short", "friendly")

_TEXT = "(?:text(?:e|en|vorschlag)?|post(?:s|ing)?|beitrag|copy|wording|anzeige|ad|message|nachricht)"
# A view, or the kind of a paper (papers/wishes.py knows further names, for turns that say nothing else).
_WISHES: tuple[tuple[str, str], ...] = (
    ("sheet", r"gespraechs(?:blatt|leitfaden|vorbereitung)|spickzettel|call ?sheet|call prep|briefing sheet"),
    ("heatmap", r"(?:inhalts? ?)?(?:heat ?map|waermekarte)|content matrix"),
    ("centre-map", r"(?:karte (?:des |vom )?|map of the )?buying ?cent(?:er|re)s? ?(?:karte|map)|(?:karte (?:des |vom )?|map of the )buying ?cent(?:er|re)s?"),
    ("map", r"(?:kauf|kunden)reise ?karte|(?:customer |buyer |buying )?journey ?map|experience map"),
    ("centre", r"buying ?cent(?:er|re) ?(?:ansicht|uebersicht|view)"),
    ("linkedin", rf"(?:linked ?in|xing|social media) ?{_TEXT}?"),
    ("landing-page", rf"(?:web|website|landing ?page|newsletter|blog) ?{_TEXT}?"),
    ("after-call", rf"mail ?{_TEXT}?|(?:e ?)?mail(?:entwurf| entwurf| draft| danach)?|anschreiben|formulierung(?:en)?|wording"),
    ("after-call", r"nachricht|message"),
    ("ads", r"headline|slogan|claim|(?:werbe|produkt)text(?:e)?"),
    ("decision-paper", r"entscheidungsvorlage|one ?pager|handout|uebergabeblatt|decision paper"),
    ("criteria", r"kriterien(?:katalog|liste)|criteria (?:catalogue|list)"),
    ("checklist", r"check ?liste?"), ("comparison", r"vergleichs(?:tabelle|raster)|comparison (?:grid|table)"),
    ("roll-out", r"einfuehrungsplan|roll ?out ?plan"), ("reference-questions", r"referenzfragen|reference questions"),
    ("content-brief", r"inhalte(?: finden)?|content(?: piece[s]?| ?brief(?:ing)?)?|briefing fuer (?:die )?redaktion|themenplan"),
    ("quiz", r"quiz"),
)
_COMPILED = tuple((name, re.compile(rf"\b(?:{pattern})\b")) for name, pattern in _WISHES)
# Words that are purposes only where somebody asks for something ("Mail vom CFO kam heute" asks for none).
_WEAK = re.compile(
    r"\b(?:e ?)?mail\b|\b(?:web|website|newsletter|blog|linked ?in|xing|content|inhalte|claim|quiz|headline|wording|"
    r"nachricht|message|check ?liste?|einfuehrungsplan|roll ?out ?plan|referenzfragen|reference questions|kriterien(?:katalog|liste)|"
    r"criteria (?:catalogue|list)|vergleichs(?:tabelle|raster)|comparison (?:grid|table)|social media|handout)\b"
)
_ASKING = re.compile(
    r"\b(?:brauche?n?|need|needs|mach|make|erstelle?|schreib(?:e|en)?|write|draft|formuliere?|entwirf|gib|give|zeig(?:e|en)?|show|"
    r"suche|finde?n?|find|moechte|haette|want|bitte|please|hilf|helft|als|plan(?:e|en)?)\b"
)
_FOR = re.compile(r"(?:fuer|an|for|to|ueber|zu|zum|zur|about)\b")
_TONES: tuple[tuple[str, str], ...] = (
    ("calm", "ruhig|ruhiger|gelassen|unaufgeregt|calm|calmer"),
    ("factual", "sachlich|sachlicher|nuechtern|factual|matter-of-fact|plain"),
    ("personal", "persoenlich|persoenlicher|personal|warm"),
    ("formal", "foermlich|foermlicher|formell|formal|more formal"),
    ("short", "kurz|kuerzer|knapp|short|shorter|brief"),
    ("friendly", "freundlich|freundlicher|locker|friendly|casual"),
)
_TONE_WORD = {word: name for name, words in _TONES for word in words.split("|")}
_TONE = re.compile(
    r"(?:^|[,;:–-]\s*|\b(?:im ton|ton|tone|in einem)\s*:?\s*)(?:bitte |eher |please |rather )?"
    rf"({'|'.join(sorted(map(re.escape, _TONE_WORD), key=len, reverse=True))})(?:en|er|em)?(?: ton| tone)?(?=\s*(?:$|[,;.!]))"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a line asks for: the purpose and the tone where it says so, the kind of paper where the purpose is one, and
    the line without these words."""

    purpose: Purpose | None
    tone: str | None
    rest: str
    kind: str = ""

    @property
    def alone(self) -> bool:
        """Whether nothing else of weight stands in the line."""
        return not [form for form in tokens(self.rest) if form not in cues.FILLERS and not _ASKING.fullmatch(form)]


def _plain(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The folded words of a line, one space between, and the place of each letter's word in the line."""
    words = spans(text)
    places: list[tuple[int, int]] = []
    for word in words:
        places += [(word.start, word.end)] * (len(word.form) + 1)
    return " ".join(word.form for word in words), places


def _found(said: str) -> tuple[str, int, int] | None:
    """The view or the kind of paper that is asked for, and from where to where it is said."""
    for name, pattern in _COMPILED:
        for hit in pattern.finditer(said):
            whole = hit.group() == said
            after = said[hit.end() :].lstrip()
            if whole or not _WEAK.fullmatch(hit.group().strip()) or _ASKING.search(said) or (
                hit.start() == 0 and _FOR.match(after)
            ):
                return name, hit.start(), hit.end()
    return None


def wish_of(text: str) -> Wish:
    """The purpose and the tone in a line."""
    said = fold(text)
    tone = None
    if hit := _TONE.search(said):
        tone = _TONE_WORD[hit[1]]
    plain, places = _plain(text)
    found = _found(plain)
    # A tone alone ("kurz", "brief") is no wish: without a purpose it needs its own word ("Ton ruhig") or a comma.
    if tone and found is None and hit and not said[: hit.start(1)].strip(" ,;:"):
        tone = None
    rest = text
    if found:
        _, start, end = found
        before = text[: places[start][0]]
        said_before = [form for form in tokens(before) if form not in cues.FILLERS and not _ASKING.fullmatch(form)]
        rest = f"{before if said_before else ''} {text[places[end - 1][1] :]}"  # "zeig mir die …" asks, and says no more
    if tone:
        rest = _without_tone(rest, hit[1] if hit else "")
    name = found[0] if found else ""
    purpose = KINDS[name].group if name in KINDS else next((v for v in VIEWS if v == name), None)
    return Wish(purpose, tone, rest.strip() if found or tone else text, name if name in KINDS else "")


def _without_tone(text: str, word: str) -> str:
    for span in spans(text):
        if span.form == word.rsplit(maxsplit=1)[-1]:
            return text[: span.start].rstrip(" ,;:–-") + text[span.end :]
    return text
