"""The side panel of a wide window: the brief, a slot a paragraph; in a very wide one also why, what is recognised while
typing and whatever else the view brings; at the end what the grades mean, where there is room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual import events
from textual.content import Content

from assistant.doors.tui.bars import Line, Piece, content
from assistant.doors.tui.brief import STYLE, Clicked
from assistant.doors.tui.signs import drawn, mark
from assistant.doors.tui.views import SIGNS, Guess, Slot, Suggested, View
from assistant.doors.tui.words import Labels
from assistant.doors.tui.wrap import cells, clip, wrap

BROAD = 50  # columns from which there is room for more than the brief
_Row = tuple[list[Piece], str]  # its pieces, and the slot that a click changes ("" for none)
_EMPTY: _Row = ([], "")


def _rows(*pieces: Piece) -> _Row:
    return list(pieces), ""


class Panel(Line):
    """What is known, at the side of the conversation."""

    def __init__(self) -> None:
        super().__init__()
        self._view: View | None = None
        self._labels: Labels = {}
        self._guesses: tuple[Guess, ...] = ()
        self._suggested: tuple[Suggested, ...] = ()
        self._marked, self._keys = 0, ""
        self._lines: list[_Row] = []

    def show(self, view: View, labels: Labels) -> None:
        self._view, self._labels = view, labels
        self._draw()

    def guess(self, guesses: Sequence[Guess]) -> None:
        """What the half-typed line would fill."""
        if tuple(guesses) != self._guesses:
            self._guesses = tuple(guesses)
            self._draw()

    def suggest(self, suggested: Sequence[Suggested], marked: int, keys: str) -> None:
        """What the line may become, and which of it is marked to be taken; `keys` says how."""
        self._suggested, self._marked, self._keys = tuple(suggested), marked, keys
        self._draw()

    @property
    def broad(self) -> bool:
        """Whether it shows more than the brief."""
        return self.display and self.content_size.width >= BROAD

    def on_resize(self, _: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        if self._view is None:
            return
        rows = [*self._brief(self._view)]
        if self.broad:
            for title, part in self._parts(self._view):
                rows += [_rows(("─" * self.room, "$rule")), _rows((title, "bold $primary")), *part]
        height, grades = max(1, self.content_size.height), list(self._grades())
        if len(rows) + len(grades) <= height or not self.broad:
            rows += grades
        self._lines = rows[:height]
        self.refresh()

    # ---- its parts

    def _brief(self, view: View) -> Iterator[_Row]:
        slots = [s for s in view.slots if s.name != "loops"]
        words, known = self._labels, sum(s.mark in ("filled", "inferred") for s in slots)
        count = words["of"].replace("{n}", str(known)).replace("{m}", str(len(slots)))
        gap = max(1, self.room - cells(words["brief"]) - cells(count))
        yield _rows((words["brief"], "bold $primary"), (" " * gap, ""), (count, "$muted"))
        yield _EMPTY
        for slot in view.slots:
            yield from self._slot(slot, max(cells(s.title) for s in view.slots) + 1)
        yield _EMPTY
        yield _rows((clip(words["edit-hint"], self.room), "$muted"))

    def _slot(self, slot: Slot, title: int) -> Iterator[_Row]:
        sign = mark(SIGNS[slot.mark])
        indent = cells(sign) + 1 + title
        room = max(1, self.room - indent)
        lead: list[Piece] = [(sign + " ", STYLE[slot.mark]), (slot.title + " " * (title - cells(slot.title)), "$muted")]
        for line in wrap(slot.value or self._labels["open"], room):
            yield [*lead, (line, "" if slot.value else "$muted")], slot.name
            lead = [(" " * indent, "")]
        for line in wrap(self._labels["inferred"], room) if slot.mark == "inferred" else ():
            yield [*lead, (line, "$muted")], slot.name

    def _parts(self, view: View) -> Iterator[tuple[str, list[_Row]]]:
        words = self._labels
        if view.why:
            yield words["why-now"], [row for title, why in view.why for row in self._hanging(f"{title}: {why}")]
        yield words["suggestions"], self._guessed()
        for section in view.sections:
            title = f"{section.title}  {section.key}".rstrip()
            yield title, [row for text in section.rows for row in self._hanging(text)]

    def _guessed(self) -> list[_Row]:
        if not self._guesses and not self._suggested:
            return [_rows((f"  {clip(self._labels['suggestions-hint'], self.room - 2)}", "$muted"))]
        texts = (f"{mark('?' if g.unsure else '~')} {g.title}  {g.value}" for g in self._guesses)
        return [*(row for text in texts for row in self._hanging(text, "italic $primary")), *self._offered()]

    def _offered(self) -> Iterator[_Row]:
        for at, one in enumerate(self._suggested):
            chosen = at == self._marked
            tail = f"  {self._keys}" if chosen else ""
            text = clip(one.text, self.room - 4 - cells(tail))
            yield _rows(("▸ " if chosen else "  ", "bold $primary"), (text, "bold" if chosen else ""), (tail, "$muted"))

    def _hanging(self, text: str, style: str = "") -> Iterable[_Row]:
        for number, line in enumerate(wrap(text, max(1, self.room - 4))):
            yield _rows(("    " if number else "  ", ""), (line, style))

    def _grades(self) -> Iterator[_Row]:
        yield _EMPTY
        yield _rows((self._labels["grades"], "bold $primary"))
        for grade in "ABCDEFZ":
            style = "$weak" if grade in "FZ" else "$good"
            yield _rows((f"[{grade}] ", style), (clip(self._labels[f"grade-{grade}"], self.room - 4), "$muted"))

    # ---- drawing

    @property
    def plain(self) -> str:
        return drawn("\n".join("".join(t for t, _ in row) for row, _ in self._lines))

    def render(self) -> Content:
        return content([piece for row, _ in self._lines for piece in (*row, ("\n", ""))])

    def on_click(self, event: events.Click) -> None:
        y = event.get_content_offset_capture(self).y
        if 0 <= y < len(self._lines) and (name := self._lines[y][1]):
            self.post_message(Clicked(name))
