"""Copying from the screen: formatted where the system can carry that and plain text at once, else plain by the system's
tool, then the terminal, then a file; and says which of these it was."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from assistant.doors.tui.words import Labels
from assistant.edge import clipboard, places, rich_clipboard

Rich = Callable[[str, str, bool], "rich_clipboard.Copied | None"]  # HTML, plain text, whether HTML alone will do


def formatted(html: str, plain: str, alone: bool) -> rich_clipboard.Copied | None:
    """Copies with the system's own tool."""
    return rich_clipboard.copy(html, plain, html_alone=alone)


class Copier:
    """Remembers what was only handed to the terminal: asking for it again gives a file. Without `rich` it copies plain
    text alone."""

    def __init__(self, native: Callable[[str], str | None] = clipboard.native, rich: Rich | None = None) -> None:
        self._native, self._rich = native, rich
        self._hoped = ""

    async def copy(
        self, text: str, to_terminal: Callable[[str], None], labels: Labels, again: str = "", *, html: str = "", alone: bool = False,
    ) -> str:  # fmt: skip
        """Copies and returns what to tell the person (`again`: what else there is). `html` = the same text formatted;
        with `alone` it is taken where nothing else can be pasted then. Raises OSError."""
        rich = await asyncio.to_thread(self._rich, html, text, alone) if html and self._rich else None
        if rich:
            both = rich_clipboard.PLAIN in rich.kinds
            return f"{labels['copied']} ({rich.tool}), {labels['copied-rich' if both else 'copied-html']} {again}".rstrip()
        tool = await asyncio.to_thread(self._native, text)
        if tool:
            plain = f", {labels['copied-plain']}" if html else "."
            return f"{labels['copied']} ({tool}){plain} {again}".rstrip()
        if self._hoped != text and clipboard.terminal_may_copy(text):
            self._hoped = text
            to_terminal(text)
            return f"{labels['copy-hoped']} {again}".rstrip()
        path = await asyncio.to_thread(clipboard.save, text, places.data() / "copies")
        return f"{labels['copy-file']} {path} {again}".rstrip()
