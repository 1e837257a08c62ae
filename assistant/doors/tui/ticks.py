"""A list in which several entries may be ticked: the roles of a brief. Imported when first wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from assistant.doors.tui.commands import TICKS, edit_bindings
from assistant.doors.tui.listing import Item, Listing
from assistant.doors.tui.pick import Listed, Say, Sheet
from assistant.doors.tui.views import Option


class PickMany(Listed["tuple[str, ...] | None"]):
    """Several choices out of a list; gives their ids in the order of the list, or None. Never an empty choice."""

    BINDINGS: ClassVar[list[BindingType]] = [*edit_bindings(TICKS)]

    def __init__(self, title: str, foot: str, options: Sequence[Option]) -> None:
        super().__init__()
        self._title, self._foot, self._options = title, foot, tuple(options)
        self._ticked = {o.id for o in options if o.current}
        self._touched = False

    def compose(self) -> ComposeResult:
        with Sheet():
            yield Say((self._title, ""), classes="title")
            keys = "123456789".ljust(len(self._options))
            yield Listing([Item(o.id, o.name, f"{keys[n]} ", o.current) for n, o in enumerate(self._options)])
            yield Say((self._foot, ""), classes="foot")

    def on_mount(self) -> None:
        if current := next((o for o in self._options if o.current), None):
            self.listing.choose(current.id)

    def _tick(self, id_: str) -> None:
        self._touched = True
        self._ticked ^= {id_}
        self.listing.mark(id_, on=id_ in self._ticked)
        self.listing.choose(id_)

    def on_listing_taken(self, event: Listing.Taken) -> None:
        self._tick(event.id)

    def on_key(self, event: events.Key) -> None:
        digit = event.character or ""
        if digit.isascii() and digit.isdigit() and 1 <= int(digit) <= len(self._options):
            event.stop()
            self._tick(self._options[int(digit) - 1].id)

    def action_tick(self) -> None:
        if chosen := self.listing.chosen:
            self._tick(chosen.id)

    def action_take(self) -> None:
        """What is ticked; where no tick was set or taken away, the entry under the cursor alone."""
        ticked = tuple(o.id for o in self._options if self._touched and o.id in self._ticked)
        here = self.listing.chosen
        self.dismiss(ticked or ((here.id,) if here else None))
