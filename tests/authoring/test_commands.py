"""The commands from outside: exit codes, streams, both languages, no traceback."""

import json
import shutil

import pytest

from tests.data.complete import ROOT
from tests.doors.test_cli import out, run

FIXTURE = ROOT / "tests" / "fixtures" / "authoring"


@pytest.fixture
def mine(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    shutil.copy(FIXTURE / "lagerlogistik.toml", folder)
    return folder


def test_new_from_a_pipe(tmp_path):
    done = run("playbooks", "new", "--lang", "de", "lagerlogistik", "--playbooks", str(tmp_path / "neu"), stdin=(FIXTURE / "lagerlogistik.txt").read_bytes())
    assert done.returncode == 0
    assert "Alle Fragen sind gestellt" in out(done)
    written = (tmp_path / "neu" / "lagerlogistik.toml").read_text(encoding="utf-8")
    assert written == (FIXTURE / "lagerlogistik.toml").read_text(encoding="utf-8")


def test_check_of_ones_own_by_id_by_folder_and_strictly(mine):
    by_id = run("playbooks", "check", "lagerlogistik", "--playbooks", str(mine))
    by_folder = run("playbooks", "check", str(mine))
    assert (by_id.returncode, by_folder.returncode) == (0, 0)
    assert "Vorlagenfehler" in out(by_folder)
    assert run("playbooks", "check", "--strict", "--playbooks", str(mine)).returncode == 3
    unknown = run("playbooks", "check", "lagerlogistk", "--playbooks", str(mine))
    assert unknown.returncode == 2
    assert "Meinten Sie „lagerlogistik“?" in out(unknown)


def test_settings_name_folders(mine, tmp_path):
    config = tmp_path / "config" / "buyer-enablement-assistant"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text(f'playbooks = ["{mine}"]\n', encoding="utf-8")
    env = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    assert "lagerlogistik  Lagerlogistik" in out(run("playbooks", "list", env=env))
    (config / "settings.toml").write_text("playbooks = 3\n", encoding="utf-8")
    done = run("playbooks", "list", env=env)
    assert "settings.toml: playbooks ist" in done.stderr.decode()


def test_show_schema_gaps_method(mine, tmp_path):
    assert "FÜNF RINGE" in out(run("playbooks", "show", "lagerlogistik", "--playbooks", str(mine)))
    assert run("playbooks", "show", "nix").returncode == 2
    assert "job" in json.loads(out(run("playbooks", "schema", "--lang", "en")))["required"]
    page = tmp_path / "x.html"
    assert run("gaps", "--playbooks", str(mine), "-o", str(page)).returncode == 0
    assert run("gaps", "--playbooks", str(mine), "-o", str(page)).returncode == 2
    assert run("gaps", "--by", "wetter").returncode == 2
    assert "overkill" in out(run("method", "--lang", "en", "--offer", "standard"))
