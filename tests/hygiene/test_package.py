"""Playbooks and messages ship: wheel, editable install, checkout."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(out), str(ROOT)],
        check=True, capture_output=True, timeout=300,
    )
    return next(out.glob("*.whl"))


def test_the_wheel_carries_playbooks_and_messages(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "assistant/playbooks/stamping-press.toml" in names
    assert "assistant/messages/de/say.j2" in names
    browser = {f"assistant/doors/browser/{n}" for n in ("static/page.js", "static/DejaVuSansMono.LICENSE.txt", "pages/screen.html")}
    assert browser <= set(names)
    assert {"fonts/Papierlicht-Regular.ttf", "fonts/OFL.txt", "shapes/paper.typ", "shapes/picture.svg.j2"} <= {
        n.removeprefix("assistant/edge/formats/") for n in names
    }
    assert not [n for n in names if n.startswith("tests/")]


def test_the_wheel_works_away_from_the_checkout(wheel, tmp_path):
    target = tmp_path / "site"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(target)
    env = {**os.environ, "PYTHONPATH": str(target), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "playbooks", "list"], env=env, cwd=tmp_path, capture_output=True, text=True, timeout=180, check=True
    )
    assert "stamping-press" in done.stdout
    where = subprocess.run(
        [sys.executable, "-c", "from assistant.edge.places import shipped; print(shipped('playbooks'))"],
        env=env, cwd=tmp_path, capture_output=True, text=True, timeout=180, check=True,
    )
    assert Path(where.stdout.strip()) == target / "assistant" / "playbooks"


def test_an_editable_install_finds_them_beside_the_package(tmp_path):
    venv.create(tmp_path / "env", with_pip=True, system_site_packages=True)
    python = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--no-deps", "--editable", str(ROOT)], check=True, capture_output=True, timeout=300
    )
    code = "from assistant.edge.places import shipped; print(shipped('playbooks'))"
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    inherited = os.pathsep.join(p for p in sys.path if p.endswith("site-packages"))
    done = subprocess.run(
        [python, "-c", code], cwd=tmp_path, env={**env, "PYTHONPATH": inherited}, capture_output=True, text=True, timeout=180, check=True
    )
    assert Path(done.stdout.strip()) == ROOT / "playbooks"
