"""What a turn wants besides answering: go back, know why, skip, ask something aside, switch the language.

One table, German and English, on the folded text. Anything that is not listed here is an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.core.words import fold

Name = Literal[
    "empty", "back", "forward", "restart", "unknown", "why", "help", "missing", "brief", "advice", "language",
    "add", "remove", "aside", "digit", "correct", "greeting", "history", "forget", "answer",
]
ENDING = frozenset("ende exit quit bye tschuess /quit /ende :q".split())


@dataclass(frozen=True, slots=True)
class Intent:
    """What was meant; `rest` is what it was said of (a term, a role, a language, a number, the corrected text)."""

    name: Name
    rest: str = ""


_ARTICLE = "(?:an? |the |ein |eine |einen |der |die |das )?"
_TABLE: tuple[tuple[Name, str], ...] = (
    ("restart", r"/restart|/neu|/new|neu(er brief|es gespraech|start(en)?)?"),
    ("restart", r"(alles )?(noch ?mal )?von vorne?( anfangen)?|restart|start over|new( brief| conversation)?"),
    ("back", r"/?(zurueck|back|undo|rueckgaengig|(einen )?schritt zurueck|(go |one step |step )back)( bitte| please)?"),
    ("forward", r"/?(vor|forward|redo|wieder ?vor|(einen )?schritt vor|wiederherstellen|(go |one step |step )forward)"),
    ("unknown", r"(das )?weiss (ich )?(noch )?(nicht|net)( genau)?|keine ahnung|egal|k\. ?a\.?|ka|ueberspringen"),
    ("unknown", r"(i )?(dont|do not) know( yet)?|no idea|not sure|skip|unklar|unbekannt|unknown|offen|open"),
    ("why", r"/?(warum|wieso|weshalb|why)( .{0,40})?"),
    ("help", r"/?(hilfe|help|\?+|was kannst du|was koennen sie|what can you do)"),
    ("missing", r"(und )?(wer|who)( ist| is|s)?( denn)?( noch)?( sonst)? (fehlt|missing)( noch)?|buying cent(er|re)"),
    ("missing", r"wer (entscheidet|redet|sitzt)( noch)? mit|who else (decides|has a say)"),
    ("brief", r"/?(brief|stand|status|uebersicht|summary|wo stehen wir|where are we)"),
    ("advice", r"/?(gespraechsblatt|blatt|call ?sheet|sheet|antwort|advice|empfehlung|nochmal( zeigen)?|show again)"),
    ("language", r"(?:bitte )?(?:auf |in )?(deutsch|german|english|englisch)(?: please| bitte)?"),
    ("greeting", r"(hallo|hi|hey|guten (tag|morgen|abend)|gruezi|servus|moin)( zusammen)?"),
    ("greeting", r"(hello|good (morning|afternoon|evening))( there| all)?"),
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
_SAID_OF = ("aside", "language", "digit", "history")
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _TABLE)
_CORRECTING = re.compile(
    r"(?:nein|nee|noe|ne|no|nope|falsch|stimmt nicht|wrong|sorry|moment|halt|actually|doch|stattdessen|eigentlich|"
    r"korrektur|correction|vielmehr|ich meine|ich meinte|i mean|i meant|not|nicht)\b[\s,:;.–-]*(.*)",
    re.DOTALL,
)
_PLUS = re.compile(r"(?:^|\s)\+\s?\w")
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
            return Intent(name, next((g for g in hit.groups()[::-1] if g), "") if name in _SAID_OF else "")
    if _PLUS.search(text):
        return Intent("add", text)
    if hit := _MINUS.match(text.strip().lower()):
        return Intent("remove", hit[1])
    if _CORRECTING.fullmatch(said):
        return Intent("correct", text)
    return Intent("answer", text)
