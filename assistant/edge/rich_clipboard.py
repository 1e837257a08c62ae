"""Copying rich text that tells the truth: HTML and plain text together where the system's tool can carry both.

macOS and Windows (and WSL, through Windows) can. The tools of X11 and Wayland carry one kind at a time: with HTML alone
a plain editor would paste nothing, so there it is handed over only where the caller says so.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

PATIENCE = 5.0  # seconds; PowerShell takes two of them to start
HTML, PLAIN = "text/html", "text/plain"
_REMOTE = ("SSH_CONNECTION", "SSH_TTY")
_Way = tuple[tuple[str, ...], bytes, tuple[str, ...]]  # command, what it reads, the kinds that it carries
# Reads two lines of base64 (HTML in Windows' own wrapping, plain text) and puts both on the clipboard.
_POWERSHELL = (
    "$ErrorActionPreference='Stop'; Add-Type -AssemblyName System.Windows.Forms; "
    "$h=[Convert]::FromBase64String([Console]::In.ReadLine()); "
    "$t=[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String([Console]::In.ReadLine())); "
    "$d=New-Object Windows.Forms.DataObject; $d.SetData('HTML Format',(New-Object IO.MemoryStream(,$h))); "
    "$d.SetText($t,'UnicodeText'); [Windows.Forms.Clipboard]::SetDataObject($d,$true)"
)


@dataclass(frozen=True, slots=True)
class Copied:
    """What a tool took over: its name, and the kinds of content that can be pasted now."""

    tool: str
    kinds: tuple[str, ...]


def copy(
    html: str, plain: str, *, html_alone: bool = False, environment: Mapping[str, str] | None = None, system: str = sys.platform,
) -> Copied | None:  # fmt: skip
    """Copies with the first tool that works; None where none did: then copy the plain text (edge/clipboard.py).
    With `html_alone` a tool that can carry only HTML is taken too; the answer's `kinds` say so."""
    env = os.environ if environment is None else environment
    for command, data, kinds in _ways(html, plain, env, system):
        path = shutil.which(command[0])
        if path is None or (PLAIN not in kinds and not html_alone):
            continue
        try:
            subprocess.run(
                [path, *command[1:]], input=data, timeout=PATIENCE, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            continue
        return Copied(command[0], kinds)
    return None


def _ways(html: str, plain: str, env: Mapping[str, str], system: str) -> list[_Way]:
    """Ways to try, best first."""
    both = (HTML, PLAIN)
    found: list[_Way] = []
    if system == "win32" or env.get("WSL_DISTRO_NAME") or env.get("WSL_INTEROP"):
        lines = b"\n".join(base64.b64encode(x) for x in (windows_html(html), plain.encode("utf-8", "replace"))) + b"\n"
        found.append((("powershell.exe", "-NoProfile", "-NonInteractive", "-STA", "-Command", _POWERSHELL), lines, both))
    if system == "darwin" and not any(env.get(x) for x in _REMOTE):
        found.append((("osascript", "-"), _applescript(html, plain), both))
    if env.get("WAYLAND_DISPLAY"):
        found.append((("wl-copy", "--type", HTML), html.encode("utf-8", "replace"), (HTML,)))
    if env.get("DISPLAY"):
        found.append((("xclip", "-selection", "clipboard", "-t", HTML), html.encode("utf-8", "replace"), (HTML,)))
    return found


def windows_html(fragment: str) -> bytes:
    """The fragment as Windows wants HTML on its clipboard: a header with byte offsets before it, UTF-8."""
    head = "Version:0.9\r\nStartHTML:{:010d}\r\nEndHTML:{:010d}\r\nStartFragment:{:010d}\r\nEndFragment:{:010d}\r\n"
    before, after = b"<html><body>\r\n<!--StartFragment-->", b"<!--EndFragment-->\r\n</body></html>"
    start = len(head.format(0, 0, 0, 0))
    body = fragment.encode("utf-8", "replace")
    first = start + len(before)
    numbers = (start, first + len(body) + len(after), first, first + len(body))
    return head.format(*numbers).encode() + before + body + after


def _applescript(html: str, plain: str) -> bytes:
    """A script with both texts as hexadecimal data: nothing in them can be read as script."""
    rich, text = html.encode("utf-8", "replace").hex(), plain.encode("utf-8", "replace").hex()
    return f"set the clipboard to {{«class HTML»:«data HTML{rich}», «class utf8»:«data utf8{text}»}}\n".encode()
