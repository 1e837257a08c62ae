"""Colours and layout.

Every colour stands in the xterm-256 cube or its greys, so that 256 colours show what was meant; where the terminal has
only 16, each theme has a set that survives the rounding. Contrast is tested: 4.5:1 and more, high contrast 7:1.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from textual.theme import Theme

_DARK = {
    "background": "#121212", "surface": "#262626", "panel": "#1c1c1c", "foreground": "#dadada", "muted": "#a8a8a8",
    "rule": "#585858", "primary": "#87d7ff", "you": "#ffd787", "good": "#87d787", "weak": "#d7af87", "bad": "#ff8787",
    "cursor": "#87d7ff", "cursor-text": "#121212", "chosen": "#005f87", "chosen-text": "#ffffff",
}  # fmt: skip
_LIGHT = {
    "background": "#ffffff", "surface": "#eeeeee", "panel": "#e4e4e4", "foreground": "#1c1c1c", "muted": "#4e4e4e",
    "rule": "#a8a8a8", "primary": "#005f87", "you": "#5f00af", "good": "#005f00", "weak": "#5f5f00", "bad": "#af0000",
    "cursor": "#005f87", "cursor-text": "#ffffff", "chosen": "#afd7ff", "chosen-text": "#000000",
}  # fmt: skip
_CONTRAST = {
    "background": "#000000", "surface": "#000000", "panel": "#000000", "foreground": "#ffffff", "muted": "#d7d7d7",
    "rule": "#ffffff", "primary": "#00ffff", "you": "#ffff00", "good": "#00ff00", "weak": "#ffd700", "bad": "#ffd7d7",
    "cursor": "#ffff00", "cursor-text": "#000000", "chosen": "#ffffff", "chosen-text": "#000000",
}  # fmt: skip
_DARK_16 = {
    **_DARK, "background": "#000000", "surface": "#000000", "panel": "#000000", "foreground": "#ffffff",
    "chosen": "#ffffff", "chosen-text": "#000000", "cursor-text": "#000000",
}  # fmt: skip
_LIGHT_16 = {
    **_LIGHT, "surface": "#ffffff", "panel": "#ffffff", "foreground": "#000000", "muted": "#000000", "primary": "#0000af",
    "you": "#5f00af", "good": "#000000", "weak": "#870000", "bad": "#870000", "cursor": "#000000",
    "chosen": "#000000", "chosen-text": "#ffffff",
}  # fmt: skip
# The terminal's own two colours and nothing else: what a person has made legible there is legible here.
_TERMINAL = dict.fromkeys(_DARK, "ansi_default")
PALETTES: Mapping[str, Mapping[str, str]] = {
    "dark": _DARK, "light": _LIGHT, "contrast": _CONTRAST, "terminal": _TERMINAL, "dark-16": _DARK_16, "light-16": _LIGHT_16,
}  # fmt: skip


def _derived(c: Mapping[str, str]) -> dict[str, str]:
    """Textual's own names that we use, so that none of its blended shades reaches the screen; and what stands out by
    being turned round where there are no colours for it."""
    turned = "reverse" if c["chosen"] == "ansi_default" else "none"
    return {
        "chosen-style": turned, "cursor-style": turned, "ansi-background": c["background"], "ansi-foreground": c["foreground"],
        "block-cursor-background": c["chosen"], "block-cursor-foreground": c["chosen-text"],
        "block-cursor-text-style": "bold", "block-hover-background": c["panel"],
        "block-cursor-blurred-background": c["chosen"], "block-cursor-blurred-foreground": c["chosen-text"],
        "input-cursor-background": c["cursor"], "input-cursor-foreground": c["cursor-text"],
        "input-selection-background": c["chosen"], "input-selection-foreground": c["chosen-text"],
        "screen-selection-background": c["chosen"], "screen-selection-foreground": c["chosen-text"],
        "border": c["primary"], "border-blurred": c["rule"], "scrollbar": c["rule"], "scrollbar-hover": c["muted"],
        "scrollbar-active": c["primary"], "scrollbar-background": c["background"],
        "scrollbar-background-hover": c["background"], "scrollbar-background-active": c["background"],
        "scrollbar-corner-color": c["background"], "text": c["foreground"], "text-muted": c["muted"],
    }  # fmt: skip


def _theme(name: str, c: Mapping[str, str]) -> Theme:
    return Theme(
        f"assistant-{name}", primary=c["primary"], secondary=c["primary"], accent=c["you"], warning=c["weak"],
        error=c["bad"], success=c["good"], foreground=c["foreground"], background=c["background"], surface=c["surface"],
        panel=c["panel"], dark=not name.startswith("light"), ansi=name == "terminal", variables={**c, **_derived(c)},
    )  # fmt: skip


THEMES = tuple(_theme(name, palette) for name, palette in PALETTES.items())


def wanted(chosen: str, colours: int, environment: Mapping[str, str] = os.environ, *, grey: bool = False) -> str:
    """The name of the theme for this setting on a terminal with so many colours; "auto" means dark, unless the person
    (ASSISTANT_THEME) or the terminal (COLORFGBG) says otherwise. `grey`: Textual makes greys of all colours, which it
    cannot of the terminal's own: it would draw black on black."""
    if chosen == "auto":
        chosen = environment.get("ASSISTANT_THEME", "")
    if chosen not in PALETTES or (grey and chosen == "terminal"):
        background = environment.get("COLORFGBG", "").rpartition(";")[2]
        chosen = "light" if background in ("7", "15") else "dark"
    few = f"{chosen}-16"
    return f"assistant-{few if colours <= 16 and few in PALETTES else chosen}"  # noqa: PLR2004 the 16 of the name


def defaults() -> dict[str, Any]:
    """The variables of the dark theme, for the moment before a theme is set."""
    return {**_DARK, **_derived(_DARK)}


CSS = """
Screen { background: $background; color: $foreground; layout: vertical; }
Track, BriefBar, Rule, Live, Foot, TooSmall { min-width: 1; width: 100%; height: 1; text-wrap: nowrap; }
Track, BriefBar { padding: 0 1; }
BriefBar { height: 2; }
#middle { height: 1fr; width: 100%; layout: horizontal; min-height: 1; }
Chat { width: 1fr; height: 100%; min-width: 1; background: $background; scrollbar-gutter: stable;
       scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: auto; }
Panel { display: none; width: 40; min-width: 1; height: 100%; padding: 0 1; border-left: solid $rule; }
Live { height: 3; padding: 0 1; }
Prompt { height: auto; min-height: 1; max-height: 6; min-width: 1; width: 100%; padding: 0 1; background: $surface;
         color: $foreground; border: none; border-left: outer $you; scrollbar-size-vertical: 1; }
Prompt:focus { border: none; border-left: outer $you; }
Prompt .text-area--cursor { background: $cursor; color: $cursor-text; text-style: $cursor-style; }
Prompt .text-area--selection { background: $chosen; color: $chosen-text; text-style: $chosen-style; }
Prompt .text-area--placeholder { color: $muted; }
Foot { padding: 0 1; color: $muted; }
TooSmall { display: none; color: $foreground; }
Chat .chat--text { color: $foreground; }
Chat .chat--soft { color: $muted; }
Chat .chat--you { color: $you; text-style: bold; }
Chat .chat--title { color: $primary; text-style: bold; }
Chat .chat--head { color: $foreground; text-style: bold; }
Chat .chat--ask { color: $foreground; text-style: bold; }
Chat .chat--say { color: $foreground; text-style: bold; }
Chat .chat--choice { color: $foreground; }
Chat .chat--digit { color: $primary; text-style: bold; }
Chat .chat--note { color: $weak; }
Chat .chat--grade { color: $good; }
Chat .chat--weak { color: $weak; }
Toast { min-width: 1; width: auto; max-width: 90%; padding: 0 1; background: $panel; color: $foreground; margin: 0; }
Toast.-information { border-left: outer $primary; }
Toast.-warning { border-left: outer $weak; }
ToastRack { margin-bottom: 5; margin-right: 1; align: right bottom; }
.wide Panel { display: block; }
.wide BriefBar { display: none; }
.huge Panel { width: 60; }
.huge Live { height: 1; }
.tall Prompt { padding: 1 1; min-height: 3; max-height: 9; }
.short Track, .short Live { height: 1; }
.short BriefBar { height: 1; }
.low Track { display: none; }
.low Rule.-top { display: none; }
.tiny TooSmall { display: block; }
.tiny Track, .tiny BriefBar, .tiny Rule, .tiny Live, .tiny Foot, .tiny #middle, .tiny Panel { display: none; }
.tiny Prompt { border: none; padding: 0; }
.speck TooSmall { display: none; }
.plain Prompt { border-left: ascii $you; }
.plain Panel { border-left: ascii $rule; }
.plain Chat { scrollbar-size-vertical: 0; }
Screen > .screen--selection { text-style: $chosen-style; }
ModalScreen { background: $background 60%; align: center middle; }
ModalScreen:ansi { background: $background; }
Sheet { width: 76; max-width: 96%; min-width: 1; height: auto; max-height: 96%; background: $panel; padding: 0 1;
        border: solid $primary; }
.plain Sheet { border: ascii $primary; }
Sheet Say { min-width: 1; width: 100%; height: auto; }
Sheet .title { color: $primary; text-style: bold; margin-bottom: 1; }
Sheet .foot { color: $muted; margin-top: 1; }
Sheet .keys { margin: 1 0 0 0; }
Sheet .item { padding-left: 2; }
Help Sheet { width: 114; }
Listing { min-width: 1; width: 100%; height: auto; max-height: 16; background: $panel; scrollbar-size-vertical: 1; overflow-x: hidden; }
Listing .listing--text { color: $foreground; }
Listing .listing--lead { color: $primary; text-style: bold; }
Listing .listing--mark { color: $good; }
Listing .listing--tail { color: $muted; }
Listing .listing--chosen { background: $chosen; color: $chosen-text; text-style: $chosen-style; }
Finder .none { display: none; color: $weak; }
Finder.nothing .none { display: block; }
Finder.nothing Listing { display: none; }
Finder Sheet { height: 24; }
Finder Listing { height: 1fr; max-height: 100%; }
Sheet Scroller { min-width: 1; height: auto; max-height: 22; scrollbar-size-vertical: 1; background: $panel; }
.low Sheet { height: 96%; }
.low Sheet .title { margin: 0; height: 1; }
.low Sheet .foot { display: none; }
.low Sheet Listing, .low Sheet Scroller { height: 1fr; max-height: 100%; }
.plain Listing, .plain Scroller { scrollbar-size-vertical: 0; }
TextView { background: $background; align: left top; layout: vertical; }
TextView Say { height: 1; min-width: 1; width: 100%; padding: 0 1; color: $primary; text-style: bold; background: $panel; }
Reading, Reading:focus { height: 1fr; min-width: 1; width: 100%; border: none; padding: 0 1; background: $background;
          color: $foreground; scrollbar-size-vertical: 1; }
Reading .text-area--cursor { background: $cursor; color: $cursor-text; text-style: $cursor-style; }
Reading .text-area--selection { background: $chosen; color: $chosen-text; text-style: $chosen-style; }
"""
