"""The conversation behind the screen: text in, messages and views out. Runs in the one back-office thread.

Knows the engine and the words, not Textual. Nothing here is called from the screen's own thread.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.core.advice import Advice
from assistant.core.brief import Brief
from assistant.core.gate import LONGEST, clean
from assistant.core.guide import Conversation, Part, Say, choose, step
from assistant.core.playbook import Library
from assistant.core.reading import Reading
from assistant.core.sheet import Sheet
from assistant.core.suggest import Suggester
from assistant.core.text import Language
from assistant.doors.line import advice_text, ends, sheet_text
from assistant.doors.tui import pages
from assistant.doors.tui.commands import OTHER_LANGUAGE
from assistant.doors.tui.views import Guess, Mark, Message, Option, Slot, Stop, Suggested, View, Where, phases
from assistant.doors.tui.words import labels
from assistant.edge import places
from assistant.edge.desk import Office
from assistant.edge.evidence_keeper import kept
from assistant.edge.render import Renderer

MOST_PROBLEMS = 3


_HELD = ("playbook", "trigger", "persona", "phase", "urgency")


@dataclass(frozen=True, slots=True)
class Turn:
    """What the screen shows after a turn."""

    message: Message
    view: View
    advised: bool


def greeting(language: Language) -> Message:
    """The welcome before the playbooks are loaded."""
    return pages.welcome(Renderer(places.shipped("messages"), Library(), language), labels(language))


def _ids(brief: Brief, slot: str) -> str:
    """The slot's ids as one string, "" where it is empty."""
    if slot == "persona":
        return " ".join(brief.personas)
    value: str | None = getattr(brief, slot)
    return value or ""


class Talk:
    """One conversation in one office."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.conversation: Conversation = office.begin()
        self._advice: Advice | None = None
        self._sheet: Sheet | None = None
        self._suggesters: dict[Language, Suggester] = {}

    @property
    def language(self) -> Language:
        return self.conversation.now.language

    def warm(self) -> None:
        """Reads one word, so that what the engine learns on first use is learnt while the person still reads."""
        self.preview(labels(self.language)["trigger"])

    # ---- turns

    def greet(self) -> Message:
        return pages.welcome(self.office.renderer.speaking(self.language), labels(self.language))

    def hear(self, text: str) -> Turn:
        """One line of the person."""
        text = clean(text)
        return self._take(*kept(*step(self.office.desk, self.conversation, text)))

    def choose(self, slot: str, id_: str) -> Turn:
        """One slot set from a pick list."""
        return self._take(*choose(self.office.desk, self.conversation, slot, id_))

    def switch(self) -> Turn:
        """The other language."""
        return self.hear(OTHER_LANGUAGE[self.language])

    def _take(self, after: Conversation, say: Say) -> Turn:
        self.conversation = after
        if say.advice or say.sheet:
            self._advice, self._sheet = say.advice, say.sheet
        self.office.renderer.speaking(self.language)
        message = pages.answer(self.office, after, say, labels(self.language))
        return Turn(message, self.view(), say.advice is not None)

    def ends(self, text: str) -> bool:
        """Whether this line says goodbye."""
        return ends(self.conversation, text)

    def nudge(self) -> str:
        """The one hint for an empty line."""
        return self.office.renderer.speaking(self.language).part(Part("empty-line"))

    def too_long(self, length: int) -> str:
        """What to say of a text that the gate has cut; "" where it has not."""
        if length <= LONGEST:
            return ""
        return self.office.renderer.speaking(self.language).message("too-long", count=str(length), limit=str(LONGEST))

    # ---- what the screen shows

    def view(self) -> View:
        renderer = self.office.renderer.speaking(self.language)
        names = labels(self.language)
        state = self.conversation.now
        brief = state.brief
        slots = [Slot(s, names[s], self._value(brief, s), self._mark(brief, s)) for s in _HELD]
        slots += self._wanted(brief)
        if brief.loops:
            last = brief.loops[-1]
            value = f"{len(brief.loops)} ({renderer.name('loop', last.reason)})"
            slots.append(Slot("loops", names["loops"], value, "filled"))
        return View(self.language, tuple(slots), self._stops(brief), len(state.choices), state.asked or "")

    def _wanted(self, brief: Brief) -> list[Slot]:
        """What it is for and in which tone, where that was said."""
        renderer, names = self.office.renderer.speaking(self.language), labels(self.language)
        held = [(name, value) for name, value in (("purpose", brief.purpose), ("tone", brief.tone)) if value]
        return [Slot(n, names[n], renderer.part(Part("slot-value", {"slot": n, "id": v})), "filled") for n, v in held]

    def _value(self, brief: Brief, slot: str) -> str:
        renderer, ids = self.office.renderer, _ids(brief, slot)
        if not ids:
            return ""
        if slot == "persona":
            return renderer.names("persona", ids)
        return renderer.name(slot, ids, brief.playbook)

    def _mark(self, brief: Brief, slot: str) -> Mark:
        if slot in brief.inferred:
            return "inferred"
        if _ids(brief, slot):
            return "filled"
        return "skipped" if slot in brief.open else "open"

    def _stops(self, brief: Brief) -> tuple[Stop, ...]:
        cause = brief.cause(self.office.desk.library)
        skips = cause.skips if cause else ()
        names = labels(self.language)
        ids = list(self.office.desk.library.phases) or phases(names)
        here = ids.index(brief.phase) if brief.phase in ids else -1
        out = []
        for at, phase in enumerate(ids):
            where: Where = "here" if at == here else "done" if at < here else "ahead"
            if phase in skips and at != here:
                where = "skipped"
            loops = sum(1 for x in brief.loops if x.to == phase)
            name = self.office.renderer.name("phase", phase)
            out.append(Stop(phase, name, names.get(f"short-{phase}", name), where, loops))
        return tuple(out)

    def options(self, slot: str) -> tuple[Option, ...]:
        """What may stand in this slot: for roles those of the circle first."""
        library, brief = self.office.desk.library, self.conversation.now.brief
        book = brief.book(library)
        self.office.renderer.speaking(self.language)
        found: dict[str, list[str]] = {
            "playbook": list(library.playbooks),
            "trigger": [t.id for b in ([book] if book else library.playbooks.values()) for t in b.triggers],
            "persona": list(dict.fromkeys([*(m.id for m in (book.members if book else ())), *library.personas])),
            "phase": list(library.phases),
            "urgency": list(library.urgencies),
        }
        stands = _ids(brief, slot).split()
        book_id = brief.playbook
        return tuple(
            Option(i, self.office.renderer.name(slot, i, book_id), i in stands) for i in found.get(slot, [])
        )

    # ---- while typing

    def preview(self, text: str) -> tuple[Guess, ...]:
        """What this line would fill: the turn is taken on paper only, nothing of it is kept."""
        before = self.conversation.now.brief
        after, say = step(self.office.desk, self.conversation, clean(text))
        brief = after.now.brief
        if say.reading is None and brief == before:
            return ()
        self.office.renderer.speaking(self.language)
        names = labels(self.language)
        out = []
        for slot in _HELD:
            old, new = _ids(before, slot), _ids(brief, slot)
            if new and new != old:
                was = self._value(before, slot)
                now = self._value(brief, slot)
                out.append(Guess(names[slot], f"{was} → {now}" if was else now))
            elif rivals := self._rivals(say.reading, slot) if not new else ():
                out.append(Guess(names[slot], " / ".join(self.office.renderer.name(slot, r) for r in rivals), unsure=True))
        wanted = self._wanted(brief)
        return (*out, *(Guess(x.title, x.value) for x in wanted if x not in self._wanted(before)))

    @staticmethod
    def _rivals(reading: Reading | None, slot: str) -> tuple[str, ...]:
        """The two likeliest of an unsure slot; a topic only where its triggers do not already say it."""
        if reading is None or slot == "urgency" or (slot == "playbook" and reading.trigger.rivals):
            return ()
        found = {
            "playbook": reading.playbook, "trigger": reading.trigger, "persona": reading.persona, "phase": reading.phase,
        }[slot]  # fmt: skip
        return found.rivals[:2] if found.verdict == "unsure" else ()

    def suggest(self, text: str) -> tuple[Suggested, ...]:
        """What the end of this line may become, best first."""
        language = self.language
        if language not in self._suggesters:
            self._suggesters[language] = Suggester(self.office.desk.library, language, self.office.desk.commands(language))
        names = labels(language)
        found = self._suggesters[language].suggest(text, self.conversation.now.brief.playbook)
        return tuple(Suggested(x.text, names.get(x.kind, ""), text[: x.start] + x.text) for x in found)

    # ---- help, copying, trouble

    def help(self) -> tuple[str, ...]:
        """Help for what is on the screen: the open question first, then what can be written."""
        renderer = self.office.renderer.speaking(self.language)
        asked = self.conversation.now.asked
        first = [renderer.part(Part("why-asked", {"slot": asked}))] if asked else []
        return (*first, *renderer.part(Part("help")).split("\n"))

    def copy_text(self) -> str:
        """The last advice or view as plain text, "" where there was none."""
        renderer = self.office.renderer.speaking(self.language)
        parts = [sheet_text(renderer, self._sheet)] if self._sheet else []
        if self._advice:
            parts.append(advice_text(renderer, self._advice, letters=True))
        return "\n\n".join(parts)

    def message(self, code: str, **facts: str) -> str:
        return self.office.renderer.speaking(self.language).message(code, **facts)

    def trouble(self) -> str:
        """What was wrong with the playbooks, the first few by name; "" where all is well."""
        renderer = self.office.renderer.speaking(self.language)
        errors = [p for p in self.office.problems if p.severity == "error"]
        if not self.office.desk.library.playbooks:
            return renderer.message("no-playbooks")
        if not errors:
            return ""
        lines = [renderer.problem(p) for p in errors[:MOST_PROBLEMS]]
        more = [labels(self.language)["problems-more"]] if len(errors) > MOST_PROBLEMS else []
        return "\n".join([renderer.message("broken-library", count=str(len(errors))), *lines, *more])

    def exit_code(self) -> int:
        """0, or 3 where a playbook is faulty, 4 where none is usable (as every door)."""
        if not self.office.desk.library.playbooks:
            return 4
        return 3 if any(p.severity == "error" for p in self.office.problems) else 0
