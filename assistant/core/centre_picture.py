"""The buying centre as a picture on A3 landscape: roles with functions and goals, ties between those that clash, bridges."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.core.map_facts import CentreMap, Clash, Seat
from assistant.core.map_parts import EDGE, HEIGHT, WIDTH, finish, headline, legend, said, stamp
from assistant.core.picture import (
    ACCENT,
    HAIR,
    INK,
    PALE,
    SOFT,
    WARN,
    Block,
    Curve,
    Picture,
    Rect,
    Setter,
    Words,
    circle,
    joined,
)
from assistant.core.playbook import FUNCTIONS

TIES, NAME, DOT, GOAL, GAP = 96.0, 138.0, 46.0, 200.0, 20.0
LEFT = EDGE + TIES  # where the names begin
DOTS = LEFT + NAME
GOALS = DOTS + DOT * len(FUNCTIONS)
CARDS = GOALS + GOAL + GAP
WIDE = WIDTH - EDGE - CARDS  # of a conflict's card
# From roomy to tight: size of type, fears of a role; size of type of the conflicts.
ROWS_FIT = ((10.4, 2), (9.8, 2), (9.8, 1), (9.2, 1), (8.6, 1), (8.2, 1), (7.8, 1))
CARDS_FIT = (10.4, 9.8, 9.2, 8.6, 8.2, 7.8)


@dataclass(frozen=True, slots=True)
class _Row:
    seat: Seat
    name: Block
    goal: Block
    height: float


@dataclass(frozen=True, slots=True)
class _Card:
    clash: Clash
    title: Block
    first: Block
    second: Block
    bridge: Block
    height: float


class _Sheet:
    def __init__(self, shown: CentreMap, words: Words) -> None:
        self.map, self.words = shown, words
        self.set = Setter(words)
        self.top = headline(self.set, "centre-map", words.say(shown.name), shown.job)
        self.legend = legend(self.set, shown.facts, words.labels["legend-centre"])
        room = HEIGHT - self.start - 12 - self.legend.height - EDGE
        for size, fears in ROWS_FIT:
            self.rows = [self._row(s, size, fears) for s in shown.seats]
            if self.left <= room:
                break
        for size in CARDS_FIT:
            self.cards = [self._card(c, size) for c in shown.clashes]
            if self.right <= room:
                break

    def _row(self, seat: Seat, size: float, fears: int) -> _Row:
        labels, say = self.words.labels, self.words.say
        name = self.set.fitted(say(seat.name), NAME - 22, (12.5, 11.5, 10.5, 9.5))
        name = joined(name, self.set.text(labels[f"kind-{seat.kind}"], NAME - 22, 8.2, fill=SOFT), 1)
        goal = self.set.fact(seat.goal, GOAL, size, bold=True, bullet=False)
        goal = joined(goal, self.set.facts(((f, "") for f in seat.pains), GOAL, size - 0.6, fears), 2)
        return _Row(seat, name, goal, max(name.height, goal.height) + 13)

    def _card(self, clash: Clash, size: float) -> _Card:
        labels, say = self.words.labels, self.words.say
        names = {s.id: say(s.name) for s in self.map.seats}
        title = " ↔ ".join(names.get(x, x) for x in clash.between)
        block = self.set.text(title, WIDE - 44, 10.5, bold=True, fill=WARN if clash.sharpest else INK)
        when = [labels["sharpest"]] if clash.sharpest else []
        if clash.marks and len(clash.marks) < len(self.map.triggers):
            when.append(labels["only"].replace("{triggers}", ", ".join(say(self.map.triggers[m]) for m in clash.marks)))
        if when:
            block = joined(block, self.set.text(" · ".join(when), WIDE - 44, 8.2, fill=SOFT), 0.5)
        half = (WIDE - 54) / 2
        first, second = (self.set.fact(f, half, size, bullet=False) for f in (clash.first, clash.second))
        bridged = said(clash.bridge, f"{labels['bridge']}: {say(clash.bridge.text)}")
        bridge = self.set.fact(bridged, WIDE - 54, size, bullet=False, fill=ACCENT)
        return _Card(clash, block, first, second, bridge, block.height + max(first.height, second.height) + bridge.height + 25)

    @property
    def left(self) -> float:
        return 36 + sum(r.height for r in self.rows)

    @property
    def right(self) -> float:
        return 22 + sum(c.height + 7 for c in self.cards)

    @property
    def start(self) -> float:
        return EDGE + max(self.top.height + 14, 54)

    @property
    def height(self) -> float:
        return self.start + max(self.left, self.right) + 12 + self.legend.height + EDGE


def centre_picture(shown: CentreMap, words: Words) -> Picture:
    """The whole map, as wide as A3 and as high, or higher where even the tightest setting does not fit."""
    sheet = _Sheet(shown, words)
    height = max(HEIGHT, sheet.height)
    stamp(sheet.set, shown.facts, EDGE)
    sheet.set.put(sheet.top, EDGE, EDGE - 3, WIDTH)
    foot = height - EDGE - sheet.legend.height - 8
    room = foot - sheet.start - 6
    middles = _seats(sheet, sheet.start, min(22.0, (room - sheet.left) / max(1, len(sheet.rows))))
    _ties(sheet, middles)
    _cards(sheet, sheet.start, min(18.0, (room - sheet.right) / max(1, len(sheet.cards))))
    finish(sheet.set, sheet.legend, foot)
    title = f"{words.labels['centre-map']}: {words.say(shown.name)}"
    back = Rect(0, 0, WIDTH, height, "#ffffff")
    return Picture(WIDTH, height, (back, *sheet.set.shapes), title, f"{title}. {words.say(shown.job.text)}")


def _seats(sheet: _Sheet, top: float, air: float) -> dict[str, float]:
    """The table of roles; returns the middle of each row."""
    for i, function in enumerate(FUNCTIONS):
        name = sheet.words.labels[f"function-{function}"]
        size = next((s for s in (8.6, 8.0, 7.4, 6.8, 6.0, 5.0) if sheet.set.width(name, s, True) <= DOT - 2), 5.0)
        sheet.set.line(DOTS + DOT * (i + 0.5), top + 24, name, size, bold=True, middle=True)
    sheet.set.line(LEFT + 16, top + 24, sheet.words.labels["role"], 10.5, bold=True)
    sheet.set.line(GOALS + 8, top + 24, f"{sheet.words.labels['wants']} · {sheet.words.labels['fears']}", 10.5, bold=True)
    y, middles = top + 32, {}
    for i, row in enumerate(sheet.rows):
        height = row.height + air
        if i % 2 == 0:
            sheet.set.shapes.append(Rect(LEFT + 6, y, GOALS + GOAL + 12 - LEFT - 6, height, PALE, radius=3))
        middle = middles[row.seat.id] = y + height / 2
        sheet.set.put(row.name, LEFT + 16, middle - row.name.height / 2, NAME - 22)
        for k, function in enumerate(FUNCTIONS):
            holds = function in row.seat.functions
            path = circle(DOTS + DOT * (k + 0.5), middle, 5.2 if holds else 1.5)
            sheet.set.shapes.append(Curve(path, fill=ACCENT if holds else HAIR))
        sheet.set.put(row.goal, GOALS + 8, middle - row.goal.height / 2, GOAL)
        y += height
    return middles


def _levels(clashes: tuple[Clash, ...], middles: dict[str, float]) -> dict[int, int]:
    """How far out each tie runs, so that ties side by side never share their outermost point: short ones inside."""
    spans = {c.number: tuple(sorted(middles[x] for x in c.between)) for c in clashes if all(x in middles for x in c.between)}
    taken: dict[int, list[tuple[float, ...]]] = {}
    levels: dict[int, int] = {}
    for number, span in sorted(spans.items(), key=lambda item: (item[1][1] - item[1][0], item[0])):
        level = next(k for k in range(len(spans)) if all(span[0] >= b or a >= span[1] for a, b in taken.get(k, [])))
        taken.setdefault(level, []).append(span)
        levels[number] = level
    return levels


def _ties(sheet: _Sheet, middles: dict[str, float]) -> None:
    """An arc from role to role for each conflict, its number at the outermost point."""
    levels = _levels(sheet.map.clashes, middles)
    step = min(17.0, (TIES - 22) / max(1, max(levels.values(), default=0)))
    rings = []
    for clash in sheet.map.clashes:
        if clash.number not in levels:
            continue
        one, other = sorted(middles[x] for x in clash.between)
        out = LEFT + 4 - 14 - step * levels[clash.number]
        bend = LEFT + 4 - (LEFT + 4 - out) / 0.75
        colour, line = (WARN, 2.6) if clash.sharpest else (INK, 1.1)
        path = f"M{LEFT + 4:.2f} {one:.2f}C{bend:.2f} {one:.2f} {bend:.2f} {other:.2f} {LEFT + 4:.2f} {other:.2f}"
        sheet.set.shapes.append(Curve(path, colour, line))
        rings.append((out, (one + other) / 2, clash))
    for x, y, clash in rings:
        _ring(sheet.set, x, y, clash)


def _ring(setter: Setter, x: float, y: float, clash: Clash) -> None:
    setter.shapes.append(Curve(circle(x, y, 7.2), WARN if clash.sharpest else INK, 1.0, WARN if clash.sharpest else "#ffffff"))
    setter.line(x, y + 3.2, str(clash.number), 9, bold=True, fill="#ffffff" if clash.sharpest else INK, middle=True)


def _cards(sheet: _Sheet, top: float, air: float) -> None:
    """The conflicts: who, what each wants, and the bridge."""
    sheet.set.line(CARDS, top + 10, sheet.words.labels["conflicts"], 12, bold=True)
    y = top + 22
    for card in sheet.cards:
        colour = WARN if card.clash.sharpest else HAIR
        height = card.height + min(air, 6.0)
        sheet.set.shapes.append(Rect(CARDS, y, WIDE, height, "#ffffff", colour, 1.4 if card.clash.sharpest else 0.9, 4))
        _ring(sheet.set, CARDS + 18, y + 15, card.clash)
        below = sheet.set.put(card.title, CARDS + 34, y + 6, WIDE - 44) + 3
        half = (WIDE - 54) / 2
        sheet.set.put(card.first, CARDS + 34, below, half)
        sheet.set.put(card.second, CARDS + 34 + half + 10, below, half)
        below += max(card.first.height, card.second.height) + 5
        sheet.set.shapes.append(Rect(CARDS + 26, below, WIDE - 34, card.bridge.height + 6, PALE, radius=3))
        sheet.set.put(card.bridge, CARDS + 34, below + 2, WIDE - 54)
        y += height + 7 + max(0.0, air - 6.0)
