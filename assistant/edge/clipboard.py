"""Copying that tells the truth: the system's own tool, or a file. Knows no screen; OSC 52 is the screen's business."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from assistant.edge import files

PATIENCE = 2.0  # seconds
UTF16 = frozenset({"clip.exe", "clip"})


def tools(system: str, environment: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The commands to try, best first, that can reach the clipboard of the person at this screen."""
    remote = bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))
    found: list[tuple[str, ...]] = []
    if system == "win32":
        found.append(("clip",))
    if system == "darwin" and not remote:
        found.append(("pbcopy",))
    if environment.get("WSL_DISTRO_NAME") or environment.get("WSL_INTEROP"):
        found.append(("clip.exe",))
    if environment.get("WAYLAND_DISPLAY"):
        found.append(("wl-copy",))
    if environment.get("DISPLAY"):
        found += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    return found


def _encoded(tool: str, text: str) -> bytes:
    """clip.exe turns anything but UTF-16 into nonsense."""
    return text.encode("utf-16") if tool in UTF16 else text.encode("utf-8", "replace")


def native(text: str, environment: Mapping[str, str] | None = None, system: str = sys.platform) -> str | None:
    """Copies with the first tool that works and returns its name, or None where none did."""
    for command in tools(system, os.environ if environment is None else environment):
        path = shutil.which(command[0])
        if path is None:
            continue
        try:
            subprocess.run(
                [path, *command[1:]], input=_encoded(command[0], text), timeout=PATIENCE, check=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            continue
        return command[0]
    return None


def terminal_may_copy(text: str, environment: Mapping[str, str] | None = None) -> bool:
    """Whether handing the text to the terminal (OSC 52) has a chance: some terminals drop it silently."""
    env = os.environ if environment is None else environment
    small = len(text.encode("utf-8", "replace")) * 4 // 3 <= 74_000  # noqa: PLR2004 what common terminals accept
    return small and env.get("TERM_PROGRAM") != "Apple_Terminal" and env.get("TERM", "") not in ("linux", "dumb", "")


def save(text: str, folder: Path, suffix: str = ".txt") -> Path:
    """Writes the text into a new file of this folder that only its owner can read and returns where; nothing that stood
    there is touched, and a name never stands for half a text. Raises OSError."""
    return files.put_new(folder, f"{datetime.now(UTC):%Y%m%d-%H%M%S}", suffix, f"{text}\n".encode("utf-8", "replace"))
