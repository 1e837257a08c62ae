"""--semantic: off by default, a clear message where the extra is missing."""

import pytest

from assistant import cli
from assistant.edge import semantic


def test_a_missing_extra_names_its_command(capsys, monkeypatch):
    monkeypatch.setattr(semantic, "available", lambda: False)
    with pytest.raises(SystemExit) as ended:
        cli.main(["--lang", "en", "ask", "--semantic", "press down"])
    assert ended.value.code == cli.USAGE
    assert "-m pip install" in capsys.readouterr().err


@pytest.mark.parametrize(("said", "usual", "wanted"), [
    (None, "", False), (None, "1", True), (None, "0", False), (True, "", True), (False, "1", False),
])  # fmt: skip
def test_the_call_counts_more_than_the_environment(monkeypatch, said, usual, wanted):
    monkeypatch.setenv("ASSISTANT_SEMANTIC", usual)
    assert semantic.wanted(said) is wanted
