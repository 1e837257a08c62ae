"""The pieces of the screen without a screen: wrapping, track, colours, clipboard, labels."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rich.cells import cell_len

from assistant.doors.tui.app import AssistantApp
from assistant.doors.tui.track import fitting
from assistant.doors.tui.views import Stop
from assistant.doors.tui.words import labels
from assistant.doors.tui.wrap import cells, clip, shown, wrap
from assistant.edge import clipboard
from assistant.edge.desk import Office

TEXTS = (
    "Zugesagte Teile pünktlich aus eigener Fertigung liefern, morgen wie in zehn Jahren",
    "Donaudampfschifffahrtsgesellschaftskapitänsmütze und so",
    "日本語のテキスト と 😀 emoji e\u0301 שלום",
    "",
)
STOPS = (
    Stop("a", "Aufmerksamkeit", "Aufmerksamkeit", "skipped"), Stop("c", "Überlegung und Recherche", "Überlegung", "skipped", 2),
    Stop("d", "Entscheidung und Kauf", "Entscheidung", "here", 1), Stop("r", "Kundenbindung", "Bindung"),
    Stop("v", "Weiterempfehlung", "Empfehlung"),
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_wrapped_rows_fit_and_lose_nothing(text: str) -> None:
    for width in (1, 2, 3, 7, 20, 80):
        rows = wrap(text, width)
        assert "".join("".join(rows).split()) == "".join(text.split())
        assert all(cell_len(r) <= max(width, 2) for r in rows)
        assert cell_len(clip(text, width)) <= width


def test_measuring_agrees_with_rich_for_all_signs_we_draw() -> None:
    ours = "✓●○↺▌–·…↓↑→„“‚‘─│›‹×~?[]"
    assert all(cells(c) == cell_len(c) == 1 for c in ours)


def test_marks_that_terminals_measure_differently_are_not_drawn() -> None:
    assert shown("a\u200db\ufe0f") == "ab"


def test_the_track_always_fits_and_names_where_we_are() -> None:
    for width in (12, 20, 40, 60, 78, 110, 150):
        text = "".join(t for t, _ in fitting(STOPS, width, "übersprungen"))
        assert "Entscheidung" in text or width < 20
        assert cell_len(text) <= width or width < 40
    wide = "".join(t for t, _ in fitting(STOPS, 150, "übersprungen"))
    assert wide.count("übersprungen") == 1
    assert "↺2" in wide
    assert "↺1" in wide


def test_both_languages_have_the_same_labels() -> None:
    assert labels("de").keys() == labels("en").keys()


def test_tools_that_can_reach_the_persons_clipboard() -> None:
    assert clipboard.tools("darwin", {}) == [("pbcopy",)]
    assert clipboard.tools("darwin", {"SSH_TTY": "x"}) == []
    assert clipboard.tools("linux", {"WSL_INTEROP": "x"}) == [("clip.exe",)]
    assert [t[0] for t in clipboard.tools("linux", {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"})] == ["wl-copy", "xclip", "xsel"]


def _tool(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_the_first_tool_that_works_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tool(tmp_path, "wl-copy", "exit 1")
    _tool(tmp_path, "xclip", f"cat > {tmp_path}/got")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert clipboard.native("grün", {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "linux") == "xclip"
    assert (tmp_path / "got").read_text(encoding="utf-8") == "grün"


def test_a_tool_that_hangs_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tool(tmp_path, "xsel", "sleep 5")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(clipboard, "PATIENCE", 0.1)
    monkeypatch.setattr(clipboard, "tools", lambda *_: [("xsel",)])
    assert clipboard.native("x", {}, "linux") is None


def test_clip_exe_is_given_utf_16(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tool(tmp_path, "clip.exe", f"cat > {tmp_path}/got")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert clipboard.native("grün €", {"WSL_INTEROP": "x"}, "linux") == "clip.exe"
    assert (tmp_path / "got").read_bytes().decode("utf-16") == "grün €"


async def test_knowledge_that_cannot_be_loaded_ends_the_app_with_a_fault() -> None:
    def broken() -> None:
        raise ValueError

    app = AssistantApp(broken)  # type: ignore[arg-type]

    async def watched() -> None:
        async with app.run_test() as pilot:
            for _ in range(400):
                await pilot.pause(0.02)
                if app.failure:
                    break

    with pytest.raises(ValueError):  # noqa: PT011 the pilot hands the fault on
        await watched()
    assert isinstance(app.failure, ValueError)
    assert app.return_code == 70


async def test_a_click_on_a_key_in_the_footer_does_what_the_key_does(office: Office) -> None:
    app = AssistantApp(lambda: office)
    async with app.run_test(size=(80, 24)) as pilot:
        while app.talk is None:
            await pilot.pause(0.02)
        await pilot.click(offset=(2, 23))
        await pilot.pause(0.1)
        assert len(app.screen_stack) == 2
        await pilot.press("ctrl+q")
    assert app.return_code == app.back.talking.exit_code()
