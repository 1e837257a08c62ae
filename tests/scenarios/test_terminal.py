"""The acceptance scenarios that need a real terminal or a process, by number: raw bytes, alignment, ends, pipes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.edge.notebook_keeper import Keeper
from tests.doors.test_cli import out, run
from tests.edge.kit import DEMO, Window, said
from tests.scenarios.kit import HOSTILE, POISON, SIGNS
from tests.scenarios.tmux import READY, ROOT, START, Tmux

tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
HOME = "buyer-enablement-assistant"


@pytest.fixture
def pane(tmp_path: Path) -> Iterator[Tmux]:
    one = Tmux(tmp_path)
    yield one
    one.end()


def children(pid: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def app(pane: Tmux) -> int:
    """The process that draws: a child of the launcher, which is a child of the shell."""
    (launcher,) = children(int(pane.show("pane_pid")))
    (drawing,) = children(launcher)
    return drawing


def ended(pane: Tmux) -> bool:
    """Whether the shell is alone again: before that, the launcher throws away what is typed."""
    return not children(int(pane.show("pane_pid")))


def kept(folder: Path) -> bool:
    """Whether the line is in the notebook. What the screen shows of it may be gone before one looks: an answer takes its place."""
    home = folder / "data" / HOME
    return (home / "notebook.db").exists() and said(home) == [[DEMO]]


@tmux
def test_scenario_20_an_unmarked_paste_loses_nothing_and_sends_nothing(pane: Tmux) -> None:
    pane.run(START)
    text = "".join(f"Zeile {n:04d} mit Text\n" for n in range(500))
    pane.paste(text, marked=False)
    pane.until(lambda: "1 ansehen 2 verwenden" in pane.text())
    pane.until(lambda: "‹Text mit 10.000 Zeichen›" in pane.text())
    assert "Sie  Zeile" not in pane.text()


@tmux
def test_scenario_21_three_pasted_lines_are_one_message(pane: Tmux) -> None:
    pane.run(START)
    for marked in (True, False):
        pane.paste("stanze defekt\nproduktionsleiterin\nLieferzeit zwölf Wochen", marked=marked)
        pane.until(lambda: "zwölf Wochen" in pane.text())
        assert "Sie  stanze" not in pane.text()
        pane("send-keys", "Escape")
        pane.until(lambda: "zwölf Wochen" not in pane.text())


@tmux
def test_scenario_22_nothing_of_it_reaches_the_terminal(pane: Tmux, tmp_path: Path) -> None:
    """Through a conversation kept earlier, a playbook and a paste."""
    keeper = Keeper(tmp_path / "data" / HOME)
    assert not keeper.hear(DEMO + POISON, [["", DEMO + POISON, ""]], "de").notice
    keeper.leave(POISON, "de")
    source = (ROOT / "playbooks" / "stamping-press.toml").read_text(encoding="utf-8")
    (tmp_path / "meine").mkdir()
    poisoned = source.replace('de = "Stanzmaschine"', f'de = "Stanzmaschine{json.dumps(POISON)[1:-1]}"', 1)
    (tmp_path / "meine" / "stamping-press.toml").write_text(poisoned, encoding="utf-8")
    pane.run(f"{START} chat --playbooks {tmp_path / 'meine'}", until="2  neu")
    pane("send-keys", "1")
    pane.until(lambda: DEMO in pane.text())
    pane.paste(POISON, marked=True)
    pane.until(lambda: "▌ abcd" in pane.text())
    pane.send("", "„abcd“")
    pane.send("Stanze defekt", "Stanzmaschine")
    assert b"\x1b]0;x" not in pane.raw()
    assert b"]52;c;aGFsbG8" not in pane.raw()
    assert b"\x1b[2Jb" not in pane.raw()
    assert pane.show("pane_title") != "x"
    assert "hallo" not in pane("show-buffer")


@tmux
def test_scenario_23_markup_in_a_real_terminal(pane: Tmux) -> None:
    pane.run(START)
    pane.paste(HOSTILE, marked=True)
    pane.until(lambda: HOSTILE in pane.text())
    pane.send("", f"Sie  {HOSTILE}")
    assert READY in pane.text()


@tmux
def test_scenario_24_borders_stay_in_line(pane: Tmux) -> None:
    pane.run(START)
    pane.paste(SIGNS, marked=True)
    pane.until(lambda: "שלום" in pane.text())
    pane.send("", "Das konnte ich nicht zuordnen")
    rows = [row for row in pane.text().splitlines() if "│" in row]
    assert any("😀" in row for row in rows)
    assert len({pane.width(row[: row.index("│")]) for row in rows}) == 1


@tmux
def test_scenario_25_ctrl_c_in_a_real_terminal(pane: Tmux) -> None:
    pane.run(START)
    pane.type("mitten im Satz")
    for _ in range(3):
        pane("send-keys", "C-c")
    pane.until(lambda: "Strg+Q beendet" in pane.raw().decode("utf-8", "replace"))  # the notice goes by itself
    pane.until(lambda: "mitten im Satz" in pane.text() and READY in pane.text())


@tmux
def test_scenario_26_resizing_while_an_answer_builds(pane: Tmux) -> None:
    pane.run(START)
    pane.type(DEMO)
    pane("send-keys", "Enter")
    time.sleep(0.1)  # nobody types on within 10 ms of Enter; what does is a paste
    pane.type("mein Entwurf")
    for width, height in ((40, 10), (1, 1), (160, 48)):
        pane("resize-window", "-x", str(width), "-y", str(height))
    pane.until(lambda: all(words in pane.text() for words in ("GEMEINSAMER JOB", "mein Entwurf")))
    assert b"Traceback" not in pane.raw()


@tmux
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the child through /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_scenario_27_a_killed_screen_leaves_a_terminal_and_goes_on(pane: Tmux, number: int, tmp_path: Path) -> None:
    pane.run(START)
    pane.type(DEMO)
    pane("send-keys", "Enter")
    pane.until(lambda: kept(tmp_path))  # whether it is answered yet or not
    os.kill(app(pane), number)
    pane.until(lambda: ended(pane))
    pane.until(lambda: pane.show("alternate_on") == "0")
    pane.run("echo $?", until=str(128 + number))
    assert pane.show("cursor_flag") == "1"
    assert pane.show("mouse_any_flag") == "0"
    pane.run(START, until="1  weiter")
    assert "Weiter mit " in pane.text()
    pane("send-keys", "1")
    pane.until(lambda: "Hier geht es weiter." in pane.text() or "GEMEINSAMER JOB" in pane.text())


@tmux
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the child through /proc")
def test_scenario_27_closing_the_window(pane: Tmux, tmp_path: Path) -> None:
    pane.run(START)
    pane.type(DEMO)
    pane("send-keys", "Enter")
    pane.until(lambda: kept(tmp_path))
    drawing = app(pane)
    pane("new-window", "sh")
    pane("kill-window", "-t", ":0")
    pane.until(lambda: not Path(f"/proc/{drawing}/exe").exists())
    pane.run(START, until="1  weiter")
    assert said(tmp_path / "data" / HOME) == [[DEMO]]


@tmux
def test_scenario_28_a_second_start_beside_the_first(pane: Tmux, tmp_path: Path) -> None:
    pane.run(START)
    pane.send(DEMO, "GEMEINSAMER JOB")
    pane("new-window", "env PS1='$ ' sh")
    pane.run(START)
    assert "Weiter mit" not in pane.text(), "open in the other window: not offered"
    pane.send("ERP-Wartung läuft aus", "Verstanden: ")
    assert said(tmp_path / "data" / HOME) == [[DEMO], ["ERP-Wartung läuft aus"]]


@pytest.fixture
def call(tmp_path: Path):
    def called(*lines: str, before: str = ""):
        env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(tmp_path), "LANG": "de_DE.UTF-8"}
        command = f"{before} exec {START} --notebook"
        text = "".join(line + "\n" for line in lines).encode()
        return subprocess.run(["sh", "-c", command], input=text, capture_output=True, env=env, cwd=ROOT, timeout=120, check=False)

    return called


def test_scenario_28_a_folder_that_cannot_be_written(call, tmp_path: Path) -> None:
    (tmp_path / HOME).write_text("in the way")
    result = call(DEMO)
    assert result.returncode == 5
    assert "nicht zugänglich" in out(result)
    assert "GEMEINSAMER JOB" in out(result)


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files")
def test_scenario_28_a_full_disk(call, desk, tmp_path: Path) -> None:
    window = Window(desk, tmp_path / HOME)
    window.say(DEMO)
    window.leave()
    result = call("2", "mit dem CFO " * 1000, "auf Englisch", before="ulimit -f 8;")
    assert result.returncode == 5
    assert "icht gespeichert" in out(result) + result.stderr.decode()
    assert said(tmp_path / HOME)[0] == [DEMO]


def test_scenario_28_a_torn_file(call, desk, tmp_path: Path) -> None:
    window = Window(desk, tmp_path / HOME)
    window.say(DEMO, "nein, CFO")
    window.leave()
    path = tmp_path / HOME / "notebook.db"
    path.write_bytes(path.read_bytes()[:-3000])
    result = call("1")
    assert result.returncode == 0
    assert "Das Notizbuch war beschädigt" in out(result)
    assert list((tmp_path / HOME).glob("notebook-damaged-*.db"))


def test_scenario_29_a_pipe_gets_a_plain_answer() -> None:
    result = run(stdin=b"CFO, Audit\n")
    assert result.returncode == 0
    assert "Assistent: Verstanden: " in out(result)
    assert "\x1b" not in out(result)


@tmux
def test_scenario_29_a_file_as_output(pane: Tmux, tmp_path: Path) -> None:
    pane.run(f"{START} > {tmp_path / 'aus.txt'}; echo Code $?", until="Code")
    pane.until(lambda: (tmp_path / "aus.txt").exists() and "Guten Tag" in (tmp_path / "aus.txt").read_text(encoding="utf-8"))
    pane.send("mit dem CFO", "mit dem CFO")
    pane.send("ende", "Code 0")
    text = (tmp_path / "aus.txt").read_text(encoding="utf-8")
    assert "Assistent: Verstanden: Rolle Finanzen (CFO)" in text
    assert "\x1b" not in text


@tmux
def test_scenario_29_a_dumb_terminal(pane: Tmux) -> None:
    pane.run(f"TERM=dumb {START}", until="Assistent: Guten Tag")
    pane.send("mit dem CFO", "Assistent: Verstanden: Rolle Finanzen (CFO)")
    pane.send("ende", "ende")
    pane.until(lambda: ended(pane))
    assert b"\x1b[?1049h" not in pane.raw()


@tmux
@pytest.mark.parametrize("setting", ["NO_COLOR=1", "TERM=xterm-16color", "TERM=xterm-256color", "TERM=xterm"])
def test_scenario_29_few_colours_are_readable(pane: Tmux, setting: str) -> None:
    pane.run(f"env {setting} {START}")
    pane.send(DEMO, "GEMEINSAMER JOB")
    pane.until(lambda: "✓ Auslöser Ausfall" in pane.text())
    if "16" in setting:
        assert b"38;2;" not in pane.raw()
        assert b"38;5;" not in pane.raw()
