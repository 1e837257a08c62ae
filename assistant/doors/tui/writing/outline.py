"""The outline of the playbook: at the side of a wide window, on one row of a narrow one, and as lines of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual import events
from textual.content import Content

from assistant.core.outline import State
from assistant.doors.tui.bars import Line, Piece, content
from assistant.doors.tui.signs import drawn, mark
from assistant.doors.tui.wrap import cells, clip, wrap
from assistant.doors.tui.writing.seen import SIGNS, SeenPart, SeenRow

HERE = "▸"
_MOST = 3  # rows of one text
_NAMES = 20  # columns of a name beside its value
_INDENT = 2
_STYLE: Mapping[State, str] = {"filled": "$good", "part": "bold $primary", "later": "$muted", "empty": "$weak"}


def _lead(state: State, *, here: bool, indent: int = 0) -> list[Piece]:
    return [(f"{HERE} " if here else "  ", "bold $you"), (" " * indent, ""), (f"{mark(SIGNS[state])} ", _STYLE[state])]


def _row(row: SeenRow, width: int, names: int) -> Iterator[list[Piece]]:
    """A row of the outline: its sign, its name, and what stands there; a long text below its name."""
    lead = _lead(row.state, here=row.here, indent=_INDENT)
    taken = sum(cells(t) for t, _ in lead)
    room = max(1, width - taken - names - 1)
    long = cells(row.value) > room
    if not row.value or long:
        yield [*lead, (clip(row.name, max(1, width - taken)), "$muted" if long else "")]
        yield from ([(" " * taken, ""), (line, "")] for line in _cut(row.value, max(1, width - taken)) if long)
        return
    style = "$muted" if row.state in ("empty", "later") else ""
    yield [*lead, (clip(row.name, names).ljust(names) + " ", "$muted"), (row.value, style)]


def _cut(text: str, room: int) -> list[str]:
    """A text in a few rows."""
    found = wrap(text, room)
    return found if len(found) <= _MOST else [*found[: _MOST - 1], clip(" ".join(found[_MOST - 1 :]), room)]


def _head(part: SeenPart, width: int, word: str = "") -> list[Piece]:
    title = f"{part.title} {part.count}".rstrip()
    lead = _lead(part.state, here=part.here)
    room = max(1, width - sum(cells(t) for t, _ in lead))
    return [*lead, (clip(title, room), "bold $primary"), (clip(f"  {word}", max(0, room - cells(title))) if word else "", "$muted")]


def rows(parts: Sequence[SeenPart], width: int, height: int = 0) -> list[list[Piece]]:
    """The outline in rows of this width; where they are more than `height`, parts that are not asked for now show only
    their head: complete ones first, then from the end. Where there is room, an empty row follows each part."""
    names = max((min(cells(r.name), _NAMES, width // 2) for p in parts for r in p.rows if r.value), default=1)
    blocks = [[_head(p, width), *(line for r in p.rows for line in _row(r, width, names))] for p in parts]
    order = sorted(range(len(parts)), key=lambda n: (parts[n].here, parts[n].state != "filled", -n))
    for at in order:
        if not height or sum(map(len, blocks)) <= height:
            break
        blocks[at] = [_head(parts[at], width, parts[at].word)]
    airy = not height or sum(map(len, blocks)) + len(blocks) <= height
    return [row for block in blocks for row in ([*block, []] if airy else block)]


def lines(parts: Sequence[SeenPart], width: int) -> list[str]:
    """The outline as lines of text."""
    return ["".join(text for text, _ in row) for row in rows(parts, width)]


class Outline(Line):
    """What stands in the playbook, at the side of the questions."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[SeenPart, ...] = ()
        self._title = ""
        self._lines: list[list[Piece]] = []

    def show(self, parts: Sequence[SeenPart], title: str) -> None:
        self._parts, self._title = tuple(parts), title
        self._draw()

    def on_resize(self, _: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        height = max(1, self.content_size.height)
        found = rows(self._parts, self.room, height - 2)
        self._lines = [[(clip(self._title, self.room), "bold $primary")], [], *found][:height]
        self.refresh()

    @property
    def plain(self) -> str:
        return drawn("\n".join("".join(t for t, _ in row) for row in self._lines))

    def render(self) -> Content:
        return content([piece for row in self._lines for piece in (*row, ("\n", ""))])


class PartsBar(Line):
    """The parts on one row: all by name, else only the present one."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[SeenPart, ...] = ()

    def show(self, parts: Sequence[SeenPart]) -> None:
        self._parts = tuple(parts)
        self._draw()

    def on_resize(self, _: events.Resize) -> None:
        self._draw()

    def _row(self, *, named: bool) -> list[Piece]:
        out: list[Piece] = []
        for part in self._parts:
            sign = HERE if part.here else mark(SIGNS[part.state])
            name = f" {part.short}" if named or part.here else ""
            count = f" {part.count}" if part.count and name else ""
            style = "bold $you" if part.here else _STYLE[part.state]
            out += [("  " if out else "", ""), (sign, style), (name, "bold" if part.here else "$muted"), (count, "$muted")]
        return out

    def _draw(self) -> None:
        full = self._row(named=True)
        fits = sum(cells(t) for t, _ in full) <= self.room
        self.put(*(full if fits else self._row(named=False)))
