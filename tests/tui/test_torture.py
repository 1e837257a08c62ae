"""A short run of random keys, pastes, clicks and sizes, the same each time: nothing may raise or end the app."""

from __future__ import annotations

import random

from textual import events

from tests.tui.conftest import DEMO, Opener

KEYS = (
    "enter", "up", "down", "home", "end", "pageup", "pagedown", "escape", "tab", "ctrl+z", "ctrl+y", "ctrl+a", "ctrl+c",
    "ctrl+x", "ctrl+v", "ctrl+j", "backspace", "f1", "f2", "f4", "f9", "f3", "ctrl+p", "1", "9", "a", "?", "ö",
)  # fmt: skip
LINES = (DEMO, "nein, Einkauf", "neu", "[/nope] [bold]", "\x1b[2J x", "日本語 😀", "x" * 3000, "a\nb\nc")
SIZES = ((1, 1), (40, 10), (39, 30), (80, 24), (120, 36), (250, 3), (20, 80))


async def test_nothing_raises(screen: Opener) -> None:
    dice = random.Random(7)
    async with screen((120, 36)) as s:
        for _ in range(70):
            kind = dice.random()
            if kind < 0.55:
                await s.pilot.press(dice.choice(KEYS))
            elif kind < 0.75:
                s.app.post_message(events.Paste(dice.choice(LINES)))
            elif kind < 0.85:
                await s.pilot.resize_terminal(*dice.choice(SIZES))
            else:
                width, height = s.app.size
                row = dice.randrange(max(1, height - 1))  # the last one holds the way out
                await s.pilot.mouse_down(offset=(dice.randrange(width), row))
                await s.pilot.hover(offset=(dice.randrange(width), dice.randrange(height)))
                await s.pilot.mouse_up(offset=(dice.randrange(width), row))
        await s.pilot.resize_terminal(80, 24)
        assert s.app.is_running
        assert "Unerwarteter" not in s.said()
