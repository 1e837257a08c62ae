"""A terminal of its own for a test: tmux draws what the program writes, and keeps the bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START = f"{sys.executable} -m assistant"
READY = "Strg+Q Ende"


class Tmux:
    """One pane with a shell. `environment` holds for what is started in it."""

    def __init__(self, folder: Path, size: tuple[int, int] = (120, 36), **environment: str) -> None:
        self._socket = folder / "tmux"
        self.raw_file = folder / "raw"
        keep = {k: v for k, v in os.environ.items() if k not in ("TMUX", "NO_COLOR", "COLORTERM", "COLUMNS", "LINES")}
        self._environment = {**keep, "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
        inside = {"XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config"), "LANG": "de_DE.UTF-8", **environment}
        sets = [part for name, value in inside.items() for part in ("-e", f"{name}={value}")]
        width, height = map(str, size)
        self("-f", os.devnull, "new-session", "-d", "-x", width, "-y", height, *sets, "env PS1='$ ' sh")
        self("pipe-pane", f"cat >> {self.raw_file}")

    def __call__(self, *args: str, text: str | None = None) -> str:
        done = subprocess.run(
            ["tmux", "-S", str(self._socket), *args], env=self._environment, input=text, capture_output=True, text=True, check=True, timeout=30
        )
        return done.stdout

    def end(self) -> None:
        self("kill-server")

    def run(self, command: str, until: str = READY) -> None:
        """Types a command for the shell and waits for what it shows."""
        self("send-keys", "-l", command)
        self("send-keys", "Enter")
        self.until(lambda: until in self.text())

    def type(self, text: str) -> None:
        """Letters, until they are seen, and then the pause that a person makes before the next key: on a busy machine letters
        and Enter would else arrive in one piece, as a paste does."""
        self("send-keys", "-l", text)
        self.until(lambda: text[:12] in self.text())
        time.sleep(0.3)

    def send(self, text: str, until: str) -> None:
        self.type(text)
        self("send-keys", "Enter")
        self.until(lambda: until in self.text())

    def paste(self, text: str, *, marked: bool) -> None:
        """As the terminal pastes: marked (bracketed) or as if typed."""
        self("load-buffer", "-", text=text)
        self("paste-buffer", *(("-p",) if marked else ()))

    def text(self) -> str:
        return self("capture-pane", "-p")

    def raw(self) -> bytes:
        return self.raw_file.read_bytes()

    def show(self, form: str) -> str:
        """One of tmux's own variables, such as alternate_on."""
        return self("display-message", "-p", f"#{{{form}}}").strip()

    def width(self, text: str) -> int:
        """How many cells tmux gives a text."""
        self("set-option", "-g", "@text", text)
        return int(self.show("w:@text"))

    def until(self, true: Callable[[], object], seconds: float = 90.0) -> None:
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, self.text()
            time.sleep(0.05)
