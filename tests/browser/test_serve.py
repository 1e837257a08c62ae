"""`assistant serve` from the shell: what it says, how it ends, its exit codes."""

import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar
from packaging.requirements import Requirement

from assistant.edge.extras import needed
from tests.browser.conftest import found

ROOT = Path(__file__).resolve().parents[2]


def command(*args):
    return [sys.executable, "-m", "assistant", "serve", *args]


def run(*args, env=None):
    full = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    done = subprocess.run(command(*args), capture_output=True, text=True, env=full, cwd=ROOT, timeout=120, check=False)
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--port", "achtzig"], "--port: „achtzig“ passt nicht. Möglich ist eine ganze Zahl von 0 bis 65535."),
        (["--port", "99999"], "--port: „99999“ passt nicht."),
        (["--sessions", "0"], "--sessions: „0“ passt nicht."),
        (["--idle", "-3"], "--idle: „-3“ passt nicht."),
        (["--public-url", "assistent.example"], "Nennen Sie die Adresse ohne Pfad"),
        (["--port"], "--port: Hier fehlt ein Wert."),
        (["--lang", "en", "--port", "x"], "--port: “x” does not fit."),
    ],
)
def test_a_wrong_call_says_what_to_do(args, says):
    done = run(*args)
    assert done.returncode == 2
    assert says in done.stderr


def test_a_port_that_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("--port", str(port))
    assert done.returncode == 6
    assert f"Port {port} ist schon belegt." in done.stderr
    assert done.stdout == ""


def test_a_host_that_is_not_ours():
    done = run("--host", "192.0.2.1", "--port", "0")
    assert done.returncode == 6
    assert "keine Adresse dieses Rechners" in done.stderr


def test_a_missing_extra_names_the_command(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Hidden:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] == 'textual_serve':\n"
        "            raise ModuleNotFoundError(name=name)\n"
        "import importlib.util as u\n"
        "real = u.find_spec\n"
        "u.find_spec = lambda name, package=None: None if name == 'textual_serve' else real(name, package)\n"
    )
    done = run(env={"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"})
    assert done.returncode == 2
    assert f'{sys.executable} -m pip install "aiohttp' in done.stderr


def test_the_command_names_what_the_extra_names():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert {Requirement(name).name for name in needed("browser")} == {Requirement(name).name for name in extras["browser"]}
    assert set(extras["browser"]) <= set(extras["test"])


@pytest.fixture
def started():
    """A server of the shell; gives its address and the process."""
    running = []

    def start(*args):
        process = subprocess.Popen(
            command("--port", "0", *args), cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        running.append(process)
        return process, process.stdout.readline().strip()

    yield start
    for process in running:
        process.kill()
        process.communicate()


def children(pid):
    """The processes that this one started."""
    stats = [p.read_text(errors="replace").rpartition(")") for p in Path("/proc").glob("[0-9]*/stat")]
    return [int(head.partition(" ")[0]) for head, _, tail in stats if tail.split()[1] == str(pid)]


def gone(pid, patience=60.0):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


async def with_a_visitor(url):
    visitor = ClientSession(url, cookie_jar=CookieJar(unsafe=True))
    async with visitor.get("/") as answer:
        path = answer.url.path
    page = await visitor.ws_connect(path + "/ws", headers={"Origin": url})
    got = b""
    while "Guten Tag" not in got.decode("utf-8", "replace"):
        got += (await page.receive(timeout=90)).data
    return visitor, page


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_no_process_stays_behind(started, number):
    process, url = started()
    visitor, page = await with_a_visitor(url.rstrip("/"))
    try:
        below = children(process.pid)
        assert below
        process.send_signal(number)
        _, said = process.communicate(timeout=90)
        assert all(gone(pid) for pid in below)
        if number is not signal.SIGKILL:
            assert process.returncode == 0
            assert "Beendet. Alle Gespräche sind geschlossen." in said
            assert "Traceback" not in said
    finally:
        await page.close()
        await visitor.close()


async def test_a_link_where_others_can_come(started):
    process, link = started("--host", "0.0.0.0")  # noqa: S104 that is what is tested
    port, token = found(r":(\d+)/", link), found(r"/\?token=([\w-]{20,})$", link)
    async with ClientSession(f"http://127.0.0.1:{port}", cookie_jar=CookieJar(unsafe=True)) as visitor:
        async with visitor.get("/") as answer:
            assert answer.status == 401
        async with visitor.get("/", params={"token": token}) as answer:
            assert answer.status == 200
        async with visitor.get("/simple") as answer:
            assert answer.status == 200
    process.terminate()
    out, said = process.communicate(timeout=90)
    assert out == ""
    assert said.count("Zugang nur mit diesem Link") == 1
    assert token not in said
    assert "nicht verschlüsselt" in said
