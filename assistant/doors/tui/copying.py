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
        """Copies and returns what to tell the person (`again`: what else there is). Raises OSError."""
        tool = await asyncio.to_thread(self._native, text)
        if tool:
            return f"{labels['copied']} ({tool}). {again}".rstrip()
        if self._hoped != text and clipboard.terminal_may_copy(text):
            self._hoped = text
            to_terminal(text)
            return f"{labels['copy-hoped']} {again}".rstrip()
        return f"{labels['copy-file']} {await self._saved(text, '.txt')} {again}".rstrip()

    async def save(self, text: str, labels: Labels, suffix: str) -> str:
        """Writes a new file and returns what to tell the person. Raises OSError."""
        return f"{labels['saved-to']} {await self._saved(text, suffix)}"

    @staticmethod
    async def _saved(text: str, suffix: str) -> str:
        return str(await asyncio.to_thread(clipboard.save, text, places.data() / "copies", suffix))
