"""The prompt: where every key ends up. Enter sends, a paste never does, nothing typed is ever lost."""

from __future__ import annotations

from time import monotonic
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets.text_area import Selection

from assistant.core.gate import clean
from assistant.doors.tui.commands import PROMPT, edit_bindings
from assistant.doors.tui.folds import Folds, Stream
from assistant.doors.tui.offering import Offering
from assistant.doors.tui.pasting import OPEN, STAND_IN
from assistant.doors.tui.signs import drawn

LONGEST_PASTE = 200_000
BURST = 0.010  # keys closer than this were not typed by a person
WAIT = 0.015  # how long Enter, digits and / are held back to see whether they belong to a paste
NOTICE = 500  # letters after which a paste that is still coming is announced


def _character(event: events.Key) -> str:
    """What this key would put into a text, "" for a key that writes nothing."""
    if event.key in ("enter", "tab"):
        return "\n" if event.key == "enter" else " "
    return event.character if event.is_printable and event.character else ""


class Prompt(Offering, inherit_bindings=False):
    """A text area that sends on Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [*edit_bindings(PROMPT)]

    class Sent(Message):
        """The person pressed Enter on a text (which may be empty)."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Digit(Message):
        """A digit was typed on an empty prompt."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class Wish(Message):
        """Something that is not about the text: back, forward, home, end, copy, menu, view."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Pasting(Message):
        """A paste is still coming; so many letters so far."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    def __init__(self) -> None:
        super().__init__(id="prompt", highlight_cursor_line=False, soft_wrap=True, compact=False)
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self.digits_wanted = 0  # how many quick replies there are
        self.folds = Folds()
        self._sent: list[str] = []
        self._place, self._last_key = 0, 0.0
        self._burst: list[str] = []
        self._stream: Stream | None = None
        self._began = 0.0  # when the first of the burst came
        self._single = ("", (0, 0))  # the last letter that came alone, and where it ends
        self._flush_timer: Timer | None = None
        self._held: events.Key | None = None

    # ---- what stands here

    def set_placeholder(self, text: str) -> None:
        self.placeholder = Content(drawn(clean(text)))

    @property
    def folded(self) -> int:
        """How long the folded text is that alone stands here, 0 where there is none."""
        return self.folds.alone(self.text)

    @property
    def full_text(self) -> str:
        """The text with folded pastes in full."""
        return self.folds.unfold(self.text)

    @property
    def empty(self) -> bool:
        return not self.text and not self._burst

    # ---- keys

    async def _on_key(self, event: events.Key) -> None:
        gap, self._last_key = event.time - self._last_key, event.time
        typed = _character(event)
        fast = gap < BURST or (self._stream is not None and self._stream.goes_on(event.time))
        held, self._held = self._held, None
        if held is not None and fast and typed:  # another key came too soon: both belong to a paste
            self._collect(_character(held))
        elif held is not None:
            self._act(held)
        if fast and typed:
            self._swallow(event)
            self._collect(typed)
            return
        self._flush()
        self._stream = None
        if event.key == "enter" or self._is_pick(event):
            self._swallow(event)
            self._hold(event)
        else:
            await super()._on_key(event)
            self._single = (typed, self.cursor_location)

    @staticmethod
    def _swallow(event: events.Key) -> None:
        event.stop()
        event.prevent_default()

    def _is_pick(self, event: events.Key) -> bool:
        digit = event.character or ""
        if digit == "/":
            return self.empty
        most = 2 if self.folded else self.digits_wanted if self.empty else 0
        return digit.isascii() and digit.isdigit() and 1 <= int(digit) <= most

    def _collect(self, text: str) -> None:
        """Gathers what comes as fast as a paste, to insert it in one go."""
        if not self._burst:
            self._began = self._last_key
        self._burst.append(text)
        if len(self._burst) % NOTICE == 0:
            self.post_message(self.Pasting(len(self._burst)))
        if self._flush_timer is None:
            self._flush_timer = self.set_timer(WAIT, self._flush_when_quiet)

    def _flush_when_quiet(self) -> None:
        self._flush_timer = None
        if monotonic() - self._last_key < BURST:
            self._flush_timer = self.set_timer(WAIT, self._flush_when_quiet)
        else:
            self._flush()

    def _flush(self) -> None:
        if self._flush_timer is not None:
            self._flush_timer.stop()
            self._flush_timer = None
        if self._burst:
            text, self._burst = "".join(self._burst), []
            first, (row, column) = self._single
            if first and self._stream is None and self.selection == Selection.cursor((row, column)):
                self._stream = Stream((row, column - 1), (row, column), first, self._began)
            self._insert(text, self._began)

    def _hold(self, event: events.Key) -> None:
        """Waits a moment; what is already queued is looked at first, so that a busy screen cannot fool us."""
        self._held = event
        self.set_timer(WAIT, lambda: self.app.call_later(self.call_later, self._release, event))

    def _release(self, event: events.Key) -> None:
        if self._held is event:
            self._held = None
            self._act(event)

    def _act(self, event: events.Key) -> None:
        """The held key stood alone: it means what it says."""
        if event.key == "enter" or (self.folded and event.character == "2"):
            self.action_send()
        elif self.folded:
            self.post_message(self.Wish("view"))
        elif event.character == "/":
            self.post_message(self.Wish("menu"))
        elif self.empty and event.character:
            self.post_message(self.Digit(int(event.character)))

    # ---- pastes

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = event.text.replace(STAND_IN, "\x1b")
        if text.startswith(OPEN):
            self._last_key = event.time
            self._flush()
            self._insert(text[1:], event.time)
        else:
            self.put(text)

    def put(self, text: str) -> None:
        """Inserts text as a paste: one message, whatever it contains."""
        self._flush()
        self._stream = None
        self._insert(text, self._last_key)
        self._stream = None  # its end is known

    def _insert(self, text: str, when: float) -> None:
        """Behind the gate, and folded where it is long; what follows at once is one text with what came before. `when`
        the first of it arrived, however late we look: a busy screen must not cut a paste in two."""
        start, end = self.selection.start, self.selection.end
        start, end = min(start, end), max(start, end)
        before = self._stream
        if before and before.near(when) and end == before.end == start:
            start, text = before.start, before.text + text
            self.folds.forget(self.get_text_range(before.start, before.end))
        text = clean(text, longest=LONGEST_PASTE)
        shown = self.folds.fold(text)
        if shown and (result := self._replace_via_keyboard(shown, start, end)):
            self.move_cursor(result.end_location)
            self._stream = Stream(start, result.end_location, text, self._last_key)

    # ---- actions

    def action_send(self) -> None:
        self._flush()
        text = self.full_text.strip()
        if text:
            self._sent.append(text)
        self._place = len(self._sent)
        self.folds.clear()
        self.load_text("")
        self.post_message(self.Sent(text))

    def action_delete_left(self) -> None:
        """A folded text goes as a whole; Ctrl+Z brings it back."""
        row, column = self.cursor_location
        note = self.folds.ending(self.document.get_line(row)[:column])
        if note and self.selection.is_empty:
            self._replace_via_keyboard("", (row, column - len(note)), (row, column))
        else:
            super().action_delete_left()

    def action_newline(self) -> None:
        self._flush()
        self._replace_via_keyboard("\n", *self.selection)

    def action_clear_prompt(self) -> None:
        """Empties the prompt; Ctrl+Z brings the text back."""
        self._flush()
        self.screen.clear_selection()
        if self.text:
            self.history.checkpoint()
            self.clear()

    def action_recall(self, direction: int) -> None:
        """On an empty prompt, or on a line just brought back: own earlier messages; else the cursor moves."""
        here = self._sent[self._place] if self._place < len(self._sent) else ""
        edge = self.cursor_at_first_line if direction < 0 else self.cursor_at_last_line
        if self._offers and edge and self.full_text != here:
            self._mark(direction)
            return
        if self.full_text != here or not edge or not 0 <= self._place + direction <= len(self._sent):
            (self.action_cursor_up if direction < 0 else self.action_cursor_down)()
            return
        self._place += direction
        self.clear()
        if self._place < len(self._sent):
            self.put(self._sent[self._place])

    def action_line_start(self) -> None:
        self.post_message(self.Wish("home")) if self.empty else self.action_cursor_line_start()

    def action_line_end(self) -> None:
        self.post_message(self.Wish("end")) if self.empty else self.action_cursor_line_end()

    def action_copy_or_hint(self) -> None:
        if self.selected_text:
            self.app.copy_to_clipboard(self.selected_text)
        else:
            self.post_message(self.Wish("copy"))

    def action_paste(self) -> None:
        if self.app.clipboard:
            self.put(self.app.clipboard)
        else:
            self.post_message(self.Wish("paste"))

    def action_undo_or_back(self) -> None:
        """Text first; on an empty prompt with nothing to bring back, the conversation's last step."""
        self._flush()
        if self.text or self.history.undo_stack:
            self.undo()
        else:
            self.post_message(self.Wish("back"))

    def action_redo_or_forward(self) -> None:
        if self.text or self.history.redo_stack:
            self.redo()
        else:
            self.post_message(self.Wish("forward"))
