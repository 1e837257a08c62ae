"""The sitting behind the screen: answers in, messages and the outline out. Runs in the one thread of its app."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.core.author import Prompt
from assistant.core.outline import Part, Row
from assistant.core.outline import part_of as part_of_key
from assistant.core.text import Language
from assistant.doors.tui.views import Message, Para, note
from assistant.doors.tui.words import labels, writing_words
from assistant.doors.tui.writing.seen import Seen, SeenPart, SeenRow, Words
from assistant.doors.writing import question
from assistant.edge.sitting import Sitting, Step

LONGEST_TAKEN = 60  # letters of an answer that is named as taken back


class Scribe:
    """One sitting in the language of its screen."""

    def __init__(self, sitting: Sitting, trouble: str = "") -> None:
        self.sitting = sitting
        self._part = ""
        self._trouble = trouble  # what was wrong with the settings

    @property
    def language(self) -> Language:
        return self.sitting.renderer.language

    @property
    def _words(self) -> Words:
        return writing_words(self.language)

    # ---- turns

    def begin(self) -> Seen:
        return self._seen(self.sitting.begin())

    def answer(self, said: str) -> Seen:
        return self._seen(self.sitting.answer(said))

    def back(self) -> Seen:
        self._part = ""
        return self._seen(self.sitting.back())

    def pass_over(self) -> Seen:
        return self._seen(self.sitting.pass_over())

    def end(self) -> str:
        """Where the draft lies and how to go on."""
        return self.sitting.end()

    # ---- the conversation

    def _seen(self, step: Step) -> Seen:
        prompt, renderer = step.prompt, self.sitting.renderer
        messages = [note(text) for text in self._noted(step)]
        shown = {o: self.sitting.label(prompt, o) for o in prompt.options} if prompt else {}
        names = self.sitting.names(prompt) if prompt else {}
        asked = self._bare(prompt, again=False) if prompt else ""
        why = renderer.word("authoring", "explain", prompt.key) if prompt else ""
        if prompt:
            messages.append(Message(tuple(self._asked(step, prompt, why))))
        elif not self.sitting.code:
            messages.append(Message((Para(self._words["over"], "ask"),)))
        taken = step.taken if prompt and not prompt.options else ""
        return Seen(tuple(messages), self.outline(), prompt, shown, names, asked, why, step.again, taken, self.sitting.code)

    def _noted(self, step: Step) -> Iterator[str]:
        trouble, self._trouble = self._trouble, ""
        if trouble:
            yield trouble
        said = " ".join(step.taken.split())
        for text in step.notes:
            taken = said and text == self.sitting.renderer.word("authoring", "back", {})
            cut = said if len(said) <= LONGEST_TAKEN else said[:LONGEST_TAKEN].rstrip() + " …"
            yield self._words["taken" if step.prompt and not step.prompt.options else "unpicked"].replace("{said}", cut) if taken else text

    def _bare(self, prompt: Prompt, *, again: bool) -> str:
        if again:
            return str(self._words["again"]).replace("{n}", prompt.facts.get("n", ""))
        return question(self.sitting.renderer, prompt, again=False)

    def _asked(self, step: Step, prompt: Prompt, why: str) -> Iterator[Para]:
        renderer = self.sitting.renderer
        part = part_of_key(prompt.key)
        if part and part != self._part:
            self._part = part
            yield Para(renderer.word("authoring", "section", part), "title")
        for code, shown in prompt.objections:
            yield Para(renderer.word("authoring", "objection", code, shown), "note", lead="! ")
        yield Para(self._bare(prompt, again=step.again), "soft" if step.again else "ask")
        if why and not step.again and not prompt.objections and prompt.language == self.language:
            yield Para(why, "soft")
        for number, option in enumerate(prompt.options, 1):
            yield Para(self.sitting.label(prompt, option), "choice", lead=f"   {number:>2}  ", choice=number)

    # ---- the outline

    def outline(self) -> tuple[SeenPart, ...]:
        """The parts of the playbook, in words."""
        return tuple(self._part_seen(part) for part in self.sitting.outline())

    def _part_seen(self, part: Part) -> SeenPart:
        words = self._words
        named = part.key in ("triggers", "personas")
        rows = tuple(SeenRow(self._name(row), self._value(row), row.state, row.here) for row in part.rows)
        if named and not rows:
            rows = (SeenRow(words["none"], "", "empty"),)
        short = words.get(f"part-{part.key}") or words[f"more-{part.key}"]
        title = self.sitting.renderer.word("authoring", "section", part.key) or short.upper()
        count = str(len(part.rows)) if named and part.rows else ""
        word = words[{"filled": "whole", "part": "begun", "later": "later", "empty": "empty"}[part.state]]
        return SeenPart(title, short, part.state, rows, part.here, count, word)

    def _name(self, row: Row) -> str:
        renderer, words = self.sitting.renderer, self._words
        if row.kind == "trigger":
            return row.text or row.key
        if row.kind == "persona":
            return renderer.short(row.key)
        if row.kind == "phase":
            return labels(self.language)[f"short-{row.key}"]
        return str(words[f"{row.kind}-{row.key}"])

    def _value(self, row: Row) -> str:
        """What stands there: the text itself, how many, or in words that it is empty."""
        words = self._words
        if row.state in ("empty", "later"):
            return str(words[row.state])
        if row.kind == "head" and row.key in ("method", "scale", "offer"):
            key = "offer.model" if row.key == "offer" else row.key
            return self.sitting.renderer.word("authoring", "label", key, row.text)
        if row.kind in ("trigger", "persona"):
            return "" if row.state == "filled" else str(words["begun"])
        return row.text or str(row.count)
