"""What the screen looks like, letter by letter, at the four sizes and with menu and ASCII; colours of high contrast.

After a change that is meant: UPDATE_SCREENS=1 python -m pytest -n 0 tests/tui/test_screens.py, then read the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from assistant.doors.tui import theme
from tests.tui.conftest import DEMO, Opener, Screen

FOLDER = Path(__file__).parent / "screens"


def _compare(s: Screen, name: str) -> None:
    path, shown = FOLDER / f"{name}.txt", s.text() + "\n"
    if os.environ.get("UPDATE_SCREENS"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (120, 36), (160, 48)])
async def test_the_answer_at_each_size(screen: Opener, size: tuple[int, int]) -> None:
    async with screen(size) as s:
        await s.send(DEMO)
        _compare(s, f"answer-{size[0]}x{size[1]}")


async def test_the_first_screen(screen: Opener) -> None:
    async with screen() as s:
        _compare(s, "first-80x24")


async def test_the_menu(screen: Opener) -> None:
    async with screen() as s:
        await s.press("f9")
        await s.until(lambda: "Menü" in s.text() and len(s.app.screen_stack) > 1)
        _compare(s, "menu-80x24")


async def test_ascii(screen: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_ASCII", "1")
    async with screen((80, 24)) as s:
        await s.send(DEMO)
        _compare(s, "ascii-80x24")


@pytest.mark.parametrize("name", ["contrast", "light", "dark"])
async def test_nothing_is_drawn_in_a_colour_of_another_theme(screen: Opener, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("ASSISTANT_THEME", name)
    async with screen((120, 36)) as s:
        await s.send(DEMO)
        await s.type("nein, Einkauf")
        await s.until(lambda: s.main.guesses)
        picture = s.app.export_screenshot()
        drawn = set(re.findall(r"fill(?:=\"|: )(#[0-9a-f]{6})", picture[picture.index('-matrix">') :]))
        drawn |= set(re.findall(r"rect fill=\"(#[0-9a-f]{6})", picture)) - {"#292929"}  # the frame of the picture
        assert drawn
        assert drawn <= set(theme.PALETTES[name].values()), drawn
