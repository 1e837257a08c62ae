"""German sentences from Sie to the familiar address.

Where a firm and its customer are on first-name terms, one says "du" to the person and "ihr" to their side; playbooks
speak to the side. The plural is also regular where the singular is not, so that what is turned is turned right.
A sentence that cannot be turned with certainty is not turned at all.
"""

from __future__ import annotations

import re
from functools import lru_cache

_FORMAL = re.compile(r"\b(?:Sie|Ihnen|Ihr(?:e[nmrs]?)?)\b")
_OURS = {"Ihr": "euer", "Ihre": "eure", "Ihren": "euren", "Ihrem": "eurem", "Ihrer": "eurer", "Ihres": "eures", "Ihnen": "euch"}
_IRREGULAR = {"sind": "seid", "haben": "habt", "tun": "tut", "wollen": "wollt", "werden": "werdet", "seien": "seid"}
_MODAL = frozenset(
    "können könnten müssen müssten dürfen dürften sollen sollten wollen wollten möchten würden mögen werden haben "
    "hätten sind wären hatten waren".split()
)
_NO_VERB = frozenset(
    "gegen neben zwischen wegen morgen einen den denn wenn dann ihnen keinen welchen diesen jeden allen meinen unseren "
    "oben unten innen außen eben allein ein an in von schon nun daran davon darin wann worin woran wovon bevor".split()
)
_PREPOSITIONS = frozenset("für gegen ohne um durch über auf an".split())
_OTHER_SUBJECTS = frozenset("ich wir er es man".split())
_OPENERS = frozenset(
    "wenn dass ob bevor damit weil wie was wo wer woran womit wohin wofür warum falls sobald solange nachdem wann die "
    "der das den denen dem deren dessen welche welcher welches welchen wovon wodurch wobei worauf wonach worüber seit "
    "bis während indem sodass als je".split()
)
_TOKEN = re.compile(r"[\wÄÖÜäöüß-]+|[^\w\s]|\s+")
_SENTENCE = re.compile(r"(?<=[.!?…:])(\s+)")
_STOPS = frozenset(",.;:!?…–—“”)")
_YOU = "\ufff9"  # stands for a subject already turned, so that it is not taken for a possessive


def _plural(verb: str) -> str | None:
    """The ihr-form of what goes with Sie: können → könnt, arbeiten → arbeitet; None where it looks like no verb."""
    low = verb.lower()
    if low in _IRREGULAR:
        turned = _IRREGULAR[low]
    elif low in _NO_VERB or low in _OPENERS or not low.endswith("n") or len(low) < 3:  # noqa: PLR2004 no shorter verb
        return None
    elif low.endswith(("eln", "ern")):
        turned = low[:-1] + "t"
    elif not low.endswith("en"):
        return None
    else:
        stem = low[:-2]
        hard = re.search(r"[td]$|ch[nm]$|[^aeiouäöülrhnm][nm]$", stem) is not None
        turned = stem + ("et" if hard else "t")
    return turned[0].upper() + turned[1:] if verb[0].isupper() else turned


def _near(tokens: list[str], at: int, step: int) -> int:
    """The place of the next word or mark in this direction, -1 where there is none."""
    at += step
    while 0 <= at < len(tokens) and tokens[at].isspace():
        at += step
    return at if 0 <= at < len(tokens) else -1


def _clause_end(tokens: list[str], at: int) -> int:
    """The last word of the clause that begins before `at`."""
    last = at
    for place in range(at + 1, len(tokens)):
        if tokens[place] in _STOPS:
            break
        if not tokens[place].isspace():
            last = place
    return last


def _joined(tokens: list[str], start: int, end: int) -> bool:
    """Whether a second verb may hang on the same Sie: "… und bekommen …"."""
    words = [t for t in tokens[start:end] if not t.isspace()]
    return any(w in ("und", "oder") and any(_plural(x) and x[0].islower() for x in words[n + 1 :]) for n, w in enumerate(words))


def _turn_subject(tokens: list[str], at: int) -> bool:
    """Turns one Sie and its verb in place; False where the verb cannot be told."""
    before, after = _near(tokens, at, -1), _near(tokens, at, 1)
    word = tokens[before] if before >= 0 else ""
    if word.lower() in _PREPOSITIONS or word in _OTHER_SUBJECTS:
        tokens[at] = "euch"
        return True
    if before < 0:
        return _turn_statement(tokens, at, after)
    if (turned := _plural(word)) and _heads(tokens, before):
        return _turn_inverted(tokens, at, before, turned)
    if word.lower() in _OPENERS or (word[:1].isupper() and _opened(tokens, before)):
        return _turn_clause(tokens, at, after)
    return False


def _heads(tokens: list[str], verb: int) -> bool:
    """Whether a verb may stand here: in lower case anywhere, in upper case at the head of its clause."""
    left = _near(tokens, verb, -1)
    return tokens[verb][0].islower() or left < 0 or tokens[left] in _STOPS or tokens[left] in ("„", "(")


def _opened(tokens: list[str], at: int) -> bool:
    """Whether the clause that holds this place begins like a subordinate clause or a question."""
    while (left := _near(tokens, at, -1)) >= 0 and tokens[left] not in _STOPS:
        at = left
    return tokens[at].lower() in _OPENERS


def _turn_inverted(tokens: list[str], at: int, verb: int, turned: str) -> bool:
    """The verb before its Sie: a question, a statement, or an order, which then loses its subject."""
    modal = tokens[verb].lower() in _MODAL
    if not modal and _joined(tokens, at, len(tokens)):
        return False
    left = _near(tokens, verb, -1)
    order = not modal and "?" not in tokens and (left < 0 or tokens[left] in (";", "–", ":"))
    tokens[verb] = turned
    tokens[at] = "" if order else "ihr"
    if order:
        tokens[at - 1] = ""
    return _turn_reflexive(tokens, at, _near(tokens, at, 1))


def _turn_statement(tokens: list[str], at: int, after: int) -> bool:
    """Sie at the head of a sentence, its verb right after it."""
    turned = _plural(tokens[after]) if after >= 0 else None
    if turned is None or ("," not in tokens and _joined(tokens, after + 1, len(tokens))) or "," in tokens:
        return False
    tokens[at], tokens[after] = _YOU, turned
    return True


def _turn_clause(tokens: list[str], at: int, after: int) -> bool:
    """Sie in a subordinate clause, its verb at the end."""
    end = _clause_end(tokens, at)
    turned = _plural(tokens[end]) if end > at and tokens[end][0].islower() else None
    if turned is None or _joined(tokens, at, end + 1):
        return False
    tokens[at], tokens[end] = "ihr", turned
    return _turn_reflexive(tokens, at, after)


def _turn_reflexive(tokens: list[str], at: int, after: int) -> bool:
    if after >= 0 and tokens[after] == "sich":
        tokens[after] = "euch"
    elif "sich" in tokens[at:]:
        return False  # whose it is cannot be told at a distance
    return True


def _sentence(text: str) -> str | None:
    tokens = _TOKEN.findall(text)
    for at, word in enumerate(tokens):
        if word == "Sie" and not _turn_subject(tokens, at):
            return None
    for at, word in enumerate(tokens):
        if word in _OURS:
            first = _near(tokens, at, -1) < 0
            tokens[at] = _OURS[word].capitalize() if first else _OURS[word]
    out = "".join(tokens).replace(_YOU, "Ihr")
    return out[:1].upper() + out[1:]


@lru_cache(maxsize=4096)
def informal(text: str) -> str | None:
    """The same said on first-name terms; None where it cannot be turned with certainty. A text that addresses nobody
    comes back as it is."""
    if not _FORMAL.search(text):
        return text
    pieces = _SENTENCE.split(text)
    out: list[str] = []
    for number, piece in enumerate(pieces):
        if not _FORMAL.search(piece):
            out.append(piece)
            continue
        if number and piece.startswith("Sie ") and not _FORMAL.search("".join(pieces[:number])):
            return None  # "they", most likely
        turned = _sentence(piece)
        if turned is None:
            return None
        # After a colon a sentence may go on in lower case: leave it as it was written.
        out.append(turned if piece[:1].isupper() else turned[:1].lower() + turned[1:])
    return "".join(out)
