"""A list to choose from: one virtual widget of strings, no markup, as quick with a thousand entries as with ten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from assistant.core.gate import clean
from assistant.doors.tui.signs import drawn
from assistant.doors.tui.wrap import cells, clip, shown

LEGIBLE = 14  # columns of its text below which a row gives up its tail
STYLES = ("text", "lead", "mark", "tail", "chosen")


@dataclass(frozen=True, slots=True)
class Item:
    """One row: `lead` before it (a digit), a `mark` where things are so now, and `tail` at its right edge (a key)."""

    id: str
    text: str
    lead: str = ""
    mark: bool = False
    tail: str = ""


def _line(text: str) -> str:
    """Behind the gate and on one row; runs of spaces stay, they make columns."""
    return shown(clean(text)).replace("\n", " ")


class Listing(ScrollView, can_focus=False):
    """Shows items and which of them is chosen. The screen around it has the keys."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"listing--{s}" for s in STYLES}

    class Taken(Message):
        """A row was clicked."""

        def __init__(self, id_: str) -> None:
            super().__init__()
            self.id = id_

    def __init__(self, items: Sequence[Item] = ()) -> None:
        super().__init__()
        self._items: tuple[Item, ...] = ()
        self._at = 0
        self.put(items)

    def put(self, items: Sequence[Item]) -> None:
        """Other items; the first is chosen."""
        self._items = tuple(replace(i, text=_line(i.text), tail=_line(i.tail)) for i in items)
        self._at = 0
        self.virtual_size = Size(1, len(self._items))
        self.refresh(layout=True)
        self._see()

    def mark(self, id_: str, *, on: bool) -> None:
        """Sets or takes away the mark of this row."""
        self._items = tuple(replace(i, mark=on) if i.id == id_ else i for i in self._items)
        self.refresh()

    @property
    def items(self) -> tuple[Item, ...]:
        return self._items

    @property
    def chosen(self) -> Item | None:
        return self._items[self._at] if self._items else None

    def choose(self, id_: str) -> None:
        """Marks the row of this id, if there is one."""
        self._at = next((n for n, item in enumerate(self._items) if item.id == id_), self._at)
        self._see()

    def move(self, rows: int) -> None:
        """So many rows on; it stops at both ends."""
        self._at = max(0, min(len(self._items) - 1, self._at + rows))
        self._see()

    def _see(self) -> None:
        height = max(1, self.scrollable_content_region.height)
        top = int(self.scroll_y)
        if not top <= self._at < top + height:
            self.scroll_to(y=self._at if self._at < top else self._at - height + 1, animate=False, force=True)
        self.refresh()

    def on_resize(self, _: events.Resize) -> None:
        self._see()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        at = int(self.scroll_y) + event.y
        if 0 <= at < len(self._items):
            self.post_message(self.Taken(self._items[at].id))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        at = int(self.scroll_y) + event.y
        if 0 <= at < len(self._items) and at != self._at:
            self._at = at
            self.refresh()

    def _pieces(self, item: Item, width: int) -> list[tuple[str, str]]:
        mark = drawn("✓ " if item.mark else "  ")
        tail = drawn(f" {item.tail} ") if item.tail and width > cells(item.tail) + LEGIBLE else ""
        room = max(1, width - cells(item.lead) - len(mark) - cells(tail))
        text = clip(item.text, room)
        return [
            (drawn(item.lead), "lead"), (mark, "mark"), (text + " " * max(0, room - cells(text)), "text"), (tail, "tail"),
        ]  # fmt: skip

    def render_line(self, y: int) -> Strip:
        at, width, base = int(self.scroll_y) + y, self.scrollable_content_region.width, self.rich_style
        if not 0 <= at < len(self._items):
            return Strip.blank(width, base)
        chosen = at == self._at
        segments = [
            Segment(text, base + self.get_component_rich_style(f"listing--{'chosen' if chosen else style}"))
            for text, style in self._pieces(self._items[at], width)
        ]
        return Strip(segments).adjust_cell_length(width, base)
