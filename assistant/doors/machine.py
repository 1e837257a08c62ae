"""JSON out: one object per line. The schema stands in README.md and is tested."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from assistant.core.advice import Advice, advise
from assistant.core.brief import Brief
from assistant.core.gate import clean
from assistant.core.guide import Conversation, Say, step
from assistant.core.merge import merge
from assistant.core.reading import Reading, SlotReading, read
from assistant.core.recogniser import Slot
from assistant.doors.papers import paper_object
from assistant.edge.desk import Office

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


def advice_as_json(office: Office, advice: Advice | None) -> dict[str, Any] | None:
    """The advice in words, block by block, each line with its grade and its sources."""
    if advice is None:
        return None
    blocks = [
        {
            "name": b.name, "title": b.title,
            "lines": [{"text": x.text, "grade": x.grade or None, "sources": list(x.sources)} for x in b.lines],
        }
        for b in office.renderer.advice(advice)
    ]
    return {"headline": office.renderer.headline(advice), "grade": advice.grade.value, "blocks": blocks}


def ask_object(office: Office, text: str, asking: Slot | None = None, playbook: str | None = None) -> dict[str, Any]:
    """One text read on its own; with advice where it fills everything."""
    text = clean(text)
    reading = read(text, office.desk.library, office.desk.known, asking=asking, playbook=playbook)
    office.renderer.speaking(office.begin().now.following(reading.language).language)
    brief, _ = merge(office.desk.library, Brief(playbook=playbook), reading, correcting=False)
    advice = advise(office.desk.library, brief, office.desk.today) if brief.complete else None
    return {
        "text": text, "reading": reading_as_json(office, reading), "brief": brief.ids(),
        "advice": advice_as_json(office, advice),
    }


def turn_object(office: Office, conversation: Conversation, say: Say, text: str) -> dict[str, Any]:
    """One turn of a conversation. A turn that was no answer ("zurück", "hilfe") has an empty reading."""
    state = conversation.now
    office.renderer.speaking(state.language)
    reading = say.reading or Reading(text)
    choices = [{"slot": c.slot, "id": c.id, "label": office.renderer.choice(c, state.brief)} for c in say.choices]
    paper = {"paper": paper_object(office, state.brief, say.paper)} if say.paper else {}
    return {
        "text": text, "reading": reading_as_json(office, reading), "say": office.renderer.say(say.parts),
        "asked": state.asked, "choices": choices, "brief": state.brief.ids(),
        "advice": advice_as_json(office, say.advice), "language": state.language, **paper,
    }


def dump(obj: dict[str, Any]) -> str:
    return json.dumps(obj, ensure_ascii=False)


def batch(office: Office, lines: Iterable[str], asking: Slot | None, playbook: str | None) -> Iterator[str]:
    """One object per line of input, in order; an empty line gives an empty reading."""
    for line in lines:
        yield dump(ask_object(office, line.rstrip("\n"), asking, playbook))


def chat(office: Office, lines: Iterable[str]) -> Iterator[str]:
    """A conversation, one object per line of input."""
    conversation = office.begin()
    for line in lines:
        text = clean(line.rstrip("\n"))
        if text.strip() == RESTART:
            conversation = office.begin()
        conversation, say = step(office.desk, conversation, text)
        yield dump(turn_object(office, conversation, say, text))
