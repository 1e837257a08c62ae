"""`assistant map`: true exit codes, nothing written by accident, messages that say what to do."""

import os
import subprocess
import sys

import pytest

from assistant import cli
from assistant.doors import maps
from assistant.edge import formats


@pytest.fixture(autouse=True)
def _same_office(office, monkeypatch):
    monkeypatch.setattr(cli, "_open", lambda _: office)


def run(capsys, *args):
    code = cli.main(["map", *map(str, args)])
    out, err = capsys.readouterr()
    return code, out, err


def test_on_the_screen(capsys):
    code, out, err = run(capsys, "--playbook", "stamping-press")
    assert (code, err) == (0, "")
    assert out.startswith("*** BEISPIEL")
    assert "Kaufreise-Karte: Stanzmaschine" in out


def test_into_a_file_and_not_over_it(capsys, tmp_path):
    path = tmp_path / "karte.svg"
    assert run(capsys, "--playbook", "stamping-press", "--kind", "centre", "-o", path) == (0, "", f"Gespeichert: {path}\n")
    before = path.read_bytes()
    code, out, err = run(capsys, "--playbook", "stamping-press", "-o", path)
    assert (code, out) == (2, "")
    assert "gibt es schon" in err
    assert "--force" in err
    assert path.read_bytes() == before
    assert run(capsys, "--playbook", "stamping-press", "-o", path, "--force")[0] == 0
    assert path.read_bytes() != before
    assert [p.name for p in tmp_path.iterdir()] == ["karte.svg"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "--playbook ID"),
        (("--playbook", "stamping-pres"), "Meinten Sie „stamping-press“"),
        (("--playbook", "stamping-press", "--trigger", "brekdown"), "Meinten Sie „breakdown“"),
        (("--playbook", "stamping-press", "-o", "a.docx"), ".svg, .html, .pdf, .md, .txt"),
        (("--playbook", "stamping-press", "-o", "no/such/folder/a.svg"), "Den Ordner von no/such/folder/a.svg gibt es nicht"),
        (("--playbook", "stamping-press", "-o", "a\0.svg"), "ist kein Dateiname"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(capsys, tmp_path, monkeypatch, args, said):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *args)
    assert (code, out) == (2, "")
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_names_its_command(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "find_spec", lambda _: None)
    code, _, err = run(capsys, "--playbook", "stamping-press", "-o", tmp_path / "a.pdf")
    assert code == 2
    assert '-m pip install "typst' in err
    assert list(tmp_path.iterdir()) == []


def test_a_door_answers_in_the_language_asked_for(office):
    office = office.in_("en")
    answer = maps.make(office, "journey", "erp-replacement", None)
    assert answer.good
    assert "Customer experience map: ERP" in answer.text
    assert "EXAMPLE" in answer.text


def test_a_map_loads_no_screen_and_no_extra():
    code = (
        "import sys; from assistant.doors import maps; from assistant.edge.formats import FORMATS\n"
        "print([m for m in ('textual', 'rich', 'typst', 'docx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_a_cold_machine_learns_nothing_for_a_map(tmp_path):
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "map", "--playbook", "stamping-press"],
        env=env, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert done.stderr == ""
    assert not list(tmp_path.rglob("*index*"))
