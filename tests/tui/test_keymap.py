"""The key map, line by line: what each key does, and that nothing typed gets lost on the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.events import Paste

from assistant.doors.tui.copying import Copier
from assistant.doors.tui.pick import Chooser, Help
from assistant.doors.tui.textview import Reading, TextView
from assistant.edge import clipboard
from tests.tui.conftest import DEMO, Opener

ALL_SIZES = ((1, 1), (2, 2), (39, 9), (40, 10), (80, 24), (120, 36), (160, 48), (250, 80), (250, 1), (1, 80))


async def test_enter_sends_and_ctrl_j_breaks_the_line(screen: Opener) -> None:
    async with screen() as s:
        await s.press("a", "ctrl+j", "b")
        assert s.prompt.text == "a\nb"
        assert s.chat.count == 1
        await s.press("enter")
        await s.until(lambda: s.chat.count >= 3)


async def test_ctrl_a_selects_all_and_typing_replaces_it(screen: Opener) -> None:
    async with screen() as s:
        await s.type("ein Satz\nund noch einer")
        await s.press("ctrl+a")
        assert s.prompt.selected_text == "ein Satz\nund noch einer"
        await s.press("x")
        assert s.prompt.text == "x"
        await s.press("ctrl+z")
        assert s.prompt.text == "ein Satz\nund noch einer"
        await s.press("ctrl+y")
        assert s.prompt.text == "x"


async def test_ctrl_x_and_ctrl_v_move_text_and_ctrl_c_copies_it(screen: Opener) -> None:
    copied: list[str] = []

    def keep(text: str) -> str:
        copied.append(text)
        return "test"

    async with screen(copier=Copier(keep)) as s:
        await s.type("wandern")
        await s.press("ctrl+a", "ctrl+c")
        await s.until(lambda: copied == ["wandern"])
        await s.press("ctrl+x")
        assert s.prompt.text == ""
        await s.press("ctrl+v", "ctrl+v")
        assert s.prompt.text == "wandernwandern"


async def test_ctrl_z_on_an_empty_prompt_is_one_step_back_and_ctrl_y_forward(screen: Opener) -> None:
    async with screen() as s:
        await s.send(DEMO)
        await s.press("ctrl+z")
        await s.until(lambda: s.brief["trigger"] is None)
        await s.press("ctrl+y")
        await s.until(lambda: s.brief["trigger"] == "breakdown")


@pytest.mark.parametrize("opens", ["f1", "f2", "f9", "ctrl+p"])
@pytest.mark.parametrize("closes", ["escape", "ctrl+c"])
async def test_what_opens_closes_again_and_leaves_draft_cursor_and_focus(screen: Opener, opens: str, closes: str) -> None:
    async with screen() as s:
        await s.type("halber Satz")
        await s.press("left", "left", opens)
        await s.until(lambda: isinstance(s.app.screen, (Chooser, Help)))
        await s.press(closes)
        await s.until(lambda: len(s.app.screen_stack) == 1)
        await s.press("!")
        assert s.prompt.text == "halber Sa!tz"
        assert s.app.is_running


async def test_escape_never_ends_the_program(screen: Opener) -> None:
    async with screen() as s:
        await s.press(*["escape"] * 5, *["ctrl+c"] * 3)
        assert s.app.is_running
        assert s.prompt.has_focus


async def test_page_keys_scroll_while_a_draft_is_there(screen: Opener) -> None:
    async with screen() as s:
        await s.send(DEMO)
        await s.type("Entwurf")
        below = s.chat.below
        await s.press("pagedown")
        assert s.chat.below < below
        await s.press("ctrl+end")
        assert s.chat.below == 0
        await s.press("ctrl+home", "pageup")
        assert int(s.chat.scroll_y) == 0
        assert s.prompt.text == "Entwurf"


async def test_up_and_down_move_in_a_draft_of_several_lines(screen: Opener) -> None:
    async with screen() as s:
        await s.type("eins\nzwei")
        await s.press("up", "x")
        assert s.prompt.text == "einsx\nzwei"


async def test_letters_without_focus_find_the_prompt(screen: Opener) -> None:
    async with screen() as s:
        s.app.main.set_focus(None)
        await s.press("ö", "k")
        assert s.prompt.text == "ök"
        s.app.main.set_focus(None)
        s.app.main.post_message(Paste(" und mehr"))
        await s.until(lambda: s.prompt.text == "ök und mehr")


async def test_tab_does_not_take_the_focus_away(screen: Opener) -> None:
    async with screen() as s:
        await s.press("a", "tab", "tab", "shift+tab", "b")
        assert s.prompt.has_focus
        assert s.prompt.text.replace(" ", "") == "ab"


async def test_ctrl_q_ends_from_every_state(screen: Opener) -> None:
    for keys in ([], ["f1"], ["f2"], ["f9"]):
        async with screen() as s:
            await s.press(*keys, "ctrl+q")
            await s.until(lambda s=s: not s.app.is_running)  # type: ignore[misc]
            assert s.app.return_code == 0


async def test_every_size_shows_something_and_keeps_the_draft(screen: Opener) -> None:
    async with screen((120, 36)) as s:
        await s.send(DEMO)
        await s.type("Entwurf")
        for size in ALL_SIZES:
            await s.pilot.resize_terminal(*size)
            await s.pilot.pause(0.02)
            for key in ("f1", "f2", "f9"):
                await s.press(key)
                await s.press("pagedown", "end", "up", "escape")
            assert s.prompt.text == "Entwurf", size
            assert s.prompt.has_focus
            rows = s.text().splitlines()
            assert len(rows) <= size[1]
            assert all(len(row) <= size[0] for row in rows)
        await s.pilot.resize_terminal(80, 24)
        await s.pilot.pause(0.1)
        assert "✓ Auslöser Ausfall" in s.text()


async def test_the_very_wide_window_says_why_and_what_it_recognises(screen: Opener) -> None:
    async with screen((160, 48)) as s:
        await s.send(DEMO)
        assert "5 von 5" in s.text()
        assert "WARUM DIESE AUSWAHL" in s.text()
        assert "wegen „produktionsleiterin“" in s.text()
        await s.type("nein, Einkauf")
        await s.until(lambda: "→ Einkauf" in s.main.panel.plain)
        assert "Enter senden" in s.main.live.plain


# ---- handing over


async def test_the_second_f4_offers_parts_by_letter(screen: Opener) -> None:
    copied: list[str] = []

    def keep(text: str) -> str:
        copied.append(text)
        return "test"

    async with screen((120, 36), copier=Copier(keep)) as s:
        await s.send(DEMO)
        await s.press("f4")
        await s.until(lambda: len(copied) == 1)
        await s.press("f4")
        await s.until(lambda: isinstance(s.app.screen, Chooser))
        await s.press("c")
        await s.until(lambda: len(copied) == 2)
        assert copied[1].startswith("SAGEN\n")
        assert copied[1] in copied[0]
        assert "FRAGEN" not in copied[1]


@pytest.mark.parametrize("form", ["md", "txt"])
async def test_an_answer_is_saved_as_a_new_file(screen: Opener, tmp_path: Path, form: str) -> None:
    async with screen((120, 36)) as s:
        await s.send(DEMO)
        for count in (1, 2):
            s.app.action_do(f"save-{form}")
            await s.until(lambda count=count: len(list((tmp_path / "saved").glob(f"*.{form}"))) == count)  # type: ignore[misc]
            await s.until(lambda: "Gespeichert in" in s.text())
        for path in (tmp_path / "saved").iterdir():
            text = path.read_text(encoding="utf-8")
            assert path.name.startswith("stanzmaschine-")
            assert "GEMEINSAMER JOB" in text
            assert "BEISPIEL" in text.split("\n")[0]
            assert ("\n# Stanzmaschine" in text) == (form == "md")


async def test_where_nothing_can_be_copied_or_written_the_text_itself_opens(
    screen: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr("assistant.edge.places.data", lambda: tmp_path / "file")
    monkeypatch.setattr(clipboard, "terminal_may_copy", lambda _: False)
    async with screen(copier=Copier(lambda _: None)) as s:
        await s.send(DEMO)
        await s.type("Entwurf")
        await s.press("f4")
        await s.until(lambda: isinstance(s.app.screen, TextView))
        assert "hier steht der Text" in s.text()
        await s.press("ctrl+a")
        assert "GEMEINSAMER JOB" in s.app.screen.query_one(Reading).selected_text
        await s.press("x", "escape")
        assert s.prompt.text == "Entwurf"


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = {clipboard.save(str(n), tmp_path, ".md") for n in range(5)}
    assert len(paths) == 5
    assert sorted(p.read_text(encoding="utf-8") for p in paths) == [f"{n}\n" for n in range(5)]
    if os.name == "posix":
        assert all(p.stat().st_mode & 0o777 == 0o600 for p in paths)

    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    more = {clipboard.save("x", tmp_path, ".md") for _ in range(3)}
    assert len(more) == 3
    assert not more & paths
    assert len(list(tmp_path.iterdir())) == 8
