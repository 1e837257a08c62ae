"""Rich copying says which kinds arrived, and hands over nothing half."""

import base64
import os
import re

import pytest

from assistant.edge.rich_clipboard import HTML, PLAIN, Copied, copy, windows_html

RICH, TEXT = '<p>Müller & „Söhne“ <b>"x"</b></p>', "Müller & „Söhne“ »data«"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-ins for the tools are shell scripts")


@pytest.fixture
def tool(tmp_path, monkeypatch):
    """Puts a stand-in on the path that keeps what it is given."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")

    def make(name, code=0):
        script = tmp_path / name
        script.write_text(f'#!/bin/sh\ncat > "{tmp_path}/got"\nprintf "%s\\n" "$@" > "{tmp_path}/args"\nexit {code}\n')
        script.chmod(0o700)
        return tmp_path

    return make


def test_windows_gets_both_kinds(tool):
    folder = tool("powershell.exe")
    assert copy(RICH, TEXT, environment={}, system="win32") == Copied("powershell.exe", (HTML, PLAIN))
    rich, plain = (base64.b64decode(x) for x in (folder / "got").read_bytes().split())
    assert rich == windows_html(RICH)
    assert plain.decode() == TEXT
    assert copy(RICH, TEXT, environment={"WSL_DISTRO_NAME": "x"}, system="linux") == Copied("powershell.exe", (HTML, PLAIN))


def test_the_offsets_of_windows_html_are_bytes():
    data = windows_html(RICH)
    at = {k: int(v) for k, v in re.findall(rb"(\w+):(\d{10})", data)}
    assert data[at[b"StartFragment"] : at[b"EndFragment"]].decode() == RICH
    assert data[at[b"StartHTML"] : at[b"EndHTML"]].startswith(b"<html>")
    assert at[b"EndHTML"] == len(data)


def test_macos_gets_both_kinds_as_data(tool):
    folder = tool("osascript")
    assert copy(RICH, TEXT, environment={}, system="darwin") == Copied("osascript", (HTML, PLAIN))
    script = (folder / "got").read_text(encoding="utf-8")
    assert bytes.fromhex(re.findall(r"data HTML([0-9a-f]+)»", script)[0]).decode() == RICH
    assert bytes.fromhex(re.findall(r"data utf8([0-9a-f]+)»", script)[0]).decode() == TEXT
    assert copy(RICH, TEXT, environment={"SSH_TTY": "x"}, system="darwin") is None


@pytest.mark.parametrize(("name", "variable"), [("wl-copy", "WAYLAND_DISPLAY"), ("xclip", "DISPLAY")])
def test_a_tool_for_one_kind_is_taken_only_where_that_is_wanted(tool, name, variable):
    folder = tool(name)
    assert copy(RICH, TEXT, environment={variable: ":0"}, system="linux") is None
    assert not (folder / "got").exists()
    assert copy(RICH, TEXT, html_alone=True, environment={variable: ":0"}, system="linux") == Copied(name, (HTML,))
    assert (folder / "got").read_text(encoding="utf-8") == RICH


def test_a_tool_that_fails_copied_nothing(tool):
    tool("osascript", code=1)
    assert copy(RICH, TEXT, environment={}, system="darwin") is None


def test_no_tool_no_copy(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert copy(RICH, TEXT, html_alone=True, environment={"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, system="linux") is None
