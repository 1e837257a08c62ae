"""The conversation: one virtual list of strings. An append at message 1,000 costs what it costs at message 10."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message as Posted
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from assistant.core.gate import clean
from assistant.doors.tui.signs import drawn
from assistant.doors.tui.views import Message, Para
from assistant.doors.tui.wrap import cells, shown, wrap

WIDEST = 96  # longer rows are hard to read
NARROWEST_WITH_GRADES = 24
STYLES = ("text", "soft", "you", "title", "head", "ask", "say", "choice", "digit", "note", "grade", "weak")
_WEAK = frozenset("FZ")


class Row(NamedTuple):
    """One row on the screen: which message and paragraph it belongs to, and its pieces."""

    message: int
    para: int
    first: bool
    lead: str
    text: str


def rows_of(number: int, message: Message, width: int, *, airy: bool = False) -> list[Row]:
    """The rows of one message at this width, with an empty one after it; `airy`: one after each paragraph as well."""
    out: list[Row] = []
    for at, para in enumerate(message.paras):
        lead = drawn(para.lead) if width > 4 * len(para.lead) else ""
        room = width - len(lead) - (len(para.tail) + 2 if para.tail and width > NARROWEST_WITH_GRADES else 0)
        pieces = [p for line in para.text.split("\n") for p in wrap(drawn(line), room)]
        rest = (lead[:1] + " " * (len(lead) - 1) if para.bar else " " * len(lead)) if lead else ""
        out += [Row(number, at, not i, rest if i else lead, piece) for i, piece in enumerate(pieces)]
        if airy and para.text and at + 1 < len(message.paras) and message.paras[at + 1].text:
            out.append(Row(number, at, False, lead[:1] if para.bar else "", ""))
    out.append(Row(number, len(message.paras), True, "", ""))
    return out


def _safe(para: Para) -> Para:
    """The paragraph behind the gate."""
    text = shown(clean(para.text))
    return replace(para, text=text, lead=clean(para.lead), tail=clean(para.tail))


class Chat(ScrollView, can_focus=False):
    """Shows messages, scrolls, lets the mouse select; knows nothing of what they mean."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"chat--{s}" for s in STYLES}

    class Picked(Posted):
        """A quick reply was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class Moved(Posted):
        """What is visible has changed."""

    def __init__(self) -> None:
        super().__init__(id="chat")
        self._messages: list[Message] = []
        self._starts: list[int] = []
        self._rows: list[Row] = []
        self._width = 0
        self._styles: dict[str, Style] = {}
        self._asking = -1  # the message whose digits work
        self._digits = True
        self.airy = False

    # ---- content

    def add(self, message: Message) -> None:
        """Appends a message and shows it: a long one from its first row, a short one at the end."""
        message = Message(tuple(_safe(p) for p in message.paras))
        number = len(self._messages)
        self._messages.append(message)
        if any(p.choice for p in message.paras):
            self._asking = number
        elif not all(p.style == "note" for p in message.paras):  # a remark leaves the open question open
            self._asking = -1
        self._starts.append(len(self._rows))
        self._rows += rows_of(number, message, self._room, airy=self.airy)
        self._grown()
        self._show(number)

    def replace(self, message: Message) -> None:
        """Puts another first message in place of the first (the welcome, in another language)."""
        self._messages[0] = Message(tuple(_safe(p) for p in message.paras))
        self.rewrap()

    def fill(self, messages: Iterable[Message]) -> None:
        """Another conversation in the place of this one, shown at its end."""
        self._messages = [Message(tuple(_safe(p) for p in m.paras)) for m in messages]
        asking = [n for n, m in enumerate(self._messages) if not m.paras or any(p.style != "note" for p in m.paras)]
        self._asking = asking[-1] if asking else -1
        self._rows = []  # nothing of the old ones is kept in sight
        self.rewrap()
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True)
        self.post_message(self.Moved())

    @property
    def choices(self) -> list[str]:
        """The quick replies whose digits work."""
        return [p.text for p in self._messages[self._asking].paras if p.choice] if self._asking >= 0 else []

    @property
    def count(self) -> int:
        return len(self._messages)

    @property
    def digits(self) -> bool:
        return self._digits

    @digits.setter
    def digits(self, on: bool) -> None:
        """Digits are shown if and only if they work."""
        if on != self._digits:
            self._digits = on
            self.refresh()

    @property
    def _room(self) -> int:
        return max(1, min(WIDEST, self._width or 80))

    def _show(self, number: int) -> None:
        start = self._starts[number]
        tall = len(self._rows) - start > max(1, self.scrollable_content_region.height)
        self.scroll_to(y=start if tall else self.max_scroll_y, animate=False, force=True)
        self.post_message(self.Moved())

    def _grown(self) -> None:
        self.virtual_size = Size(self._room, len(self._rows))

    def rewrap(self) -> None:
        """All rows anew, keeping what stood at the top there (or the end, where that was visible)."""
        at_end = self.below == 0
        top = self._rows[min(int(self.scroll_y), len(self._rows) - 1)] if self._rows else None
        self._rows, self._starts = [], []
        for number, message in enumerate(self._messages):
            self._starts.append(len(self._rows))
            self._rows += rows_of(number, message, self._room, airy=self.airy)
        self._grown()
        if top is None:
            return
        start = self._starts[top.message]
        place = next((i for i in range(start, len(self._rows)) if self._rows[i].para >= top.para), start)
        self.scroll_to(y=self.max_scroll_y if at_end else place, animate=False, force=True)
        self.post_message(self.Moved())

    # ---- what lies below

    @property
    def below(self) -> int:
        """How many rows lie below the visible ones (the last, empty one does not count)."""
        return max(0, len(self._rows) - 1 - int(self.scroll_y) - self.scrollable_content_region.height)

    def titles_below(self) -> list[str]:
        """The block titles below the visible rows."""
        start = int(self.scroll_y) + self.scrollable_content_region.height
        out = []
        for row in self._rows[start:]:
            para = self._para(row)
            if para and row.first and para.style == "title":
                out.append(row.text)
        return out

    def _para(self, row: Row) -> Para | None:
        paras = self._messages[row.message].paras
        return paras[row.para] if row.para < len(paras) else None

    # ---- events

    def on_resize(self, _: events.Resize) -> None:
        width = self.scrollable_content_region.width
        if width != self._width and width > 0:
            self._width = width
            self.rewrap()
        self.post_message(self.Moved())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Moved())

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()

    def on_click(self, event: events.Click) -> None:
        at = int(self.scroll_y) + event.y
        if self.text_selection is not None or not 0 <= at < len(self._rows):
            return
        row = self._rows[at]
        para = self._para(row)
        if para and para.choice and row.message == self._asking:
            self.post_message(self.Picked(para.choice))

    def page(self, direction: int) -> None:
        """A page up or down, keeping one row in sight."""
        step = max(1, self.scrollable_content_region.height - 1)
        self.scroll_to(y=self.scroll_y + direction * step, animate=False)

    def end(self) -> None:
        self.scroll_to(y=self.max_scroll_y, animate=False)

    def home(self) -> None:
        self.scroll_to(y=0, animate=False)

    def latest(self) -> None:
        """The last message, shown as when it came."""
        self._show(len(self._messages) - 1)

    # ---- drawing

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(f"chat--{name}")
        return self._styles[name]

    def _lead(self, row: Row, para: Para) -> str:
        if para.choice and row.first and row.message == self._asking and self._digits and row.lead:
            return row.lead
        return drawn(row.lead.replace(number := str(para.choice), "·".rjust(len(number)), 1)) if para.choice and row.first else row.lead

    def _pieces(self, row: Row, width: int) -> Iterable[tuple[str, str]]:
        para = self._para(row)
        if para is None:
            return
        if row.lead:
            yield self._lead(row, para), "digit" if para.choice else para.style
        key = para.key if row.first else 0
        if key:
            yield row.text[:key], "soft"
        yield row.text[key:], para.style
        if para.tail and row.first and width > NARROWEST_WITH_GRADES:
            gap = min(width, WIDEST) - cells(row.lead) - cells(row.text) - len(para.tail)
            yield " " * max(1, gap), "text"
            yield para.tail, "weak" if set(para.tail) & _WEAK else "grade"

    def render_line(self, y: int) -> Strip:
        at = int(self.scroll_y) + y
        width = self.scrollable_content_region.width
        base = self.rich_style
        if not 0 <= at < len(self._rows):
            return Strip.blank(width, base)
        segments = [Segment(text, base + self._style(style)) for text, style in self._pieces(self._rows[at], width)]
        strip = Strip(segments or [Segment(" ", base)]).apply_offsets(0, at)
        strip = self._selected(strip, at)
        return strip.adjust_cell_length(width, base)

    def _selected(self, strip: Strip, at: int) -> Strip:
        selection = self.text_selection
        span = selection.get_span(at) if selection else None
        if span is None:
            return strip
        text = strip.text
        start, end = span
        left, right = cells(text[:start]), cells(text if end == -1 else text[:end])
        before, inside, after = strip.crop(0, left), strip.crop(left, right), strip.crop(right)
        marked = self.screen.get_component_rich_style("screen--selection")
        inside = Strip([Segment(s.text, (s.style or Style()) + marked, s.control) for s in inside])
        return Strip.join([before, inside, after])

    # ---- selecting

    def selection_updated(self, selection: Selection | None) -> None:
        super().selection_updated(selection)
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What the mouse marked, as a person means it: paragraphs unwrapped, without indents, digits and grades."""
        first = selection.start.y if selection.start else 0
        last = min(selection.end.y if selection.end else len(self._rows) - 1, len(self._rows) - 1)
        out = ""
        for at in range(max(0, first), last + 1):
            row = self._rows[at]
            if not row.first and not row.text:  # large spacing is no part of the text
                continue
            start, end = selection.get_span(at) or (0, -1)
            length = len(row.lead) + len(row.text)
            end = length if end == -1 else min(end, length)
            piece = row.text[max(0, start - len(row.lead)) : max(0, end - len(row.lead))]
            joint = "" if not out else ("\n" if row.first else " ")
            out += joint + piece
        return (out, "\n") if out else None
