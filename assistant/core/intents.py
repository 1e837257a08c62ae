"""What a turn wants besides answering: go back, know why, skip, ask something aside, switch the language.

One table, German and English, on the folded text. Anything that is not listed here is an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.core.text import Language
from assistant.core.words import fold

Name = Literal[
    "empty", "back", "forward", "restart", "unknown", "why", "help", "missing", "brief", "advice", "language",
    "add", "remove", "aside", "digit", "correct", "greeting", "answer", "why-line", "map", "heatmap", "quiz", "finish",
    "example", "other", "again", "thanks", "history", "forget", "heard", "words",
]
ENDING = frozenset("ende exit quit bye tschuess /quit /ende :q".split())


@dataclass(frozen=True, slots=True)
class Intent:
    """What was meant; `rest` is what it was said of (a term, a role, a language, a number, the corrected text)."""

    name: Name
    rest: str = ""


_ARTICLE = "(?:an? |the |ein |eine |einen |der |die |das )?"
_TABLE: tuple[tuple[Name, str], ...] = (
    ("heard", r"/(gehoert|heard)\b.*|(gehoert|heard) ?:.*"),
    ("words", r"/(woerter|worte|words)\b.*|(woerter|words|welches wort|which word) ?: ?.{2,80}"),
    ("restart", r"/restart|/neu|/new|neu(er brief|es gespraech|start(en)?)?"),
    ("restart", r"(alles )?(noch ?mal )?von vorne?( anfangen)?|restart|start over|new( brief| conversation)?"),
    ("back", r"/?(zurueck|back|undo|rueckgaengig|(einen )?schritt zurueck|(go |one step |step )back)( bitte| please)?"),
    ("forward", r"/?(vor|forward|redo|wieder ?vor|(einen )?schritt vor|wiederherstellen|(go |one step |step )forward)"),
    ("unknown", r"(das )?weiss (ich )?(noch )?(nicht|net)( genau)?|keine ahnung|egal|k\. ?a\.?|ka|ueberspringen"),
    ("unknown", r"(i )?(dont|do not) know( yet)?|no idea|not sure|skip|unklar|unbekannt|unknown|offen|open"),
    ("why-line", r"(?:warum|wieso|weshalb|why)(?: steht)?(?: da)?(?: gerade| zeile| line)? ([a-z]|[a-d][a-z])(?: hier| here)?"),
    ("why", r"/?(warum|wieso|weshalb|why)( .{0,40})?"),
    ("help", r"/?(hilfe|help|\?+|was kannst du|was koennen sie|what can you do)"),
    ("missing", r"(und )?(wer|who)( ist| is|s)?( denn)?( noch)?( sonst)? (fehlt|missing)( noch)?"),
    ("missing", r"wer (entscheidet|redet|sitzt)( noch)? mit|who else (decides|has a say)"),
    ("brief", r"/?(brief|stand|status|uebersicht|summary|wo stehen wir|where are we)"),
    ("missing", r"(zeig(e)? )?(das |the )?buying[ -]?cent(er|re)( zeigen)?|einkaufsgremium|/buying-?centre"),
    ("map", r"/?(zeig(e)? )?(die |the )?((kauf|kunden)reise( zeigen)?|(kauf|kunden)?reise[ -]?karte|karte|map)"),
    ("map", r"/?(show )?(the )?((customer|buyer|buying) )?journey( ?map)?"),
    ("heatmap", r"/?(zeig(e)? |show )?(die |the )?(inhalts[ -]?|content )?(heat ?map|waermekarte|luecken|gaps|matrix)( zeigen)?"),
    ("heatmap", r"wo fehlt( uns)?( noch)? (was|inhalt|content)|where (is|are) (the )?(content )?(missing|gaps)"),
    ("quiz", r"/?quiz( starten| start)?(: 5 (fragen|questions))?|(starte|start)( das| ein| the| a)? quiz|quiz ?me|teste? mich|test me"),
    ("finish", r"ende|stopp?|fertig|aufhoeren|quiz beenden|end( the)? quiz|end|finish|exit|quit|done"),
    ("example", r"/?(zeig(e)? |show )?(ein |an |mir ein |me an )?(beispiel|example)( zeigen)?"),
    ("other", r"(et)?was anderes|andere|weitere|something else|other|others|more"),
    ("advice", r"/?(antwort|advice|empfehlung|(ganze |whole )?(beratung|empfehlung|advice))"),
    ("again", r"noch ?mal( zeigen)?|show again|again"),
    ("language", r"(?:bitte )?(?:auf |in )?(deutsch|german|english|englisch)(?: please| bitte)?"),
    ("greeting", r"(hallo|hi|hey|guten (tag|morgen|abend)|gruezi|servus|moin)( zusammen)?"),
    ("greeting", r"(hello|good (morning|afternoon|evening))( there| all)?"),
    ("thanks", r"(ok(ay)?|gut|super|prima|passt|alles klar|great|perfect|perfekt)?,? ?((vielen |herzlichen )?dank(e)?( dir| ihnen)?( schoen)?|thanks?( you)?( a lot)?)"),
    ("thanks", r"ok(ay)?|super|prima|passt|alles klar|great|perfect|perfekt|gut so"),
    ("digit", r"([1-9])"),
    ("history", r"/?(?:verlauf|history)(?: (?:zeigen|anzeigen|oeffnen|show))?"),
    ("forget", r"/?(?:verlauf|gespraeche?|alles) loeschen|/?(?:delete|clear|forget|erase) (?:the |my )?(?:history|conversations?)"),
    ("forget", r"/?loesche (?:bitte )?(?:den verlauf|das gespraech|alle gespraeche)|/?(?:verlauf|history) (?:delete|clear|vergessen)"),
    ("history", r"/?(?:verlauf|history):? (.{2,60})"),
    ("aside", rf"(?:und )?(?:was|wer) (?:ist|sind|heisst|bedeutet|meint|war)(?: noch ?mal)?(?: denn)? {_ARTICLE}(.{{2,60}})"),
    ("aside", r"(?:and )?(?:what|who)(?:s| is| are| does)(?: again)? (?:an? |the )?(.{2,60}?)(?: mean| again)?"),
    ("aside", rf"(?:erklaere?(?: mir)?|definiere|explain|define|tell me about) {_ARTICLE}(.{{2,60}})"),
    ("aside", r"ich bin neu.{0,80}|i am new.{0,80}|im new.{0,80}"),
)
_WITH_REST = ("aside", "language", "digit", "why-line", "history")
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _TABLE)
_CORRECTING = re.compile(
    r"(?:nein|nee|noe|ne|no|nope|falsch|stimmt nicht|wrong|sorry|moment|halt|actually|doch|stattdessen|eigentlich|"
    r"korrektur|correction|vielmehr|ich meine|ich meinte|i mean|i meant|not|nicht)\b[\s,:;.–-]*(.*)",
    re.DOTALL,
)
_PLUS = re.compile(r"(?:^|\s)\+\s?\w")
_ADD = re.compile(r"^(?:add|plus|ergaenze|fuege)\s+(?!on\b)(.+?)(?:\s+hinzu)?$", re.DOTALL)
_MINUS = re.compile(r"^(?:-\s?|ohne |without |minus )(.+)$", re.DOTALL)


def says_goodbye(text: str) -> bool:
    """Whether this line ends the conversation."""
    return fold(text).strip() in ENDING


def intent_of(text: str) -> Intent:
    """The intent of one turn. A turn with none of the known forms is an answer."""
    said = fold(text).strip()
    bare = said.strip(" .!?…,;:")
    if not bare:
        return Intent("help" if "?" in said and len(said) == 1 else "empty")
    for name, pattern in _COMPILED:
        if hit := pattern.fullmatch(bare):
            return Intent(name, next((g for g in hit.groups()[::-1] if g), "") if name in _WITH_REST else "")
    return _marked(text, said) or Intent("correct" if _CORRECTING.fullmatch(said) else "answer", text)


def _marked(text: str, said: str) -> Intent | None:
    """Roles that join or leave: "+Einkauf", "add purchasing", "ohne Einkauf"."""
    if _PLUS.search(text):
        return Intent("add", text)
    if hit := _ADD.match(said):
        return Intent("add", hit[1])
    if hit := _MINUS.match(text.strip().lower()):
        return Intent("remove", hit[1])
    return None


def screen_language(text: str) -> Language | None:
    """The language asked for by its bare name ("English please"), which means the whole screen; "auf Englisch" and
    "in English" ask for the answers only and give None."""
    intent = intent_of(text)
    if intent.name != "language" or {"auf", "in"} & set(fold(text).split()):
        return None
    return "en" if intent.rest in ("english", "englisch") else "de"
