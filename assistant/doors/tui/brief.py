"""The brief of a narrow window: one or two rows. A click on a slot asks to change it."""

from __future__ import annotations

from textual import events
from textual.message import Message

from assistant.doors.tui.bars import Line, Piece
from assistant.doors.tui.signs import mark
from assistant.doors.tui.views import SIGNS, Mark, Slot
from assistant.doors.tui.words import Labels
from assistant.doors.tui.wrap import cells, clip

STYLE: dict[Mark, str] = {"filled": "$good", "inferred": "bold $primary", "skipped": "$muted", "open": "$weak"}

_ESSENTIAL = ("trigger", "persona", "phase")  # what stays where hardly anything fits


class Clicked(Message):
    """A slot was clicked."""

    def __init__(self, slot: str) -> None:
        super().__init__()
        self.slot = slot


class BriefBar(Line):
    """The slots one after the other on one or two rows; without their titles where room is short."""

    def __init__(self) -> None:
        super().__init__()
        self._slots: tuple[Slot, ...] = ()
        self._labels: Labels = {}
        self._places: list[tuple[int, int, int, str]] = []

    def show(self, slots: tuple[Slot, ...], labels: Labels) -> None:
        self._slots, self._labels = slots, labels
        self._draw()

    def on_resize(self, _: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        rows = max(1, self.content_size.height)
        for form in ("named", "bare", "filled", "tight"):
            pieces, height = self._layout(form)
            if height <= rows:
                break
        self.put(*pieces)

    def _shown(self, slot: Slot, form: str) -> tuple[str, str]:
        """Title and value in this form, within the room; two empty texts where the slot is left out."""
        if form == "tight":
            part = max(1, self.room // len(_ESSENTIAL) - 4)
            return "", clip(slot.value or slot.title, part) if slot.name in _ESSENTIAL else ""
        if form == "filled" and not slot.value:
            return "", ""
        title = slot.title if form == "named" or not slot.value else ""
        return title, clip(slot.value, max(1, self.room - 1 - cells(mark(SIGNS[slot.mark])) - cells(title)))

    def _layout(self, form: str) -> tuple[list[Piece], int]:
        """The pieces in this form, where each slot lies, and how many rows that took."""
        out: list[Piece] = []
        self._places = []
        x = y = 0
        for slot in self._slots:
            title, value = self._shown(slot, form)
            text = " ".join(t for t in (title, value) if t)
            if not text:
                continue
            size = cells(text) + 1 + cells(mark(SIGNS[slot.mark]))
            if x and x + size > self.room:
                out.append(("\n", ""))
                x, y = 0, y + 1
            out += [(mark(SIGNS[slot.mark]) + " ", STYLE[slot.mark]), (title, "$muted")]
            out += [(" " if title and value else "", ""), (value, ""), ("  ", "")]
            self._places.append((y, x, x + size, slot.name))
            x += size + 2
        return out, y + 1

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset_capture(self)
        for y, start, end, name in self._places:
            if at.y == y and start <= at.x < end:
                self.post_message(Clicked(name))
