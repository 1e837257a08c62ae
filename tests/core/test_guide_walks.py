"""Random walks: no dead end in a thousand turns, every step back restores what stood there, byte for byte."""

from __future__ import annotations

import json
import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.doors.line import say_text
from tests.conftest import Talk

SAID = [
    "stanze defekt, produktionsleiterin, brauchen sofort ersatz", "die ERP-Wartung läuft aus", "nein, CFO", "+Einkauf +GF",
    "ohne Einkauf", "zurück", "vor", "neu", "warum?", "warum C?", "weiß nicht", "1", "2", "3", "4", "5", "9", "", "???",
    "was ist ein Trigger", "asdf", "Budget gestrichen, alles auf Anfang", "alles zurück auf Anfang", "auf Englisch", "english",
    "auf Deutsch", "wer fehlt noch?", "sie vergleichen Anbieter", "mit der GF", "nicht der Einkauf", "hilfe", "quiz", "ende",
    "heatmap", "karte", "beispiel", "Ich bin neu", "gesprächsblatt", "LinkedIn-Text für die IT, ruhig", "etwas anderes",
    "ganze Empfehlung", "nochmal", "mit der Rechtsabteilung", "Termin mit dem Marketing", "team nutzt testversion", "hallo", "stand",
]  # fmt: skip
ENDS = ("ask", "anything", "example", "quiz/question", "empty-line", "no-further", "need-topic")


def _bytes(talk: Talk) -> str:
    return json.dumps(talk.state.to_dict(), ensure_ascii=False)


def test_no_dead_end_in_a_thousand_turns(desk, office):
    """C16: each turn ends with something to do next; each digit that is shown works."""
    draw = random.Random(20261121)
    talk = Talk(desk)
    for _ in range(1000):
        say = talk.say(draw.choice(SAID))
        assert say.parts[-1].name.startswith(ENDS), say.parts
        assert len(say.choices) <= 5
        assert not say.choices or say.choices == talk.state.choices, say.choices
        if draw.random() < 0.05:
            assert say_text(office, talk.conversation, say).strip()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([s for s in SAID if s not in ("zurück", "vor")]) | st.text(max_size=20), max_size=10))
def test_every_step_back_restores_the_state_byte_for_byte(desk, texts):
    """C6: back to the start, and forward again."""
    talk = Talk(desk)
    states = [_bytes(talk)]
    for text in texts:
        talk.say(text)
        if _bytes(talk) != states[-1]:
            states.append(_bytes(talk))
    depth = len(talk.conversation.past)
    assert depth == len(states) - 1
    for expected in reversed(states[:-1]):
        talk.say("zurück")
        assert _bytes(talk) == expected
    for expected in states[1:]:
        talk.say("vor")
        assert _bytes(talk) == expected


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(SAID), min_size=1, max_size=12))
def test_the_same_lines_give_the_same_conversation(desk, texts):
    one, other = Talk(desk), Talk(desk)
    assert [one.say(t) for t in texts] == [other.say(t) for t in texts]
    assert _bytes(one) == _bytes(other)
