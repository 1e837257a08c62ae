"""Letters for the lines of an answer, so that "warum C?" or "kürzer B" means one line; digits stay the quick replies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase

from assistant.core.advice import Advice, Line
from assistant.core.brief import Brief
from assistant.core.playbook import Library, PhaseId, Playbook, Statement
from assistant.core.sheet import Sheet, Writer

# What a person takes away: to say, to write, to ask, to show, to leave out, to do next.
LETTERED = frozenset({"role", "group", "question", "new", "carried", "proof", "no-go", "next"})


def letter(place: int) -> str:
    """A … Z, then AA … AZ, BA …"""
    ahead, last = divmod(place, len(ascii_uppercase))
    return (letter(ahead - 1) if ahead else "") + ascii_uppercase[last]


@dataclass(frozen=True, slots=True)
class Lettered:
    """One line with its letter and the block it stands in."""

    letter: str
    block: str
    line: Line


def lettered(advice: Advice) -> tuple[Lettered, ...]:
    """The lines of an advice that carry a letter, in their order."""
    lines = [(b.name, line) for b in advice.blocks for line in b.lines if line.label in LETTERED]
    return tuple(Lettered(letter(i), block, line) for i, (block, line) in enumerate(lines))


def _statements(book: Playbook) -> Iterator[tuple[PhaseId, Statement]]:
    for phase, play in book.phases.items():
        own = (*play.say, *play.write, *play.questions, *play.proof, *play.no_gos, *play.next_steps)
        yield from ((_phase(phase), s) for s in (*own, *(c.title for c in play.content)))


def _phase(name: str) -> PhaseId:
    return name  # type: ignore[return-value]  # the reader admits no other keys


def origin(book: Playbook, line: Line) -> tuple[PhaseId, Statement] | None:
    """The phase and the statement of the playbook that this line was made from."""
    return next((found for found in _statements(book) if found[1].text is line.text), None)


def _reasons(said: Statement, brief: Brief) -> tuple[str, ...]:
    """The slots that made this line the choice, those that narrow it first."""
    slots = [s for s, narrow in (("persona", said.roles), ("trigger", said.triggers)) if narrow]
    return tuple(s for s in (*slots, "phase", "playbook") if brief.why.get(s))


def why_line(library: Library, advice: Advice, wanted: str) -> Sheet | None:
    """Why the line of this letter stands there: words that were matched, what it is tagged with, source and grade."""
    brief = advice.brief
    book = brief.book(library)
    hit = next((x for x in lettered(advice) if x.letter == wanted.upper()), None)
    found = origin(book, hit.line) if book and hit else None
    if book is None or hit is None or found is None:
        return None
    phase, said = found
    write = Writer(library, book)
    line = Line("the-line", said.text, None, {"letter": hit.letter}, said.sources, hit.line.grade)
    tags = [Line("tag-phase", facts={"phase": phase, "here": "yes" if phase == advice.phase else ""})]
    tags.append(Line("tag-roles", facts={"roles": " ".join(said.roles)}))
    tags.append(Line("tag-triggers", facts={"triggers": " ".join(said.triggers), "book": book.id}))
    words = [Line("words", facts={"slot": slot}) for slot in _reasons(said, brief)]
    words += [Line("assumed", facts={"slot": s}) for s in ("persona", "trigger", "phase") if s in brief.open]
    data = ({"letter": hit.letter, "phase": phase, "roles": list(said.roles), "triggers": list(said.triggers)},)
    blocks = {"line": [line], "tags": tags, "words": words}
    return write.sheet("why", blocks, {"letter": hit.letter, "why": brief.why, "block": hit.block}, data)
