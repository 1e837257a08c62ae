"""What the text in the prompt may become: offered, marked, taken. Nothing is taken by itself."""

from __future__ import annotations

from typing import Any

from textual.message import Message
from textual.widgets import TextArea


class Offering(TextArea, inherit_bindings=False):
    """A text area to which something can be offered for its whole text."""

    class Marked(Message):
        """Another offer is marked."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.marked = 0
        self._offers: tuple[str, ...] = ()

    @property
    def full_text(self) -> str:
        """The text with everything that it stands for."""
        return self.text

    @property
    def at_end(self) -> bool:
        """Whether the cursor stands behind the last letter, with nothing selected."""
        return self.cursor_location == self.document.end and self.selection.is_empty

    def offer(self, wholes: tuple[str, ...]) -> None:
        """What the text may become while it stays as it is; the first is marked."""
        self._offers, self.marked = wholes, 0

    def _flush(self) -> None:
        """Puts what is still on its way into the text."""

    def action_accept(self) -> None:
        """The marked offer takes the place of what was typed; nothing is sent."""
        self._flush()
        if self._offers and self.full_text == self.text:
            self._replace_via_keyboard(self._offers[self.marked], self.document.start, self.document.end)
            self.move_cursor(self.document.end)

    def action_right_or_accept(self) -> None:
        (self.action_accept if self.at_end and self._offers else self.action_cursor_right)()

    def _mark(self, direction: int) -> None:
        self.marked = (self.marked + direction) % len(self._offers)
        self.post_message(self.Marked())
