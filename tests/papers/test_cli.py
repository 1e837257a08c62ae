"""The command line: what goes where, and what is said when nothing can be made."""

import sys

import pytest

from assistant import cli

TEXT = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"


@pytest.fixture
def run(office, monkeypatch, capfdbinary):
    """Runs the command line on the office of the tests; (code, stdout, stderr)."""

    def call(*args):
        monkeypatch.setattr(sys, "argv", ["assistant", *args])
        monkeypatch.setattr("assistant.edge.desk.open_office", lambda *_a, **_k: office)
        try:
            code = cli.main(list(args))
        except SystemExit as leaving:
            code = int(str(leaving.code))
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def test_a_sheet_on_standard_output(run):
    code, out, err = run("sheet", TEXT)
    assert (code, err) == (0, "")
    assert "# Gesprächsblatt: Stanzmaschine" in out
    assert out.count("BEISPIEL") == 2


@pytest.mark.parametrize(
    ("args", "there"),
    [
        (("message", "mail", TEXT), "**Betreff:** Stanzmaschine"),
        (("message", "after-call", TEXT, "--du"), "Hallo [Vorname],"),
        (("message", "first-contact", TEXT, "--country", "at"), "TKG 2021 § 174"),
        (("message", "first-contact", TEXT, "--country", "ch", "--personal"), "Beste Grüsse"),
        (("message", "Mailbox", TEXT, "--short"), "hier ist \\[eigener Name\\]"),
        (("paper", "checkliste", TEXT, "--example"), "# Checkliste: Stanzmaschine"),
        (("brief", TEXT), "# Content-Briefing: Stanzmaschine"),
        (("sheet", "press is down, meeting the head of production, we need a replacement now"), "# Call sheet: Stamping press"),
    ],
)
def test_each_command(run, args, there):
    code, out, _ = run(*args)
    assert code == 0
    assert there.replace("\\", "") in out.replace("\\", "")


def test_an_unclear_line_brings_the_question_back(run, tmp_path):
    path = tmp_path / "sheet.md"
    code, out, err = run("sheet", "stanze", "-o", str(path))
    assert (code, out) == (7, "")
    assert "Frage 1/3" in err
    assert "1 Ausfall" in err
    assert not path.exists()


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("message", "gedicht", TEXT), 2, "after-call"),
        (("paper", "sheet", TEXT), 2, "decision-paper"),
        (("sheet",), 2, "fehlt der Text"),
        (("paper", "checklist", TEXT), 7, "--example"),
        (("sheet", TEXT, "--format", "xls"), 7, "md, txt, html, pdf, docx"),
        (("sheet", TEXT, "--format", "pdf"), 7, "-o sheet.pdf"),
        (("sheet", TEXT, "--playbook", "nix"), 2, "nix"),
        (("sheet", TEXT, "--country", "fr"), 2, "de, at, ch"),
    ],
)
def test_what_cannot_be_made_says_why(run, args, code, said):
    found, out, err = run(*args)
    assert found == code
    assert out == ""
    assert said in err


def test_files_are_never_lost(run, tmp_path):
    path = tmp_path / "sheet.md"
    assert run("sheet", TEXT, "-o", str(path))[0] == 0
    first = path.read_bytes()
    code, _, err = run("message", "mail", TEXT, "-o", str(path))
    assert code == 7
    assert "--force" in err
    assert path.read_bytes() == first
    assert run("message", "mail", TEXT, "-o", str(path), "--force")[0] == 0
    assert path.read_bytes() != first
    assert [p.name for p in tmp_path.iterdir()] == ["sheet.md"]


@pytest.mark.parametrize("name", ["no/such/folder/sheet.md", ".", "x" * 300 + ".md"])
def test_where_nothing_can_be_written(run, tmp_path, name):
    code, _, err = run("sheet", TEXT, "-o", str(tmp_path / name))
    assert code == 7
    assert "Nicht gespeichert" in err
    assert list(tmp_path.iterdir()) == []


def test_a_banned_word(run):
    code, out, err = run("sheet", TEXT, "--without", "Gutteil")
    assert code == 0
    assert "Gutteil" not in out
    assert "Ohne „Gutteil“" in err


@pytest.mark.parametrize("name", ["txt", "html", "pdf", "docx"])
def test_every_format(run, tmp_path, name):
    pytest.importorskip("assistant.edge.formats")
    path = tmp_path / f"sheet.{name}"
    code, _, err = run("sheet", TEXT, "-o", str(path))
    assert code == 0, err
    assert path.stat().st_size > 500


def test_templates_of_ones_own(run, tmp_path):
    folder = str(tmp_path)
    assert run("templates", "copy", "silence", "--templates", folder)[0] == 0
    path = tmp_path / "de/papers/silence.md.j2"
    path.write_text('{{ title("Eigenes") }}Hallo {{ f.topic }}', encoding="utf-8")
    assert "Hallo Stanzmaschine" in run("message", "silence", TEXT, "--templates", folder)[1]
    path.write_text("{{ kaputt }}", encoding="utf-8")
    code, out, err = run("message", "silence", TEXT, "--templates", folder)
    assert code == 0
    assert "eine Ziffer als Antwort genügt" in out
    assert "silence.md.j2:1" in err
    assert run("templates", "check", "--templates", folder)[0] == 2
    assert "f.job" in run("templates", "show", "facts")[1]
    assert run("templates", "show", "nix")[0] == 2
