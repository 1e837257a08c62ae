"""What the screen shows of a brief: slots, phases, reasons, the buying centre, what may stand where. In the screen's
language, which need not be that of the answers."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.core.brief import Brief
from assistant.core.centre import standing
from assistant.core.guide import Part, State
from assistant.core.papers.order import kind_at_hand
from assistant.core.playbook import Library
from assistant.doors.tui.views import Mark, Option, Section, Slot, Stop, View, Where, phases
from assistant.doors.tui.words import Labels, labels
from assistant.edge.render import Renderer

HELD = ("playbook", "trigger", "persona", "phase", "urgency")
_STANDINGS = {"addressed": "✓", "mentioned": "~", "missing": "?"}


def ids_in(brief: Brief, slot: str) -> str:
    """The slot's ids as one string, "" where it is empty."""
    if slot == "persona":
        return " ".join(brief.personas)
    value: str | None = getattr(brief, slot)
    return value or ""


@dataclass(frozen=True, slots=True)
class Sight:
    """A library, seen in one language."""

    library: Library
    renderer: Renderer

    @property
    def _names(self) -> Labels:
        return labels(self.renderer.language)

    def view(self, state: State, *, advised: bool) -> View:
        """All of it; `advised` = there is an answer to copy."""
        renderer, names, brief = self.renderer, self._names, state.brief
        slots = [Slot(s, names[s], self.value(brief, s), self._mark(brief, s)) for s in HELD]
        slots += self.wanted(state)
        if brief.loops:
            last = brief.loops[-1]
            value = f"{len(brief.loops)} ({renderer.name('loop', last.reason)})"
            slots.append(Slot("loops", names["loops"], value, "filled"))
        return View(
            renderer.language, tuple(slots), self._stops(brief), len(state.choices), state.asked or "",
            advised, self._why(brief), self._centre(brief),
        )  # fmt: skip

    def _why(self, brief: Brief) -> tuple[tuple[str, str], ...]:
        """Of each slot what decided it, the strongest reason first."""
        names = self._names
        return tuple((names[s], self.renderer.why(brief.why[s][:1])[0]) for s in HELD if brief.why.get(s))

    def wanted(self, state: State) -> list[Slot]:
        """What it is for, down to the kind of paper, and in which tone, where that was said."""
        renderer, names, brief = self.renderer, self._names, state.brief
        purpose = kind_at_hand(state) or brief.purpose
        held = [(name, value) for name, value in (("purpose", purpose), ("tone", brief.tone)) if value]
        return [Slot(n, names[n], renderer.part(Part("slot-value", {"slot": n, "id": v})), "filled") for n, v in held]

    def value(self, brief: Brief, slot: str) -> str:
        """What stands in a slot, in words; "" where nothing does."""
        renderer, ids = self.renderer, ids_in(brief, slot)
        if not ids:
            return ""
        if slot == "persona":
            return renderer.names("persona", ids)
        return renderer.name(slot, ids, brief.playbook)

    def _mark(self, brief: Brief, slot: str) -> Mark:
        if slot in brief.inferred:
            return "inferred"
        if ids_in(brief, slot):
            return "filled"
        return "skipped" if slot in brief.open else "open"

    def _stops(self, brief: Brief) -> tuple[Stop, ...]:
        cause = brief.cause(self.library)
        skips = cause.skips if cause else ()
        names = self._names
        ids = list(self.library.phases) or phases(names)
        here = ids.index(brief.phase) if brief.phase in ids else -1
        out = []
        for at, phase in enumerate(ids):
            where: Where = "here" if at == here else "done" if at < here else "ahead"
            if phase in skips and at != here:
                where = "skipped"
            loops = sum(1 for x in brief.loops if x.to == phase)
            name = self.renderer.name("phase", phase)
            out.append(Stop(phase, name, names.get(f"short-{phase}", name), where, loops))
        return tuple(out)

    def _centre(self, brief: Brief) -> tuple[Section, ...]:
        """Who belongs to the buying centre: a row each for who is spoken to, only mentioned, missing."""
        book = brief.book(self.library)
        if book is None:
            return ()
        rows = []
        for state, sign in _STANDINGS.items():
            found = [self.renderer.short(m.id) for m in book.members if standing(brief, m.id) == state]
            rows += [f"{sign} {', '.join(found)}"] if found else []
        return (Section(self._names["centre-row"], tuple(rows)),)

    def options(self, brief: Brief, slot: str) -> tuple[Option, ...]:
        """What may stand in this slot: for roles those of the circle first."""
        library = self.library
        book = brief.book(library)
        found: dict[str, list[str]] = {
            "playbook": list(library.playbooks),
            "trigger": [t.id for t in book.triggers] if book else [trigger for _, trigger, _ in library.called() if trigger],
            "persona": list(dict.fromkeys([*(m.id for m in (book.members if book else ())), *library.personas])),
            "phase": list(library.phases),
            "urgency": list(library.urgencies),
        }
        stands = ids_in(brief, slot).split()
        book_id = brief.playbook
        return tuple(
            Option(i, self.renderer.name(slot, i, book_id), i in stands) for i in found.get(slot, [])
        )
