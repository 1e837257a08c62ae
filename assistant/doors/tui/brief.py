"""The brief: two rows in a narrow window, a panel in a wide one. A click on a slot asks to change it."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message

from assistant.doors.tui.bars import Line, Piece, content
from assistant.doors.tui.views import SIGNS, Mark, Slot
from assistant.doors.tui.words import Labels
from assistant.doors.tui.wrap import cells, clip, wrap

_STYLE: dict[Mark, str] = {"filled": "$good", "inferred": "bold $primary", "skipped": "$muted", "open": "$weak"}

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
        return title, clip(slot.value, max(1, self.room - 3 - cells(title)))

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
            size = cells(text) + 2
            if x and x + size > self.room:
                out.append(("\n", ""))
                x, y = 0, y + 1
            out += [(SIGNS[slot.mark] + " ", _STYLE[slot.mark]), (title, "$muted")]
            out += [(" " if title and value else "", ""), (value, ""), ("  ", "")]
            self._places.append((y, x, x + size, slot.name))
            x += size + 2
        return out, y + 1

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset_capture(self)
        for y, start, end, name in self._places:
            if at.y == y and start <= at.x < end:
                self.post_message(Clicked(name))


class Panel(Line):
    """The brief at the side: a slot a paragraph, how to change it, and what the grades mean."""

    def __init__(self) -> None:
        super().__init__()
        self._slots: tuple[Slot, ...] = ()
        self._labels: Labels = {}
        self._rows: list[tuple[list[Piece], str]] = []

    def show(self, slots: tuple[Slot, ...], labels: Labels) -> None:
        self._slots, self._labels = slots, labels
        self._draw()

    def on_resize(self, _: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        if not self._labels:
            return
        rows: list[tuple[list[Piece], str]] = [([(self._labels["brief"], "bold $primary")], ""), ([], "")]
        for slot in self._slots:
            rows += self._slot(slot)
        rows += [([], ""), ([(clip(self._labels["edit-hint"], self.room), "$muted")], ""), ([], "")]
        rows.append(([(self._labels["grades"], "bold $primary")], ""))
        for grade in "ABCDEFZ":
            style = "$weak" if grade in "FZ" else "$good"
            rows.append(([(f"[{grade}] ", style), (clip(self._labels[f"grade-{grade}"], self.room - 4), "$muted")], ""))
        self._rows = rows[: max(1, self.content_size.height)]
        self.refresh()

    def _slot(self, slot: Slot) -> list[tuple[list[Piece], str]]:
        title = max(len(s.title) for s in self._slots) + 1
        value = slot.value or self._labels["open"]
        lines = wrap(value, max(1, self.room - title - 2))
        sign: list[Piece] = [(SIGNS[slot.mark] + " ", _STYLE[slot.mark]), (slot.title.ljust(title), "$muted")]
        style = "" if slot.value else "$muted"
        out = [([*(sign if not i else [(" " * (title + 2), "")]), (line, style)], slot.name) for i, line in enumerate(lines)]
        if slot.mark == "inferred":
            note = wrap(self._labels["inferred"], max(1, self.room - title - 2))
            out += [([(" " * (title + 2), ""), (line, "$muted")], slot.name) for line in note]
        return out

    @property
    def plain(self) -> str:
        return "\n".join("".join(t for t, _ in row) for row, _ in self._rows)

    def render(self) -> Content:
        return content([piece for row, _ in self._rows for piece in (*row, ("\n", ""))])

    def on_click(self, event: events.Click) -> None:
        y = event.get_content_offset_capture(self).y
        if 0 <= y < len(self._rows) and (name := self._rows[y][1]):
            self.post_message(Clicked(name))
