"""Which paper a turn asks for. One table, German and English, on the folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.core.papers.kinds import KINDS
from assistant.core.words import fold

_TABLE: tuple[tuple[str, str], ...] = (
    ("sheet", r"gespraechs? ?blatt|blatt|call ?sheet|sheet"),
    ("after-call", r"(?:e ?)?mail(?: (?:da)?nach(?: (?:dem|den) (?:gespraech|termin|call|telefonat))?)?|(?:e ?)?mail after(?: the| that)?(?: call| meeting)?|follow ?up (?:e ?)?mail|after call"),
    ("first-contact", r"erst(?:kontakt|ansprache|er kontakt)|kaltakquise|first contact|cold (?:e ?)?mail"),
    ("invitation", r"einladung|invitation|invite"),
    ("silence", r"nachfass(?:en|mail)(?: nach stille)?|nachhaken|follow ?up(?: after silence)?|silence"),
    ("re-entry", r"wiedereinstieg|re ?entry"),
    ("reference", r"referenz(?:bitte|anfrage)?|reference(?: request)?|request for a reference"),
    ("linkedin", r"linkedin(?: ?(?:post|beitrag|text))?"),
    ("landing-page", r"landing ?page(?: ?(?:block|text))?"),
    ("ads", r"anzeigen?(?:zeilen?|texte?)?|ads?(?: lines?| copy)?"),
    ("opener", r"(?:gespraechs|telefon)?einstieg(?: am telefon)?|(?:call )?opener"),
    ("voicemail", r"mailbox(?: ?nachricht)?|voice ?mail|anrufbeantworter"),
    ("decision-paper", r"(?:entscheidungs)?vorlage|decision (?:paper|memo|template)"),
    ("criteria", r"kriterien(?:katalog|liste)?|criteria(?: catalogue| catalog| list)?"),
    ("checklist", r"(?:check)?liste|check ?list"),
    ("comparison", r"vergleich(?:stabelle|sraster)?|comparison(?: grid| table)?"),
    ("roll-out", r"(?:einfuehrungs|umsetzungs)plan|roll ?out(?: ?plan)?"),
    ("reference-questions", r"referenzfragen|fragen an (?:die |den )?referenz(?:en|kunden)?|(?:reference questions|questions for references)"),
    ("group-message", r"(?:gruppen|rund)(?:nachricht|mail)|nachricht an (?:den kreis|die gruppe|alle)|(?:group message|message to the group)"),
    ("content-brief", r"(?:content|inhalts)? ?briefing|content ?brief|schreibauftrag"),
)
_ASKING = (
    r"(?:(?:und|and|bitte|please|jetzt|now|dann|then) )*(?:(?:gib|mach|schreib|erstelle?|zeig|entwirf)(?:en sie)?(?: mir)?|"
    r"ich (?:brauche?|moechte|haette gern)|brauche?|give me|write(?: me)?|make(?: me)?|draft(?: me)?|show me|i(?: woul)?d like|i need)? ?"
    r"(?:(?:ein|eine|einen|das|die|den|the|an|a) )?"
)
_COMPILED = tuple((kind, re.compile(rf"{_ASKING}(?:{pattern})(?: (?:dazu|bitte|please|for (?:that|this)))*(?P<rest>(?:,| auf | in | per | fuer | for | kurz| ohne ).*)?")) for kind, pattern in _TABLE)
_NAMES = tuple((kind, re.compile(pattern)) for kind, pattern in _TABLE)
_LIST = re.compile(r"(?:welche |what |which )?(?:papiere|papers|unterlagen|ausgaben)(?: gibt es| are there)?")


@dataclass(frozen=True, slots=True)
class Named:
    """A kind of paper, and what was said on top ("auf Englisch"); kind "" = which kinds are there."""

    kind: str
    rest: str = ""


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[-–/]", " ", fold(text)).strip(" .!?…,;:").split())


def named(text: str) -> Named | None:
    """The paper that this turn asks for and for nothing else; None where it is about something else."""
    said = _plain(text)
    if not said or len(said) > 200:  # noqa: PLR2004 nobody asks for a paper at such length
        return None
    if _LIST.fullmatch(said):
        return Named("")
    for kind, pattern in _COMPILED:
        if hit := pattern.fullmatch(said):
            return Named(kind, _rest(text, hit["rest"] or ""))
    return None


def _rest(text: str, folded: str) -> str:
    """The words after the kind as they were written: quotation marks and capitals count in them."""
    count = len(folded.replace(",", " ").split())
    return " ".join(text.split()[-count:]).strip(" ,.!") if count else ""


def kind_of(word: str) -> str | None:
    """The kind that somebody names on the command line, by id or by name in either language."""
    said = _plain(word)
    by_id = next((k for k in KINDS if said in (k, k.replace("-", " "))), None)
    return by_id or next((kind for kind, pattern in _NAMES if pattern.fullmatch(said)), None)
