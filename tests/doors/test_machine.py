"""JSON: the documented schema, order, restart."""

import json

import jsonschema
import pytest

from assistant.core.purpose import PURPOSES
from assistant.doors import machine

SLOT = {
    "type": "object",
    "required": ["verdict", "id", "rivals", "why"],
    "properties": {
        "verdict": {"enum": ["sure", "unsure", "lost"]},
        "id": {"type": ["string", "null"]},
        "rivals": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
        "why": {"type": "array", "items": {"type": "string", "minLength": 1}},
        "others": {"type": "array", "items": {"type": "string"}},
    },
    "additionalProperties": False,
}
READING = {
    "type": "object",
    "required": ["playbook", "trigger", "persona", "phase", "urgency", "loop", "mentioned", "language"],
    "properties": {
        **dict.fromkeys(("playbook", "trigger", "persona", "phase", "urgency", "loop"), SLOT),
        "mentioned": {"type": "array", "items": {"type": "string"}},
        "language": {"enum": ["de", "en", None]},
    },
    "additionalProperties": False,
}
BRIEF = {
    "type": "object",
    "required": ["playbook", "trigger", "persona", "phase", "urgency", "loops", "open", "inferred", "mentioned",
                 "purpose", "tone"],
    "properties": {
        **{s: {"type": ["string", "null"]} for s in ("playbook", "trigger", "phase", "urgency", "tone")},
        "purpose": {"enum": [*PURPOSES, None]},
        "mentioned": {"type": "array", "items": {"type": "string"}},
        "persona": {"type": "array", "items": {"type": "string"}},
        "loops": {"type": "array", "items": {"type": "object", "required": ["reason", "words", "from", "to"]}},
        "open": {"type": "array"},
        "inferred": {"type": "array"},
    },
    "additionalProperties": False,
}
LINE = {
    "type": "object",
    "required": ["text", "grade", "sources"],
    "properties": {"text": {"type": "string", "minLength": 1}, "grade": {"enum": [*"ABCDEFZ", None]}},
}
ADVICE = {
    "type": ["object", "null"],
    "required": ["headline", "grade", "blocks"],
    "properties": {
        "blocks": {
            "type": "array",
            "items": {"type": "object", "properties": {"lines": {"type": "array", "items": LINE, "minItems": 1}}},
        }
    },
}
VIEW = {
    "type": ["object", "null"],
    "required": ["name", "title", "grade", "blocks", "data"],
    "properties": {
        **ADVICE["properties"],  # type: ignore[dict-item]  # a schema is plain data
        "name": {"enum": ["centre", "gaps", "journey", "why"]}, "data": {"type": "array", "items": {"type": "object"}},
        "title": {"type": "string", "minLength": 1}, "grade": {"enum": [*"ABCDEFZ"]},
    },
    "additionalProperties": False,
}
PAPER = {
    "type": "object",
    "required": ["kind"],
    "properties": {
        **{key: {"type": "string", "minLength": 1} for key in ("kind", "title", "language", "audience", "refused")},
        "parts": {"type": "array", "items": {"type": "object", "required": ["letter", "name", "markdown"]}, "minItems": 1},
        "footer": {"type": "array", "items": {"type": "string"}},
        "example": {"type": ["string", "null"]},
        "notes": {"type": "array", "items": {"type": "string"}},
    },
    "additionalProperties": False,
}
ASK = {
    "type": "object",
    "required": ["text", "reading", "brief", "advice"],
    "properties": {"text": {"type": "string"}, "reading": READING, "brief": BRIEF, "advice": ADVICE, "paper": PAPER},
    "additionalProperties": False,
}
MAP = {
    "type": "object",
    "required": ["kind", "title", "markdown", "footer", "example"],
    "properties": {
        "kind": {"enum": ["journey", "centre"]}, "title": {"type": "string"}, "markdown": {"type": "string", "minLength": 1},
        "footer": {"type": "array", "items": {"type": "string"}}, "example": {"type": ["string", "null"]},
    },
    "additionalProperties": False,
}  # fmt: skip
TURN = {
    "type": "object",
    "required": ["text", "reading", "say", "asked", "choices", "brief", "advice", "view", "quiz", "scores", "language"],
    "properties": {
        "text": {"type": "string"}, "reading": READING, "say": {"type": "string", "minLength": 1},
        "asked": {"enum": ["trigger", "persona", "phase", "playbook", None]},
        "choices": {
            "type": "array",
            "maxItems": 5,
            "items": {"type": "object", "required": ["slot", "id", "label"]},
        },
        "view": VIEW, "quiz": {"type": ["object", "null"], "required": ["number", "right"]}, "scores": {"type": "array"},
        "brief": BRIEF, "advice": ADVICE, "language": {"enum": ["de", "en"]}, "paper": PAPER, "map": MAP,
    },
    "additionalProperties": False,
}
DEMO = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"


@pytest.mark.parametrize("text", [DEMO, "", "GF drängt", "asdf", "[/nope] [bold]", "call with the CFO, comparing vendors"])
def test_ask_keeps_the_schema(office, text):
    found = json.loads(machine.dump(machine.ask_object(office, text)))
    jsonschema.validate(found, ASK)
    assert found["text"] == text


def test_id_only_where_sure_and_rivals_only_where_unsure(office):
    for text in (DEMO, "GF drängt", "asdf", "sie vergleichen"):
        for slot in machine.ask_object(office, text)["reading"].values():
            if isinstance(slot, dict):
                assert (slot["id"] is not None) == (slot["verdict"] == "sure")
                assert bool(slot["rivals"]) == (slot["verdict"] == "unsure")


def test_batch_keeps_the_order(office):
    lines = [DEMO + "\n", "\n", "mit dem CFO\n"]
    found = [json.loads(x) for x in machine.batch(office, lines, None, None)]
    assert [x["text"] for x in found] == [DEMO, "", "mit dem CFO"]


def test_chat_keeps_the_schema_and_the_brief_grows(office):
    turns = ["die Stanze ist ausgefallen", "mit der Produktionsleiterin", "nein, CFO", "zurück", "warum?", "/restart", "hilfe", "quiz", "1",
             "ende", "/restart", DEMO, "wer fehlt noch?", "heatmap", "karte", "warum B?", "Ich bin neu"]
    found = [json.loads(x) for x in machine.chat(office, [t + "\n" for t in turns])]
    for turn in found:
        jsonschema.validate(turn, TURN)
    assert [t["brief"]["persona"] for t in found[:7]] == [[], ["production"], ["finance"], ["production"], ["production"], [], []]
    assert found[5]["brief"]["trigger"] is None


def test_reasons_come_in_the_language_of_the_line(office):
    english = machine.ask_object(office, "we are meeting with the CFO")
    assert "spoken to" in english["reading"]["persona"]["why"][0]
    german = machine.ask_object(office, "wir sprechen mit dem CFO")
    assert "angesprochen" in german["reading"]["persona"]["why"][0]


def test_restart_begins_in_the_first_language_again(office):
    turns = ["we need a replacement for the press that broke down", "/restart", "stanze defekt"]
    found = [json.loads(x) for x in machine.chat(office, [t + "\n" for t in turns])]
    assert [t["language"] for t in found] == ["en", "de", "de"]


def test_same_input_same_output(office):
    assert machine.ask_object(office, DEMO) == machine.ask_object(office, DEMO)


def test_a_paper_comes_with_its_turn(office):
    turns = [json.loads(x) for x in machine.chat(office, [DEMO, "gesprächsblatt", "checkliste"])]
    for turn in turns:
        jsonschema.validate(turn, TURN)
    assert "paper" not in turns[0]
    assert turns[1]["paper"]["parts"][0]["letter"] == "A"
    assert turns[2]["paper"]["refused"]
