"""The journey map as a picture on A3 landscape: journeys as lines above, what matters in each phase below."""

from __future__ import annotations

from assistant.core.journey_sheet import COLUMN, HALF, SIDE, TEXT, Lane, Sheet
from assistant.core.map_facts import JourneyMap
from assistant.core.map_parts import EDGE, HEIGHT, LINE, PAD, TRACK, WIDTH, finish, numbered, rule, stamp, track
from assistant.core.picture import ACCENT, PALE, SOFT, Block, Curve, Picture, Rect, Words, circle, mark_colour
from assistant.core.playbook import PHASES

# From roomy to tight: size of type, questions at a stop, statements in a cell. The first that fits the page is taken.
FITS = (
    (9.2, 3, 4), (9.2, 2, 3), (8.7, 2, 3), (8.2, 2, 3), (9.2, 2, 2), (8.7, 2, 2), (8.2, 2, 2), (8.7, 1, 2), (8.2, 1, 2), (7.8, 1, 2),
    (8.7, 1, 1), (8.2, 1, 1), (7.8, 1, 1),
)  # fmt: skip


def journey_picture(shown: JourneyMap, words: Words) -> Picture:
    """The whole map, as wide as A3 and as high, or higher where even the tightest setting does not fit."""
    for size, asked, most in FITS:
        sheet = Sheet(shown, words, size, asked, most)
        if sheet.height <= HEIGHT:
            break
    _draw(sheet)
    title = f"{words.labels['journey-map']}: {sheet.named()}"
    height = max(HEIGHT, sheet.height)
    back = Rect(0, 0, WIDTH, height, "#ffffff")
    return Picture(WIDTH, height, (back, *sheet.set.shapes), title, f"{title}. {words.say(shown.job.text)}")


def _draw(sheet: Sheet) -> None:
    """Everything from top to bottom; room that is left goes between the parts."""
    parts = len(sheet.rows) + len(sheet.lanes) + 2
    air = min(12.0, max(0.0, HEIGHT - sheet.height) / parts)
    stamp(sheet.set, sheet.map.facts, EDGE)
    y = max(sheet.set.put(sheet.top, EDGE, EDGE - 3, WIDTH) + 17, EDGE + 40)
    y = _phases(sheet, y) + air
    for lane in sheet.lanes:
        y = _lane(sheet, lane, y) + air
    y = _changes(sheet, y)
    y = _loops(sheet, y) + air
    for row, cells in sheet.rows:
        y = _row(sheet, row, cells, y, air) + air
    finish(sheet.set, sheet.legend, y + 2)


def _x(column: int) -> float:
    return EDGE + SIDE + COLUMN * column


def _side(sheet: Sheet, text: str, y: float) -> None:
    block = sheet.set.text(text, SIDE - 12, 10.5, bold=True)
    sheet.set.put(block, EDGE, y, SIDE - 12)


def _phases(sheet: Sheet, y: float) -> float:
    """The phases as a row of arrows with what the buyers need below."""
    for i, (stage, needs) in enumerate(zip(sheet.map.stages, sheet.needs, strict=True)):
        back = "z" if i == 0 else "l9 -12z"
        path = f"M{_x(i):.2f} {y:.2f}h{COLUMN - 12:.2f}l9 12l-9 12h{12 - COLUMN:.2f}{back}"
        sheet.set.shapes.append(Curve(path, fill=ACCENT))
        sheet.set.put(_fitting(sheet, sheet.words.say(stage.name)), _x(i) + 14, y + 4.6, COLUMN - 28, 15)
        sheet.set.put(needs, _x(i) + PAD, y + 30, TEXT)
    _side(sheet, sheet.words.labels["needs"], y + 29)
    return y + sheet.head


def _fitting(sheet: Sheet, text: str) -> Block:
    """The name of a phase on one line, smaller where it is long."""
    sizes = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
    blocks = (sheet.set.text(text, COLUMN - 28, size, bold=True, fill="#ffffff") for size in sizes)
    return next((b for b in blocks if len(b.runs) == 1), Block())


def _lane(sheet: Sheet, lane: Lane, y: float) -> float:
    """A journey: its letter and name, its line, what only it asks, and why it skips what it skips."""
    colour = mark_colour(lane.journey.mark)
    sheet.set.shapes.append(Rect(EDGE, y, WIDTH - 2 * EDGE, lane.height - 4, PALE, radius=4))
    sheet.set.shapes.append(Curve(circle(EDGE + 16, y + 17, 10), fill=colour))
    sheet.set.line(EDGE + 16, y + 21, lane.journey.mark, 12, bold=True, fill="#ffffff", middle=True)
    sheet.set.put(lane.side, EDGE + 32, y + 8, SIDE - 34)
    track(sheet.set, lane.journey, sheet.map.loops, _x, y + LINE)
    for i, phase in enumerate(PHASES):
        if phase in lane.stops:
            sheet.set.put(lane.stops[phase], _x(i) + PAD, y + TRACK, TEXT)
    if lane.course:
        first = PHASES.index(lane.journey.skips[0])
        sheet.set.put(lane.course, _x(first) + PAD, y + TRACK, COLUMN * len(lane.journey.skips) - 2 * PAD)
    return y + lane.height


def _changes(sheet: Sheet, y: float) -> float:
    """What the one trigger shown does to the purchase."""
    if not sheet.changes:
        return y
    for i, block in enumerate(sheet.changes):
        sheet.set.put(block, _x(i) + PAD, y + 5, TEXT)
    _side(sheet, sheet.words.labels["changes"], y + 4)
    return y + sheet.changed


def _loops(sheet: Sheet, y: float) -> float:
    """What the numbered arcs mean."""
    _side(sheet, sheet.words.labels["loops"], y + 1)
    for i, block in enumerate(sheet.loops):
        x = EDGE + SIDE + PAD + i * HALF
        numbered(sheet.set, x + 6, y + 8, i + 1)
        sheet.set.put(block, x + 16, y + 2, HALF - 4 * PAD)
    return y + sheet.looped


def _row(sheet: Sheet, row: str, cells: list[Block], y: float, air: float) -> float:
    height = sheet.row(cells)
    rule(sheet.set, y - 2 - air / 2)
    _side(sheet, sheet.words.labels[f"row-{row}"], y + 1)
    for i, cell in enumerate(cells):
        block = cell if cell.runs else sheet.set.text("–", TEXT, sheet.size, fill=SOFT)
        sheet.set.put(block, _x(i) + PAD, y + 2, TEXT, height - 6)
    return y + height
