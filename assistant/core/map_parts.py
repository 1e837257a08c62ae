"""Parts that maps share: the stamp that says how far to trust it, the legend, a journey's line with its loops."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.core.evidence import Grade
from assistant.core.map_facts import Fact, Journey, Loop
from assistant.core.maps import worst
from assistant.core.picture import HAIR, INK, SOFT, WARN, Block, Curve, Rect, Setter, circle, joined, mark_colour
from assistant.core.playbook import PHASES
from assistant.core.text import Text

WIDTH, HEIGHT = 1190.55, 841.89  # A3 landscape
EDGE = 30.0
PAD = 7.0
STAMP = 210.0
LINE, TRACK = 33.0, 43.0  # from the top of a journey: its line, and the text below it


def said(fact: Fact, text: str) -> Fact:
    """The same fact with other words, already in the language of the picture."""
    return replace(fact, text=Text(text, text))


def together(facts: list[Fact], text: str) -> Fact:
    """Several facts as one: it is worth its weakest."""
    return Fact(Text(text, text), worst(facts), ())


def headline(setter: Setter, kind: str, name: str, job: Fact) -> Block:
    """What it is a map of, and the job that all share."""
    labels, wide = setter.words.labels, WIDTH - 2 * EDGE - STAMP - 40
    over = setter.text(f"{labels[kind]} · {name}", wide, 11, bold=True, fill=SOFT)
    whole = setter.fact(job, wide, 19, bold=True, bullet=False)
    return joined(over, whole, 2)


def stamp(setter: Setter, facts: Iterable[Fact], y: float) -> None:
    """At the top right: EXAMPLE where anything is made up, else the weakest grade."""
    grade, labels = worst(facts), setter.words.labels
    x, colour = WIDTH - EDGE - STAMP, WARN if grade is Grade.Z else SOFT
    block = setter.text(labels["example"] if grade is Grade.Z else labels["standing"], STAMP - 20, 13, bold=True, fill=colour)
    block = joined(block, setter.text(labels[f"standing-{grade}"], STAMP - 20, 8.4, fill=INK), 1)
    setter.shapes.append(Rect(x, y, STAMP, block.height + 13, "none", colour, 1.3, 3))
    setter.put(block, x + 10, y + 6, STAMP - 20)


def legend(setter: Setter, facts: Iterable[Fact], more: str) -> Block:
    """What the letters behind the statements mean, and a line of the map's own."""
    labels, wide = setter.words.labels, WIDTH - 2 * EDGE
    used = sorted({str(f.grade) for f in facts})
    grades = f"{labels['grades']}: " + " · ".join([*(f"{g} = {labels[f'grade-{g}']}" for g in used), labels["more"]])
    return joined(setter.text(grades, wide, 8.4, fill=SOFT), setter.text(more, wide, 8.4, fill=SOFT), 1)


def finish(setter: Setter, block: Block, y: float) -> None:
    """The legend below a line at the foot."""
    setter.shapes.append(Curve(f"M{EDGE} {y:.2f}H{WIDTH - EDGE:.2f}", INK, 1.1))
    setter.put(block, EDGE, y + 5, WIDTH - 2 * EDGE)


def track(setter: Setter, journey: Journey, loops: tuple[Loop, ...], x: Callable[[int], float], y: float) -> None:
    """The journey's line through the phases at height `y`: dashed where it skips, full from its entry on, loops above."""
    colour, labels = mark_colour(journey.mark), setter.words.labels
    places = [x(i) + PAD + 7 for i in range(len(PHASES))]
    entry = PHASES.index(journey.entry)
    if entry:
        setter.shapes.append(Curve(f"M{places[0]:.2f} {y:.2f}H{places[entry]:.2f}", SOFT, 1.2, dash="1.5 4"))
    setter.shapes.append(Curve(f"M{places[entry]:.2f} {y:.2f}H{x(len(PHASES)) - 14:.2f}", colour, 3.2))
    end = x(len(PHASES)) - 14
    setter.shapes.append(Curve(f"M{end:.2f} {y - 5:.2f}l9 5l-9 5z", fill=colour))
    for number, loop in enumerate(loops, 1):
        _loop(setter, places[PHASES.index(loop.start)], places[PHASES.index(loop.target)], y, number)
    for i, place in enumerate(places):
        _stop(setter, journey, i, place, y)
    setter.line(places[entry] + 11, y - 6, labels["entry"], 8.2, bold=True, fill=colour)
    for i, phase in enumerate(PHASES):
        if phase in journey.skips:
            setter.line(places[i] + 11, y - 6, labels["skipped"], 8.2, fill=SOFT)


def _stop(setter: Setter, journey: Journey, i: int, x: float, y: float) -> None:
    colour = mark_colour(journey.mark)
    if PHASES[i] in journey.skips:
        setter.shapes.append(Curve(circle(x, y, 4.2), SOFT, 1.1, "#ffffff", "1.5 1.8"))
    elif PHASES[i] == journey.entry:
        setter.shapes.append(Curve(circle(x, y, 7), colour, 2.6, "#ffffff"))
    else:
        setter.shapes.append(Curve(circle(x, y, 4.6), "#ffffff", 1.4, colour))


def _loop(setter: Setter, start: float, target: float, y: float, number: int) -> None:
    """A way back as an arc above the line, its number on it; the farther it goes, the higher."""
    low, rise = y - 8, 3.0 + 13.0 * number
    path = f"M{start:.2f} {low:.2f}C{start:.2f} {low - rise:.2f} {target:.2f} {low - rise:.2f} {target:.2f} {low - 1:.2f}"
    setter.shapes.append(Curve(path, INK, 0.9, dash="3 2"))
    setter.shapes.append(Curve(f"M{target:.2f} {low + 2:.2f}l-2.8 -5.6h5.6z", fill=INK))
    numbered(setter, (start + target) / 2, low - rise * 0.75, number)


def numbered(setter: Setter, x: float, y: float, number: int) -> None:
    """A number in a ring."""
    setter.shapes.append(Curve(circle(x, y, 5.6), INK, 0.8, "#ffffff"))
    setter.line(x, y + 2.7, str(number), 7.8, bold=True, middle=True)


def rule(setter: Setter, y: float) -> None:
    """A hair line across."""
    setter.shapes.append(Curve(f"M{EDGE} {y:.2f}H{WIDTH - EDGE:.2f}", HAIR, 0.8))
