"""The back office: one thread in which everything that knows the engine happens, in the order it was asked for.

The engine is imported in that thread, after the first paint.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.core.text import Language
from assistant.doors.tui.views import Message, View

if TYPE_CHECKING:
    from assistant.core.dialogue import Conversation
    from assistant.doors.tui.talk import Talk, Turn
    from assistant.edge.desk import Office
    from assistant.edge.notebook_heard import Heard, Token
    from assistant.edge.notebook_keeper import Keeper
    from assistant.edge.notebook_leaf import Para

PATIENCE = 5.0  # seconds that the end waits for the notebook
T = TypeVar("T")


class BackOffice:
    """Opens the office once; what is asked before that waits."""

    def __init__(self, open_office: Callable[[], Office], keeping: Callable[[], Keeper] | None = None) -> None:
        self._opener = open_office
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="office")
        self.talk: Talk | None = None
        # The notebook has a thread of its own: what is sent is on disk while the engine is still busy.
        self._keeping = keeping
        self._notes = ThreadPoolExecutor(1, thread_name_prefix="notebook")
        self._keeper: Keeper | None = None
        self._left: tuple[bool, str] | None = None

    def ask(self, work: Callable[..., T], *args: Any) -> asyncio.Future[T]:
        """Has something done, after all that was asked before."""
        return asyncio.get_running_loop().run_in_executor(self._thread, work, *args)

    @property
    def keeps(self) -> bool:
        """Whether there is a notebook."""
        return self._keeping is not None and self._left is None

    @property
    def keeper(self) -> Keeper:
        """The notebook, opened when first wanted; only for work in its own thread."""
        if self._keeper is None:
            if self._keeping is None:
                raise RuntimeError
            self._keeper = self._keeping()
        return self._keeper

    def note(self, work: Callable[..., T], *args: Any) -> asyncio.Future[T]:
        """Has something done in the notebook's thread, after all that was asked of it before."""
        return asyncio.get_running_loop().run_in_executor(self._notes, work, *args)

    def close(self, draft: str, language: Language) -> tuple[bool, str]:
        """The end, once: keeps the draft. Whether all is on disk, and what to tell the person."""
        if self._left is not None:
            return self._left
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._left = (True, "")
        if self._keeping is not None and (self._keeper is not None or draft.strip()):
            waiting = self._notes.submit(lambda: self.keeper.leave(draft, language))
            try:
                self._left = waiting.result(PATIENCE)
            except Exception:  # noqa: BLE001 the end must come; that it was not kept is what the exit code says
                self._left = (False, "")
        self._notes.shutdown(wait=False, cancel_futures=True)
        return self._left

    @property
    def talking(self) -> Talk:
        """The conversation; only for work that waits behind the opening."""
        if self.talk is None:
            raise RuntimeError
        return self.talk

    # ---- work for the thread

    @staticmethod
    def greet(language: Language) -> Message:
        from assistant.doors.tui.talk import greeting  # noqa: PLC0415 the engine is loaded after the first paint

        return greeting(language)

    def open(self) -> None:
        from assistant.doors.tui.talk import Talk  # noqa: PLC0415 the engine is loaded after the first paint

        talk = Talk(self._opener())
        talk.warm()
        self.talk = talk

    def take(self, said: str, turn: Callable[[Talk], Turn], length: int) -> Turn | None:
        """The turn, or None where the person says goodbye. `length` is that of the text before the gate."""
        if self.talking.ends(said):
            return None
        made = turn(self.talking)
        return replace(made, notice="\n".join(said for said in (self.talking.too_long(length), made.notice) if said))

    def welcome(self) -> Message:
        return self.talking.greet()

    def anew(self) -> View:
        return self.talking.anew()

    def resume(self, conversation: Conversation) -> tuple[View, str]:
        return self.talking.resume(conversation)

    def open_question(self) -> Message | None:
        return self.talking.open_question()

    def arrive(self, language: Language) -> Heard:
        """What the notebook has to offer at the start (in its thread)."""
        return self.keeper.arrive(language)

    def answered(self, token: Token, turn: Turn, shown: list[Para]) -> str:
        """The answer into the notebook (in its thread)."""
        return self.keeper.answered(token, self.talking.answer_of(turn, shown))

    def switch(self) -> Turn:
        return self.talking.switch()

    @staticmethod
    def report(error: BaseException, language: Language) -> str:
        from assistant.edge.crash import report  # noqa: PLC0415 only when something went wrong

        return report(error, language)
