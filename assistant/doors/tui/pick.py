"""What opens over the conversation: pick lists and help. Esc closes, the draft stays. Imported when first wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from assistant.doors.tui.bars import Piece, content
from assistant.doors.tui.commands import LIST, SHEET, edit_bindings
from assistant.doors.tui.listing import Item, Listing
from assistant.doors.tui.signs import plain
from assistant.doors.tui.views import Option

if TYPE_CHECKING:
    from assistant.doors.tui.app import AssistantApp

ROOMY = 24  # rows from which a sheet need not fill the window
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KEYS = 22  # columns for the keys in the list of all keys


class Say(Widget, can_focus=False):
    """A text in the sheet."""

    def __init__(self, *pieces: Piece, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._pieces = pieces

    def put(self, *pieces: Piece) -> None:
        self._pieces = pieces
        self.refresh(layout=True)

    def render(self) -> Content:
        return content(self._pieces)


class Sheet(Vertical):
    """The box in the middle."""


class Scroller(VerticalScroll, can_focus=False):
    """The scrolling part of the help."""


T = TypeVar("T")


class Over(ModalScreen[T]):
    """A sheet over the conversation; a click beside it closes it."""

    AUTO_FOCUS = ""

    def on_mount(self) -> None:
        self.set_class(plain(), "plain")

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height < ROOMY, "low")

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.dismiss(None)


class Listed(Over[T]):
    """A sheet with one list."""

    BINDINGS: ClassVar[list[BindingType]] = [*edit_bindings(LIST)]
    state = "pick"  # which help belongs to it

    @property
    def listing(self) -> Listing:
        return self.query_one(Listing)

    def action_move(self, rows: int) -> None:
        self.listing.move(rows)

    def action_help(self) -> None:
        app = cast("AssistantApp", self.app)
        app.run_worker(app.errands.help(self.state))


class Chooser(Listed[str | None]):
    """Gives the id of what was chosen, or None."""

    def action_take(self) -> None:
        if chosen := self.listing.chosen:
            self.dismiss(chosen.id)

    def on_listing_taken(self, event: Listing.Taken) -> None:
        self.dismiss(event.id)


class Pick(Chooser):
    """One choice out of a list; each has its key: a digit (the first nine), or a letter where digits mean answers."""

    def __init__(self, title: str, foot: str, options: Sequence[Option], keys: str = "123456789") -> None:
        super().__init__()
        self._title, self._foot, self._options, self._keys = title, foot, tuple(options), keys

    def compose(self) -> ComposeResult:
        with Sheet():
            yield Say((self._title, ""), classes="title")
            keys = self._keys.ljust(len(self._options))
            yield Listing([Item(o.id, o.name, f"{keys[n]} ", o.current) for n, o in enumerate(self._options)])
            yield Say((self._foot, ""), classes="foot")

    def on_mount(self) -> None:
        if current := next((o for o in self._options if o.current), None):
            self.listing.choose(current.id)

    def on_key(self, event: events.Key) -> None:
        at = self._keys.find((event.character or " ").upper())
        if 0 <= at < len(self._options):
            event.stop()
            self.dismiss(self._options[at].id)


class Help(Over[None]):
    """Help for what is on the screen, then keys and what they do."""

    BINDINGS: ClassVar[list[BindingType]] = [*edit_bindings(SHEET)]

    def __init__(
        self, title: str, foot: str, lines: Sequence[str], keys_title: str = "", keys: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__()
        self._title, self._foot, self._lines = title, foot, tuple(lines)
        self._keys_title, self._keys = keys_title, tuple(keys)

    def compose(self) -> ComposeResult:
        with Sheet():
            yield Say((self._title, ""), classes="title")
            with Scroller():
                for line in self._lines:
                    item = line.startswith("- ")
                    yield Say((line[2:] if item else line, ""), classes="item" if item else "")
                if self._keys:
                    yield Say((self._keys_title, ""), classes="title keys")
                for keys, does in self._keys:
                    yield Say((keys.ljust(KEYS), "bold $primary"), ("  " + does, ""), classes="item")
            yield Say((self._foot, ""), classes="foot")

    def action_scroll(self, rows: int) -> None:
        self.query_one(Scroller).scroll_relative(y=rows, animate=False)
