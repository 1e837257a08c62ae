"""What a built-in playbook must have: `python -m tests.data.complete [ID …]` prints what is missing."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from assistant.core.playbook import PHASES, RINGS, Phrases, Playbook, Statement
from assistant.core.text import Text
from assistant.edge.library import Loaded, load

ROOT = Path(__file__).resolve().parents[2]
BUILT_IN = (
    "connected-machines", "erp-replacement", "freemium-tool", "office-migration", "people-development",
    "stamping-press",
)
MIN_PHRASES, MIN_NEAR, MAX_SPOKEN = 12, 3, 20
CELLS = (
    ("buyer_questions", 3), ("questions", 3), ("content", 4), ("hurdles", 2), ("proof", 1), ("no_gos", 2),
    ("next_steps", 1),
)
LAUGHED_AT = re.compile(
    r"ganzheitlich|maßgeschneidert|innovativ|nahtlos|zukunftssicher|synergie|mehrwert|win-win|game.?changer|"
    r"in der heutigen|seamless|holistic|cutting.edge|\bleverag|empower|\bunlock|nur noch \d+ ?(h|stunden)|"
    r"only \d+ hours left|unsere lösung|our solution|best.in.class|\bTODO\b",
    re.IGNORECASE,
)
INFORMAL = re.compile(r"\b(du|dich|dir|dein\w*)\b", re.IGNORECASE)
_Kind = TypeVar("_Kind")


def spoken_too_long(text: str) -> bool:
    return any(len(s.split()) > MAX_SPOKEN for s in re.split(r"(?<=[.?!:])\s+", text))


def inside(thing: object, kind: type[_Kind]) -> Iterator[_Kind]:
    """Every object of this kind below a model object (phrases are left out)."""
    if isinstance(thing, kind):
        yield thing
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from inside(value, kind)
    elif isinstance(thing, tuple):
        for value in thing:
            yield from inside(value, kind)
    elif hasattr(thing, "__slots__") and not isinstance(thing, Phrases):
        for name in thing.__slots__:
            yield from inside(getattr(thing, name), kind)


def _phrases(where: str, p: Phrases) -> Iterator[str]:
    for lang, yes, near in (("de", p.de, p.near_de), ("en", p.en, p.near_en)):
        if len(set(yes)) < MIN_PHRASES:
            yield f"{where}: {len(set(yes))} phrases {lang}, {MIN_PHRASES} wanted"
        if len(set(near)) < MIN_NEAR:
            yield f"{where}: {len(set(near))} near misses {lang}, {MIN_NEAR} wanted"
        if len(set(yes)) < len(yes):
            yield f"{where}: repeats {sorted(x for x in set(yes) if yes.count(x) > 1)}"


def _wording(where: str, lines: tuple[Statement, ...], roles: list[str]) -> Iterator[str]:
    covered = {r for s in lines for r in s.roles if not s.triggers}
    yield from (f"{where}: none for {role}" for role in roles if role not in covered)
    if not any(not s.roles and not s.triggers for s in lines):
        yield f"{where}: none for the group"


def _cells(playbook: Playbook) -> Iterator[str]:
    roles = [m.id for m in playbook.members]
    for phase in PHASES:
        play = playbook.phases[phase]
        yield from _wording(f"phases.{phase}.say", play.say, roles)
        yield from _wording(f"phases.{phase}.write", play.write, roles)
        for key, least in CELLS:
            if len(getattr(play, key)) < least:
                yield f"phases.{phase}.{key}: fewer than {least}"
        for s in play.say:
            for text in (s.text.de, s.text.en):
                if spoken_too_long(text):
                    yield f"phases.{phase}.say: longer than {MAX_SPOKEN} words: {text}"


def _lists(playbook: Playbook) -> Iterator[str]:
    yield from (f"rings.{ring}: fewer than 3" for ring in RINGS if len(playbook.rings[ring]) < 3)
    if sum(c.sharpest for c in playbook.conflicts) != 1 or len(playbook.conflicts) < 3:
        yield "conflicts: at least 3, exactly one sharpest"
    if "nothing" not in [a.kind for a in playbook.alternatives] or len(playbook.alternatives) < 3:
        yield "alternatives: at least 3 incl. doing nothing"
    kinds = [t.kind for t in playbook.terms]
    if kinds.count("use") < 2 or kinds.count("avoid") < 2 or kinds.count("no_synonym") < 1:
        yield "terms: use 2, avoid 2, no_synonym 1 at least"
    if {w.kind for w in playbook.warnings} != {"too_late", "do_not_pursue"}:
        yield "warnings: both too_late and do_not_pursue"
    if len(playbook.reentries) < 4:
        yield "reentries: one per loop reason"


def _words(thing: object) -> Iterator[str]:
    for text in inside(thing, Text):
        for said in (text.de, text.en):
            if hit := LAUGHED_AT.search(said):
                yield f"laughed at: “{hit[0]}” in: {said}"
        if INFORMAL.search(text.de):
            yield f"informal address in: {text.de}"
        if text.de == text.en and len(text.de.split()) > 4:
            yield f"not translated: {text.de}"


def missing_in(playbook: Playbook) -> list[str]:
    """Everything that this playbook still lacks, one line each."""
    found = list(_phrases("phrases", playbook.phrases))
    for trigger in playbook.triggers:
        found += _phrases(f"trigger {trigger.id}", trigger.phrases)
    return [*found, *_cells(playbook), *_lists(playbook), *_words(playbook)]


def missing_in_shared(loaded: Loaded) -> list[str]:
    """The same for personas.toml and phases.toml."""
    library = loaded.library
    found: list[str] = []
    for things in (library.personas, library.phases):
        for key, thing in things.items():
            found += _phrases(key, thing.phrases)
    for part in (library.personas, library.phases, library.urgencies, library.loops, library.glossary):
        found += _words(part)
    return found


def main(wanted: list[str]) -> int:
    loaded = load([ROOT / "playbooks"])
    files = {f"{w}.toml" for w in wanted} | ({"phases.toml", "personas.toml"} if "shared" in wanted else set())
    lines = [f"{p.where} {p.code} {p.key} {dict(p.facts)}" for p in loaded.problems if not wanted or p.file in files]
    if not wanted or "shared" in wanted:
        lines += [f"shared: {m}" for m in missing_in_shared(loaded)]
    for playbook in loaded.library.playbooks.values():
        if not wanted or playbook.id in wanted:
            lines += [f"{playbook.id}: {m}" for m in missing_in(playbook)]
    lines += [f"{n}: not loaded" for n in wanted if n not in ("shared", *loaded.library.playbooks)]
    print("\n".join(lines) or "complete")
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
