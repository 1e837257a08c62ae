"""The app: takes keys and messages to the conversation and brings its answers back. No answer is made here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import TextArea

from assistant.core.gate import clean
from assistant.core.text import Language
from assistant.doors.tui import theme
from assistant.doors.tui.back import BackOffice
from assistant.doors.tui.bars import Foot
from assistant.doors.tui.brief import Clicked
from assistant.doors.tui.chat import Chat
from assistant.doors.tui.commands import BACK, FORWARD, OTHER_LANGUAGE
from assistant.doors.tui.copying import Copier
from assistant.doors.tui.errands import Errands
from assistant.doors.tui.history import History
from assistant.doors.tui.main import Main
from assistant.doors.tui.prompt import Prompt
from assistant.doors.tui.track import Track
from assistant.doors.tui.turns import Turns
from assistant.doors.tui.views import Message, blank, note
from assistant.doors.tui.words import Labels, drawn, labels
from assistant.edge.places import language_of_system

if TYPE_CHECKING:
    from assistant.doors.tui.talk import Talk, Turn
    from assistant.edge.desk import Office
    from assistant.edge.notebook_keeper import Keeper

QUIET = 0.1  # seconds without a key before the line is read
LONGEST_PREVIEW = 4_000
CRASH = 70
UNSAVED = 5


class AssistantApp(App[int], inherit_bindings=False):
    """One conversation on one screen."""

    CSS = theme.CSS
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = 4
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", show=False, priority=True), Binding("f1", "help", show=False),
        Binding("f2", "edit", show=False), Binding("f3", "history", show=False), Binding("f4", "copy_answer", show=False), Binding("f9", "language", show=False),
        Binding("pageup", "wish('page-up')", show=False), Binding("pagedown", "wish('page-down')", show=False),
        Binding("ctrl+end", "wish('end')", show=False), Binding("ctrl+home", "wish('home')", show=False),
    ]  # fmt: skip

    def __init__(
        self, open_office: Callable[[], Office], copier: Copier | None = None, language: Language | None = None,
        keeping: Callable[[], Keeper] | None = None,
    ) -> None:
        super().__init__()
        for one in theme.THEMES:
            self.register_theme(one)
        self.theme = theme.wanted()
        self.animation_level = "none"
        self.back = BackOffice(open_office, keeping)
        self.history = History(self)
        self.turns = Turns(self)
        self._errands = Errands(self, copier or Copier())
        chosen = language or language_of_system()
        self.main = Main(blank(chosen, labels(chosen)))
        self.failure: BaseException | None = None
        self._choices: list[str] = []
        self._fresh = True  # nothing was said yet: the digits are the examples
        self._ticket = 0
        self._quiet: Timer | None = None
        self._starters: list[Callable[[], None]] = []

    # ---- start and end

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return theme.defaults()

    def get_default_screen(self) -> Screen[Any]:
        return self.main

    @property
    def talk(self) -> Talk | None:
        return self.back.talk

    @property
    def words(self) -> Labels:
        return labels(self.main.view.language)

    def on_start(self, starter: Callable[[], None]) -> None:
        """Has this run inside the event loop, once there is one."""
        self._starters.append(starter)

    def on_mount(self) -> None:
        for starter in self._starters:
            starter()
        self.main.say_status(self.words["starting"])
        self.call_after_refresh(self.run_worker, self._load)

    async def _load(self) -> None:
        hello = self.back.ask(self.back.greet, self.main.view.language)
        opening = self.back.ask(self.back.open)  # both are queued before anything the person may send
        try:
            offer, notice = await self.history.arrive()
            message = offer or await hello
            if self._fresh:
                self.add(message)
            if notice:
                self.main.chat.add(note(notice))
            await opening
        except Exception as error:  # noqa: BLE001 whatever stops the knowledge from loading ends the program
            self._handle_exception(error)
            return
        talk = self.back.talking
        view = await self.back.ask(talk.view)
        if self._fresh and view.language != self.main.view.language:
            await self.history.welcome_again()
        self.main.say_status("")
        if self._fresh:
            self.main.show(view)
        if trouble := await self.back.ask(talk.trouble):
            self.main.chat.add(note(trouble))
        self._preview_soon()

    def action_leave(self) -> None:
        self.leave(self.talk.exit_code() if self.talk else 0)

    def leave(self, code: int) -> None:
        """Ends the app with this exit code."""
        kept, _ = self.farewell()
        code = code if kept or code not in (0, 3) else UNSAVED
        self.exit(code, return_code=code)

    def farewell(self) -> tuple[bool, str]:
        """Keeps the draft. Whether all of the conversation is on disk, and what to tell the person if not."""
        return self.back.close(self.main.prompt.full_text, self.main.view.language)

    def _fatal_error(self) -> None:
        """No traceback on a person's screen: launch.py reports it."""
        self.failure = self._exception
        self._return_code = CRASH
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:
        self.failure = self.failure or RuntimeError(*(str(r) for r in renderables))
        self._return_code = CRASH
        self._close_messages_no_wait()

    # ---- turns

    def on_prompt_sent(self, event: Prompt.Sent) -> None:
        text = clean(event.text).strip()
        if not text:
            self.run_worker(self._nudge())
        elif text == "?":
            self.action_help()
        else:
            self._say(text, len(event.text))

    def on_prompt_digit(self, event: Prompt.Digit) -> None:
        self._pick(event.number)

    def on_chat_picked(self, event: Chat.Picked) -> None:
        if self.main.prompt.empty:
            self._pick(event.number)

    def _pick(self, number: int) -> None:
        if not 1 <= number <= len(self._choices):
            return
        said = self._choices[number - 1]
        if self._fresh:
            self._say(said)
        else:
            self.take(f"{number}  {said}", lambda talk: talk.hear(str(number)), said=str(number))

    def _say(self, text: str, length: int = 0) -> None:
        self.take(text, lambda talk: talk.hear(text), length)

    def take(self, shown: str, turn: Callable[[Talk], Turn], length: int = 0, said: str | None = None) -> None:
        self._fresh = False
        self.run_worker(self.turns.take(shown, turn, length, shown if said is None else said))

    def add(self, message: Message) -> None:
        """Shows a message; the quick replies that work are now the ones that digits pick."""
        self.main.chat.add(message)
        self.offer()

    def refill(self, messages: list[Message]) -> None:
        """Another conversation on the screen."""
        self._fresh = False
        self.main.chat.fill(messages)
        self.offer()

    def offer(self) -> None:
        self._choices = self.main.chat.choices
        self.main.prompt.digits_wanted = len(self._choices)

    async def _nudge(self) -> None:
        self.toast(await self.back.ask(self.talk.nudge) if self.talk else self.words["hint"])

    # ---- while typing

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.main.chat.digits = self.main.prompt.empty
        self._preview_soon()

    def _preview_soon(self) -> None:
        self._ticket += 1
        if self._quiet is not None:
            self._quiet.stop()
        text = self.main.prompt.full_text
        if not text.strip() or len(text) > LONGEST_PREVIEW:
            self.main.recognised(())
            return
        ticket = self._ticket
        self._quiet = self.set_timer(QUIET, lambda: self.run_worker(self._preview(text, ticket)))

    async def _preview(self, text: str, ticket: int) -> None:
        talk = self.talk
        if talk is None:
            return
        try:
            guesses = await self.back.ask(lambda: talk.preview(text) if ticket == self._ticket else None)
        except Exception:  # noqa: BLE001 a preview that fails is no preview; the turn itself will tell
            guesses = ()
        if guesses is not None and ticket == self._ticket:
            self.main.recognised(guesses)

    # ---- wishes and keys

    def on_prompt_wish(self, event: Prompt.Wish) -> None:
        self.action_wish(event.name)

    def action_wish(self, name: str) -> None:
        wishes: dict[str, Callable[[], object]] = {
            "home": self.main.chat.home, "end": self.main.chat.end, "copy": self.copy_selection,
            "page-up": lambda: self.main.chat.page(-1), "page-down": lambda: self.main.chat.page(1),
            "paste": lambda: self.toast(self.words["paste-hint"]),
            "back": lambda: self._say(BACK), "forward": lambda: self._say(FORWARD),
        }  # fmt: skip
        wishes[name]()

    def copy_selection(self) -> None:
        """Ctrl+C: what the mouse marked, else how to quit. Never quits."""
        if marked := self.main.get_selected_text():
            self.copy_to_clipboard(marked)
        else:
            self.toast(self.words["quit-hint"])

    def copy_to_clipboard(self, text: str) -> None:
        self._clipboard = text
        self.run_worker(self._errands.copy(text, super().copy_to_clipboard))

    def action_copy_answer(self) -> None:
        self.run_worker(self._errands.copy_answer(super().copy_to_clipboard))

    def toast(self, text: str) -> None:
        """One short notice at a time."""
        self.clear_notifications()
        self.notify(drawn(clean(text)), markup=False)

    def action_help(self) -> None:
        self.run_worker(self._errands.help())

    def action_language(self) -> None:
        self.run_worker(self._language())

    async def _language(self) -> None:
        if not self._fresh:
            self.take("", lambda talk: talk.switch(), said=OTHER_LANGUAGE[self.main.view.language])
            return
        turn = await self.back.ask(self.back.switch)
        self.main.show(turn.view)
        await self.history.welcome_again()

    def action_history(self) -> None:
        self.run_worker(self.history.pick())

    def action_edit(self) -> None:
        self.run_worker(self._errands.edit(None))

    def on_clicked(self, event: Clicked) -> None:
        self.run_worker(self._errands.edit(event.slot))

    def on_track_clicked(self, _: Track.Clicked) -> None:
        self.run_worker(self._errands.edit("phase"))

    def on_foot_pressed(self, event: Foot.Pressed) -> None:
        actions = (
            self.action_help, self.action_edit, self.action_history, self.action_copy_answer, self.action_language,
            self.action_leave,
        )  # fmt: skip
        if event.place < len(actions):
            actions[event.place]()
