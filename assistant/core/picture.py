"""A picture as shapes with measured text: lengths in points, the origin at the top left. What draws it decides the format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from assistant.core.breaking import wrap
from assistant.core.map_facts import Fact
from assistant.core.text import Text

Ruler = Callable[[str, float, bool], float]  # text, size in points, bold → width in points

INK, SOFT, HAIR, PALE, ACCENT, WARN = "#1b1f24", "#4a5159", "#c9ced4", "#f2f5f7", "#0b4a6f", "#9a1b1b"
MARK_COLOURS = ("#0b4a6f", "#8a3f00", "#33611c", "#6b2f7a", "#5a5200", "#7a1f4b")
GLUE = "\u202f"  # a narrow space at which no line breaks
TAIL = 0.84  # the size of what stands behind a statement, by the statement's
LEADING = 1.2  # line height by type size


@dataclass(frozen=True, slots=True)
class Box:
    """Where text belongs: none of it may leave its box, and no two boxes of text overlap."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text; `x` is its left end, `y` its baseline, `width` its measured width with its `tail` (smaller,
    in `SOFT`), `box` where it belongs."""

    x: float
    y: float
    text: str
    size: float
    width: float
    box: Box
    fill: str = INK
    bold: bool = False
    tail: str = ""
    kind: str = "label"


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    fill: str = "none"
    stroke: str = "none"
    line: float = 0.7
    radius: float = 0.0
    kind: str = "rect"


@dataclass(frozen=True, slots=True)
class Curve:
    """A path in SVG's notation; `dash` = lengths of strokes and gaps, "" for a full line."""

    path: str
    stroke: str = "none"
    line: float = 1.0
    fill: str = "none"
    dash: str = ""
    kind: str = "curve"


Shape = Label | Rect | Curve


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture: its size, its shapes from back to front, its title and a description for those who do not see it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Words:
    """How a picture speaks: `say` gives a text in its language, `labels` the fixed words, `ruler` measures."""

    say: Callable[[Text], str]
    labels: dict[str, str]
    ruler: Ruler
    language: str


@dataclass(frozen=True, slots=True)
class Run:
    """One line of a block: text at an indent, with a grade behind it or marks before it."""

    text: str
    size: float
    indent: float = 0.0
    bold: bool = False
    fill: str = INK
    grade: str = ""
    marks: str = ""
    above: float = 0.0
    bullet: bool = False


@dataclass(slots=True)
class Block:
    """Lines one below the other in a column."""

    runs: list[Run] = field(default_factory=list)

    @property
    def height(self) -> float:
        return sum(r.above + r.size * LEADING for r in self.runs)


class Setter:
    """Sets text into blocks of a given width and draws blocks at a place."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.shapes: list[Shape] = []

    def width(self, text: str, size: float, bold: bool = False) -> float:
        return self.words.ruler(text, size, bold)

    def text(self, text: str, width: float, size: float, *, bold: bool = False, fill: str = INK) -> Block:
        """A paragraph; in bold a name, whose words are broken only where they must."""
        lines = wrap(" ".join(text.split()), width, lambda t: self.width(t, size, bold), fill=not bold)
        return Block([Run(x, size, 0.0, bold, fill) for x in lines])

    def fitted(self, text: str, width: float, sizes: Iterable[float], *, fill: str = INK) -> Block:
        """A bold name in the largest of the sizes in which no word of it has to be broken; else in the smallest."""
        block = Block()
        for size in sizes:
            block = self.text(text, width, size, bold=True, fill=fill)
            if all(self.width(word, size, True) <= width for word in text.split()):
                break
        return block

    def fact(self, fact: Fact, width: float, size: float, *, marks: str = "", bold: bool = False, more: str = "", bullet: bool = True, fill: str = INK) -> Block:
        """A statement with its grade (and how many `more` there are) behind it, before it its marks or a bullet."""
        said, tail = " ".join(self.words.say(fact.text).split()) or "–", f"{fact.grade}{more.replace(' ', GLUE)}"
        indent = size * 0.95 if bullet else 0.0
        first = max(indent, self.pill(marks, size) + size * 0.3 if marks else 0.0) - indent
        glued = f"{said}{GLUE}{GLUE}{tail}"
        lines = wrap(glued, width - indent, lambda t: self.width(t, size, bold), first)
        runs = [Run(x, size, indent, bold, fill) for x in lines]
        last = runs[-1]
        runs[-1] = Run(last.text.removesuffix(tail).rstrip(GLUE), size, indent, bold, fill, tail)
        runs[0] = Run(runs[0].text, size, indent + first, bold, fill, runs[0].grade, marks=marks, bullet=bullet and not marks)
        return Block(runs)

    def facts(self, facts: Iterable[tuple[Fact, str]], width: float, size: float, most: int, gap: float = 2.6) -> Block:
        """Statements one below the other, `most` of them; how many more there are stands behind the last one."""
        chosen = list(facts)
        block = Block()
        for i, (fact, marks) in enumerate(chosen[:most], 1):
            more = f" +{len(chosen) - most}" if i == most < len(chosen) else ""
            block = joined(block, self.fact(fact, width, size, marks=marks, more=more), gap)
        return block

    def pill(self, marks: str, size: float) -> float:
        """How wide the marks of journeys are."""
        return self.width(marks, size * 0.82, bold=True) + size * 0.55 if marks else 0.0

    # ---- drawing

    def put(self, block: Block, x: float, y: float, width: float, height: float | None = None) -> float:
        """Draws the block from `y` downwards in its box and returns its lower end."""
        box = Box(x, y, width, block.height if height is None else height)
        at = y
        for run in block.runs:
            at += run.above + run.size * LEADING
            self._run(run, x, at - run.size * (LEADING - 0.97), box)
        return at

    def _run(self, run: Run, x: float, base: float, box: Box) -> None:
        left = x + run.indent
        if run.marks:
            self.marks(run.marks, x, base, run.size, box)
        if run.bullet:
            self.shapes.append(Curve(circle(x + run.size * 0.3, base - run.size * 0.3, run.size * 0.13), fill=SOFT))
        tail = f"{GLUE}{GLUE}{run.grade}" if run.grade else ""
        wide = self.width(run.text, run.size, run.bold) + self.width(tail, run.size * TAIL, True)
        self.shapes.append(Label(left, base, run.text, run.size, wide, box, run.fill, run.bold, tail))

    def marks(self, marks: str, x: float, base: float, size: float, box: Box) -> None:
        """Letters of journeys, white on the journey's colour (dark where there are several)."""
        small, wide = size * 0.82, self.pill(marks, size)
        self.shapes.append(Rect(x, base - size * 0.82, wide, size, mark_colour(marks), radius=size * 0.5))
        inner = self.width(marks, small, True)
        self.shapes.append(Label(x + (wide - inner) / 2, base - size * 0.04, marks, small, inner, box, "#ffffff", True))

    def line(self, x: float, y: float, text: str, size: float, *, bold: bool = False, fill: str = INK, middle: bool = False) -> float:
        """One line that its writer knows to fit; `y` is the baseline. Returns where it ends."""
        wide = self.width(text, size, bold)
        left = x - wide / 2 if middle else x
        box = Box(left - 0.5, y - size, wide + 1, size * 1.3)
        self.shapes.append(Label(left, y, text, size, wide, box, fill, bold))
        return left + wide


def joined(one: Block, other: Block, gap: float) -> Block:
    """One block above the other."""
    if not one.runs or not other.runs:
        return Block([*one.runs, *other.runs])
    head, *rest = other.runs
    lowered = Run(head.text, head.size, head.indent, head.bold, head.fill, head.grade, head.marks, head.above + gap, head.bullet)
    return Block([*one.runs, lowered, *rest])


def mark_colour(marks: str) -> str:
    return MARK_COLOURS[(ord(marks) - ord("A")) % len(MARK_COLOURS)] if len(marks) == 1 else SOFT


def circle(x: float, y: float, radius: float) -> str:
    """A circle as a path."""
    return f"M{x - radius:.2f} {y:.2f}a{radius:.2f} {radius:.2f} 0 1 0 {2 * radius:.2f} 0a{radius:.2f} {radius:.2f} 0 1 0 {-2 * radius:.2f} 0z"
