"""Colours and layout. All colours stand in the xterm-256 cube or its greys; contrast is tested at 4.5:1 or more."""

from __future__ import annotations

import os
from typing import Any

from textual.theme import Theme

DARK = {
    "background": "#121212", "surface": "#262626", "panel": "#1c1c1c", "foreground": "#dadada", "muted": "#a8a8a8",
    "rule": "#585858", "primary": "#87d7ff", "you": "#ffd787", "good": "#87d787", "weak": "#d7af87", "bad": "#ff8787",
    "cursor": "#87d7ff", "cursor-text": "#121212", "chosen": "#005f87", "chosen-text": "#ffffff",
}  # fmt: skip
LIGHT = {
    "background": "#ffffff", "surface": "#eeeeee", "panel": "#e4e4e4", "foreground": "#1c1c1c", "muted": "#4e4e4e",
    "rule": "#a8a8a8", "primary": "#005f87", "you": "#5f00af", "good": "#005f00", "weak": "#875f00", "bad": "#af0000",
    "cursor": "#005f87", "cursor-text": "#ffffff", "chosen": "#afd7ff", "chosen-text": "#000000",
}  # fmt: skip


def _derived(c: dict[str, str]) -> dict[str, str]:
    """Textual's own names that we use, so that none of its blended shades reaches the screen."""
    return {
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


def _theme(name: str, c: dict[str, str], *, dark: bool) -> Theme:
    return Theme(
        name, primary=c["primary"], secondary=c["primary"], accent=c["you"], warning=c["weak"], error=c["bad"],
        success=c["good"], foreground=c["foreground"], background=c["background"], surface=c["surface"],
        panel=c["panel"], dark=dark, variables={**c, **_derived(c)},
    )  # fmt: skip


THEMES = (_theme("assistant-dark", DARK, dark=True), _theme("assistant-light", LIGHT, dark=False))


def wanted() -> str:
    """Dark unless the person or the terminal says that its background is light."""
    chosen = os.environ.get("ASSISTANT_THEME", "")
    if chosen in ("light", "dark"):
        return f"assistant-{chosen}"
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "assistant-light" if background in ("7", "15") else "assistant-dark"


def defaults() -> dict[str, Any]:
    """The variables of the dark theme, for the moment before a theme is set."""
    return {**DARK, **_derived(DARK)}


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
Prompt .text-area--cursor { background: $cursor; color: $cursor-text; text-style: none; }
Prompt .text-area--selection { background: $chosen; color: $chosen-text; }
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
ModalScreen { background: $background 60%; align: center middle; }
Sheet { width: 76; max-width: 96%; min-width: 1; height: auto; max-height: 96%; background: $panel; padding: 0 1;
        border: solid $primary; }
.plain Sheet { border: ascii $primary; }
Sheet Say { min-width: 1; width: 100%; height: auto; }
Sheet .title { color: $primary; text-style: bold; margin-bottom: 1; }
Sheet .foot { color: $muted; margin-top: 1; }
Sheet .item { padding-left: 2; }
Help Sheet { width: 100; }
Sheet OptionList { min-width: 1; height: auto; max-height: 16; border: none; padding: 0; background: $panel; color: $foreground;
                   scrollbar-size-vertical: 1; }
Sheet OptionList:focus { border: none; background-tint: $panel 0%; }
Sheet Scroller { min-width: 1; height: auto; max-height: 22; scrollbar-size-vertical: 1; background: $panel; }
.low Sheet { height: 96%; }
.low Sheet .title { margin: 0; height: 1; }
.low Sheet .foot { display: none; }
.low Sheet OptionList, .low Sheet Scroller { height: 1fr; max-height: 100%; }
"""
