"""What stands on a journey map, set in type of one size: every block measured before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.core.map_facts import Fact, Journey, JourneyMap
from assistant.core.map_parts import EDGE, PAD, TRACK, WIDTH, headline, legend, said, together
from assistant.core.maps import ROWS
from assistant.core.picture import ACCENT, LEADING, SOFT, Block, Setter, Words, joined, mark_colour
from assistant.core.playbook import CHANGES, PHASES, PhaseId

SIDE = 136.0  # the column of names at the left
COLUMN = (WIDTH - 2 * EDGE - SIDE) / len(PHASES)
TEXT = COLUMN - 2 * PAD
HALF = (WIDTH - 2 * EDGE - SIDE) / 2


@dataclass(frozen=True, slots=True)
class Lane:
    """A journey: its name block, a block per phase it passes, and over the phases it skips why it does."""

    journey: Journey
    side: Block
    stops: dict[PhaseId, Block]
    course: Block | None
    height: float


class Sheet:
    """The blocks of a map in type of `size` with at most `asked` questions at a stop of a journey and `most` statements in a cell."""

    def __init__(self, shown: JourneyMap, words: Words, size: float, asked: int, most: int) -> None:
        self.map, self.words, self.size, self.asked, self.most = shown, words, size, asked, most
        self.set = Setter(words)
        self.alone = len(shown.journeys) == 1
        self.top = headline(self.set, "journey-map", self.named(), shown.job)
        self.needs = [self.set.fact(s.needs, TEXT, size - 0.6, bullet=False) for s in shown.stages]
        self.lanes = [self._lane(j) for j in shown.journeys]
        self.changes = [self._change(c) for c in CHANGES] if self.alone else []
        self.loops = self._loops()
        self.rows = [(row, [self._cell(s.rows[row], row) for s in shown.stages]) for row in ROWS]
        self.legend = legend(self.set, shown.facts, self._about_lines())

    def named(self) -> str:
        """The playbook's name, with its trigger where the map shows one."""
        name = self.words.say(self.map.name)
        return f"{name} · {self.words.say(self.map.journeys[0].name)}" if self.alone else name

    @property
    def height(self) -> float:
        """What all of it takes, margins included."""
        return (
            2 * EDGE + self.top.height + 14 + self.head + sum(x.height for x in self.lanes) + self.changed + self.looped
            + sum(self.row(cells) for _, cells in self.rows) + 14 + self.legend.height
        )  # fmt: skip

    @property
    def head(self) -> float:
        return 30 + max(b.height for b in self.needs) + 8

    @property
    def changed(self) -> float:
        return max(b.height for b in self.changes) + 14 if self.changes else 0.0

    @property
    def looped(self) -> float:
        return max((b.height for b in self.loops), default=0.0) + 12

    def row(self, cells: list[Block]) -> float:
        return max([c.height for c in cells] + [self.size * LEADING]) + 10

    def _about_lines(self) -> str:
        labels = self.words.labels
        if self.alone:
            return labels["legend-journey"]
        return labels["legend-journeys"].replace("{marks}", ", ".join(f"{j.mark} = {self.words.say(j.name)}" for j in self.map.journeys))

    def _marks(self, fact: Fact) -> str:
        return "" if self.alone or len(fact.marks) == len(self.map.journeys) else fact.marks

    def _cell(self, facts: tuple[Fact, ...], row: str) -> Block:
        if row in ("people", "touchpoints"):
            return self._listed(facts)
        return self.set.facts(((self._quoted(f) if row == "wording" else f, self._marks(f)) for f in facts), TEXT, self.size, self.most)

    def _quoted(self, fact: Fact) -> Fact:
        text, (start, end) = self.words.say(fact.text), self.words.labels["quotes"].split()
        return fact if text[:1] in "„“”»«‘‚" else said(fact, f"{start}{text}{end}")

    def _listed(self, facts: tuple[Fact, ...]) -> Block:
        """Short names in a row with their weakest grade; journeys they are limited to in brackets."""
        names = [self.words.say(f.text) + (f" ({self._marks(f)})" if self._marks(f) else "") for f in facts]
        return self.set.fact(together(list(facts), " · ".join(names)), TEXT, self.size, bullet=False) if facts else Block()

    def _lane(self, journey: Journey) -> Lane:
        labels, say = self.words.labels, self.words.say
        about = labels["led-by"].replace("{who}", ", ".join(say(x) for x in journey.leads)).replace("{tempo}", say(journey.urgency))
        name = self.set.fitted(say(journey.name), SIDE - 34, (12, 11, 10, 9), fill=mark_colour(journey.mark))
        side = joined(name, self.set.text(about, SIDE - 34, 8.2, fill=SOFT), 1.5)
        stops = {p: self.set.facts(((f, "") for f in journey.stops[p]), TEXT, self.size, self.asked) for p in PHASES if p not in journey.skips}
        course = None
        if journey.skips and "course" in journey.changes and not self.alone:
            course = self.set.fact(journey.changes["course"], COLUMN * len(journey.skips) - 2 * PAD, self.size, bullet=False)
        below = max([b.height for b in stops.values()] + [course.height if course else 0.0])
        return Lane(journey, side, stops, course, max(side.height + 14, TRACK + below + 9))

    def _loops(self) -> list[Block]:
        names, out = {s.id: self.words.say(s.name) for s in self.map.stages}, []
        for loop in self.map.loops:
            reasons = " · ".join(self.words.say(f.text) for f in loop.reasons)
            text = self.words.labels["loop-to"].replace("{phase}", names[loop.target]).replace("{reasons}", reasons)
            out.append(self.set.fact(together(list(loop.reasons), text), HALF - 4 * PAD, self.size, bullet=False))
        return out

    def _change(self, change: str) -> Block:
        fact = self.map.journeys[0].changes.get(change)
        head = self.set.text(self.words.labels[f"change-{change}"], TEXT, self.size, bold=True, fill=ACCENT)
        return joined(head, self.set.fact(fact, TEXT, self.size, bullet=False), 1) if fact else head
