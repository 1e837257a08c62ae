"""The one screen: what stands where, and how it follows the size of the window. Holds widgets, decides nothing."""

from __future__ import annotations

from dataclasses import replace

from textual.widget import Widget

from assistant.core.text import Language
from assistant.doors.tui.brief import BriefBar
from assistant.doors.tui.commands import footer
from assistant.doors.tui.frame import Frame
from assistant.doors.tui.panel import Panel
from assistant.doors.tui.prompt import Prompt
from assistant.doors.tui.track import Track
from assistant.doors.tui.views import Guess, Section, Suggested, View
from assistant.doors.tui.words import grouped, labels


class Main(Frame):
    """Track, brief, conversation, prompt, keys."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view
        self.guesses: tuple[Guess, ...] = ()
        self._suggested: tuple[Suggested, ...] = ()
        self._past: tuple[Section, ...] = ()
        self._place: tuple[int, int] | None = None
        self.hint = ""
        self.status = ""
        self.track, self.bar, self.panel = Track(), BriefBar(), Panel()

    @property
    def language(self) -> Language:
        return self.view.language

    def above(self) -> tuple[Widget, ...]:
        return self.track, self.bar

    def beside(self) -> Widget:
        return self.panel

    def on_mount(self) -> None:
        self.show(self.view)
        self.prompt.focus()

    def show(self, view: View) -> None:
        """Everything that depends on the state or the language."""
        self.view = view
        words = labels(view.language)
        view = replace(view, sections=(*view.sections, *self._past))
        self.track.show(view.stops, words["skipped-phase"])
        self.bar.show(view.slots, words)
        self.panel.show(view, words)
        self.prompt.set_placeholder(words["placeholder"])
        self.prompt.folds.language = view.language
        self.too_small.put((words["too-small"], ""))
        self.say_status(self.status)
        self.recognised(self.guesses)
        self.scrolled()

    def recall(self, past: Section | None) -> None:
        """The latest conversations, for the side panel; None where there are none."""
        self._past = (past,) if past else ()
        self.show(self.view)

    def redraw(self) -> None:
        """Everything anew, in other signs."""
        self.show(self.view)
        super().redraw()
        for widget in (self.track, self.bar, self.panel, self.live):
            widget.refresh()

    def say_status(self, status: str) -> None:
        self.status = status
        self.foot.show(footer(self.view.language), status or self.view.language.upper())

    def recognised(self, guesses: tuple[Guess, ...], hint: str = "") -> None:
        """What the half-typed line would fill, or the hint; a long text that was pasted first of all what to do with it."""
        if folded := self.prompt.folded:
            guesses, hint = (), self.numbered(folded, "folded")
        self.guesses = guesses
        self.panel.guess(guesses)
        self.live.show(() if self.panel.broad else guesses, hint or labels(self.view.language)["hint"])

    def reading(self, place: tuple[int, int] | None, after: str) -> None:
        """How many of how many playbooks are read, in the place of the hint; `after` stands there when that is over (None)."""
        if place == self._place:
            return
        self._place, language = place, self.view.language
        done, whole = (grouped(n, language) for n in place or (0, 0))
        self.recognised((), labels(language)["reading"].replace("{n}", done).replace("{m}", whole) if place else after)

    def coming(self, count: int) -> None:
        """A paste is still coming, so many letters so far."""
        self.recognised((), self.numbered(count, "pasting"))

    def suggested(self, suggested: tuple[Suggested, ...]) -> None:
        """What the line may become; Tab takes the marked one."""
        self.prompt.offer(tuple(s.whole for s in suggested))
        self._suggested = suggested
        self.on_offering_marked(None)

    def on_offering_marked(self, _: Prompt.Marked | None) -> None:
        keys = labels(self.view.language)["suggest-keys"]
        self.panel.suggest(self._suggested, self.prompt.marked, keys)
        self.live.suggest(() if self.panel.broad else self._suggested, self.prompt.marked, keys)

    def placed(self) -> None:
        """What is recognised and suggested stands in the panel or above the prompt, as the window now allows."""
        self.recognised(self.guesses)
        self.on_offering_marked(None)
