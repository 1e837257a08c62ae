"""The back office: one thread in which everything that knows the engine happens, in the order it was asked for.

The engine is imported in that thread, after the first paint.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.core.text import Language
from assistant.doors.tui.views import Message

if TYPE_CHECKING:
    from assistant.doors.tui.talk import Talk, Turn
    from assistant.edge.desk import Office

T = TypeVar("T")


class BackOffice:
    """Opens the office once; what is asked before that waits."""

    def __init__(self, open_office: Callable[[], Office]) -> None:
        self._opener = open_office
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="office")
        self.talk: Talk | None = None

    def ask(self, work: Callable[..., T], *args: Any) -> asyncio.Future[T]:
        """Has something done, after all that was asked before."""
        return asyncio.get_running_loop().run_in_executor(self._thread, work, *args)

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

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

    def take(self, said: str, turn: Callable[[Talk], Turn]) -> Turn | None:
        """The turn, or None where the person says goodbye."""
        return None if self.talking.ends(said) else turn(self.talking)

    def switch(self) -> Turn:
        return self.talking.switch()

    @staticmethod
    def report(error: BaseException, language: Language) -> str:
        from assistant.edge.crash import report  # noqa: PLC0415 only when something went wrong

        return report(error, language)
