"""The journey: five phases with their state in signs and words. Not a bar, never a percentage; loops are counted."""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.message import Message

from assistant.doors.tui.bars import Line, Piece
from assistant.doors.tui.views import STOPS, Stop, Where
from assistant.doors.tui.wrap import cells

CUT = 9  # letters of a shortened name; a name that is hardly longer stays
_STYLE: dict[Where, str] = {"done": "$good", "here": "bold $you", "ahead": "$muted", "skipped": "strike $muted"}


def _name(stop: Stop, form: str) -> str:
    if form == "full":
        return stop.name
    if form == "short" or stop.where == "here" or (form == "fading" and stop.where != "skipped"):
        return stop.short
    if form == "signs":
        return ""
    return stop.short if len(stop.short) <= CUT + 1 else stop.short[: CUT - 1] + "."


def _stop(stop: Stop, form: str) -> Iterator[Piece]:
    style = _STYLE[stop.where]
    yield f"{STOPS[stop.where]}", style.replace("strike ", "")
    if name := _name(stop, form):
        yield " ", ""
        yield name, style
    if stop.loops:
        yield f" ↺{stop.loops}", "bold $weak"


def pieces(stops: tuple[Stop, ...], form: str, joint: str, skipped: str) -> list[Piece]:
    """The track in one of its forms; the word for skipped stands once behind each run of skipped phases."""
    out: list[Piece] = []
    for at, stop in enumerate(stops):
        if at:
            out.append((joint, "$rule"))
        out += _stop(stop, form)
        ends = at + 1 == len(stops) or stops[at + 1].where != "skipped"
        if stop.where == "skipped" and ends and form != "signs":
            out.append((f" {skipped}", "$muted"))
    return out


FORMS = (
    ("full", " ── "), ("full", "  "), ("short", " ── "), ("short", "  "), ("short", " "), ("fading", "  "), ("fading", " "),
    ("cut", "  "), ("cut", " "), ("signs", " "),
)  # fmt: skip


def fitting(stops: tuple[Stop, ...], width: int, skipped: str) -> list[Piece]:
    """The richest form that fits."""
    found: list[Piece] = []
    for form, joint in FORMS:
        found = pieces(stops, form, joint, skipped)
        if cells("".join(t for t, _ in found)) <= width:
            return found
    return found


class Track(Line):
    """The journey on one row."""

    class Clicked(Message):
        """The track was clicked: the phase is to be changed."""

    def __init__(self) -> None:
        super().__init__()
        self._stops: tuple[Stop, ...] = ()
        self._skipped = ""

    def show(self, stops: tuple[Stop, ...], skipped: str) -> None:
        self._stops, self._skipped = stops, skipped
        self._draw()

    def on_resize(self, _: events.Resize) -> None:
        self._draw()

    def on_click(self, _: events.Click) -> None:
        self.post_message(self.Clicked())

    def _draw(self) -> None:
        if self._stops:
            self.put(*fitting(self._stops, self.room, self._skipped))
