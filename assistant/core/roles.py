"""Which roles a line names, and whether one speaks to them or about them.

"Termin mit der GF" speaks to the role, "GF drängt" only mentions it, "CFO vergleicht Anbieter" shows it acting as a buyer,
"nicht der CFO" takes it back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from assistant.core import cues
from assistant.core.clauses import Clause
from assistant.core.recogniser import Recogniser
from assistant.core.words import tokens

Stance = Literal["addressed", "bare", "acting", "mentioned", "negated"]
_SHORTEST_FUZZY = 5  # letters of a word that may be a role in another form
_NEAR_ENOUGH = 0.7  # kernel value from which it is one
_SHORTEST_VERB = 4  # letters from which an ending tells a verb
_AFTER = 3  # words after a role in which it may turn out to reach out to us ("ist auch dabei")
_SOON = 5  # words after a role within which it may say "us"
_PASSING = 2  # words of content beside the role from which a clause is about something else


@dataclass(frozen=True, slots=True)
class Spot:
    """A role found in the line: its id, the words that named it, the phrase they met, how it is spoken of; `about` = a
    word such as "laut" or "von" stands before it."""

    id: str
    words: str
    phrase: str
    stance: Stance
    joined: bool
    starts: tuple[int, ...]
    exact: bool
    about: bool


@dataclass(frozen=True, slots=True)
class _Find:
    at: int
    size: int
    id: str
    phrase: str
    exact: bool


def _part_of_a_noun(text: str, clause: Clause, find: _Find) -> bool:
    """"user rights", "buyers of their machines": the role's name belongs to another noun."""
    after = find.at + find.size
    if find.at and clause.forms[find.at - 1] in cues.SHADOW:
        return True
    if find.size > 1 or after >= len(clause.tokens) or clause.forms[find.at] not in cues.BEFORE_A_NOUN:
        return False
    following = clause.forms[after]
    stands_free = following in cues.PRESSING | cues.REACHING | cues.FILLERS | cues.JOINING | cues.PEOPLE
    return following == "of" or not (stands_free or _looks_like_verb(text, clause, after))


def _hyphened(text: str, clause: Clause, find: _Find) -> bool:
    """"ERP-Wartung", "Service-Hotline": one half of a compound that names no people."""
    token = clause.tokens[find.at]
    following = clause.forms[find.at + 1 : find.at + 2]
    if text[token.end : token.end + 1] == "-" and following:
        return following[0] not in cues.PEOPLE
    return text[token.start - 1 : token.start] == "-" and token.start > 1 and text[token.start - 2].isalnum()


def _pronoun(clause: Clause, find: _Find) -> bool:
    """"how to work with it": no department, unless the clause speaks of a meeting ("call with it")."""
    before = clause.forms[find.at - 1]
    return before in ("to", "for", "at", "and") or (before == "with" and cues.OCCASIONS.isdisjoint(clause.forms[: find.at]))


def _plain_word(text: str, clause: Clause, find: _Find, form: str) -> bool:
    """A word that is not used as a role here: part of another noun, or a homograph ("it", "recht", "service"); `form` =
    the word in its right spelling."""
    token = clause.tokens[find.at]
    if _part_of_a_noun(text, clause, find) or (find.size == 1 and _hyphened(text, clause, find)):
        return True
    if find.size > 1 or form not in cues.HOMOGRAPHS or len(clause.tokens) == 1:
        return False
    before = clause.forms[find.at - 1] if find.at else ""
    after = clause.forms[find.at + 1 : find.at + 2]
    if form in cues.WORK and after and after[0] in cues.ON_WHAT:
        return True
    if before in cues.SPEAKING_TO or before in cues.ARTICLES:
        return token.form == "it" and text[token.start : token.end] == "it" and _pronoun(clause, find)
    if after and after[0] in cues.PRESSING | cues.REACHING | cues.PEOPLE:
        return token.form == "it"
    surface = text[token.start : token.end]
    return surface.islower() or (surface.istitle() and token.start == 0)


def _exact_finds(text: str, clause: Clause, known: Recogniser) -> list[_Find]:
    forms = tuple(known.speller.repair(f) for f in clause.forms)

    def counts(at: int, size: int, label: str, phrase: str) -> bool:
        return not _plain_word(text, clause, _Find(at, size, label, phrase, exact=True), forms[at])

    return [_Find(*found, exact=True) for found in known.standing("persona", forms, counts)]


def _fuzzy_finds(text: str, clause: Clause, known: Recogniser, busy: set[int]) -> list[_Find]:
    """Single words that are a role's name in another form: inflected, compounded, misspelt."""
    finds = []
    for at, token in enumerate(clause.tokens):
        ordinary = token.form in cues.FILLERS or token.form in known.speller.known
        if at in busy or len(token.form) < _SHORTEST_FUZZY or ordinary:
            continue
        verdict = known.indexes.verdict("persona", text[token.start : token.end])
        best = verdict.ranking.matches[0] if verdict.label else None
        if best and best.nearness >= _NEAR_ENOUGH and len(tokens(best.phrase)) == 1:
            finds.append(_Find(at, 1, best.label, best.phrase, exact=False))
    return finds


def _in_passing(clause: Clause, find: _Find) -> bool:
    """"die neuen Teamleiter kündigen", "trainers are expensive": the clause is about something else, and the role
    stands in it with an article or as its subject."""
    if not _crowded(clause, find):
        return False
    article = bool({*clause.forms[max(0, find.at - 1) : find.at + 1]} & cues.ARTICLES)
    return article or find.at == 0 or not find.exact


def _crowded(clause: Clause, find: _Find) -> bool:
    """Whether the clause says more than the role and an occasion."""
    rest = [f for i, f in enumerate(clause.forms) if not find.at <= i < find.at + find.size]
    content = [f for f in rest if f not in cues.FILLERS and f not in cues.SPEAKING_TO and f not in cues.TIMES]
    return len(content) >= _PASSING


def _looks_like_verb(text: str, clause: Clause, at: int) -> bool:
    """A lower-case word that ends like a finite verb ("verhandelt", "zögerte", "retired")."""
    if at >= len(clause.tokens):
        return False
    token = clause.tokens[at]
    surface = text[token.start : token.end]
    if token.form in cues.IRREGULAR:
        return surface[0].islower()
    if not surface[0].islower() or len(token.form) < _SHORTEST_VERB or token.form in cues.NO_VERBS:
        return False
    return token.form.endswith(("t", "te", "ten", "ed", "es"))


def _reaches(after: tuple[str, ...]) -> bool:
    """Whether the words after a role soon say that it turns to us."""
    pairs = zip(after[:_AFTER], (*after[1:], "")[:_AFTER], strict=False)
    return any(word in cues.REACHING and following not in cues.ELSEWHERE for word, following in pairs)


def _before(clause: Clause, find: _Find) -> str:
    """The word before a role and its articles; "" where there is none."""
    return next((form for form in reversed(clause.forms[: find.at]) if form not in cues.ARTICLES), "")


def _stance(text: str, clause: Clause, find: _Find) -> tuple[Stance, bool]:
    """How the clause speaks of the role, and whether it is joined to the one before ("und", "+")."""
    forms = clause.forms
    if find.at in clause.negated:
        return "negated", False
    before = _before(clause, find)
    after = forms[find.at + find.size : find.at + find.size + _AFTER]
    joined = before in cues.JOINING
    wants_us = bool(cues.US & set(forms[find.at + find.size :][:_SOON]))
    placed = before in cues.PLACING and _crowded(clause, find) and cues.OCCASIONS.isdisjoint(forms)
    spoken_to = before in cues.SPEAKING_TO and not placed
    if wants_us or _reaches(forms[find.at + find.size :]) or spoken_to or cues.CONTACT & set(forms[: find.at]):
        return "addressed", joined
    if placed or before in cues.TALKED_ABOUT or before in cues.PRESSING or (after and after[0] in cues.PRESSING):
        return "mentioned", joined
    if _looks_like_verb(text, clause, find.at + find.size) or _in_passing(clause, find):
        return "mentioned", joined
    return "bare", joined


def _inherit(spots: list[Spot]) -> list[Spot]:
    """"mit dem Einkauf und der IT": the joined role is spoken to like the one before it."""
    out: list[Spot] = []
    for spot in spots:
        last = out[-1] if out else None
        if last and spot.joined and spot.stance == "bare" and last.stance == "addressed":
            out.append(replace(spot, stance="addressed"))
        else:
            out.append(spot)
    return out


def _second(spots: list[Spot]) -> list[Spot]:
    """"The data protection officer noticed staff keep lists": beside a subject, the next role of its clause is part of the story."""
    told = [s.stance == "mentioned" for s in spots]
    return [replace(s, stance="mentioned") if s.stance == "bare" and not s.joined and any(told[:i]) else s for i, s in enumerate(spots)]


def _buys(parts: tuple[Clause, ...], spot: Spot) -> bool:
    """Whether the line goes on to say that the role chooses or wants an offer."""
    if spot.about:
        return False
    said = {f for c in parts for i, (f, t) in enumerate(zip(c.forms, c.tokens, strict=True)) if t.start > spot.starts[-1] and i not in c.negated}
    return bool(cues.CHOOSING & said or (cues.WANTING & said and cues.OFFERS & said))


def _acting(parts: tuple[Clause, ...], spots: list[Spot]) -> list[Spot]:
    """The only role of a line that is said to buy."""
    if len({s.id for s in spots}) != 1 or any(s.stance != "mentioned" for s in spots) or not _buys(parts, spots[0]):
        return spots
    return [replace(s, stance="acting") for s in spots]


def spot_roles(text: str, parts: tuple[Clause, ...], known: Recogniser) -> tuple[Spot, ...]:
    """Every role named in the line, in its order."""
    spots: list[Spot] = []
    for clause in parts:
        finds = _exact_finds(text, clause, known)
        busy = {i for f in finds for i in range(f.at, f.at + f.size)}
        finds += _fuzzy_finds(text, clause, known, busy)
        here: list[Spot] = []
        for find in sorted(finds, key=lambda f: f.at):
            span = clause.tokens[find.at : find.at + find.size]
            stance, joined = _stance(text, clause, find)
            plus = "+" in text[max(0, span[0].start - 2) : span[0].start]
            words = text[span[0].start : span[-1].end]
            starts = tuple(t.start for t in span)
            about = _before(clause, find) in cues.TALKED_ABOUT
            here.append(Spot(find.id, words, find.phrase, stance, joined or plus, starts, find.exact, about))
        spots += _second(here)
    return tuple(_acting(parts, _inherit(spots)))
