"""The notebook on the screen: on disk before it is shown, offered at the start, opened as it was, gone when deleted."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from assistant.doors.tui.app import AssistantApp
from assistant.doors.tui.copying import Copier
from assistant.doors.tui.history import packed, unpacked
from assistant.doors.tui.views import Message, Para
from assistant.edge.desk import Office
from assistant.edge.notebook_keeper import Keeper
from tests.edge.kit import Window, said, states
from tests.tui.conftest import DEMO, Screen
from tests.tui.test_launch import Terminal

Kept = Callable[..., AbstractAsyncContextManager[Screen]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def kept(office: Office, home: Path) -> Kept:
    """A screen with a notebook."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (100, 30), opener: Callable[[], Office] | None = None) -> AsyncIterator[Screen]:
        app = AssistantApp(opener or (lambda: office), Copier(lambda _: "test"), "de", lambda: Keeper(home))
        async with app.run_test(size=size, notifications=True) as pilot:
            here = Screen(app, pilot)
            await here.until(lambda: (opener or app.talk) and here.chat.count)
            yield here

    return opened


def shown(s: Screen) -> list[Message]:
    return list(s.chat._messages)  # noqa: SLF001 what stands on the screen


def in_the_way(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def everything(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in folder.iterdir())


async def leave(s: Screen) -> None:
    await s.press("ctrl+q")
    await s.until(lambda: not s.app.is_running)


async def test_an_answer_comes_back_with_style_and_digits(kept: Kept) -> None:
    async with kept() as s:
        await s.send("die Stanze ist ausgefallen")
        before, view = shown(s)[1:], s.main.view
        await leave(s)
    async with kept() as s:
        await s.until(lambda: "Weiter mit Stanzmaschine · Ausfall (3 von 4)?" in s.said())
        await s.press("1")
        await s.until(lambda: s.chat.count > 2)
        assert shown(s)[:-1] == before
        assert s.main.view == view
        await s.press("1")
        await s.until(lambda: s.brief["persona"] == ["production"])


async def test_steps_back_and_the_reasons_survive(kept: Kept) -> None:
    async with kept() as s:
        await s.send(DEMO)
        await s.send("nein, CFO")
        await s.send("zurück")
        assert s.app.talk is not None
        before = states(s.app.talk.conversation)
        await leave(s)
    async with kept() as s:
        await s.press("1")
        await s.until(lambda: s.brief["trigger"])
        assert s.app.talk is not None
        assert states(s.app.talk.conversation) == before
        await s.send("warum?")
        assert "stanze defekt" in s.said()
        await s.press("f4")
        await s.until(lambda: "Kopiert" in s.text())
        await s.send("vor")
        assert s.brief["persona"] == ["finance"]


async def test_the_draft_is_kept_and_comes_back(kept: Kept) -> None:
    async with kept() as s:
        await s.send(DEMO)
        await s.type("und der Einkauf")
        await leave(s)
    async with kept() as s:
        await s.until(lambda: "Ihr Entwurf liegt bereit" in s.said())
        await s.press("1")
        await s.until(lambda: s.prompt.text == "und der Einkauf")


async def test_a_draft_without_a_turn_is_there_at_once(kept: Kept) -> None:
    async with kept() as s:
        await s.type("halb getippt")
        await leave(s)
    async with kept() as s:
        await s.until(lambda: s.prompt.text == "halb getippt")
        assert "Zum Ausprobieren" in s.said()


async def test_two_is_a_new_conversation(kept: Kept, home: Path) -> None:
    async with kept() as s:
        await s.send(DEMO)
        await leave(s)
    async with kept() as s:
        await s.press("2")
        await s.until(lambda: "Worum geht es?" in s.said())
        await s.send("mit dem CFO")
        assert s.brief["trigger"] is None
    assert said(home) == [[DEMO], ["mit dem CFO"]]


async def test_the_line_is_on_disk_before_it_is_on_the_screen(kept: Kept, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    add = AssistantApp.add

    def watched(app: AssistantApp, message: Message) -> None:
        with contextlib.suppress(sqlite3.Error), sqlite3.connect(f"file:{home / 'notebook.db'}?mode=ro", uri=True) as db:
            seen.append(db.execute("SELECT said, answer IS NOT NULL FROM turn").fetchall())
        add(app, message)

    monkeypatch.setattr(AssistantApp, "add", watched)
    async with kept() as s:
        await s.send("mit dem CFO")
    assert seen[-2:] == [[("mit dem CFO", 0)], [("mit dem CFO", 1)]]


async def test_a_line_sent_while_the_playbooks_load_is_kept_at_once(kept: Kept, office: Office, home: Path) -> None:
    gate = threading.Event()

    def slowly() -> Office:
        gate.wait(20)
        return office

    async with kept(opener=slowly) as s:
        s.prompt.put(DEMO)
        await s.press("enter")
        await s.until(lambda: home.exists() and said(home) == [[DEMO]])
        assert s.app.talk is None
        gate.set()
        await s.until(lambda: s.app.talk and s.chat.count >= 3)


async def test_the_history_by_word_and_by_key(kept: Kept, home: Path) -> None:
    async with kept() as s:
        await s.send(DEMO)
        await s.send("neu")
        await s.send("ERP-Wartung läuft aus")
        assert len(said(home)) == 2
        before = shown(s)[1:3]
        await s.send("verlauf")
        assert "Stanzmaschine · Ausfall · Produktion" in s.said()
        await s.press("1")
        await s.until(lambda: s.brief["trigger"] == "breakdown")
        assert shown(s)[:2] == before
        await s.type("bleibt stehen")
        await s.press("f3")
        await s.until(lambda: len(s.app.screen_stack) > 1)
        await s.until(lambda: "ERP-Ablösung · Wartungsende" in s.text())
        await s.press("1")
        await s.until(lambda: s.brief["trigger"] == "support-ends")
        assert s.prompt.text == "bleibt stehen"
    assert all("verlauf" not in texts for texts in said(home)), "a line about the notebook is no turn"


async def test_without_a_history_f3_says_so(kept: Kept) -> None:
    async with kept() as s:
        await s.press("f3")
        await s.until(lambda: "Im Verlauf steht noch nichts" in s.text())


async def test_without_a_notebook_f3_and_the_word_say_so(office: Office) -> None:
    app = AssistantApp(lambda: office, Copier(lambda _: "test"), "de")
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        s = Screen(app, pilot)
        await s.until(lambda: app.talk and s.chat.count)
        await s.press("f3")
        await s.until(lambda: "wird nichts aufgehoben" in s.text())
        await s.send("verlauf löschen")
        assert "In dieser Sitzung wird nichts aufgehoben" in s.said()


async def test_deleting_asks_and_then_nothing_is_left(kept: Kept, home: Path) -> None:
    async with kept() as s:
        await s.send("Quastenflosser, stanze defekt")
        await s.send("verlauf löschen")
        assert len(said(home)) == 1
        await s.press("3")
        await s.until(lambda: "Es bleibt alles, wie es ist." in s.said())
        assert "Mit wem sprechen Sie?" in shown(s)[-1].paras[0].text, "the open question again"
        await s.send("verlauf löschen")
        await s.press("2")
        await s.until(lambda: "Alle Gespräche sind gelöscht" in s.said())
        assert "Quastenflosser" not in s.said()
        assert s.brief["trigger"] is None
        assert b"Quastenflosser" not in everything(home)


async def test_picks_and_keys_are_turns_like_any_other(kept: Kept, home: Path) -> None:
    async with kept() as s:
        await s.send(DEMO)
        s.app.action_do("language")
        await s.until(lambda: s.main.view.language == "en")
        await s.press("f2", "4")
        await s.until(lambda: "What should stand here" in s.text())
        await s.press("4")
        await s.until(lambda: s.brief["phase"] == "retention")
        assert s.app.talk is not None
        await s.until(lambda: len(said(home)[0]) == 3)
        before, state = shown(s)[1:], states(s.app.talk.conversation)
        await leave(s)
    async with kept() as s:
        await s.press("1")
        await s.until(lambda: s.chat.count > 3)
        assert s.app.talk is not None
        assert (shown(s)[:-1], states(s.app.talk.conversation)) == (before, state)


async def test_trouble_is_said_once_nothing_is_lost_and_the_code_tells(kept: Kept, home: Path) -> None:
    in_the_way(home, b"a file")
    async with kept() as s:
        await s.send(DEMO)
        await s.send("nein, CFO")
        assert s.said().count("nicht zugänglich") == 1
        assert "GEMEINSAMER JOB" in s.said()
        await leave(s)
        assert s.app.return_code == 5


async def test_a_damaged_notebook_is_said_at_the_start(kept: Kept, home: Path) -> None:
    in_the_way(home / "notebook.db", b"nonsense " * 1000)
    async with kept() as s:
        await s.until(lambda: "Das Notizbuch war beschädigt" in s.said())
        await s.send(DEMO)
        await leave(s)
        assert s.app.return_code == 0


async def test_a_playbook_that_is_gone_is_named_and_asked_for_again(kept: Kept, office: Office) -> None:
    from dataclasses import replace  # noqa: PLC0415

    async with kept() as s:
        await s.send(DEMO)
        await leave(s)
    library = replace(office.desk.library, playbooks={k: v for k, v in office.desk.library.playbooks.items() if k != "stamping-press"})
    poorer = replace(office, desk=replace(office.desk, library=library))
    async with kept(opener=lambda: poorer) as s:
        await s.until(lambda: s.app.talk and s.chat.count)
        await s.press("1")
        await s.until(lambda: "Seit dem letzten Mal ist weggefallen: stamping-press, breakdown" in s.said())
        await s.until(lambda: shown(s)[-1].paras[0].style == "ask")
        await s.send("ERP-Wartung läuft aus")
        assert s.brief["trigger"] == "support-ends"


async def test_a_conversation_of_the_plain_door_opens_here(kept: Kept, desk, home: Path) -> None:
    window = Window(desk, home)
    window.say("die Stanze ist ausgefallen")
    window.leave()
    async with kept() as s:
        await s.press("1")
        await s.until(lambda: "Mit wem sprechen Sie?" in s.said())
        assert shown(s)[0].paras[0].bar
        await s.press("1")
        await s.until(lambda: s.brief["persona"] == ["production"])


async def test_a_line_without_answer_is_answered_when_it_is_taken_up(kept: Kept, desk, home: Path) -> None:
    Window(desk, home).hear("die Stanze ist ausgefallen")
    async with kept() as s:
        await s.until(lambda: "Weiter mit „die Stanze ist ausgefallen“?" in s.said())
        await s.press("1")
        await s.until(lambda: "Mit wem sprechen Sie?" in s.said())
        await leave(s)
    async with kept() as s:
        await s.until(lambda: "Weiter mit Stanzmaschine" in s.said())


async def test_a_draft_does_not_push_away_what_is_being_typed(kept: Kept) -> None:
    async with kept() as s:
        await s.send(DEMO)
        await s.type("alter Entwurf")
        await leave(s)
    async with kept() as s:
        await s.send("mit dem CFO")
        await s.type("neuer Entwurf")
        await s.press("f3")
        await s.until(lambda: len(s.app.screen_stack) > 1)
        await s.press("2")
        await s.until(lambda: s.brief["trigger"] == "breakdown")
        assert s.prompt.text == "neuer Entwurf"
        assert "Ihr Entwurf von damals: „alter Entwurf“" in s.said()


def test_messages_come_back_from_what_is_kept() -> None:
    messages = (Message((Para("a", "say", "    ", "[Z]", 0, False, 3), Para("b", "choice", " 1 ", choice=1))), Message((Para("c", bar=True),)))
    assert unpacked(packed(messages)) == messages


REAL = """
import assistant.cli
raise SystemExit(assistant.cli.main([]))
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the child through /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_line_just_sent_survives_a_kill(number: int, tmp_path: Path) -> None:
    terminal = Terminal(REAL, tmp_path)
    terminal.read(b"Strg+Q")
    home = tmp_path / "buyer-enablement-assistant"
    os.write(terminal.fd, b"stanze defekt")
    terminal.read(seconds=1.0)  # drawn letter by letter; Enter as fast as a paste would not send
    os.write(terminal.fd, b"\r")
    terminal.read(b"Sie  ")
    os.kill(terminal.child(), number)
    terminal.end()
    assert said(home) == [["stanze defekt"]]
    again = Terminal(REAL, tmp_path)
    again.read(b"weiter")
    assert b"Weiter mit" in again.out
    os.kill(again.child(), signal.SIGTERM)
    again.end()


async def test_a_very_wide_window_shows_the_buying_centre_and_other_conversations(kept: Kept) -> None:
    async with kept() as s:
        await s.send(DEMO)
        await leave(s)
    async with kept((160, 48)) as s:
        await s.until(lambda: "VERLAUF  F3" in s.main.panel.plain)
        await s.send("die Stanze ist ausgefallen")
        await s.until(lambda: "BUYING-CENTER" in s.main.panel.plain)
        assert "Stanzmaschine · Ausfall" in s.main.panel.plain.split("VERLAUF  F3")[1]
