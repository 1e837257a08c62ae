from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from assistant.core.guide import step
from assistant.doors.tui import signs, words
from assistant.doors.tui.app import AssistantApp
from assistant.doors.tui.copying import Copier
from assistant.edge.desk import Office

DEMO = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"


@pytest.fixture(autouse=True, scope="session")
def _learnt(office: Office) -> None:
    """What the engine learns on first use is learnt before the first screen: that is not what is tested here."""
    step(office.desk, office.begin(), DEMO)


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test finds the settings or the signs of the one before."""
    monkeypatch.setattr("assistant.edge.places.config", lambda: tmp_path / "config")
    monkeypatch.setattr("assistant.edge.places.saved", lambda: tmp_path / "saved")
    monkeypatch.setenv("COLORTERM", "truecolor")
    yield
    signs.use("full")
    words.spell("de")


class Screen:
    """A running app with the verbs that tests need."""

    def __init__(self, app: AssistantApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot
        self.main, self.chat, self.prompt = app.main, app.main.chat, app.main.prompt

    async def until(self, true: Callable[[], object], seconds: float = 90.0) -> None:
        for _ in range(int(seconds / 0.02)):
            if true():
                await self.pilot.pause()
                return
            await self.pilot.pause(0.02)
        raise AssertionError(self.text())

    async def press(self, *keys: str) -> None:
        """Keys at a person's pace."""
        for key in keys:
            await asyncio.sleep(0.012)
            await self.pilot.press(key)
        await self.pilot.pause(0.04)

    async def type(self, text: str) -> None:
        """As fast as a machine, but not as a paste."""
        self.prompt.put(text)
        await self.pilot.pause()

    async def send(self, text: str) -> None:
        """A line, Enter, and its answer."""
        before = self.chat.count
        await self.type(text)
        await self.press("enter")
        await self.until(lambda: self.chat.count >= before + 2)

    def text(self) -> str:
        """All that can be read on the screen."""
        strips = self.app.screen._compositor.render_strips()  # noqa: SLF001 what is really drawn
        return "\n".join(strip.text.rstrip() for strip in strips)

    def said(self) -> str:
        """The whole conversation."""
        return "\n".join(p.text for m in self.chat._messages for p in m.paras)  # noqa: SLF001

    @property
    def brief(self) -> dict[str, object]:
        assert self.app.talk is not None
        return self.app.talk.conversation.now.brief.ids()


Opener = Callable[..., AbstractAsyncContextManager[Screen]]


@pytest.fixture
def screen(office: Office) -> Opener:
    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (80, 24), copier: Copier | None = None, *, wait: bool = True
    ) -> AsyncIterator[Screen]:
        app = AssistantApp(lambda: office, copier or Copier(lambda _: "test"))
        async with app.run_test(size=size, notifications=True) as pilot:
            here = Screen(app, pilot)
            if wait:
                await here.until(lambda: app.talk and here.chat.count)
            yield here

    return opened
