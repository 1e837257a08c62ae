"""The command that installs an extra works for a program that is in no index."""

import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from assistant.edge import extras

ROOT = Path(__file__).resolve().parents[2]
DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]


@pytest.mark.parametrize("extra", [name for name in DECLARED if name != "test"])
def test_the_command_names_the_requirements_of_the_extra(extra):
    asked = {str(Requirement(name).name) for name in extras.needed(extra)}
    assert asked == {Requirement(name).name for name in DECLARED[extra]}
    assert all(f'"{name}"' in extras.command(extra) for name in extras.needed(extra))


def test_a_program_that_was_never_installed_still_says_what_is_meant(monkeypatch):
    def gone(_name):
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "requires", gone)
    assert extras.needed("pdf") == ["buyer-enablement-assistant[pdf]"]
