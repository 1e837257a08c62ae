"""Writing a playbook in plain lines: how the questions of a sitting are said, and the words that end it, help or take back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.core.author import Prompt
from assistant.core.choosing import wish
from assistant.core.outline import part_of
from assistant.edge.render import Renderer
from assistant.edge.sitting import Sitting, Step


def question(renderer: Renderer, prompt: Prompt, *, again: bool) -> str:
    """The question itself, in words."""
    if again:
        return renderer.word("authoring", "again", prompt)
    if prompt.language != renderer.language:
        return renderer.word("authoring", "foreign" if prompt.kind == "phrases" else "translate", prompt)
    return renderer.word("authoring", "question", prompt)


class Writer:
    """One sitting, line by line."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.renderer = sitting.renderer
        self._section = ""

    @property
    def code(self) -> int:
        """The exit code once the lines are used up."""
        return self._sitting.code

    @property
    def name(self) -> str:
        """The id of the playbook; "" as long as there is none."""
        return self._sitting.id

    def _question(self, prompt: Prompt, *, again: bool) -> Iterator[str]:
        section = part_of(prompt.key)
        if (title := self.renderer.word("authoring", "section", section)) and section != self._section:
            self._section = section
            yield f"\n{title}"
        for code, shown in prompt.objections:
            yield self.renderer.word("authoring", "objection", code, shown)
        yield question(self.renderer, prompt, again=again)
        if not again and prompt.options:
            yield from (f"  {i} {self._sitting.label(prompt, o)}" for i, o in enumerate(prompt.options, 1))
            yield self.renderer.word("authoring", "choose", prompt)

    def run(self, lines: Iterator[str]) -> Iterator[str]:
        """What to say, line by line, while `lines` are the person's."""
        sitting = self._sitting
        step = sitting.begin()
        while True:
            yield from step.notes
            if step.prompt is None or sitting.code:
                return
            yield from self._question(step.prompt, again=step.again)
            said = next(lines, None)
            wanted = "stop" if said is None else wish(said)
            if wanted == "stop":
                yield sitting.end()
                return
            if wanted == "help":
                yield self.renderer.word("authoring", "help", step.prompt.key)
                step = Step(replace(step.prompt, objections=()))
            elif wanted == "pass":
                step = sitting.pass_over()
            else:
                step = sitting.back() if wanted == "back" else sitting.answer(said or "")
