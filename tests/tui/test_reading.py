"""While very many playbooks are read the screen says how far that is; where they are few it says nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import cli
from assistant.doors.patience import WORTH_SAYING, Reading
from assistant.doors.tui.app import AssistantApp
from assistant.edge import folders, ready
from assistant.edge.desk import Office
from assistant.options import build_parser
from tests.data.complete import ROOT
from tests.tui.conftest import DEMO, Screen


def _told(reading: Reading, times: int, *place: int) -> None:
    for _ in range(times):
        reading.told(*place)


@pytest.fixture
def gate() -> threading.Event:
    """Set when the office may open."""
    return threading.Event()


@pytest.fixture
def slow(office: Office, gate: threading.Event, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Office]:
    """Opens the office behind the gate, and the screen looks often how far that is."""
    monkeypatch.setattr("assistant.doors.tui.app.LOOK", 0.02)

    def opened() -> Office:
        gate.wait(60)
        return office

    return opened


def test_a_place_is_told_from_where_it_is_worth_saying_until_it_is_over() -> None:
    reading = Reading()
    _told(reading, WORTH_SAYING - 1, 900, 1000)
    assert reading.place is None
    reading.told(901, 1000)
    assert reading.place == (901, 1000)
    reading.told(1000, 1000)
    assert reading.place is None


async def test_the_screen_says_how_far_the_reading_is(slow: Callable[[], Office], gate: threading.Event) -> None:
    reading = Reading()
    app = AssistantApp(slow, language="de", reading=reading)
    async with app.run_test(size=(80, 24)) as pilot:
        s = Screen(app, pilot)
        await s.until(lambda: s.prompt.has_focus)
        assert "gelesen" not in s.text()
        _told(reading, WORTH_SAYING, 120, 1000)
        await s.until(lambda: "Playbooks werden gelesen: 120 von 1.000" in s.text())
        await s.type(DEMO)
        await s.press("enter")
        reading.told(345, 1000)
        await s.until(lambda: "Playbooks werden gelesen: 345 von 1.000" in s.text())
        reading.told(1000, 1000)
        await s.until(lambda: "Ihre Zeile wartet" in s.main.live.plain)
        gate.set()
        await s.until(lambda: app.talk and "Verstanden" in s.said())
        await s.until(lambda: "Enter senden" in s.main.live.plain)
        _told(reading, 1, 3, 1000)
        await pilot.pause(0.2)
        assert "gelesen" not in s.text()


async def test_in_english(slow: Callable[[], Office], gate: threading.Event) -> None:
    reading = Reading()
    _told(reading, WORTH_SAYING, 1200, 3000)
    app = AssistantApp(slow, language="en", reading=reading)
    async with app.run_test(size=(80, 24)) as pilot:
        s = Screen(app, pilot)
        await s.until(lambda: "Reading playbooks: 1,200 of 3,000" in s.text())
        gate.set()
        await s.until(lambda: app.talk)


def test_the_files_are_counted_where_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    source = (ROOT / "playbooks" / "stamping-press.toml").read_text(encoding="utf-8")
    (tmp_path / "own").mkdir()
    for name in ("one", "two"):
        (tmp_path / "own" / f"{name}.toml").write_text(source.replace('id = "stamping-press"', f'id = "{name}"'), encoding="utf-8")
    told: list[tuple[int, int]] = []

    class Counting(Reading):
        def told(self, done: int, whole: int, /) -> None:
            told.append((done, whole))

    def opened() -> Office:
        return cli._open(build_parser().parse_args(["--playbooks", str(tmp_path / "own")]), Counting())  # noqa: SLF001 what the screen is opened with

    opened()
    assert told == []  # few
    for module in (folders, ready):
        monkeypatch.setattr(module, "MANY", 8)
    opened()
    assert told == [(n, 8) for n in range(1, 9)]
