"""Colours that can be read: in the full cube, in 256 and 16 colours, in grey; and the theme each terminal gets."""

from __future__ import annotations

from itertools import product

import pytest
from rich.color import Color, ColorSystem
from textual.color import Color as Shade

from assistant.doors.tui import theme
from tests.tui.conftest import Opener

TEXTS = ("foreground", "muted", "primary", "you", "good", "weak", "bad")
PAIRS = [*product(TEXTS, ("background", "panel", "surface")), ("cursor-text", "cursor"), ("chosen-text", "chosen")]
COLOURED = [name for name in theme.PALETTES if name != "terminal"]
# What xterm draws for the sixteen: other terminals differ, most of them towards more contrast.
XTERM = (
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
)  # fmt: skip


def _drawn(color: str, depth: str) -> tuple[int, int, int]:
    """The colour as a terminal of this depth draws it."""
    if depth == "grey":  # what Textual does for NO_COLOR
        return Shade.parse(color).monochrome.rgb
    if depth == "16":
        return XTERM[Color.parse(color).downgrade(ColorSystem.STANDARD).number or 0]
    shown = Color.parse(color)
    return tuple((shown.downgrade(ColorSystem.EIGHT_BIT) if depth == "256" else shown).get_truecolor())  # type: ignore[return-value]


def _contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    def luminance(color: tuple[int, int, int]) -> float:
        r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in (c / 255 for c in color))
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _cube(color: str) -> bool:
    parts = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    grey = len(set(parts)) == 1 and (parts[0] - 8) % 10 == 0 and parts[0] <= 238
    return grey or all(p in (0, 0x5F, 0x87, 0xAF, 0xD7, 0xFF) for p in parts)


@pytest.mark.parametrize("name", COLOURED)
def test_colours_stand_in_the_cube(name: str) -> None:
    assert all(_cube(c) for c in theme.PALETTES[name].values())


@pytest.mark.parametrize("depth", ["true", "256", "16", "grey"])
@pytest.mark.parametrize("setting", ["light", "dark", "contrast"])
def test_every_text_can_be_read_on_every_ground(setting: str, depth: str) -> None:
    name = theme.wanted(setting, 16 if depth == "16" else 256, {}).removeprefix("assistant-")
    colors = theme.PALETTES[name]
    least = 7 if setting == "contrast" else 4.5
    for text, ground in PAIRS:
        ratio = _contrast(_drawn(colors[text], depth), _drawn(colors[ground], depth))
        assert ratio >= least, (name, text, ground, ratio)


def test_the_terminals_own_colours_are_its_own_two() -> None:
    assert set(theme.PALETTES["terminal"].values()) == {"ansi_default"}


@pytest.mark.parametrize(
    ("setting", "colours", "environment", "name"),
    [
        ("auto", 256, {}, "dark"), ("auto", 16, {}, "dark-16"), ("auto", 256, {"COLORFGBG": "0;15"}, "light"),
        ("auto", 256, {"ASSISTANT_THEME": "light"}, "light"), ("dark", 256, {"ASSISTANT_THEME": "light"}, "dark"),
        ("light", 16, {}, "light-16"), ("contrast", 16, {}, "contrast"), ("terminal", 16, {}, "terminal"),
        ("auto", 256, {"ASSISTANT_THEME": "pink"}, "dark"),
    ],
)  # fmt: skip
def test_the_theme_follows_setting_terminal_and_depth(setting: str, colours: int, environment: dict[str, str], name: str) -> None:
    assert theme.wanted(setting, colours, environment) == f"assistant-{name}"


@pytest.mark.parametrize("name", theme.PALETTES)
async def test_without_colours_text_never_has_the_colour_of_its_ground(
    screen: Opener, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("ASSISTANT_THEME", name)
    async with screen() as s:
        strips = s.app.screen._compositor.render_strips()  # noqa: SLF001 what is really drawn
        for line_filter in s.app.get_line_filters():
            strips = [strip.apply_filter(line_filter, s.main.styles.background) for strip in strips]
        styles = [segment.style for strip in strips for segment in strip if segment.text.strip() and segment.style]
        assert styles
        assert all(style.color != style.bgcolor for style in styles)
