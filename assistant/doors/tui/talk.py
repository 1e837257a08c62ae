"""The conversation behind the screen: text in, messages and views out. Runs in the one back-office thread.

Knows the engine and the words, not Textual. Nothing here is called from the screen's own thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.core.gate import LONGEST, clean
from assistant.core.guide import Conversation, Part, Say, State, choose, step
from assistant.core.intents import screen_language
from assistant.core.outputs import outcome
from assistant.core.papers.order import kind_at_hand
from assistant.core.playbook import Library
from assistant.core.reading import Reading
from assistant.core.resume import filled
from assistant.core.suggest import Suggester
from assistant.core.text import Language
from assistant.core.turns import open_again
from assistant.core.word_asking import report_of
from assistant.doors.line import ends
from assistant.doors.tui import pages
from assistant.doors.tui.answered import Answered, answered, ordered
from assistant.doors.tui.commands import OTHER_LANGUAGE
from assistant.doors.tui.sight import HELD, Sight, ids_in
from assistant.doors.tui.views import (
    Guess,
    Message,
    Option,
    Para,
    Suggested,
    View,
    note,
)
from assistant.doors.tui.words import labels
from assistant.edge import places
from assistant.edge.desk import Office
from assistant.edge.evidence_keeper import turn
from assistant.edge.notebook_fit import fit
from assistant.edge.notebook_heard import Answer
from assistant.edge.notebook_leaf import Para as Kept
from assistant.edge.notebook_words import titles, unfit
from assistant.edge.problems import Problem
from assistant.edge.render import Renderer

MOST_PROBLEMS = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """What the screen shows after a turn, and the conversation before and after it; `notice` stands above the answer."""

    message: Message
    view: View
    advised: bool
    before: Conversation
    after: Conversation
    notice: str = ""

    @property
    def messages(self) -> tuple[Message, ...]:
        return (note(self.notice), self.message) if self.notice else (self.message,)


def greeting(language: Language) -> Message:
    """The welcome before the playbooks are loaded."""
    return pages.welcome(Renderer(places.shipped("messages"), Library(), language), labels(language))


class Talk:
    """One conversation in one office."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.conversation: Conversation = office.begin()
        self.screen: Language = office.language  # of the keys, lists and panels; an answer may speak another
        self.last = Answered(office.renderer)  # what can be copied or saved
        self._suggesters: dict[Language, Suggester] = {}
        self._news: tuple[str, ...] = ()  # what to say of playbooks that have changed
        self._told = False  # that the screen can speak the other language as well

    @property
    def language(self) -> Language:
        """The language of the answers."""
        return self.conversation.now.language

    @property
    def renderer(self) -> Renderer:
        """The words of the screen."""
        return self.office.renderer.in_(self.screen)

    def warm(self) -> None:
        """Reads one word, so that what the engine learns on first use is learnt while the person still reads."""
        self.preview(labels(self.screen)["trigger"])

    # ---- turns

    def greet(self) -> Message:
        return pages.welcome(self.renderer, labels(self.screen))

    def hear(self, text: str) -> Turn:
        """One line of the person. The bare name of a language changes the screen, too."""
        text = clean(text)
        self._renew()
        if wanted := screen_language(text):
            self.screen = wanted
            self.office = replace(self.office, preferred=wanted)
        return self._take(*turn(self.office, self.conversation, text))

    def _renew(self) -> None:
        """Takes up playbooks that have changed on disk."""
        office, self._news = self.office.current()
        if office is self.office:
            return
        self.office = office
        self._suggesters.clear()
        if not office.keeps(self.conversation):
            self.conversation = office.begin()

    def choose(self, slot: str, id_: str) -> Turn:
        """One slot set from a pick list."""
        return self._take(*choose(self.office.desk, self.conversation, slot, id_))

    def switch(self) -> Turn:
        """The other language."""
        return self.hear(OTHER_LANGUAGE[self.screen])

    # ---- past conversations

    def resume(self, conversation: Conversation) -> tuple[View, str]:
        """Goes on from a past conversation; what to say of ids that today's playbooks do not know."""
        self.conversation, losses = fit(self.office, conversation)
        now, office = self.conversation.now, self.office.in_(self.language)
        given = outcome(self.office.desk, now) if now.brief.complete else None
        if given and given.paper:
            self.last = ordered(office, now.brief, given.paper)
        else:
            self.last = Answered(office.renderer, given.advice if given else None)
        return self.view(), unfit(losses, self.language)

    def anew(self) -> View:
        """Another conversation from its beginning, in the present language."""
        now = self.conversation.now
        self.conversation = Conversation(State(language=now.language, fixed=now.fixed))
        self.last = Answered(self.renderer)
        return self.view()

    def open_question(self) -> Message | None:
        """What is open, said once more; None where nothing is."""
        say = open_again(self.office.desk, self.conversation.now)
        return pages.answer(self.office, self.conversation, say, labels(self.language)) if say else None

    def answer_of(self, turn: Turn, shown: list[Kept]) -> Answer:
        """The turn for the notebook."""
        now = turn.after.now
        return Answer(turn.before, turn.after, shown, titles(self.office.desk.library, now.brief), filled(now))

    def _take(self, after: Conversation, say: Say) -> Turn:
        before, self.conversation = self.conversation, after
        office = self.office.in_(self.language)
        if say.advice or say.sheet or say.paper or say.map or report_of(say):
            self.last = answered(office, after.now.brief, say)
        message = pages.answer(office, after, say, labels(self.language))
        if self.language != self.screen and not (self._told or after.now.fixed):
            self._told = True
            message = Message((*message.paras, Para(labels(self.language)["screen-too"], "note")))
        news, self._news = self._news, ()
        return Turn(message, self.view(), say.advice is not None, before, after, "\n".join(news))

    def ends(self, text: str) -> bool:
        """Whether this line says goodbye."""
        return ends(self.conversation, text)

    def nudge(self) -> str:
        """The one hint for an empty line."""
        return self.renderer.part(Part("empty-line"))

    def too_long(self, length: int) -> str:
        """What to say of a text that the gate has cut; "" where it has not."""
        if length <= LONGEST:
            return ""
        return self.renderer.message("too-long", count=str(length), limit=str(LONGEST))

    # ---- what the screen shows

    @property
    def _sight(self) -> Sight:
        return Sight(self.office.desk.library, self.renderer)

    def view(self) -> View:
        return self._sight.view(self.conversation.now, advised=bool(self.last))

    def options(self, slot: str) -> tuple[Option, ...]:
        """What may stand in this slot."""
        return self._sight.options(self.conversation.now.brief, slot)

    # ---- while typing

    def preview(self, text: str) -> tuple[Guess, ...]:
        """What this line would fill: the turn is taken on paper only, nothing of it is kept."""
        begun = self.conversation.now
        before = begun.brief
        after, say = step(self.office.desk, self.conversation, clean(text))
        brief = after.now.brief
        if say.reading is None and brief == before:
            return ()
        names, sight = labels(self.screen), self._sight
        out = []
        for slot in HELD:
            old, new = ids_in(before, slot), ids_in(brief, slot)
            if new and new != old:
                was = sight.value(before, slot)
                now = sight.value(brief, slot)
                out.append(Guess(names[slot], f"{was} → {now}" if was else now))
            elif rivals := self._rivals(say.reading, slot) if not new else ():
                out.append(Guess(names[slot], " / ".join(self.renderer.name(slot, r) for r in rivals), unsure=True))
        wanted = sight.wanted(begun)
        return (*out, *(Guess(x.title, x.value) for x in sight.wanted(after.now) if x not in wanted))

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
        names = labels(self.screen)
        found = self._suggesters[language].suggest(text, self.conversation.now.brief.playbook)
        return tuple(Suggested(x.text, names.get(x.kind, ""), text[: x.start] + x.text) for x in found)

    # ---- help, copying, trouble

    def help(self) -> tuple[str, ...]:
        """Help for what is on the screen: the open question first, then what can be written."""
        renderer = self.renderer
        asked = self.conversation.now.asked
        first = [renderer.part(Part("why-asked", {"slot": asked}))] if asked else []
        return (*first, *renderer.part(Part("help")).split("\n"))

    def text(self) -> str:
        """What the text view shows where nothing was advised: the state of the brief."""
        return self.last.text() or self.renderer.part(Part("brief", {"brief": self.conversation.now.brief, "kind": kind_at_hand(self.conversation.now)}))

    def spell(self, spelling: str) -> None:
        """German with ß, or as in Switzerland."""
        self.office = replace(self.office, renderer=self.office.renderer.spelled(spelling))
        self.last = self.last.spelled(spelling)

    def problems(self, found: Sequence[Problem]) -> str:
        """These problems in words, a line each."""
        return "\n".join(self.renderer.problem(p) for p in found)

    def message(self, code: str, **facts: str) -> str:
        return self.renderer.message(code, **facts)

    def trouble(self) -> str:
        """What was wrong with the playbooks, the first few by name; "" where all is well."""
        renderer = self.renderer
        errors = [p for p in self.office.problems if p.severity == "error"]
        if not self.office.desk.library.playbooks:
            return renderer.message("no-playbooks")
        if not errors:
            return ""
        lines = [renderer.problem(p) for p in errors[:MOST_PROBLEMS]]
        more = [labels(self.screen)["problems-more"]] if len(errors) > MOST_PROBLEMS else []
        return "\n".join([renderer.message("broken-library", count=str(len(errors))), *lines, *more])

    def exit_code(self) -> int:
        """0, or 3 where a playbook is faulty, 4 where none is usable (as every door)."""
        if not self.office.desk.library.playbooks:
            return 4
        return 3 if any(p.severity == "error" for p in self.office.problems) else 0
