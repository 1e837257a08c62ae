"""Plain text: linear lines, numbered choices, no redraw, no colour. The accessible path and the pipe's."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator

from assistant.core.advice import Advice
from assistant.core.gate import clean
from assistant.core.guide import Conversation, Part, Say, step
from assistant.core.words import fold
from assistant.doors.papers import paper_text
from assistant.edge.desk import Office

ENDING = frozenset("ende exit quit bye tschuess /quit /ende :q".split())


def width() -> int:
    return max(40, min(100, shutil.get_terminal_size((88, 24)).columns))


def advice_text(office: Office, advice: Advice, columns: int = 88) -> str:
    """The advice as plain text: blocks with their titles, each line with its grade at the end."""
    blocks = office.renderer.advice(advice)
    out = [office.renderer.headline(advice)]
    for block in blocks:
        lines = [x.text + (f"  [{x.grade}]" if x.grade else "") for x in block.lines]
        out += ["", block.title, *_indented(lines, columns)]
    out += ["", office.renderer.label("sources"), *_indented(office.renderer.sources(advice), columns)]
    grades = sorted({x.grade for b in blocks for x in b.lines if x.grade})
    out += ["", "  ".join(f"{g} = {office.renderer.label('grade-' + g)}" for g in grades)]
    return "\n".join(out)


def _indented(lines: Iterable[str], columns: int) -> list[str]:
    wrapped = (textwrap.wrap(x, columns, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False) for x in lines)
    return [piece for pieces in wrapped for piece in pieces]


def _question_number(office: Office, say: Say) -> str:
    asked = next((p for p in say.parts if p.name in ("ask", "ask-which", "ask-open")), None)
    if asked is None:
        return ""
    return f"{office.renderer.label('question-of')} {asked.facts['number']}/{asked.facts['of']}: "


def say_text(office: Office, conversation: Conversation, say: Say, columns: int = 88) -> str:
    """An answer as plain text: what was understood, the advice, the question, the choices with their digits."""
    state = conversation.now
    renderer = office.renderer.speaking(state.language)
    number = _question_number(office, say)
    early = [p for p in say.parts if not p.name.startswith(("ask", "anything-else", "example"))]
    late = [p for p in say.parts if p.name.startswith(("ask", "anything-else", "example"))]
    parts = [renderer.say(early)] if early else []
    if say.advice:
        parts.append("\n" + advice_text(office, say.advice, columns) + "\n")
    if say.paper:
        parts.append("\n" + paper_text(office, state.brief, say, columns) + "\n")
    if late:
        parts.append(number + renderer.say(late))
    parts += [f"  {i} {renderer.choice(c, state.brief)}" for i, c in enumerate(say.choices, 1)]
    return "\n".join(parts)


def ask(office: Office, text: str, conversation: Conversation | None = None) -> str:
    """One text, answered as in a conversation's first turn."""
    after, say = step(office.desk, conversation or office.begin(), clean(text))
    return say_text(office, after, say, width())


def opening(office: Office) -> str:
    return office.renderer.say((Part("welcome"), Part("private")))


def chat(office: Office, lines: Iterable[str]) -> Iterator[str]:
    """A conversation in plain lines; ends with "ende" or the end of the input."""
    conversation = office.begin()
    yield f"{office.renderer.label('assistant')}: {opening(office)}"
    for line in lines:
        text = clean(line.rstrip("\n"))
        if fold(text).strip() in ENDING:
            return
        conversation, say = step(office.desk, conversation, text)
        answer = say_text(office, conversation, say, width())
        yield f"{office.renderer.label('assistant')}: {answer}"
