"""What opens over the conversation: pick lists and help. Esc closes, the draft stays. Imported when first wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Entry

from assistant.doors.tui.bars import Piece, content
from assistant.doors.tui.views import Option
from assistant.doors.tui.words import ascii_only

PAGE = 8  # entries that a page key passes
ROOMY = 24  # rows from which a sheet need not fill the window


class Say(Widget, can_focus=False):
    """A text in the sheet."""

    def __init__(self, *pieces: Piece, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._pieces = pieces

    def render(self) -> Content:
        return content(self._pieces)


class Sheet(Vertical):
    """The box in the middle."""


class Entries(OptionList):
    """An option list whose page keys also work where nothing fits (Textual's own fail there)."""

    def _leap(self, rows: int) -> None:
        last = self.option_count - 1
        self.highlighted = min(last, max(0, (self.highlighted or 0) + rows)) if last >= 0 else None

    def action_page_up(self) -> None:
        self._leap(-PAGE)

    def action_page_down(self) -> None:
        self._leap(PAGE)


class Scroller(VerticalScroll, can_focus=False):
    """The scrolling part of the help."""


T = TypeVar("T")


class Over(ModalScreen[T]):
    """A sheet over the conversation; a click beside it closes it."""

    def on_mount(self) -> None:
        self.set_class(ascii_only(), "plain")

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height < ROOMY, "low")

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.dismiss(None)


def _entry(number: int, option: Option) -> Entry:
    digit = f"{number} " if number <= 9 else "  "  # noqa: PLR2004 the digits 1–9
    mark = "✓ " if option.current else "  "
    return Entry(content([(digit, "bold $primary"), (mark, "$good"), (option.name, "")]), id=option.id)


class Pick(Over[str | None]):
    """One choice out of a list; gives the id, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False), Binding("ctrl+c", "dismiss(None)", show=False),
    ]  # fmt: skip

    def __init__(self, title: str, foot: str, options: Sequence[Option]) -> None:
        super().__init__()
        self._title, self._foot, self._options = title, foot, tuple(options)

    def compose(self) -> ComposeResult:
        with Sheet():
            yield Say((self._title, ""), classes="title")
            yield Entries(*(_entry(n, o) for n, o in enumerate(self._options, 1)), markup=False, compact=True)
            if self._foot:
                yield Say((self._foot, ""), classes="foot")

    def on_mount(self) -> None:
        super().on_mount()
        entries = self.query_one(Entries)
        current = next((n for n, o in enumerate(self._options) if o.current), 0)
        entries.highlighted = current if self._options else None
        entries.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_id)

    def on_key(self, event: events.Key) -> None:
        digit = event.character or ""
        if digit.isascii() and digit.isdigit() and 1 <= int(digit) <= len(self._options):
            event.stop()
            self.dismiss(self._options[int(digit) - 1].id)


class Help(Over[None]):
    """Help for what is on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f1,q,ctrl+c", "dismiss(None)", show=False),
        Binding("up", "scroll(-1)", show=False), Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-8)", show=False), Binding("pagedown", "scroll(8)", show=False),
    ]  # fmt: skip

    def __init__(self, title: str, foot: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._title, self._foot, self._lines = title, foot, tuple(lines)

    def compose(self) -> ComposeResult:
        with Sheet():
            yield Say((self._title, ""), classes="title")
            with Scroller():
                for line in self._lines:
                    item = line.startswith("- ")
                    yield Say((line[2:] if item else line, ""), classes="item" if item else "")
            yield Say((self._foot, ""), classes="foot")

    def action_scroll(self, rows: int) -> None:
        self.query_one(Scroller).scroll_relative(y=rows, animate=False)
