"""The one-row widgets: rules with a badge, what is recognised while typing, the keys, the notice of a small window."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from assistant.core.gate import clean
from assistant.doors.tui.signs import drawn
from assistant.doors.tui.views import Guess, Suggested
from assistant.doors.tui.wrap import cells, clip, shown

Piece = tuple[str, str]


def content(pieces: Sequence[Piece]) -> Content:
    """Text and styles as Content: never markup, always through the gate."""
    return Content.assemble(*((drawn(shown(clean(text))), style) for text, style in pieces))


class Line(Widget, can_focus=False):
    """A widget that shows pieces of text and redraws only when they change."""

    ALLOW_SELECT = False

    def __init__(self, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._pieces: tuple[Piece, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return self._pieces

    def put(self, *pieces: Piece) -> None:
        if pieces != self._pieces:
            self._pieces = pieces
            self.refresh()

    @property
    def room(self) -> int:
        return max(1, self.content_size.width)

    @property
    def plain(self) -> str:
        return "".join(text for text, _ in self._pieces)

    def render(self) -> Content:
        return content(self._pieces)


class Rule(Line):
    """A thin line; carries the badge of what lies below."""

    class Clicked(Message):
        """The badge was clicked."""

    def __init__(self, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.badge = ""

    def show(self, badge: str) -> None:
        if badge != self.badge:
            self.badge = badge
            self.refresh()

    def render(self) -> Content:
        width = self.room
        if not self.badge:
            return content([("─" * width, "$rule")])
        text = clip(f" {self.badge} ", width - 4)
        return content([("──", "$rule"), (text, "bold $primary"), ("─" * (width - 2 - cells(text)), "$rule")])

    def on_click(self, _: events.Click) -> None:
        if self.badge:
            self.post_message(self.Clicked())


class Live(Line):
    """What the half-typed line would fill, marked ~ (or ? with the rivals); else one hint."""

    def __init__(self) -> None:
        super().__init__()
        self._guesses: tuple[Guess, ...] = ()
        self._hint = ""
        self._suggested: tuple[Suggested, ...] = ()
        self._marked, self._keys = 0, ""

    def suggest(self, suggested: Sequence[Suggested], marked: int, keys: str) -> None:
        """What the line may become, the marked one first to be taken; `keys` says how."""
        self._suggested, self._marked, self._keys = tuple(suggested), marked, keys
        self._draw()

    def _row(self) -> list[Piece]:
        """The suggestions on one row from the marked one on, as many as fit beside the keys; the marked one always."""
        out: list[Piece] = []
        room = self.room - cells(self._keys)
        for one in self._suggested[self._marked :]:
            mark = "" if out else "▸ "
            text = clip(one.text, self.room - 2)
            if out and sum(cells(t) for t, _ in out) + cells(text) + 2 > room:
                break
            out += [(mark, "bold $primary"), (text, "" if mark == "" else "bold"), ("  ", "")]
        taken = sum(cells(t) for t, _ in out)
        return [*out, (self._keys, "$muted")] if taken + cells(self._keys) <= self.room else out

    def show(self, guesses: Sequence[Guess], hint: str) -> None:
        self._guesses, self._hint = tuple(guesses), hint
        self._draw()

    def on_resize(self, _: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        rows = max(1, self.content_size.height)
        offered = self._row() if self._suggested else []
        left = rows - bool(offered)
        if offered and not left and self._guesses:  # one row for both: what is recognised goes first
            guessed = clip(self._lines(named=False)[0], max(1, self.room // 2))
            self.put((guessed + "  ", "italic $primary"), *offered)
            return
        if not self._guesses:
            gap = "\n" * (rows - 1)
            self.put((gap, ""), *(offered or [(clip(self._hint, self.room), "$muted")]))
            return
        lines = self._lines(named=True)
        if len(lines) > left:
            lines = self._lines(named=False)
        shown_rows = [clip(line, self.room) for line in lines[:left]]
        above = "\n" * (left - len(shown_rows))  # next to the prompt
        self.put((above + "\n".join(shown_rows), "italic $primary"), *([("\n", ""), *offered] if offered else []))

    def _lines(self, *, named: bool) -> list[str]:
        """The guesses on as many rows as they need, broken between them."""
        items = []
        for guess in self._guesses:
            name = f"{guess.title} " if named else ""
            items.append(f"{'?' if guess.unsure else '~'} {name}{guess.value}")
        lines = [""]
        for item in items:
            joined = f"{lines[-1]} · {item}" if lines[-1] else item
            if cells(joined) <= self.room or not lines[-1]:
                lines[-1] = joined
            else:
                lines.append(item)
        return lines


SPARE = frozenset({"papers"})  # keys that the footer gives up first


class Foot(Line):
    """The keys; each can be clicked."""

    class Pressed(Message):
        """A key shown in the footer was clicked."""

        def __init__(self, id_: str) -> None:
            super().__init__()
            self.id = id_

    def __init__(self) -> None:
        super().__init__()
        self._items: list[tuple[str, str, str]] = []
        self._status = ""

    def show(self, items: Sequence[tuple[str, str, str]], status: str) -> None:
        """Id, key and name of each command, and what stands at the right."""
        self._items, self._status = list(items), status
        self._draw()

    def on_resize(self, _: events.Resize) -> None:
        self._draw()

    @staticmethod
    def _taken(item: tuple[str, str, str]) -> int:
        return cells(item[1]) + 1 + cells(item[2]) + 2

    def _fitting(self) -> list[tuple[str, str, str]]:
        """The keys that fit; what is in the menu anyway goes first, help, menu and how to leave are the last to go."""
        items = list(self._items)
        while len(items) > 1 and sum(map(self._taken, items)) - 2 > self.room:
            spare = next((n for n, item in enumerate(items) if item[0] in SPARE), 1)
            del items[spare if len(items) > 2 else 0]  # noqa: PLR2004 the first and the last stay longest
        return items

    def _draw(self) -> None:
        pieces: list[Piece] = []
        for _, key, does in self._fitting():
            pieces += [(key, "bold $primary"), (f" {does}  ", "")]
        gap = self.room - cells("".join(t for t, _ in pieces)) - cells(self._status)
        if gap >= 0:
            pieces += [(" " * gap, ""), (self._status, "$muted")]
        self.put(*pieces)

    def on_click(self, event: events.Click) -> None:
        x = event.get_content_offset_capture(self).x
        at = 0
        for item in self._fitting():
            at += self._taken(item)
            if x < at:
                self.post_message(self.Pressed(item[0]))
                return


class TooSmall(Line):
    """The one line of a window that is too small for more."""
