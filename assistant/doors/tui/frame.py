"""What every main screen has: a conversation, a prompt, the keys, and how they follow the size of the window."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widget import Widget

from assistant.core.text import Language
from assistant.doors.tui.bars import Foot, Live, Rule, TooSmall
from assistant.doors.tui.chat import Chat
from assistant.doors.tui.prompt import Prompt
from assistant.doors.tui.words import grouped, labels

HUGE, WIDE, TALL, SHORT, LOW = 150, 110, 30, 20, 14
SMALLEST = (40, 10)


class Frame(Screen[None]):
    """Holds widgets, decides nothing. What else stands on the screen is the business of the class below."""

    def __init__(self) -> None:
        super().__init__()
        self.chat, self.prompt = Chat(), Prompt()
        self.badge, self.live, self.foot, self.too_small = Rule(), Live(), Foot(), TooSmall()

    def compose(self) -> ComposeResult:
        yield from self.above()
        yield Rule(classes="-top")
        with Horizontal(id="middle"):
            yield self.chat
            yield self.beside()
        yield self.badge
        yield self.live
        yield self.prompt
        yield self.foot
        yield self.too_small

    def above(self) -> tuple[Widget, ...]:
        """What stands over the conversation."""
        raise NotImplementedError

    def beside(self) -> Widget:
        """What stands at its side where the window is wide."""
        raise NotImplementedError

    @property
    def language(self) -> Language:
        """The language of the screen."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Everything anew, in other signs."""
        self.chat.rewrap()
        for widget in (self.badge, self.foot):
            widget.refresh()

    def spacious(self, on: bool) -> None:
        """Large spacing: an empty row between paragraphs."""
        self.set_class(on, "airy")
        self.chat.airy = on

    def numbered(self, count: int, label: str) -> str:
        """A label with a number in it."""
        return labels(self.language)[label].replace("{n}", grouped(count, self.language))

    def scrolled(self) -> None:
        """The badge tells what lies below."""
        words = labels(self.language)
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
        self.call_after_refresh(self.placed)

    def placed(self) -> None:
        """What depends on which widgets are to be seen, after the size has changed."""

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
