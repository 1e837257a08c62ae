"""The app of a sitting: takes keys and answers to it and brings its questions back. Asks nothing of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import BindingType
from textual.widgets import TextArea

from assistant.core.author import picked
from assistant.core.choosing import by_name, wish
from assistant.core.text import Language
from assistant.doors.tui import theme
from assistant.doors.tui.bars import Foot
from assistant.doors.tui.chat import Chat
from assistant.doors.tui.copying import Copier
from assistant.doors.tui.look import Dress
from assistant.doors.tui.prompt import Prompt
from assistant.doors.tui.shell import Shell
from assistant.doors.tui.views import own
from assistant.doors.tui.writing.bench import Bench
from assistant.doors.tui.writing.keys import BY_ID, all_keys, bindings
from assistant.doors.tui.writing.outline import lines
from assistant.doors.tui.writing.seen import Seen
from assistant.edge import settings

if TYPE_CHECKING:
    from assistant.doors.tui.writing.scribe import Scribe
    from assistant.edge.sitting import Sitting

SHEET = 70  # columns of the outline in a sheet
LONGEST_UNSENT = 400
CSS = """
PartsBar { min-width: 1; width: 100%; height: 1; padding: 0 1; text-wrap: nowrap; }
Outline { display: none; width: 44; min-width: 1; height: 100%; padding: 0 1; border-left: solid $rule; text-wrap: nowrap; }
.wide Outline { display: block; }
.wide PartsBar { display: none; }
.huge Outline { width: 60; }
.plain Outline { border-left: ascii $rule; }
.low PartsBar, .tiny PartsBar, .tiny Outline { display: none; }
Bench Live { height: 1; }
"""
T = TypeVar("T")


class WritingApp(Shell, inherit_bindings=False):
    """One sitting at a playbook on one screen."""

    CSS = theme.CSS + CSS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    main: Bench

    def __init__(self, opener: Callable[[], tuple[Sitting, str]], language: Language, copier: Copier | None = None) -> None:
        super().__init__()
        self.main = Bench(language)
        self._opener = opener
        self._copier = copier or Copier()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sitting")
        self.scribe: Scribe | None = None
        self._busy = True
        self._left: str | None = None
        self._why = ""  # there was nothing to ask
        self.dress = Dress(self, settings.load())

    # ---- start and end

    def on_mount(self) -> None:
        self.dress.apply()
        self.main.say_status(self.main.words["starting"])
        self.call_after_refresh(self.run_worker, self._work(self._open))

    def _open(self) -> Seen:
        from assistant.doors.tui.writing.scribe import Scribe  # noqa: PLC0415 templates are loaded after the first paint

        self.scribe = Scribe(*self._opener())
        return self.scribe.begin()

    def action_leave(self) -> None:
        self.leave(self.main.seen.code)

    def farewell(self) -> tuple[bool, str]:
        """Waits for what is being written; where the draft lies and what was not sent."""
        if self._left is None:
            unsent = " ".join(self.main.prompt.full_text.split())[:LONGEST_UNSENT]
            self._thread.shutdown(wait=True, cancel_futures=True)
            told = [self._why or (self.scribe.end() if self.scribe else "")]
            told += [self.main.words["unsent"].replace("{text}", unsent)] if unsent else []
            self._left = "\n".join(filter(None, told))
        return True, self._left

    # ---- turns

    async def _work(self, work: Callable[[], Seen]) -> None:
        """Has the sitting do something in its thread, then shows what came of it."""
        self._busy = True
        try:
            seen = await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except Exception as error:  # noqa: BLE001 whatever stops the sitting ends the program; all answers are on disk
            self._handle_exception(error)
            return
        finally:
            self._busy = False
        if seen.prompt is None and seen.code:
            self._why = "\n".join(p.text for m in seen.messages for p in m.paras)
            self.leave(seen.code)
            return
        for message in seen.messages:
            self.main.chat.add(message)
        self.main.status = ""
        self.main.show(seen)
        if seen.taken:
            self.main.prompt.remember(seen.taken)

    def on_prompt_sent(self, event: Prompt.Sent) -> None:
        text = event.text.strip()
        wanted = wish(text)
        if wanted == "stop":
            self.action_leave()
        elif wanted == "help":
            self.help()
        elif self._busy or self.scribe is None:
            self.main.prompt.put(text)  # it is no answer to a question that was not seen
            self.toast(self.main.words["busy" if self.scribe else "loading"])
        elif wanted == "back":
            self.take_back()
        elif self.main.seen.prompt is None:
            self.action_leave()
        elif wanted == "pass":
            self._busy = True
            self.run_worker(self._work(self.scribe.pass_over))
        elif not text and self.main.seen.prompt.needed:
            self.toast(self.main.words["needed"])
        else:
            self._answer(text)

    def _answer(self, text: str) -> None:
        scribe = self.scribe
        if scribe is None or self._busy:
            return
        self._busy = True
        self.main.chat.add(own(self._shown(text), self.words))
        self.run_worker(self._work(lambda: scribe.answer(text)))

    def _shown(self, text: str) -> str:
        """The answer as it stands in the conversation: options by their names."""
        seen, words = self.main.seen, self.main.words
        if seen.prompt is None or not text:
            counted = seen.prompt is not None and seen.prompt.facts.get("n", "0") != "0"
            return str(words["went-on" if counted else "put-off"])
        if seen.prompt.options and (found := picked(by_name(text, seen.names), seen.prompt.options)):
            return ", ".join(seen.labels[o] for o in found)
        return text

    def take_back(self) -> None:
        """The last answer is taken back."""
        scribe = self.scribe
        if scribe is None or self._busy:
            return
        self._busy = True
        self.run_worker(self._work(scribe.back))

    def on_prompt_digit(self, event: Prompt.Digit) -> None:
        self._answer(str(event.number))

    def on_chat_picked(self, event: Chat.Picked) -> None:
        prompt = self.main.seen.prompt
        if prompt is not None and prompt.kind == "choices":
            self.main.prompt.put(f"{event.number} ")
        elif self.main.prompt.empty:
            self._answer(str(event.number))

    # ---- while typing

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if not self.main.chat.below:  # the prompt may grow and must not hide the question
            self.call_after_refresh(self.main.chat.end)
        self.main.typed()

    def on_prompt_pasting(self, event: Prompt.Pasting) -> None:
        self.main.coming(event.count)

    # ---- keys

    def action_do(self, name: str) -> None:
        BY_ID[name].do(self)

    def on_foot_pressed(self, event: Foot.Pressed) -> None:
        self.action_do(event.id)

    def on_prompt_wish(self, event: Prompt.Wish) -> None:
        chat, prompt = self.main.chat, self.main.prompt
        wishes: dict[str, Callable[[], object]] = {
            "home": chat.home, "end": chat.end, "copy": self.copy_selection, "menu": lambda: prompt.put("/"),
            "paste": lambda: self.toast(self.words["paste-hint"]), "view": self._view_folded, "back": self.take_back,
        }  # fmt: skip
        wishes.get(event.name, lambda: None)()

    def help(self) -> None:
        """The present question explained, then how to answer it, then the keys."""
        from assistant.doors.tui.pick import Help  # noqa: PLC0415 loaded when first wanted

        if len(self.screen_stack) > 1:
            return
        words, seen = self.main.words, self.main.seen
        kind = seen.prompt.kind if seen.prompt else ""
        said = [seen.question, seen.explanation, *words["help-kinds"].get(kind, ()), *words["help-always"]]
        shown = [line for line in said if line]
        self.push_screen(Help(words["help-title"], self.words["close"], shown, words["keys-title"], all_keys(self.language)))

    def overview(self) -> None:
        """The outline, where there is no room for it at the side."""
        from assistant.doors.tui.pick import Help  # noqa: PLC0415 loaded when first wanted

        if len(self.screen_stack) > 1:
            return
        words = self.main.words
        found = lines(self.main.seen.parts, max(20, min(SHEET, self.size.width - 8)))
        self.push_screen(Help(words["outline"], words["outline-close"], found))

    def _view_folded(self) -> None:
        from assistant.doors.tui.textview import TextView  # noqa: PLC0415 loaded when first wanted

        self.push_screen(TextView(self.words["folded-title"], self.words["view-foot"], self.main.prompt.full_text))

    def copy_to_clipboard(self, text: str) -> None:
        self._clipboard = text
        self.run_worker(self._copy(text))

    async def _copy(self, text: str) -> None:
        try:
            self.toast(await self._copier.copy(text, super().copy_to_clipboard, self.words))
        except OSError:
            self.toast(self.words["copy-failed"])
