"""The command line from outside: exit codes, streams, bad input, no traceback."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEMO = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"


def run(*args, stdin=b"", env=None, cwd=ROOT):
    full = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **(env or {})}
    return subprocess.run(
        [sys.executable, "-m", "assistant", *args], input=stdin, capture_output=True, env=full, cwd=cwd, timeout=180, check=False
    )


def out(result):
    assert b"Traceback" not in result.stderr, result.stderr.decode()
    return result.stdout.decode("utf-8")


def test_ask_text_and_json():
    text = run("ask", DEMO)
    assert text.returncode == 0
    assert "GEMEINSAMER JOB" in out(text)
    found = json.loads(out(run("ask", DEMO, "--json")))
    assert found["reading"]["trigger"]["id"] == "breakdown"


def test_batch_survives_wrong_encoding_and_rubbish():
    lines = [DEMO.encode(), b"\xff\xfe kaputt", b"", "Grüße".encode("latin-1"), b"\x1b[2J", b"x" * 10_000]
    result = run("ask", "--batch", stdin=b"\n".join(lines) + b"\n")
    found = [json.loads(x) for x in out(result).splitlines()]
    assert len(found) == len(lines)
    assert result.returncode == 0


def test_chat_json_without_a_final_newline():
    found = [json.loads(x) for x in out(run("chat", "--json", stdin=b"mit dem CFO\n/restart\nhilfe")).splitlines()]
    assert [x["brief"]["persona"] for x in found] == [["finance"], [], []]


def test_piped_input_gets_the_plain_mode():
    result = run(stdin=b"mit dem CFO\n")
    assert result.returncode == 0
    assert "Assistent:" in out(result)


def test_dumb_terminal_gets_the_plain_mode():
    assert "Assistent:" in out(run(env={"TERM": "dumb"}))


def test_help_in_both_languages():
    assert "Schalter" in out(run("--help", "--lang", "de"))
    assert "Options" in out(run("--help", "--lang=en"))
    assert run("--help").returncode == 0
    assert "Schalter" in out(run("ask", "--help"))


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["ask"], "Es fehlt der Text"),
        (["ask", "x", "--playbook", "stamping-pres"], "Meinten Sie „stamping-press“?"),
        (["ask", "x", "--asking", "wetter"], "--asking: „wetter“ steht nicht zur Wahl. Möglich: trigger, persona, phase."),
        (["tanze"], "„tanze“ steht nicht zur Wahl"),
        (["ask", "x", "--laut"], "„--laut“ kenne ich nicht."),
        (["ask", "x", "--playbook"], "--playbook: Hier fehlt ein Wert."),
        (["--lang", "en", "tanze"], "is no choice"),
    ],
)
def test_a_wrong_call_says_what_to_do(args, says):
    result = run(*args)
    assert result.returncode == 2
    assert says in result.stderr.decode()
    out(result)


@pytest.fixture
def broken(tmp_path):
    folder = tmp_path / "meine"
    folder.mkdir()
    (folder / "mein-playbook.toml").write_text('id = "mein-playbook"\nschema = 1\nname = { de = "x"\n', encoding="utf-8")
    return folder


def test_a_broken_playbook_is_named_and_the_others_work(broken):
    result = run("ask", DEMO, "--json", "--playbooks", str(broken))
    assert result.returncode == 3
    assert json.loads(out(result))["reading"]["trigger"]["id"] == "breakdown"
    assert "mein-playbook.toml:3" in result.stderr.decode()


def test_check_lists_all_problems_with_line_and_proposal(tmp_path):
    source = (ROOT / "playbooks" / "stamping-press.toml").read_text(encoding="utf-8")
    source = source.replace('origin = "inner"', 'origin = "iner"', 1).replace('source = "own"', 'source = "onw"', 1)
    (tmp_path / "stamping-press.toml").write_text(source, encoding="utf-8")
    result = run("playbooks", "check", "--playbooks", str(tmp_path))
    text = out(result)
    assert result.returncode == 3
    assert "Meinten Sie „inner“?" in text
    assert "Meinten Sie „own“?" in text
    line = next(i for i, x in enumerate(source.splitlines(), 1) if '"iner"' in x)
    assert f"stamping-press.toml:{line}:" in text


def test_a_replacing_playbook_of_the_same_id_wins(tmp_path):
    source = (ROOT / "playbooks" / "stamping-press.toml").read_text(encoding="utf-8")
    (tmp_path / "stamping-press.toml").write_text(source.replace('de = "Stanzmaschine"', 'de = "Unsere Presse"', 1), encoding="utf-8")
    assert "stamping-press  Unsere Presse" in out(run("playbooks", "list", "--playbooks", str(tmp_path)))


def test_a_folder_that_is_not_there_is_said_so(tmp_path):
    result = run("ask", DEMO, "--json", "--playbooks", str(tmp_path / "nirgends"))
    assert result.returncode == 3
    assert "Den Ordner gibt es nicht" in result.stderr.decode()
    assert json.loads(out(result))["reading"]["trigger"]["id"] == "breakdown"


def test_bytes_that_are_no_text_in_an_argument():
    result = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", "--json", b"stanze defekt \xff\xfe"], capture_output=True, cwd=ROOT, timeout=180, check=False
    )
    assert json.loads(out(result))["text"] == "stanze defekt "


def test_no_usable_playbook(tmp_path):
    shutil.copytree(ROOT / "assistant", tmp_path / "assistant", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "messages", tmp_path / "messages")
    (tmp_path / "playbooks").mkdir()
    result = run("ask", DEMO, env={"PYTHONPATH": str(tmp_path)}, cwd=tmp_path)
    assert result.returncode == 4
    assert "phases.toml" in result.stderr.decode()
    out(result)


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="POSIX permissions")
def test_no_write_permission_is_no_obstacle(tmp_path):
    blocked = tmp_path / "file-not-folder"
    blocked.write_text("")
    env = {"XDG_CACHE_HOME": str(blocked), "XDG_DATA_HOME": str(blocked), "HOME": str(blocked)}
    result = run("ask", DEMO, "--json", env=env)
    assert result.returncode == 0
    assert json.loads(out(result))["reading"]["trigger"]["id"] == "breakdown"


def test_a_reader_that_leaves_early_is_no_error():
    command = f'"{sys.executable}" -m assistant ask --batch | head -1'
    done = subprocess.run(
        ["bash", "-c", command], input=("x\n" * 50).encode(), capture_output=True, cwd=ROOT, timeout=180, check=False
    )
    assert b"Traceback" not in done.stderr
