"""The one screen: what stands where, and how it follows the size of the window. Holds widgets, decides nothing."""

from __future__ import annotations

from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from assistant.doors.tui.bars import Foot, Live, Rule, TooSmall
from assistant.doors.tui.brief import BriefBar
from assistant.doors.tui.chat import Chat
from assistant.doors.tui.commands import footer
from assistant.doors.tui.panel import Panel
from assistant.doors.tui.prompt import Prompt
from assistant.doors.tui.track import Track
from assistant.doors.tui.views import Guess, Section, Suggested, View
from assistant.doors.tui.words import grouped, labels

HUGE, WIDE, TALL, SHORT, LOW = 150, 110, 30, 20, 14
SMALLEST = (40, 10)


class Main(Screen[None]):
    """Track, brief, conversation, prompt, keys."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view
        self.guesses: tuple[Guess, ...] = ()
        self._suggested: tuple[Suggested, ...] = ()
        self._past: tuple[Section, ...] = ()
        self.hint = ""
        self.status = ""
        self.track, self.bar, self.panel = Track(), BriefBar(), Panel()
        self.chat, self.prompt, self.live = Chat(), Prompt(), Live()
        self.badge, self.foot, self.too_small = Rule(), Foot(), TooSmall()

    def compose(self) -> ComposeResult:
        yield self.track
        yield self.bar
        yield Rule(classes="-top")
        with Horizontal(id="middle"):
            yield self.chat
            yield self.panel
        yield self.badge
        yield self.live
        yield self.prompt
        yield self.foot
        yield self.too_small

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
        self.chat.rewrap()
        for widget in (self.track, self.bar, self.panel, self.live, self.badge, self.foot):
            widget.refresh()

    def spacious(self, on: bool) -> None:
        """Large spacing: an empty row between paragraphs."""
        self.set_class(on, "airy")
        self.chat.airy = on

    def say_status(self, status: str) -> None:
        self.status = status
        self.foot.show(footer(self.view.language), status or self.view.language.upper())

    def recognised(self, guesses: tuple[Guess, ...], hint: str = "") -> None:
        """What the half-typed line would fill, or the hint; a long text that was pasted first of all what to do with it."""
        if folded := self.prompt.folded:
            guesses, hint = (), self._of(folded, "folded")
        self.guesses = guesses
        self.panel.guess(guesses)
        self.live.show(() if self.panel.broad else guesses, hint or labels(self.view.language)["hint"])

    def coming(self, count: int) -> None:
        """A paste is still coming, so many letters so far."""
        self.recognised((), self._of(count, "pasting"))

    def _of(self, count: int, label: str) -> str:
        language = self.view.language
        return labels(language)[label].replace("{n}", grouped(count, language))

    def suggested(self, suggested: tuple[Suggested, ...]) -> None:
        """What the line may become; Tab takes the marked one."""
        self.prompt.offer(tuple(s.whole for s in suggested))
        self._suggested = suggested
        self.on_offering_marked(None)

    def on_offering_marked(self, _: Prompt.Marked | None) -> None:
        keys = labels(self.view.language)["suggest-keys"]
        self.panel.suggest(self._suggested, self.prompt.marked, keys)
        self.live.suggest(() if self.panel.broad else self._suggested, self.prompt.marked, keys)

    def scrolled(self) -> None:
        """The badge tells what lies below."""
        words = labels(self.view.language)
        below = self.chat.below
        if not below:
            self.badge.show("")
            return
        titles = self.chat.titles_below()[:4]
        self.badge.show(" · ".join([words["more-below"].replace("{n}", str(below)), words["more-keys"], *titles]))

    def turn_page(self, direction: int) -> None:
        self.chat.page(direction)

    def to_start(self) -> None:
        self.chat.home()

    def to_end(self) -> None:
        self.chat.end()

    def on_chat_moved(self, _: Chat.Moved) -> None:
        self.scrolled()

    def on_rule_clicked(self, _: Rule.Clicked) -> None:
        self.chat.page(1)

    def on_resize(self, event: events.Resize) -> None:
        width, height = event.size
        tiny = width < SMALLEST[0] or height < SMALLEST[1]
        self.set_class(width >= WIDE and not tiny, "wide")
        self.set_class(width >= HUGE and not tiny, "huge")
        self.set_class(height >= TALL and not tiny, "tall")
        self.set_class(height < SHORT, "short")
        self.set_class(height < LOW, "low")
        self.set_class(tiny, "tiny")
        self.set_class(height < 3 or width < 3, "speck")  # noqa: PLR2004 nothing but the prompt fits
        self.call_after_refresh(self._placed)

    def _placed(self) -> None:
        """What is recognised and suggested stands in the panel or above the prompt, as the window now allows."""
        self.recognised(self.guesses)
        self.on_offering_marked(None)

    async def on_key(self, event: events.Key) -> None:
        """Should the focus ever be lost, typing brings it back."""
        if self.focused is None and event.is_printable and event.character:
            event.stop()
            self.prompt.focus()
            self.prompt.put(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """A paste while the window has no focus belongs to the prompt as well."""
        event.stop()
        self.prompt.post_message(events.Paste(event.text))
