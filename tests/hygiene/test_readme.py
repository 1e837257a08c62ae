"""The README tells the truth: its examples run, its commands are the ones that CI runs, its links exist."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```console\n\$ assistant (.*)\n((?:.*\n)*?)```", README)


def command(mark):
    part = README.partition(f"<!-- {mark} -->")[2].partition("<!-- end -->")[0]
    (line,) = [x.strip() for x in part.splitlines() if x.startswith("    ")]
    return line


@pytest.mark.parametrize(("arguments", "shown"), EXAMPLES)
def test_an_example_prints_what_the_readme_shows(arguments, shown):
    """Lines of the README in their order; "…" stands for lines left out."""
    words = re.findall(r'"([^"]*)"|(\S+)', arguments)
    args = [a or b for a, b in words]
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *args], cwd=ROOT, capture_output=True, text=True, timeout=180, check=True
    )
    printed = iter(done.stdout.splitlines())
    for line in (x.rstrip() for x in shown.splitlines()):
        assert line == "…" or line in (x.rstrip() for x in printed), line


def test_there_are_examples():
    assert len(EXAMPLES) >= 2


def test_the_two_commands_need_only_python_and_pip():
    assert command("start") == "python3 -m venv .venv && .venv/bin/python -m pip install --quiet . && .venv/bin/assistant"
    assert command("tests").startswith("python3 -m venv .venv && .venv/bin/python -m pip install --quiet --editable")
    assert command("tests").endswith("&& .venv/bin/python -m pytest")


def test_ci_runs_the_command_of_the_readme():
    assert "<!-- tests -->" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_links_and_pictures_exist():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_nothing_names_a_registry_or_a_machine():
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.split(b"\0")
    forbidden = re.compile(rb"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian|(?<![\w./])/(?:root|home|work|Users)/")
    named = [
        name.decode()
        for name in tracked
        if name and (ROOT / name.decode()).is_file()
        and not name.endswith((b"test_readme.py", b".npz"))
        and forbidden.search((ROOT / name.decode()).read_bytes())
    ]
    assert named == []
