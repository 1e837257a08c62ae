"""The notebook from the command line and in plain lines."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.doors import line
from assistant.edge.notebook_keeper import Keeper
from assistant.edge.notebook_words import words
from tests.doors.test_cli import DEMO, out, run
from tests.edge.kit import Window, said

pty = pytest.importorskip("pty")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "buyer-enablement-assistant"


@pytest.fixture
def call(tmp_path: Path):
    def called(*args, stdin=b"", **env):
        return run(*args, stdin=stdin, env={"XDG_DATA_HOME": str(tmp_path), "LANG": "de_DE.UTF-8", **env})

    return called


@pytest.fixture
def full(desk, home):
    window = Window(desk, home)
    window.say(DEMO, "nein, CFO", "neu", "ERP-Wartung läuft aus")
    window.leave()
    return home


def play(office, home, *turns):
    here = line.Chat(office, Keeper(home))
    return list(line.kept_chat(here, [t + "\n" for t in turns]))


# ---- plain lines


def test_a_conversation_goes_on_in_plain_lines_word_for_word(office, home):
    first = play(office, home, "die Stanze ist ausgefallen", "ende")
    again = play(office, home, "1", "1")
    assert "Weiter mit Stanzmaschine · Ausfall (3 von 4)?\n" in again[0]
    assert "\n  1 weiter\n  2 neu" in again[0]
    assert again[1:3] == ["Sie: die Stanze ist ausgefallen", first[1]]
    assert "GEMEINSAMER JOB" in again[-1]
    assert said(home) == [["die Stanze ist ausgefallen", "1"]]


def test_english_lines(office, home):
    play(office, home, "the press is down and we need a replacement")
    first, *_, last = play(office, home, "1", "auf Englisch", "history", "delete history")
    assert first.startswith("Assistent: Guten Tag.")
    assert "What shall be deleted?" in last


def test_a_language_asked_for_in_the_call_is_spoken(office, home):
    play(office, home, "die Stanze ist ausgefallen")
    asked = replace(office, language="en", fixed=True)
    assert "BUYING CENTRE" in play(asked, home, "1", "wer fehlt noch?")[-1]


def test_the_language_of_the_settings_is_spoken_unless_the_conversation_asked_for_another(office, home):
    play(office, home, "die Stanze ist ausgefallen")
    english = replace(office, preferred="en")
    assert "So far: topic" in play(english, home, "1", "brief", "auf Deutsch")[-2]
    assert "Stand: Thema" in play(english, home, "1", "brief")[-1]


def test_an_open_quiz_goes_on_and_its_end_ends_nothing_else(office, home):
    play(office, home, "die Stanze ist ausgefallen", "quiz", "1")
    spoken = play(office, home, "1", "2", "ende", "ende", "nie gehört")
    assert "Quizfrage 3 von 5" in spoken[-2]
    assert "Der Stand ist gemerkt" in spoken[-1]
    assert said(home)[0][-2:] == ["2", "ende"]


def test_deleting_in_plain_lines_and_the_open_question_again(office, home):
    spoken = play(office, home, "Quastenflosser, die Stanze ist ausgefallen", "verlauf löschen", "nichts löschen", "verlauf löschen", "2")
    assert "Es bleibt alles, wie es ist." in spoken[3]
    assert "Mit wem sprechen Sie?" in spoken[4]
    assert "Alle Gespräche sind gelöscht" in spoken[-1]
    assert not any(b"Quastenflosser" in p.read_bytes() for p in home.iterdir())


def test_a_line_cut_off_before_its_answer_is_answered(office, desk, home):
    Window(desk, home).hear("die Stanze ist ausgefallen")
    spoken = play(office, home, "1")
    assert "Ihre letzte Zeile war noch ohne Antwort" in spoken[1]
    assert "Mit wem sprechen Sie?" in spoken[-1]


def test_plain_lines_show_the_draft_and_leave_it(office, desk, home):
    window = Window(desk, home)
    window.say(DEMO)
    window.leave("und der Einkauf")
    for _ in range(2):
        spoken = play(office, home, "1")
        assert "(Ihr Entwurf liegt bereit: „und der Einkauf“)" in spoken


def test_a_pipe_keeps_nothing_unless_asked(call, home):
    call(stdin=DEMO.encode())
    call("chat", "--plain", stdin=DEMO.encode())
    call("ask", DEMO)
    call("--help")
    assert not home.exists()
    assert call("--notebook", stdin=DEMO.encode(), ASSISTANT_NOTEBOOK="0").returncode == 0
    call("chat", "--plain", stdin=b"mit dem CFO", ASSISTANT_NOTEBOOK="1")
    call("chat", "--plain", "--no-notebook", stdin=b"weg", ASSISTANT_NOTEBOOK="1")
    assert said(home) == [[DEMO], ["mit dem CFO"]]


def test_what_could_not_be_kept_is_told_by_the_code(call, home):
    home.write_text("in the way")
    result = call("--notebook", stdin=DEMO.encode() + b"\nnein, CFO\n")
    assert result.returncode == 5
    assert "2 Schritte dieses Gesprächs sind nicht gespeichert." in result.stderr.decode()
    assert out(result).count("nicht zugänglich") == 1
    assert "GEMEINSAMER JOB" in out(result)


# ---- list, show, search


@pytest.mark.usefixtures("full")
def test_list_show_search(call):
    listed = out(call("notebook", "list")).splitlines()
    assert [x.split(" · ")[0] for x in listed] == ["2  ERP-Ablösung", "1  Stanzmaschine"]
    assert listed[1].endswith("2 Schritte")
    shown = out(call("notebook", "show", "1"))
    assert f"> {DEMO}\nAntwort auf {DEMO}: understood" in shown
    found = out(call("notebook", "search", "LAEUFT", "wartung"))
    assert found.startswith("2  ERP-Ablösung")
    assert "   ERP-Wartung läuft aus" in found
    nothing = call("notebook", "search", "quastenflosser", "--lang", "en")
    assert (out(nothing), nothing.returncode) == ("", 0)
    assert "Nothing in the history matches" in nothing.stderr.decode()


@pytest.mark.usefixtures("full")
def test_json_is_one_object_a_line(call):
    listed = [json.loads(x) for x in out(call("notebook", "list", "--json")).splitlines()]
    assert [(x["id"], x["turns"], x["title"]["en"]) for x in listed] == [
        (2, 2, "ERP replacement · End of support"), (1, 2, "Stamping press · Breakdown · CFO"),
    ]  # fmt: skip
    shown = json.loads(out(call("notebook", "show", "1", "--json")))
    assert [t["said"] for t in shown["turns"]] == [DEMO, "nein, CFO"]
    assert shown["brief"]["persona"] == ["finance"]
    (hit,) = [json.loads(x) for x in out(call("notebook", "search", "ersatz", "--json")).splitlines()]
    assert (hit["id"], hit["number"]) == (1, 1)


def test_an_empty_notebook_creates_nothing(call, home):
    for args in (["list"], ["search", "x"], ["export"], ["delete", "--all", "--yes"]):
        assert call("notebook", *args).returncode == 0
    assert call("notebook", "show", "1").returncode == 2
    assert not home.exists()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["show", "7"], "Ein Gespräch 7 gibt es nicht"), (["delete"], "entweder eine Nummer oder --all"),
        (["delete", "1", "--all"], "entweder eine Nummer oder --all"), (["delete", "1"], "hängen Sie --yes an"),
        (["export", "7"], "Ein Gespräch 7"), ([], "Es fehlt: list|show|search|export|delete"), (["tanzen"], "steht nicht zur Wahl"),
        (["show"], "Es fehlt: ID"), (["show", "eins"], "„eins“ ist keine Nummer"),
    ],
)  # fmt: skip
def test_a_wrong_call_changes_nothing(call, full, args, says):
    before = said(full)
    result = call("notebook", *args)
    assert result.returncode == 2
    assert says in result.stderr.decode()
    assert said(full) == before
    out(result)


# ---- export


@pytest.mark.usefixtures("full")
def test_export_as_json_and_markdown(call, tmp_path):
    data = json.loads(out(call("notebook", "export")))
    assert [c["id"] for c in data["conversations"]] == [2, 1]
    path = tmp_path / "aus.md"
    assert call("notebook", "export", "1", "-o", str(path)).returncode == 0
    text = path.read_text(encoding="utf-8")
    assert f"```text\n{DEMO}\n```" in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.usefixtures("full")
def test_export_never_overwrites_by_accident(call, tmp_path):
    path = tmp_path / "aus.json"
    path.write_text("meins")
    result = call("notebook", "export", "-o", str(path))
    assert (result.returncode, path.read_text()) == (2, "meins")
    assert "--force" in result.stderr.decode()
    assert call("notebook", "export", "-o", str(path), "--force").returncode == 0
    assert json.loads(path.read_text())["format"] == 1
    missing = call("notebook", "export", "-o", str(tmp_path / "nirgends" / "x.json"))
    assert missing.returncode == 2
    out(missing)


def test_a_fence_in_a_text_does_not_end_the_block(desk, home, call):
    window = Window(desk, home)
    window.say("a\n````\n# b")
    window.leave()
    assert "`````text\na\n````\n# b\n`````" in out(call("notebook", "export", "--format", "md"))


# ---- delete


def test_delete_one_and_all(call, full):
    (full / "notebook-damaged-20260101-000000.db").write_bytes(b"alt")
    one = call("notebook", "delete", "1", "--yes")
    assert one.returncode == 0
    assert "können es noch enthalten" in one.stderr.decode()
    assert said(full) == [["neu", "ERP-Wartung läuft aus"]]
    assert call("notebook", "delete", "--all", "--yes").returncode == 0
    assert said(full) == []
    assert not list(full.glob("notebook-damaged-*"))


@pytest.mark.parametrize(("answer", "left"), [(b"nein\n", 2), (b"\n", 2), (b"ja\n", 1)])
def test_delete_asks_at_a_terminal(full, tmp_path, answer, left):
    from tests.tui.test_launch import Terminal  # noqa: PLC0415

    terminal = Terminal("import assistant.cli; raise SystemExit(assistant.cli.main(['notebook', 'delete', '1']))", tmp_path)
    terminal.read(b"ja/nein: ")
    os.write(terminal.fd, answer)
    assert terminal.end() == (0 if left == 1 else 2)
    assert len(said(full)) == left


# ---- trouble


def test_a_damaged_file_is_rescued_by_any_command(call, full):
    data = bytearray((full / "notebook.db").read_bytes())
    data[:100] = b"\xff" * 100
    (full / "notebook.db").write_bytes(data)
    result = call("notebook", "list")
    assert result.returncode == 0
    assert len(out(result).splitlines()) == 2
    assert "4 von 4 Schritten gerettet" in result.stderr.decode()


def test_a_newer_notebook_is_left_alone(call, full):
    with sqlite3.connect(full / "notebook.db") as db:
        db.execute("PRAGMA user_version = 2")
    db.close()
    result = call("notebook", "delete", "--all", "--yes")
    assert result.returncode == 5
    assert "neueren Fassung" in result.stderr.decode()
    out(result)


# ---- words


def test_both_languages_have_the_same_words_with_the_same_facts():
    import re  # noqa: PLC0415

    german, english = words("de"), words("en")
    assert set(german) == set(english)
    for key, text in german.items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", english[key])), key
        assert "ß" not in text, "said before the spelling is known"
