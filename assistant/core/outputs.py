"""What a complete brief gives: the advice, or the part of it that a purpose needs; and the gaps that it met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.core.advice import Advice, Line, advise
from assistant.core.brief import Brief
from assistant.core.dialogue import Desk, State
from assistant.core.evidence import Grade, Source, Speaker, weakest
from assistant.core.gaps import gap_sheet, gaps_of
from assistant.core.playbook import Library
from assistant.core.purpose import Purpose
from assistant.core.sheet import Sheet

# Which blocks of the advice a purpose needs; one that is not named here takes them all.
BLOCKS_FOR: Mapping[Purpose, tuple[str, ...]] = {
    "sheet": ("job", "say", "ask", "show", "avoid", "hurdles", "standing", "next"),
    "message": ("job", "write", "show", "avoid", "terms", "standing"),
    "brief-content": ("job", "ask", "show", "avoid", "terms", "standing"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is handed out, and the state with the gaps noted."""

    state: State
    advice: Advice | None = None
    sheet: Sheet | None = None


def focused(advice: Advice, library: Library) -> Advice:
    """The advice cut down to what its brief's purpose needs; its sources and its weakest link are those of what is left."""
    wanted = BLOCKS_FOR.get(advice.brief.purpose or "advice")
    if wanted is None:
        return advice
    blocks = tuple(b for b in advice.blocks if b.name in wanted)
    book = advice.brief.book(library)
    lines = [line for b in blocks for line in b.lines if line.label != "worth"]
    used = dict.fromkeys(s for line in lines for s in line.sources)
    sources = tuple(s for i in used if (s := library.source(book, i)))
    worth = weakest(line.grade for line in lines if line.grade)
    blocks = tuple(replace(b, lines=tuple(_told(line, sources, worth) for line in b.lines)) for b in blocks)
    return replace(advice, blocks=blocks, sources=sources, grade=worth)


def _told(line: Line, sources: tuple[Source, ...], worth: Grade) -> Line:
    """The line that tells what the answer is worth, for these sources; every other line as it is."""
    if line.label != "worth":
        return line
    voices = sum(s.voices or 1 for s in sources if s.speaker is Speaker.CUSTOMER)
    kept = " ".join(i for i in line.facts["stale"].split() if i in {s.id for s in sources})
    facts = {"voices": str(voices), "sources": str(len(sources)), "stale": kept}
    return replace(line, facts=facts, sources=tuple(s.id for s in sources), grade=worth)


def answer(desk: Desk, brief: Brief) -> Advice | None:
    """The advice for a brief, for what it is needed for; None while no playbook is known."""
    advice = advise(desk.library, brief, desk.today)
    return focused(advice, desk.library) if advice else None


def outcome(desk: Desk, state: State) -> Outcome:
    """What the purpose of this brief asks for. A gap met on the way is noted in the state and said."""
    brief = state.brief
    gaps = gaps_of(desk.library, brief)
    noted = tuple(dict.fromkeys((*state.gaps, *gaps)))
    sheet = gap_sheet(desk.library, gaps, brief.trigger)
    return Outcome(replace(state, gaps=noted), answer(desk, brief), sheet)
