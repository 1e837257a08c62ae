"""A thousand turns of anything at all – keys, pastes, sizes, lines – the same each time: nothing raises, nothing is lost.

Turns are taken by the conversation itself, as every door hands them on; keys and sizes by the screen.
"""

from __future__ import annotations

import random

from textual import events

from assistant.core.dialogue import Conversation
from assistant.core.gate import clean
from assistant.core.guide import step
from assistant.doors import line
from assistant.edge.desk import Office
from tests.scenarios.kit import HOSTILE, MEETING, POISON, SIGNS
from tests.tui.conftest import DEMO, Opener

LINES = (
    DEMO, MEETING, "nein, CIO", "+Einkauf", "ohne Einkauf", "zurück", "vor", "neu", "heatmap", "karte", "wer fehlt noch?", "quiz", "1", "2", "5",
    "weiß nicht", "warum?", "warum C?", "gesprächsblatt", "mail danach", "kürzer", "kürzer B", "förmlicher", "ohne ‚Maschine‘", "auf Englisch",
    "auf Deutsch", "English please", "Deutsch bitte", "papiere", "empfehlung", "brief", "hilfe", "what is a trigger", "ERP-Wartung läuft aus",
    "they had an outage", "LinkedIn-Text für IT-Leitung, ruhig", "", "???", HOSTILE, POISON, SIGNS, "x" * 3000, "a\nb\nc", "日本語", "\x00", "9" * 400,
)  # fmt: skip
KEYS = (
    "enter", "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "escape", "tab", "ctrl+z", "ctrl+y", "ctrl+a", "ctrl+c", "ctrl+x",
    "ctrl+v", "ctrl+j", "backspace", "delete", "f1", "f2", "f3", "f4", "f9", "ctrl+p", "1", "2", "9", "a", "?", "/", "ö", "space",
)  # fmt: skip
SIZES = ((1, 1), (40, 10), (39, 30), (80, 24), (120, 36), (160, 48), (250, 3), (20, 80))
TURNS = 1_000


def test_a_thousand_turns_are_always_answered(office: Office) -> None:
    dice = random.Random(11)
    talk: Conversation = office.begin()
    for number in range(TURNS):
        text = dice.choice(LINES)
        if dice.random() < 0.2:
            at = dice.randrange(len(text) + 1)
            text = text[:at] + dice.choice("§[\x1b\u202eß😀 ,") + text[at:]
        talk, say = step(office.desk, talk, clean(text))
        assert say.parts or say.advice or say.paper, text
        if number % 10 == 0:
            answer = line.say_text(office, talk, say)
            assert answer.strip(), text
            assert "\x1b" not in answer


async def test_keys_pastes_and_sizes_in_any_order(screen: Opener) -> None:
    dice = random.Random(23)
    async with screen((120, 36)) as s:
        for _ in range(250):
            kind = dice.random()
            if kind < 0.6:
                await s.pilot.press(dice.choice(KEYS))
            elif kind < 0.8:
                s.app.post_message(events.Paste(dice.choice(LINES)))
            else:
                await s.pilot.resize_terminal(*dice.choice(SIZES))
        await s.pilot.resize_terminal(80, 24)
        while len(s.app.screen_stack) > 1:
            await s.press("escape")
        await s.press("escape")
        assert s.app.is_running
        assert "Unerwarteter" not in s.said()
        assert "Unexpected" not in s.said()
        await s.send("hilfe")
