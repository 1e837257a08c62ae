"""The settings file: nothing without a change, nothing lost by one, nothing broken by a broken one."""

import os

import pytest
import tomli

from assistant.cli import main
from assistant.edge.settings import Settings, load, save


def test_no_file_means_the_defaults_and_creates_none(tmp_path):
    path = tmp_path / "sub" / "settings.toml"
    assert load(path).settings == Settings()
    assert not path.parent.exists()


def test_a_change_is_remembered_and_private(tmp_path):
    path = tmp_path / "sub" / "settings.toml"
    save({"theme": "contrast", "language": "en"}, path)
    assert load(path).settings == Settings(theme="contrast", language="en")
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["settings.toml"]


def test_what_we_do_not_know_stays(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('# mine\ncolour = "x"\ntheme = "dark"  # at night\n\n[other]\ntheme = "no"\n', encoding="utf-8")
    save({"theme": "light", "spacing": "large"}, path)
    text = path.read_text(encoding="utf-8")
    assert "# mine" in text
    assert 'theme = "light"  # at night' in text
    assert tomli.loads(text) == {"colour": "x", "theme": "light", "spacing": "large", "other": {"theme": "no"}}


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"theme = ", "bad-toml"), (b"\xff\xfe", "not-utf8"), (b"theme = 3", "unknown-choice"), (b'language = "fr"', "unknown-choice")],
)
def test_a_broken_file_is_named_and_the_defaults_apply(tmp_path, office, content, code):
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    loaded = load(path)
    assert loaded.settings == Settings()
    (problem,) = loaded.problems
    assert problem.code == code
    for language in ("de", "en"):
        assert str(path) in office.renderer.in_(language).problem(problem)


def test_a_broken_file_is_put_aside_not_overwritten(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text("theme = ", encoding="utf-8")
    save({"theme": "dark"}, path)
    assert load(path).settings.theme == "dark"
    assert (tmp_path / "settings.toml.old").read_text(encoding="utf-8") == "theme = "


def test_one_wrong_value_costs_only_itself(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('theme = "pink"\nspacing = "large"\n', encoding="utf-8")
    loaded = load(path)
    assert loaded.settings == Settings(spacing="large")
    assert loaded.problems[0].key == "theme"


def test_a_folder_that_cannot_be_written_is_an_os_error(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.edge.places.config", lambda: tmp_path / "file" / "x")
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert load().settings == Settings()
    with pytest.raises(OSError, match="file"):
        save({"theme": "dark"})


def test_the_command_line_speaks_the_language_that_was_set_unless_told_otherwise(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("assistant.edge.places.config", lambda: tmp_path)
    save({"language": "en"})
    assert main(["ask"]) == 2
    assert "text is missing" in capsys.readouterr().err.lower()
    assert main(["ask", "--lang", "de"]) == 2
    assert "Es fehlt der Text" in capsys.readouterr().err
    (tmp_path / "settings.toml").write_text("language = 3", encoding="utf-8")
    assert main(["ask", "--lang", "de"]) == 2
    assert "settings.toml" in capsys.readouterr().err
