"""The prompt: where every key ends up. Enter sends, a paste never does, nothing typed is ever lost."""

from __future__ import annotations

from time import monotonic
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from assistant.core.gate import clean
from assistant.doors.tui.pasting import STAND_IN
from assistant.doors.tui.words import drawn

FOLD = 800
LONGEST_PASTE = 200_000
BURST = 0.010  # keys closer than this were not typed by a person
WAIT = 0.015  # how long Enter and digits are held back to see whether they belong to a paste


def _keys(action: str, *keys: str) -> list[Binding]:
    return [Binding(key, action, show=False) for key in keys]


def _character(event: events.Key) -> str:
    """What this key would put into a text, "" for a key that writes nothing."""
    if event.key in ("enter", "tab"):
        return "\n" if event.key == "enter" else " "
    return event.character if event.is_printable and event.character else ""


class Prompt(TextArea, inherit_bindings=False):
    """A text area that sends on Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *_keys("recall(-1)", "up"), *_keys("recall(1)", "down"), *_keys("cursor_left", "left"),
        *_keys("right_or_accept", "right"), *_keys("accept", "tab"), *_keys("cursor_word_left", "ctrl+left"),
        *_keys("cursor_word_right", "ctrl+right"), *_keys("line_start", "home"), *_keys("line_end", "end"),
        *_keys("cursor_left(True)", "shift+left"), *_keys("cursor_right(True)", "shift+right"),
        *_keys("cursor_up(True)", "shift+up"), *_keys("cursor_down(True)", "shift+down"),
        *_keys("cursor_word_left(True)", "ctrl+shift+left"), *_keys("cursor_word_right(True)", "ctrl+shift+right"),
        *_keys("cursor_line_start(True)", "shift+home"), *_keys("cursor_line_end(True)", "shift+end"),
        *_keys("delete_left", "backspace"), *_keys("delete_right", "delete"),
        *_keys("delete_word_left", "ctrl+backspace"), *_keys("delete_word_right", "ctrl+delete"),
        *_keys("select_all", "ctrl+a"), *_keys("cut", "ctrl+x"), *_keys("copy_or_hint", "ctrl+c", "super+c"),
        *_keys("paste", "ctrl+v"), *_keys("undo_or_back", "ctrl+z"), *_keys("redo_or_forward", "ctrl+y"),
        *_keys("newline", "ctrl+j", "shift+enter"), *_keys("clear_prompt", "escape"),
    ]  # fmt: skip

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

    class Marked(Message):
        """Another suggestion is marked."""

    class Wish(Message):
        """Something that is not about the text: back, forward, home, end, copy."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        super().__init__(id="prompt", highlight_cursor_line=False, soft_wrap=True, compact=False)
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self.fold_note = "{n}"
        self.digits_wanted = 0  # how many quick replies there are
        self.marked = 0
        self._offers: tuple[str, ...] = ()  # what the whole text may become
        self._folded: dict[str, str] = {}
        self._sent: list[str] = []
        self._place = 0
        self._last_key = 0.0
        self._burst: list[str] = []
        self._flush_timer: Timer | None = None
        self._held: events.Key | None = None

    # ---- what stands here

    def set_placeholder(self, text: str) -> None:
        self.placeholder = Content(drawn(clean(text)))

    @property
    def full_text(self) -> str:
        """The text with folded pastes in full."""
        text = self.text
        for note, paste in self._folded.items():
            text = text.replace(note, paste)
        return text

    @property
    def at_end(self) -> bool:
        """Whether the cursor stands behind the last letter, with nothing selected."""
        return self.cursor_location == self.document.end and self.selection.is_empty

    @property
    def empty(self) -> bool:
        return not self.text and not self._burst

    def offer(self, wholes: tuple[str, ...]) -> None:
        """What the text may become while it stays as it is; the first is marked."""
        self._offers, self.marked = wholes, 0

    # ---- keys

    async def _on_key(self, event: events.Key) -> None:
        gap, self._last_key = event.time - self._last_key, event.time
        fast = gap < BURST
        typed = _character(event)
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
        if event.key == "enter" or self._is_pick(event):
            self._swallow(event)
            self._hold(event)
        else:
            await super()._on_key(event)

    @staticmethod
    def _swallow(event: events.Key) -> None:
        event.stop()
        event.prevent_default()

    def _is_pick(self, event: events.Key) -> bool:
        digit = event.character or ""
        return self.empty and digit.isascii() and digit.isdigit() and 1 <= int(digit) <= self.digits_wanted

    def _collect(self, text: str) -> None:
        """Gathers what comes as fast as a paste, to insert it in one go."""
        self._burst.append(text)
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
            self._insert(text, fold=False)  # it may come in pieces

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
        if event.key == "enter":
            self.action_send()
        elif self.empty and event.character:
            self.post_message(self.Digit(int(event.character)))

    # ---- pastes

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.put(event.text.replace(STAND_IN, "\x1b"))

    def put(self, text: str) -> None:
        """Inserts text as a paste: one message, whatever it contains."""
        self._flush()
        self._insert(text)

    def _insert(self, text: str, *, fold: bool = True) -> None:
        """Behind the gate, and folded where it is long."""
        text = clean(text, longest=LONGEST_PASTE)
        if fold and len(text) > FOLD:
            text = self._fold(text)
        if text and (result := self._replace_via_keyboard(text, *self.selection)):
            self.move_cursor(result.end_location)

    def _fold(self, text: str) -> str:
        note = "‹" + self.fold_note.replace("{n}", str(len(text))).rstrip(".") + "›"
        while self._folded.get(note, text) != text:
            note = note[:-1] + "+›"
        self._folded[note] = text
        return note

    # ---- actions

    def action_accept(self) -> None:
        """The marked suggestion takes the place of what was typed; nothing is sent."""
        self._flush()
        if self._offers and not self._folded:
            self._replace_via_keyboard(self._offers[self.marked], self.document.start, self.document.end)
            self.move_cursor(self.document.end)

    def action_right_or_accept(self) -> None:
        (self.action_accept if self.at_end and self._offers else self.action_cursor_right)()

    def _mark(self, direction: int) -> None:
        self.marked = (self.marked + direction) % len(self._offers)
        self.post_message(self.Marked())

    def action_send(self) -> None:
        self._flush()
        text = self.full_text.strip()
        if text:
            self._sent.append(text)
        self._place = len(self._sent)
        self._folded.clear()
        self.load_text("")
        self.post_message(self.Sent(text))

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
