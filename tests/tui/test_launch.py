"""The launcher on a real pseudo-terminal: however the app ends, the terminal is usable and the exit code true."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")
RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l")
WAITING = "import time; from assistant.doors.tui.launch import run; raise SystemExit(run(lambda: time.sleep(60)))"
BROKEN = "from assistant.doors.tui.launch import run; raise SystemExit(run(lambda: 1 / 0))"


class Terminal:
    def __init__(self, code: str, home: Path, *, sized: bool = True) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            if sized:
                termios.tcsetwinsize(0, (24, 80))
            env = {**os.environ, "TERM": "xterm-256color", "LANG": "de_DE.UTF-8", "XDG_DATA_HOME": str(home)}
            os.execve(sys.executable, [sys.executable, "-c", code], env)  # noqa: S606 our own interpreter
        self.out = b""
        os.set_blocking(self.fd, False)

    def read(self, until: bytes = b"", seconds: float = 90.0) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                data = os.read(self.fd, 65536)
            except BlockingIOError:
                time.sleep(0.02)
                continue
            except OSError:
                return
            self.out += data
            if not data or (until and until in self.out):
                return

    def child(self) -> int:
        return int(Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii").split()[0])

    def end(self) -> int:
        before = len(self.out)
        self.read()
        _, status = os.waitpid(self.pid, 0)
        self.out = self.out[before:]
        return os.waitstatus_to_exitcode(status)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the child through /proc")
@pytest.mark.parametrize(
    ("number", "to_child", "code"),
    [(signal.SIGKILL, True, 137), (signal.SIGTERM, False, 143), (signal.SIGHUP, True, 129)],
)
def test_a_killed_app_leaves_a_usable_terminal(number: int, to_child: bool, code: int, tmp_path: Path) -> None:
    terminal = Terminal(WAITING, tmp_path)
    terminal.read(b"Strg+Q")
    assert b"\x1b[?1049h" in terminal.out
    os.kill(terminal.child() if to_child else terminal.pid, number)
    assert terminal.end() == code
    assert all(sequence in terminal.out for sequence in RESTORED)
    assert b"Traceback" not in terminal.out


def test_a_terminal_without_a_size_is_drawn_once(tmp_path: Path) -> None:
    """Textual takes 24 rows there and Rich 25: each resized the other for ever, megabytes a second."""
    terminal = Terminal(WAITING, tmp_path, sized=False)
    assert termios.tcgetwinsize(terminal.fd) == (0, 0)
    terminal.read(b"Strg+Q")
    terminal.read(seconds=2.0)
    assert termios.tcgetwinsize(terminal.fd) == (24, 80)
    assert len(terminal.out) < 100_000
    os.kill(terminal.pid, signal.SIGTERM)
    assert terminal.end() == 143


def test_a_fault_is_reported_without_a_traceback(tmp_path: Path) -> None:
    terminal = Terminal(BROKEN, tmp_path)
    assert terminal.end() == 70
    assert b"Unerwarteter Fehler" in terminal.out
    assert b"Traceback" not in terminal.out
    (report,) = tmp_path.glob("**/crashes/*.txt")
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")
    assert report.stat().st_mode & 0o777 == 0o600


TEXT_VIEW = """
import time
from assistant.doors.tui.app import AssistantApp
from assistant.doors.tui.textview import printed
from assistant.doors.tui.words import labels
app = AssistantApp(lambda: time.sleep(60), language="de")
app.on_start(lambda: app.set_timer(0.3, lambda: printed(app, "Der Text\\x1b[2J", labels("de"))))
app.run()
"""


def test_the_text_view_steps_aside_prints_and_comes_back_on_enter(tmp_path: Path) -> None:
    terminal = Terminal(TEXT_VIEW, tmp_path)
    terminal.read(b"Assistenten")
    aside, _, after = terminal.out.partition(b"Der Text")
    assert b"\x1b[?1049l" in aside.rpartition(b"\x1b[?1049h")[2]  # the terminal's own screen, where its own mouse marks
    assert b"\x1b[2J" not in after
    os.write(terminal.fd, b"\r")
    terminal.out = b""
    terminal.read(b"\x1b[?1049h")
    assert b"\x1b[?1049h" in terminal.out
    os.kill(terminal.pid, signal.SIGKILL)
    terminal.end()


def test_a_signal_ends_the_program_out_of_the_text_view(tmp_path: Path) -> None:
    code = TEXT_VIEW.replace("app.run()", "from assistant.doors.tui.signals import watch; watch(app, None)\napp.run()\nimport os; os._exit(app.return_code)")
    terminal = Terminal(code, tmp_path)
    terminal.read(b"Assistenten")
    os.kill(terminal.pid, signal.SIGTERM)
    assert terminal.end() == 143
    assert all(sequence in terminal.out for sequence in RESTORED[:2])
