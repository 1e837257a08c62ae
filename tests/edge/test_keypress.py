"""Keys of a real terminal: which bytes are one key, and what a review does with them."""

import os
import subprocess
import sys
from datetime import date

import pytest

from assistant.core.evidence import Collection, Speaker
from assistant.core.statements import Saying
from assistant.edge.evidence_store import Store
from assistant.edge.keypress import ESCAPE, single_keys
from tests.data.complete import ROOT

pty = pytest.importorskip("pty")

KEYS = {
    "arrows": "\x1b[A\x1b[B\x1b[C\x1b[D", "arrows of an application": "\x1bOA\x1bOD", "with Ctrl": "\x1b[1;5C", "F1": "\x1bOP",
    "F5": "\x1b[15~", "F1 of the Linux console": "\x1b[[A", "page and end": "\x1b[5~\x1b[F", "delete": "\x1b[3~",
    "Alt and an arrow": "\x1b\x1b[A", "Alt and a letter": "\x1bj", "shift and tab": "\x1b[Z", "focus": "\x1b[I",
}  # fmt: skip


@pytest.fixture
def terminal(monkeypatch):
    """The other end of a terminal that is the standard input."""
    far, near = pty.openpty()
    with open(near, encoding="utf-8") as stdin:  # noqa: PTH123 a handle, no path
        monkeypatch.setattr("sys.stdin", stdin)
        yield far
    os.close(far)


@pytest.mark.parametrize("sent", KEYS.values(), ids=KEYS)
def test_a_key_of_several_bytes_is_passed_over(terminal, sent):
    with single_keys() as read:
        os.write(terminal, f"j{sent}n".encode())
        assert (read(), read()) == ("j", "n")


@pytest.mark.parametrize("sent", ["\x1b", "\x1b\x1b"])
def test_escape_alone_is_a_key(terminal, sent):
    with single_keys() as read:
        os.write(terminal, sent.encode())
        assert read() == ESCAPE


def test_letters_beyond_ascii_are_one_key_each(terminal):
    with single_keys() as read:
        os.write(terminal, "öй€x".encode())
        assert [read() for _ in range(4)] == list("öй€x")


def test_a_torn_sequence_ends_by_itself(terminal):
    with single_keys() as read:
        os.write(terminal, b"\x1b[" + b"1" * 60 + b"n")
        assert [read() for _ in range(29)] == [*"1" * 28, "n"]


def test_a_terminal_that_goes_is_the_end(monkeypatch):
    far, near = pty.openpty()
    with open(near, encoding="utf-8") as stdin:  # noqa: PTH123 a handle, no path
        monkeypatch.setattr("sys.stdin", stdin)
        with single_keys() as read:
            os.close(far)
            assert read() == ""


@pytest.mark.usefixtures("terminal")
def test_the_terminal_is_left_as_it_was():
    import termios  # noqa: PLC0415 not on every system

    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    with single_keys():
        assert termios.tcgetattr(handle) != before
    assert termios.tcgetattr(handle) == before


def _review(home, keys):
    """What a review of three statements says that gets these keys, each when the next statement is asked about."""
    store = Store([home / "buyer-enablement-assistant" / "evidence"])
    when = date(2026, 6, 1)
    store.add(Saying(f"s-{n}", "Der Umsatz.", "de", Speaker.CUSTOMER, Collection.INTERVIEW, when) for n in range(3))
    far, near = pty.openpty()
    env = {**os.environ, "XDG_DATA_HOME": str(home), "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    call = [sys.executable, "-m", "assistant", "evidence", "review", "--lang", "de"]
    running = subprocess.Popen(call, stdin=near, stdout=near, stderr=near, env=env, start_new_session=True)
    os.close(near)
    seen, waiting = b"", list(keys)
    while True:
        try:
            got = os.read(far, 4096)
        except OSError:  # how Linux says that the other end is closed
            got = b""
        if not got:
            break
        seen += got
        while waiting and seen.count(b"Der Umsatz.") >= len(keys) - len(waiting) + 1:
            os.write(far, waiting.pop(0).encode())
    os.close(far)
    return running.wait(60), seen.decode(), [x.standing.value for x in store.load().statements.values()]


@pytest.mark.parametrize(
    ("keys", "standings", "said"),
    [
        (["\x1b[Aj", "\x1b[B\x1bOCn", "j"], ["confirmed", "denied", "confirmed"], "3 geprüft, 0 noch offen."),
        (["j", "\x1b[D\x1b"], ["confirmed", "open", "open"], "1 geprüft, 2 noch offen."),
    ],
)
def test_an_arrow_does_not_end_a_review_and_escape_does(tmp_path, keys, standings, said):
    code, seen, found = _review(tmp_path, keys)
    assert (code, found) == (0, standings)
    assert said in seen
