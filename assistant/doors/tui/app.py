"""The app: takes keys and messages to the conversation and brings its answers back. No answer is made here."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import TextArea

from assistant.core.gate import clean
from assistant.core.text import Language
from assistant.doors.patience import Reading
from assistant.doors.tui.back import BackOffice
from assistant.doors.tui.bars import Foot
from assistant.doors.tui.brief import Clicked
from assistant.doors.tui.chat import Chat
from assistant.doors.tui.commands import BY_ID, asked_for, bindings
from assistant.doors.tui.copying import Copier, formatted
from assistant.doors.tui.errands import Errands
from assistant.doors.tui.history import History
from assistant.doors.tui.look import Look
from assistant.doors.tui.main import Main
from assistant.doors.tui.prompt import Prompt
from assistant.doors.tui.shell import Shell
from assistant.doors.tui.suggesting import Suggesting
from assistant.doors.tui.track import Track
from assistant.doors.tui.turns import Turns
from assistant.doors.tui.views import Message, blank, note
from assistant.doors.tui.words import command_words, labels, spell
from assistant.edge import settings
from assistant.edge.places import language_of_system

if TYPE_CHECKING:
    from assistant.doors.tui.talk import Talk, Turn
    from assistant.edge.desk import Office
    from assistant.edge.notebook_keeper import Keeper

LOOK = 1.0  # seconds between two looks at how far the reading of playbooks is
QUIET = 0.1  # seconds without a key before the line is read
LONGEST_PREVIEW = 4_000
UNSAVED = 5


class AssistantApp(Shell, inherit_bindings=False):
    """One conversation on one screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    errands: Errands
    history: History
    look: Look
    main: Main

    def __init__(
        self, open_office: Callable[[], Office], copier: Copier | None = None, language: Language | None = None,
        keeping: Callable[[], Keeper] | None = None, *, visiting: bool = False, reading: Reading | None = None,
    ) -> None:
        super().__init__()
        self.visiting = visiting  # somebody else's machine: nothing is written there
        self.back = BackOffice(open_office, keeping)
        self._reading = reading or Reading()
        self.history, self.turns = History(self), Turns(self)
        self.errands = Errands(self, copier or Copier(rich=formatted), super().copy_to_clipboard)
        self._suggesting = Suggesting(self)
        loaded = settings.load()
        chosen = language or loaded.settings.language or language_of_system()
        self.main = Main(blank(chosen, labels(chosen)))
        self.look = Look(self, loaded)
        self._choices: list[str] = []
        self.fresh = True  # nothing was said yet: the digits are the examples
        self._ticket = 0
        self._quiet: Timer | None = None

    # ---- start and end

    @property
    def talk(self) -> Talk | None:
        return self.back.talk

    def on_mount(self) -> None:
        self.look.apply()
        self.main.say_status(self.words["starting"])
        self.call_after_refresh(self.run_worker, self._load)

    async def _load(self) -> None:
        looking = self.set_interval(LOOK, self._look)
        try:
            await self._opened()
        finally:
            looking.stop()

    def _look(self) -> None:
        if self.talk is None:
            self.main.reading(self._reading.place, "" if self.fresh else self.words["loading"])

    async def _opened(self) -> None:
        hello = self.back.ask(self.back.greet, self.main.view.language)
        opening = self.back.ask(self.back.open)  # both are queued before anything the person may send
        try:
            offer, notice = await self.history.arrive()
            message = offer or await hello
            if self.fresh:
                self.add(message)
            if notice:
                self.main.chat.add(note(notice))
            await opening
        except Exception as error:  # noqa: BLE001 whatever stops the knowledge from loading ends the program
            self._handle_exception(error)
            return
        talk = self.back.talking
        talk.screen = self.main.view.language
        spell(talk.office.renderer.spelling)  # as asked for on the command line
        view = await self.back.ask(talk.view)
        if self.fresh and view.language != self.main.view.language:
            await self.history.welcome_again()
        self.main.say_status("")
        if self.fresh:
            self.main.show(view)
        if trouble := "\n".join(filter(None, [talk.problems(self.look.problems), await self.back.ask(talk.trouble)])):
            self.main.chat.add(note(trouble))
        self._preview_soon()
        await self.history.look()

    def action_leave(self) -> None:
        self.leave(self.talk.exit_code() if self.talk else 0)

    def leave(self, code: int) -> None:
        kept, _ = self.farewell()
        super().leave(code if kept or code not in (0, 3) else UNSAVED)

    def farewell(self) -> tuple[bool, str]:
        """Keeps the draft. Whether all of the conversation is on disk, and what to tell the person if not."""
        return self.back.close(self.main.prompt.full_text, self.main.view.language)

    # ---- turns

    def on_prompt_sent(self, event: Prompt.Sent) -> None:
        text = clean(event.text).strip()
        if not text:
            self.run_worker(self._nudge())
        elif text == "?":
            self.action_do("help")
        elif command := asked_for(text):
            self.action_do(command.id)
        else:
            self.say(text, len(event.text))

    def on_prompt_digit(self, event: Prompt.Digit) -> None:
        self._pick(event.number)

    def on_chat_picked(self, event: Chat.Picked) -> None:
        if self.main.prompt.empty:
            self._pick(event.number)

    def _pick(self, number: int) -> None:
        if not 1 <= number <= len(self._choices):
            return
        said = self._choices[number - 1]
        if self.fresh:
            self.say(said)
        else:
            self.take(f"{number}  {said}", lambda talk: talk.hear(str(number)), said=str(number))

    def say(self, text: str, length: int = 0) -> None:
        """A line of the person; `length` is that of the text before the gate."""
        self.take(text, lambda talk: talk.hear(text), length)

    def take(self, shown: str, turn: Callable[[Talk], Turn], length: int = 0, said: str | None = None) -> None:
        """A turn: `shown` is the person's side, `said` what was sent, "" for what is a turn whatever it says."""
        self.fresh = False
        self.run_worker(self.turns.take(shown, turn, length, shown if said is None else said))

    def add(self, message: Message) -> None:
        """Shows a message; the quick replies that work are now the ones that digits pick."""
        self.main.chat.add(message)
        self.offer()

    def refill(self, messages: list[Message]) -> None:
        """Another conversation on the screen."""
        self.fresh = False
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
        self._suggesting.changed()
        self._preview_soon()

    def on_prompt_pasting(self, event: Prompt.Pasting) -> None:
        self.main.coming(event.count)

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

    # ---- commands and keys

    def action_do(self, name: str) -> None:
        """Does a command, or says its word as if it were typed."""
        command = BY_ID[name]
        if command.do is None:
            self.say(command_words(self.main.view.language)[name].word)
            return
        doing = command.do(self)
        if isinstance(doing, Coroutine):
            self.run_worker(doing)

    def on_prompt_wish(self, event: Prompt.Wish) -> None:
        chat = self.main.chat
        wishes: dict[str, Callable[[], object]] = {
            "home": chat.home, "end": chat.end, "copy": self.copy_selection, "menu": lambda: self.run_worker(self.errands.menu("/")),
            "paste": lambda: self.toast(self.words["paste-hint"]), "view": self._view_folded,
            "back": lambda: self.action_do("back"), "forward": lambda: self.action_do("forward"),
        }  # fmt: skip
        wishes[event.name]()

    def _view_folded(self) -> None:
        self.errands.view(self.main.prompt.full_text, self.words["folded-title"])

    def copy_to_clipboard(self, text: str) -> None:
        self._clipboard = text
        self.run_worker(self.errands.copy(text))

    def on_clicked(self, event: Clicked) -> None:
        self.run_worker(self.errands.edit(event.slot))

    def on_track_clicked(self, _: Track.Clicked) -> None:
        self.on_clicked(Clicked("phase"))

    def on_foot_pressed(self, event: Foot.Pressed) -> None:
        self.action_do(event.id)
