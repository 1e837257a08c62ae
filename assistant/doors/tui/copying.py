"""Copying from the screen: the system's tool, then the terminal, then a file; and says which of these it was."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from assistant.doors.tui.words import Labels
from assistant.edge import clipboard, places


class Copier:
    """Remembers what was only handed to the terminal: asking for it again gives a file."""

    def __init__(self, native: Callable[[str], str | None] = clipboard.native) -> None:
        self._native = native
        self._hoped = ""

    async def copy(self, text: str, to_terminal: Callable[[str], None], labels: Labels, again: str = "") -> str:
        """Copies and returns what to tell the person (`again`: how to get more than hope). Raises OSError."""
        tool = await asyncio.to_thread(self._native, text)
        if tool:
            return f"{labels['copied']} ({tool})"
        if self._hoped != text and clipboard.terminal_may_copy(text):
            self._hoped = text
            to_terminal(text)
            return f"{labels['copy-hoped']} {again}".rstrip()
        path = await asyncio.to_thread(clipboard.save, text, places.data() / "copies")
        return f"{labels['copy-file']} {path}"
