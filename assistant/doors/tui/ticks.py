"""A list in which several entries may be ticked: the roles of a brief. Imported when first wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Entry

from assistant.doors.tui.bars import content
from assistant.doors.tui.pick import Over, Say, Sheet
from assistant.doors.tui.views import Option

PAGE = 8  # entries that a page key passes


def _ticked(number: int, option: Option) -> Entry:
    digit = f"{number} " if number <= 9 else "  "  # noqa: PLR2004 the digits 1–9
    mark = "✓ " if option.current else "  "
    return Entry(content([(digit, "bold $primary"), (mark, "$good"), (option.name, "")]), id=option.id)


class Ticks(OptionList):
    """A list of which several entries may be ticked; its page keys work where nothing fits (Textual's own fail there)."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", show=False)]

    def _leap(self, rows: int) -> None:
        last = self.option_count - 1
        self.highlighted = min(last, max(0, (self.highlighted or 0) + rows)) if last >= 0 else None

    def action_page_up(self) -> None:
        self._leap(-PAGE)

    def action_page_down(self) -> None:
        self._leap(PAGE)


class PickMany(Over["tuple[str, ...] | None"]):
    """Several choices out of a list; gives their ids in the order of the list, or None. Never an empty choice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c", "dismiss(None)", show=False), Binding("enter", "take", show=False, priority=True),
    ]  # fmt: skip

    def __init__(self, title: str, foot: str, options: Sequence[Option]) -> None:
        super().__init__()
        self._title, self._foot, self._options = title, foot, list(options)
        self._touched = False

    def compose(self) -> ComposeResult:
        with Sheet():
            yield Say((self._title, ""), classes="title")
            yield Ticks(*(_ticked(n, o) for n, o in enumerate(self._options, 1)), markup=False, compact=True)
            yield Say((self._foot, ""), classes="foot")

    def on_mount(self) -> None:
        super().on_mount()
        ticks = self.query_one(Ticks)
        ticks.highlighted = next((n for n, o in enumerate(self._options) if o.current), 0)
        ticks.focus()

    def _tick(self, place: int) -> None:
        self._touched = True
        option = self._options[place]
        self._options[place] = replace(option, current=not option.current)
        ticks = self.query_one(Ticks)
        ticks.replace_option_prompt_at_index(place, _ticked(place + 1, self._options[place]).prompt)
        ticks.highlighted = place

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._tick(event.option_index)

    def on_key(self, event: events.Key) -> None:
        digit = event.character or ""
        if digit.isascii() and digit.isdigit() and 1 <= int(digit) <= len(self._options):
            event.stop()
            self._tick(int(digit) - 1)

    def action_take(self) -> None:
        """What is ticked; where no tick was set or taken away, the entry under the cursor alone."""
        chosen = tuple(o.id for o in self._options if o.current and self._touched)
        here = self.query_one(Ticks).highlighted
        self.dismiss(chosen or ((self._options[here].id,) if here is not None else None))
