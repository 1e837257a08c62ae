"""Follow-ups that change just what they name: "kürzer", "förmlicher", "ohne ‚x‘", "auf Englisch", "für den Einkauf", "kürzer B".

Letters name the parts of the paper as it stands. What is said once holds until it is taken back: it lives in the request.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.core.papers.request import Address, Country, Request, Style, Variant
from assistant.core.playbook import Library
from assistant.core.text import Language
from assistant.core.words import fold, tokens

_QUOTE = "„“”‚‘’\"'«»‹›"
_BAN = re.compile(
    rf"(?:und |and )?(?:bitte )?(?:ohne|nicht|kein|keine|without|not|no|drop|streiche?|vermeide?)\s+(?:das wort |die worte |the words? )?[{_QUOTE}]([^{_QUOTE}]{{1,60}})[{_QUOTE}](?: bitte| please)?",
    re.IGNORECASE,
)
_BAN_BARE = re.compile(r"(?:bitte )?(?:ohne das wort|ohne die worte|without the words?) (\S.{0,60})", re.IGNORECASE)
_FOR = re.compile(r"(?:und |and )?(?:jetzt )?(?:das gleiche |dasselbe |the same )?(?:fuer|for)(?: den| die| das| the)? (.{2,60})")
_POLITE = r"(?:und |and |bitte |please |jetzt |now )?(?:noch |etwas |viel |deutlich |a bit |much |make it |mach es )?"
_PART = r"(?: (?:bei |in |von |teil |part )?([a-z]))?(?: bitte| please)?"


@dataclass(frozen=True, slots=True)
class Revision:
    """What is to change; None and empty = nothing. `part` = the letter of the only part that changes, "" for all."""

    short: bool | None = None
    address: Address | None = None
    variant: Variant | None = None
    language: Language | None = None
    country: Country | None = None
    example: bool | None = None
    roles: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    part: str = ""


_TABLE: tuple[tuple[str, Revision], ...] = (
    (r"(?:kuerzer|knapper|kuerzen|kurz|shorter|briefer|more concise|shorten)", Revision(short=True)),
    (r"(?:laenger|ausfuehrlicher|longer|more detail(?:ed)?|in full)", Revision(short=False)),
    (r"(?:foermlicher|formeller|siezen|per sie|in der sie form|mit sie|more formal)", Revision(address="sie", variant="plain")),
    (r"(?:per du|duzen|in der du form|mit du|du form)", Revision(address="du")),
    (r"(?:persoenlicher|lockerer|waermer|more personal|friendlier|warmer|less formal)", Revision(variant="personal")),
    (r"(?:sachlicher|nuechterner|neutraler|plainer|more neutral|less personal)", Revision(variant="plain")),
    (r"(?:auf englisch|in english|into english)", Revision(language="en")),
    (r"(?:auf deutsch|in german|into german)", Revision(language="de")),
    (r"(?:fuer|for) (?:die )?(?:schweiz|switzerland)|schweizer schreibung", Revision(country="ch")),
    (r"(?:fuer|for) (?:oesterreich|austria)", Revision(country="at")),
    (r"(?:fuer|for) (?:deutschland|germany)", Revision(country="de")),
    (r"(?:als )?(?:beispiel|muster)|(?:as an )?(?:example|specimen)|mit example|with example", Revision(example=True)),
)
_COMPILED = tuple((re.compile(f"{_POLITE}(?:{pattern}){_PART}"), revision) for pattern, revision in _TABLE)


def _roles(said: str, library: Library) -> tuple[str, ...]:
    """The roles named, by name, short name or phrase; empty unless every name is one."""
    found: list[str] = []
    for name in re.split(r" und | and |,|/|\+", said):
        wanted = tokens(re.sub(r"^(?:den|die|das|the) ", "", name.strip()))
        hit = next((p.id for p in library.personas.values() if _named(wanted, p.id, (p.name.de, p.name.en, p.short.de, p.short.en, *p.phrases.all))), None)
        if hit is None:
            return ()
        found.append(hit)
    return tuple(dict.fromkeys(found))


def _named(wanted: list[str], key: str, names: tuple[str, ...]) -> bool:
    return bool(wanted) and (wanted == tokens(key) or any(wanted == tokens(n) for n in names))


def _one(clause: str, library: Library) -> Revision | None:
    if hit := _BAN.fullmatch(clause) or _BAN_BARE.fullmatch(clause):
        return Revision(banned=(hit[1].strip(),))
    said = " ".join(re.sub(r"[-–]", " ", fold(clause)).split())
    for pattern, revision in _COMPILED:
        if hit := pattern.fullmatch(said):
            letter = (hit[1] or "").upper()
            return None if letter and not _styles(revision) else replace(revision, part=letter)
    if (hit := _FOR.fullmatch(said)) and (roles := _roles(hit[1], library)):
        return Revision(roles=roles)
    return None


def _styles(revision: Revision) -> bool:
    """Whether it changes the wording, which can be changed for one part; a language or a role holds for the whole."""
    return revision.short is not None or revision.address is not None or revision.variant is not None


def revisions_of(text: str, library: Library) -> tuple[Revision, ...]:
    """The changes that a turn asks for, in its order; empty unless all of it is such changes."""
    clauses = re.split(rf"[,;](?![^{_QUOTE}]*[{_QUOTE}](?:[^{_QUOTE}]*[{_QUOTE}][^{_QUOTE}]*[{_QUOTE}])*[^{_QUOTE}]*$)", text.strip().strip(".!"))
    whole = _one(text.strip().strip(".!"), library)
    if whole is not None:
        return (whole,)
    if len(clauses) == 1:
        clauses = re.split(r" und | and ", text.strip().strip(".!"))
    found = [_one(c.strip(), library) for c in clauses if c.strip()]
    return tuple(r for r in found if r) if found and all(found) else ()


def _styled(style: Style, revision: Revision) -> Style:
    return Style(
        revision.address or style.address, revision.variant or style.variant,
        style.short if revision.short is None else revision.short,
    )  # fmt: skip


def revise(request: Request, revision: Revision) -> Request:
    """The request with this change, everything else as it was."""
    if revision.part:
        return request.with_part(revision.part, _styled(request.style_of(revision.part), revision))
    style = _styled(request.style, revision)
    return replace(
        request, style=style, language=revision.language or request.language,
        country=revision.country or request.country,
        example=request.example if revision.example is None else revision.example, roles=revision.roles or request.roles,
        banned=tuple(dict.fromkeys((*request.banned, *revision.banned))),
        # What was said of one part is not undone by what is now said of all, except in what both speak of.
        parts=tuple((name, _styled(own, revision)) for name, own in request.parts),
    )  # fmt: skip
