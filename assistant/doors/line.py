"""Plain text: linear lines, numbered choices, no redraw, no colour. The accessible path and the pipe's."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator

from assistant.core.advice import Advice
from assistant.core.gate import clean
from assistant.core.guide import Conversation, Part, Say, step
from assistant.core.sheet import Sheet
from assistant.core.words import fold
from assistant.edge.desk import Office
from assistant.edge.evidence_keeper import kept
from assistant.edge.render import Renderer, ShownBlock

LATE = ("ask", "anything", "example", "quiz/question", "need-topic")
ENDING = frozenset("ende exit quit bye tschuess /quit /ende :q".split())


def ends(conversation: Conversation, text: str) -> bool:
    """Whether this line says goodbye; in a quiz it ends the quiz alone."""
    return conversation.now.quiz is None and fold(text).strip() in ENDING


def width() -> int:
    return max(40, min(100, shutil.get_terminal_size((88, 24)).columns))


def advice_text(renderer: Renderer, advice: Advice, columns: int = 88, *, letters: bool = False) -> str:
    """The advice as plain text: blocks with their titles, each line with its grade at the end; with `letters` those
    lines that can be asked about by letter carry theirs."""
    blocks = renderer.advice(advice)
    out = [renderer.headline(advice), *_blocks(blocks, columns, letters=letters)]
    out += ["", renderer.label("sources"), *_indented(renderer.sources(advice), columns)]
    return "\n".join([*out, "", _legend(renderer, blocks)])


def _blocks(blocks: Iterable[ShownBlock], columns: int, *, letters: bool = False) -> list[str]:
    out: list[str] = []
    for block in blocks:
        lines = []
        for x in block.lines:
            name = f"{x.letter.ljust(2)} " if letters and x.letter else ""
            lines.append(name + x.text + (f"  [{x.grade}]" if x.grade else ""))
        out += ["", block.title, *_indented(lines, columns)]
    return out


def _legend(renderer: Renderer, blocks: Iterable[ShownBlock]) -> str:
    """What the letters of the grades mean, of those that were used."""
    grades = sorted({x.grade for b in blocks for x in b.lines if x.grade})
    return "  ".join(f"{g} = {renderer.label('grade-' + g)}" for g in grades)


def sheet_text(renderer: Renderer, sheet: Sheet, columns: int = 88) -> str:
    """A view as plain text: title, blocks, sources."""
    shown = renderer.sheet(sheet)
    out = [shown.title, *_blocks(shown.blocks, columns)]
    if shown.sources:
        out += ["", renderer.label("sources"), *_indented(shown.sources, columns)]
    legend = _legend(renderer, shown.blocks)
    return "\n".join([*out, *(["", legend] if legend else [])])


def _indented(lines: Iterable[str], columns: int) -> list[str]:
    wrapped = (textwrap.wrap(x, columns, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False) for x in lines)
    return [piece for pieces in wrapped for piece in pieces]


def late(part: Part) -> bool:
    """Whether this part belongs behind the answer: a question, or what can be said next."""
    return part.name.startswith(LATE)


def _question_number(renderer: Renderer, say: Say) -> str:
    asked = next((p for p in say.parts if p.name.startswith("ask") and "of" in p.facts), None)
    if asked is None:
        return ""
    return f"{renderer.label('question-of')} {asked.facts['number']}/{asked.facts['of']}: "


def say_text(office: Office, conversation: Conversation, say: Say, columns: int = 88, *, once: bool = False) -> str:
    """An answer as plain text: what was understood, the view or the advice, the question, the choices with their
    digits. `once` = no conversation follows: no letters, and no offers of what else could be made."""
    state = conversation.now
    shown = [p for p in say.parts if not late(p)]
    asked = [p for p in say.parts if late(p)]
    parts = [office.renderer.speaking(state.language).say(shown)] if shown else []
    if say.sheet:
        parts.append("\n" + sheet_text(office.renderer.speaking(state.language), say.sheet, columns) + "\n")
    if say.advice:
        text = advice_text(office.renderer.speaking(state.language), say.advice, columns, letters=not once)
        parts.append("\n" + text + "\n")
    if once and say.advice:
        return "\n".join(parts)
    renderer = office.renderer.speaking(state.language)
    if asked:
        parts += [""] if shown and asked[0].name.startswith("quiz/") else []
        parts.append(_question_number(renderer, say) + renderer.say(asked))
    parts += [f"  {i} {renderer.choice(c, state.brief)}" for i, c in enumerate(say.choices, 1)]
    return "\n".join(parts)


def ask(office: Office, text: str, conversation: Conversation | None = None) -> str:
    """One text, answered as in a conversation's first turn."""
    after, say = step(office.desk, conversation or office.begin(), clean(text))
    return say_text(office, after, say, width(), once=True)


def opening(office: Office) -> str:
    return office.renderer.say((Part("welcome"), Part("private")))


def chat(office: Office, lines: Iterable[str]) -> Iterator[str]:
    """A conversation in plain lines; ends with "ende" or the end of the input."""
    conversation = office.begin()
    yield f"{office.renderer.label('assistant')}: {opening(office)}"
    for line in lines:
        text = clean(line.rstrip("\n"))
        if ends(conversation, text):
            return
        conversation, say = kept(*step(office.desk, conversation, text))
        answer = say_text(office, conversation, say, width()).lstrip("\n")
        yield f"{office.renderer.label('assistant')}: {answer}"
