"""JSON out: one object per line. The schema stands in README.md and is tested."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from assistant.core.advice import Advice
from assistant.core.brief import Brief
from assistant.core.dialogue import Conversation, Say, State
from assistant.core.gate import clean
from assistant.core.merge import merge, wished
from assistant.core.outputs import outcome
from assistant.core.papers.order import ordered
from assistant.core.papers.request import Request
from assistant.core.purpose import wish_of
from assistant.core.reading import Reading, SlotReading, read
from assistant.core.recogniser import Slot
from assistant.core.sheet import Sheet
from assistant.edge.desk import Office
from assistant.edge.render import ShownBlock

RESTART = "/restart"
_SHOWN: tuple[Slot, ...] = ("playbook", "trigger", "persona", "phase", "urgency", "loop")


def _slot(office: Office, slot: SlotReading) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "verdict": slot.verdict, "id": slot.id, "rivals": list(slot.rivals), "why": office.renderer.why(slot.why),
    }
    if slot.others:
        shown["others"] = list(slot.others)
    return shown


def reading_as_json(office: Office, reading: Reading) -> dict[str, Any]:
    """The reading's slots, and the roles that are only mentioned."""
    slots: dict[str, Any] = {name: _slot(office, reading.slot(name)) for name in _SHOWN}
    return {**slots, "mentioned": list(reading.mentioned), "language": reading.language}


def _blocks(blocks: Iterable[ShownBlock]) -> list[dict[str, Any]]:
    return [
        {
            "name": b.name, "title": b.title,
            "lines": [
                {"text": x.text, "grade": x.grade or None, "sources": list(x.sources)}
                | ({"letter": x.letter} if x.letter else {})
                for x in b.lines
            ],
        }
        for b in blocks
    ]  # fmt: skip


def sheet_as_json(office: Office, sheet: Sheet | None) -> dict[str, Any] | None:
    """A view in words, block by block, and what it was made from as plain data."""
    if sheet is None:
        return None
    shown = office.renderer.sheet(sheet)
    return {
        "name": shown.name, "title": shown.title, "grade": sheet.grade.value, "blocks": _blocks(shown.blocks),
        "data": [dict(x) for x in sheet.data],
    }


def advice_as_json(office: Office, advice: Advice | None) -> dict[str, Any] | None:
    """The advice in words, block by block, each line with its grade and its sources."""
    if advice is None:
        return None
    blocks = _blocks(office.renderer.advice(advice))
    return {"headline": office.renderer.headline(advice), "grade": advice.grade.value, "blocks": blocks}


def ask_object(office: Office, text: str, asking: Slot | None = None, playbook: str | None = None) -> dict[str, Any]:
    """One text read on its own; with advice where it fills everything."""
    text = clean(text)
    wish = wish_of(text)
    reading = read(wish.rest, office.desk.library, office.desk.known, asking=asking, playbook=playbook)
    state = office.begin().now.following(reading.language)
    office = office.in_(state.language)
    brief, _ = merge(office.desk.library, Brief(playbook=playbook), reading, correcting=False)
    brief, _ = wished(brief, wish)
    state = ordered(replace(state, brief=brief), wish)
    made = outcome(office.desk, state) if brief.complete else None
    return {
        "text": text, "reading": reading_as_json(office, reading), "brief": brief.ids(),
        "advice": advice_as_json(office, made.advice if made else None),
        **(_paper(office, brief, made.paper) if made else {}),
    }


def _paper(office: Office, brief: Brief, request: Request | None) -> dict[str, Any]:
    """The paper of a turn, where there is one."""
    if request is None:
        return {}
    from assistant.doors.papers import paper_object  # noqa: PLC0415 few turns ask for a paper

    return {"paper": paper_object(office, brief, request)}


def turn_object(office: Office, conversation: Conversation, say: Say, text: str) -> dict[str, Any]:
    """One turn of a conversation. A turn that was no answer ("zurück", "hilfe") has an empty reading."""
    state = conversation.now
    office = office.in_(state.language)
    reading = say.reading or Reading(text)
    choices = [{"slot": c.slot, "id": c.id, "label": office.renderer.choice(c, state.brief)} for c in say.choices]
    said = {
        "text": text, "reading": reading_as_json(office, reading), "say": office.renderer.say(say.parts),
        "asked": state.asked, "choices": choices, "brief": state.brief.ids(), "language": state.language,
    }
    quiz = {"number": state.quiz.at + 1, "right": state.quiz.right} if state.quiz else None
    return {
        **said, "advice": advice_as_json(office, say.advice), "view": sheet_as_json(office, say.sheet), "quiz": quiz,
        "scores": [list(s) for s in state.scores], **_made(office, state, say),
    }


def _made(office: Office, state: State, say: Say) -> dict[str, Any]:
    """The paper and the map of a turn, where there are any."""
    made = _paper(office, state.brief, say.paper)
    if say.map is None:
        return made
    from assistant.doors.maps import map_object  # noqa: PLC0415 few turns ask for a map

    return made | {"map": map_object(office.renderer.in_(state.language), say.map)}


def dump(obj: dict[str, Any]) -> str:
    return json.dumps(obj, ensure_ascii=False)


def batch(office: Office, lines: Iterable[str], asking: Slot | None, playbook: str | None) -> Iterator[str]:
    """One object per line of input, in order; an empty line gives an empty reading."""
    for line in lines:
        yield dump(ask_object(office, line.rstrip("\n"), asking, playbook))


def chat(office: Office, lines: Iterable[str]) -> Iterator[str]:
    """A conversation, one object per line of input; `news` where playbooks have changed on disk since the line before."""
    from assistant.edge.evidence_keeper import turn  # noqa: PLC0415 a single line needs no conversation

    conversation = office.begin()
    for line in lines:
        text = clean(line.rstrip("\n"))
        if text.strip() == RESTART:
            conversation = office.begin()
        office, news = office.current()
        conversation = conversation if office.keeps(conversation) else office.begin()
        conversation, say = turn(office, conversation, text)
        yield dump(turn_object(office, conversation, say, text) | ({"news": news} if news else {}))
