"""Keys, pastes, focus, copying, hostile text, small windows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual import events

from assistant.doors.tui.copying import Copier
from assistant.doors.tui.views import Section, Slot
from tests.tui.conftest import DEMO, Opener

HOSTILE = "[bold]x[/bold] [/nope] [/ x [link='y [@click=app.quit]k[/]"
ESCAPES = "a\x1b[2Jb\x1b]0;title\x07c\x1b]52;c;aGk=\x07d\u202ee"


async def test_ctrl_c_keeps_the_app_and_the_draft(screen: Opener) -> None:
    async with screen() as s:
        await s.type("ein Entwurf")
        await s.press("ctrl+c", "ctrl+c", "ctrl+c")
        assert s.app.is_running
        assert s.prompt.text == "ein Entwurf"
        await s.until(lambda: "Strg+Q beendet" in s.text())


async def test_escape_empties_the_prompt_and_ctrl_z_brings_it_back(screen: Opener) -> None:
    async with screen() as s:
        await s.type("ein Entwurf")
        await s.press("escape")
        assert s.prompt.text == ""
        assert s.app.is_running
        await s.press("ctrl+z")
        assert s.prompt.text == "ein Entwurf"


async def test_up_brings_the_last_own_lines_back(screen: Opener) -> None:
    async with screen() as s:
        await s.send("hallo")
        await s.send("hilfe")
        await s.press("up")
        assert s.prompt.text == "hilfe"
        await s.press("up")
        assert s.prompt.text == "hallo"
        await s.press("down", "down")
        assert s.prompt.text == ""


async def test_a_paste_of_three_lines_is_one_message(screen: Opener) -> None:
    async with screen() as s:
        s.prompt.post_message(events.Paste("stanze defekt\r\nproduktionsleiterin\r\nbrauchen sofort ersatz"))
        await s.until(lambda: s.prompt.text.count("\n") == 2)
        assert s.chat.count == 1
        await s.press("enter")
        await s.until(lambda: s.brief["trigger"] == "breakdown")
        assert s.chat.count == 3


async def test_keys_as_fast_as_a_paste_do_not_send(screen: Opener) -> None:
    async with screen() as s:
        for char in "1 eins\nzwei\n":
            key = "enter" if char == "\n" else "space" if char == " " else char
            s.app.post_message(events.Key(key, "\r" if char == "\n" else char))
        await s.until(lambda: s.prompt.text == "1 eins\nzwei\n")
        assert s.chat.count == 1


async def test_a_long_paste_is_folded_and_sent_whole(screen: Opener) -> None:
    async with screen() as s:
        text = "stanze defekt, produktionsleiterin, brauchen sofort ersatz. " + "bla " * 300
        s.prompt.post_message(events.Paste(text))
        await s.until(lambda: "Text mit 1." in s.prompt.text)
        assert len(s.prompt.text) < 60
        assert s.prompt.full_text == text
        await s.press("enter")
        await s.until(lambda: s.chat.count >= 3)
        assert "Zeichen eingefügt" in s.said()


@pytest.mark.parametrize("text", [HOSTILE, ESCAPES])
async def test_hostile_text_is_shown_literally_or_stripped(screen: Opener, text: str) -> None:
    async with screen((160, 48)) as s:
        s.prompt.post_message(events.Paste(text))
        await s.until(lambda: s.prompt.text)
        await s.press("enter")
        await s.until(lambda: s.chat.count >= 3)
        s.app.toast(text)
        s.main.bar.show((Slot("playbook", text, text, "filled"),), s.app.words)
        hostile = replace(s.main.view, slots=(Slot("playbook", text, text, "filled"),), why=((text, text),), sections=(Section(text, (text,)),))
        s.main.panel.show(hostile, s.app.words)
        s.main.badge.show(text)
        s.prompt.set_placeholder(text)
        await s.pilot.pause(0.05)
        drawn = s.text()
        assert "\x1b" not in drawn
        assert "\x07" not in drawn
        assert "\u202e" not in drawn
        assert ("abcde" if text is ESCAPES else "[bold]x[/bold] [/nope]") in drawn
        assert s.app.is_running


async def test_typing_goes_to_the_prompt_after_a_click_anywhere(screen: Opener) -> None:
    async with screen((120, 36)) as s:
        for place in ((5, 8), (100, 5), (5, 1), (100, 30)):
            await s.pilot.click(offset=place)
            await s.press("escape", "escape", "x")
            assert s.prompt.text == "x", place
            assert s.prompt.has_focus


async def test_dragging_selects_and_ctrl_c_copies_without_indents(screen: Opener) -> None:
    copied: list[str] = []

    def keep(text: str) -> str:
        copied.append(text)
        return "test"

    async with screen(copier=Copier(keep)) as s:
        await s.send("Ich bin neu. Was ist eine Kaufreise?")
        await s.press("home")
        row = next(y for y, line in enumerate(s.text().splitlines()) if "Guten Tag" in line)
        await s.pilot.mouse_down(offset=(2, row))
        await s.pilot.hover(offset=(20, row + 1))
        await s.pilot.mouse_up(offset=(20, row + 1))
        await s.press("ctrl+c")
        await s.until(lambda: copied)
        assert copied[0].startswith("Guten Tag. Ich helfe")
        assert "\nSchreiben Sie" in copied[0]


async def test_f4_copies_the_advice_and_says_how(screen: Opener) -> None:
    copied: list[str] = []

    def keep(text: str) -> str:
        copied.append(text)
        return "xclip"

    async with screen(copier=Copier(keep)) as s:
        await s.press("f4")
        await s.until(lambda: "Noch keine Antwort" in s.text())
        await s.send(DEMO)
        await s.press("f4")
        await s.until(lambda: "Kopiert (xclip)" in s.text())
        assert "GEMEINSAMER JOB" in copied[0]
        assert "[Z]" in copied[0]


async def test_without_a_tool_the_copy_is_only_hoped_for_and_then_a_file(
    screen: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.edge.places.data", lambda: tmp_path)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("TERM_PROGRAM", raising=False)
    async with screen((120, 36), copier=Copier(lambda _: None)) as s:
        await s.send(DEMO)
        await s.press("f4")
        await s.until(lambda: "Fügen Sie ein, um zu prüfen" in s.text())
        await s.press("f4")
        await s.until(lambda: "B  WAS DER AUSL" in s.text() or "B   WAS DER AUSL" in s.text())
        await s.until(lambda: "Als Datei speichern …" in s.text())
        await s.press("end", "up", "enter")
        await s.until(lambda: "(.txt)" in s.text())
        await s.press("2")
        await s.until(lambda: "Gespeichert in" in s.text())
        (path,) = (tmp_path / "saved").iterdir()
        assert path.stat().st_mode & 0o777 == 0o600
        assert "GEMEINSAMER JOB" in path.read_text(encoding="utf-8")


async def test_resizing_keeps_the_draft_and_never_breaks(screen: Opener) -> None:
    async with screen((120, 36)) as s:
        await s.send(DEMO)
        await s.type("mein Entwurf [/")
        for size in ((40, 10), (39, 9), (1, 1), (2, 30), (160, 2), (160, 48), (80, 24)):
            await s.pilot.resize_terminal(*size)
            await s.pilot.pause(0.02)
            await s.press("f2")
            await s.press("escape")
            assert s.prompt.text == "mein Entwurf [/", size
        assert "mein Entwurf [/" in s.text()
        assert "✓ Auslöser Ausfall" in s.text()
        await s.pilot.resize_terminal(30, 8)
        await s.until(lambda: "Fenster bitte" in s.text())
        await s.press("x")
        assert s.prompt.text.endswith("x")


async def test_ascii_mode_draws_only_plain_signs(screen: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_ASCII", "1")
    async with screen((160, 48)) as s:
        await s.send(DEMO)
        assert "[x]" in s.text()
        await s.press("f9")
        await s.pilot.pause(0.1)
        left = {c for c in s.text() if ord(c) > 127} - set("äöüÄÖÜß")
        assert not left


async def test_a_fault_in_a_turn_costs_neither_the_app_nor_the_conversation(
    screen: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.edge.places.data", lambda: tmp_path)
    async with screen() as s:
        await s.send("hallo")
        talk = s.app.talk
        assert talk
        monkeypatch.setattr(talk, "hear", lambda _: 1 / 0)
        await s.send("noch etwas")
        assert "Unerwarteter Fehler" in s.said()
        assert "Traceback" not in s.text()
        monkeypatch.undo()
        await s.send("hilfe")
        assert "So geht es" in s.said()
