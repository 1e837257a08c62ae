"""A playbook written with the program alone: asked, sent back, stopped, gone on with, taken back."""

import os
import stat
from pathlib import Path

import pytest
import tomli

from assistant.core.advice import advise
from assistant.core.author import Edit, changed, picked, slug
from assistant.core.brief import Brief
from assistant.core.gap_map import by_role
from assistant.core.gaps import heatmap
from assistant.core.playbook import PHASES
from assistant.doors.authoring import check, listing, showing
from assistant.doors.gaps import as_text
from assistant.doors.writing import Writer
from assistant.edge.draft import Draft
from assistant.edge.render import Renderer
from assistant.edge.shelf import open_shelf
from assistant.edge.sitting import Sitting
from tests.conftest import TODAY
from tests.data.complete import ROOT

FIXTURES = ROOT / "tests" / "fixtures" / "authoring"
ANSWERS = (FIXTURES / "lagerlogistik.txt").read_text(encoding="utf-8").splitlines()
GOLDEN = os.environ.get("GOLDEN")  # set to write the golden files anew


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def write(library, renderer, folder, answers, name="lagerlogistik"):
    writer = Writer(Sitting(library, renderer, folder, name, TODAY))
    return "\n".join(writer.run(iter(answers))), writer


def golden(name, text):
    path = FIXTURES / name
    if GOLDEN:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_from_nothing_to_a_playbook_that_answers(library, office, tmp_path):
    said, writer = write(library, office.renderer, tmp_path, ANSWERS)
    assert writer.code == 0
    assert "„einführen“ ist eine Tätigkeit" in said
    assert "✓ Ab jetzt brauchbar" in said
    assert not (tmp_path / "drafts").exists()
    path = tmp_path / "lagerlogistik.toml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    golden("lagerlogistik.toml", path.read_text(encoding="utf-8"))


@pytest.fixture
def written(library, office, tmp_path):
    write(library, office.renderer, tmp_path, ANSWERS)
    return open_shelf([tmp_path])


def speaking(library, language):
    return Renderer(ROOT / "messages", library, language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_its_check(written, office, language):
    lines, code = check(written, office.renderer.in_(language), "lagerlogistik", TODAY, "de", strict=False)
    assert code == 0
    golden(f"check.{language}.txt", "\n".join(lines) + "\n")
    assert check(written, office.renderer, "lagerlogistik", TODAY, "de", strict=True)[1] == 3


@pytest.mark.parametrize("language", ["de", "en"])
def test_its_gaps(written, language):
    chart = by_role(written.library, written.library.playbooks["lagerlogistik"], TODAY)
    golden(f"gaps.{language}.txt", as_text(speaking(written.library, language), chart) + "\n")


def test_it_stands_in_the_list_and_can_be_read(written, office):
    listed = "\n".join(listing(written, office.renderer, TODAY))
    assert "lagerlogistik  Lagerlogistik durch einen Dienstleister\n    eigenes · ." in listed
    shown = "\n".join(showing(written, office.renderer, written.library.playbooks["lagerlogistik"]))
    assert "— leer —" in shown
    assert "[Z]" in shown


@pytest.mark.parametrize("language", ["de", "en"])
def test_its_gaps_break_no_advice(written, language):
    """What is empty stays empty in every answer; nothing is raised and every line has words."""
    library = written.library
    renderer = speaking(library, language)
    book = library.playbooks["lagerlogistik"]
    for trigger in (None, *(t.id for t in book.triggers)):
        for phase in PHASES:
            brief = Brief(book.id, trigger, tuple(m.id for m in book.members), phase)
            blocks = renderer.advice(advise(library, brief, TODAY))
            assert all(line.text for b in blocks for line in b.lines)
            assert heatmap(library, brief)


def test_stopped_anywhere_it_goes_on_where_it_was(library, office, tmp_path):
    """Whatever the line after which one stops: the end is the same playbook."""
    whole = tmp_path / "whole"
    write(library, office.renderer, whole, ANSWERS)
    wanted = tomli.loads((whole / "lagerlogistik.toml").read_text(encoding="utf-8"))
    for cut in (2, 8, 11, 17):
        folder = tmp_path / str(cut)
        said, _ = write(library, office.renderer, folder, [*ANSWERS[:cut], "ende"])
        assert ("Nichts geschrieben" in said) == (cut < 5)
        rest = [*ANSWERS[:2], *ANSWERS[cut:]] if cut > 5 else ANSWERS
        write(library, office.renderer, folder, rest)
        assert tomli.loads((folder / "lagerlogistik.toml").read_text(encoding="utf-8")) == wanted


def test_a_draft_is_not_read(library, office, tmp_path):
    said, _ = write(library, office.renderer, tmp_path, [*ANSWERS[:12], "ende"])
    assert "Entwurf gespeichert" in said
    assert [b for b in open_shelf([tmp_path]).books if b.own] == []


def test_an_answer_is_taken_back(library, office, tmp_path):
    answers = ["1", "1", "Waren am zugesagten Tag liefern.", "Falscher Name", "zurück", "Lager", "ende"]
    write(library, office.renderer, tmp_path, answers)
    data = tomli.loads((tmp_path / "drafts" / "lagerlogistik.toml").read_text(encoding="utf-8"))
    assert data["name"]["de"] == "Lager"


def test_the_id_can_come_from_the_name(library, office, tmp_path):
    answers = ["1", "2", "Waren am zugesagten Tag liefern.", "Lager & Versand", "ende"]
    _, writer = write(library, office.renderer, tmp_path, answers, name="")
    assert writer.name == "lager-versand"
    data = tomli.loads((tmp_path / "drafts" / "lager-versand.toml").read_text(encoding="utf-8"))
    assert data["id"] == "lager-versand"
    assert data["job"]["statement"]["source"] == f"sales-{TODAY}"
    assert data["sources"][f"sales-{TODAY}"]["speaker"] == "seller"


def test_a_bad_id_is_refused(library, office, tmp_path):
    said, writer = write(library, office.renderer, tmp_path, [], name="../böse")
    assert writer.code == 2
    assert "taugt nicht als id" in said
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said(library, office, tmp_path):
    (tmp_path / "file").write_text("x")
    said, writer = write(library, office.renderer, tmp_path / "file", ANSWERS[:6])
    assert writer.code == 5
    assert "Nicht gespeichert" in said


def test_a_broken_file_is_left_alone(library, office, tmp_path):
    path = tmp_path / "lagerlogistik.toml"
    path.write_text("id = ", encoding="utf-8")
    said, writer = write(library, office.renderer, tmp_path, ANSWERS)
    assert writer.code == 5
    assert "lässt sich nicht lesen" in said
    assert path.read_text(encoding="utf-8") == "id = "


@pytest.mark.parametrize(
    "content", ["triggers = 3", "personas = 'x'", "name = 'x'", "job = []", "rings = {success_factors = 'x'}", "phases = {awareness = 1}", "triggers = [1]"]
)
def test_a_file_of_another_shape_is_left_alone(library, office, tmp_path, content):
    path = tmp_path / "lagerlogistik.toml"
    path.write_text(content, encoding="utf-8")
    said, writer = write(library, office.renderer, tmp_path, ANSWERS)
    assert writer.code == 5
    assert "lagerlogistik.toml:1" in said
    assert path.read_text(encoding="utf-8") == content


def test_comments_and_order_of_a_file_by_hand_survive(library, tmp_path):
    source = (ROOT / "playbooks" / "stamping-press.toml").read_text(encoding="utf-8")
    (tmp_path / "stamping-press.toml").write_text(source, encoding="utf-8")
    draft = Draft.opened(tmp_path, "stamping-press")
    said = {"de": "Neu", "en": "New", "source": "own"}
    draft.change([Edit(("rings", "success_factors"), said, append=True), Edit(("scale",), "considered")], library)
    now = (tmp_path / "stamping-press.toml").read_text(encoding="utf-8")
    lost = [line for line in source.splitlines() if line not in now.splitlines()]
    assert [x for x in lost if not x.startswith("scale")] == []
    assert [x for x in now.splitlines() if x.startswith("#")] == [x for x in source.splitlines() if x.startswith("#")]
    assert tomli.loads(now)["rings"]["success_factors"][-1] == said


def test_a_usable_playbook_is_never_replaced_by_one_that_is_not(library, tmp_path):
    source = (ROOT / "playbooks" / "stamping-press.toml").read_text(encoding="utf-8")
    (tmp_path / "stamping-press.toml").write_text(source, encoding="utf-8")
    draft = Draft.opened(tmp_path, "stamping-press")
    draft.change([Edit(("triggers",), {"id": "half", "name": {"de": "Halb", "en": "Half"}}, append=True)], library)
    assert not draft.usable
    assert (tmp_path / "stamping-press.toml").read_text(encoding="utf-8") == source
    assert "half" in draft.aside.read_text(encoding="utf-8")


def begun(library, renderer, folder, *answers):
    """A sitting that goes on with the written playbook: what was said, and the file afterwards."""
    said, _ = write(library, renderer, folder, ["2", "3", *answers])
    return said, tomli.loads((folder / "lagerlogistik.toml").read_text(encoding="utf-8"))


@pytest.mark.usefixtures("written")
def test_what_is_for_one_role_or_trigger_alone_is_limited_to_it(library, office, tmp_path):
    _, data = begun(library, office.renderer, tmp_path)
    said = data["phases"]["awareness"]
    assert [(x.get("roles"), x.get("triggers")) for x in said["questions"]] == [(None, None), (["finance"], None), (None, ["peak-season-missed"])]
    assert said["hurdles"][0]["answer"]["de"].startswith("Das stimmt")
    assert said["content"][0] | {"de": "", "en": ""} == {"format": "articles", "channel": "phone", "de": "", "en": "", "source": "demo"}
    assert data["conflicts"][0]["between"] == ["purchasing", "finance"]
    assert data["conflicts"][0]["sharpest"] is True


@pytest.mark.usefixtures("written")
def test_a_part_is_passed_over_at_once_and_asked_for_next_time(library, office, tmp_path):
    ring, awareness = "Entscheidungskriterien: Woran", "Überlegung und Recherche: Was schreiben"
    for _ in range(2):
        said, _ = begun(library, office.renderer, tmp_path, *["skip"] * 40, "ende")
        assert ring in said
        assert awareness in said
        assert "Überlegung und Recherche: Was zeigen" not in said


@pytest.mark.usefixtures("written")
def test_sentences_for_a_role_are_no_sentences_for_all(library, office, tmp_path):
    """In a phase that has a sentence for one role only, the sentence for all is asked for, and the other way round."""
    path = tmp_path / "lagerlogistik.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[[phases.decision.write]]\nde = "x"\nen = "x"\nsource = "demo"\nroles = ["finance"]\n', encoding="utf-8")
    answers = ["skip"] * 11 + ["Einen Umzug plant man rückwärts.", "A move is planned backwards.", "", *[""] * 5, "purchasing", "ende"]
    said, data = begun(library, office.renderer, tmp_path, *answers)
    assert "Entscheidung und Kauf: Was schreiben Sie, für viele Leser?" in said
    assert "Einkauf, Entscheidung und Kauf: Was fragt sich diese Rolle?" in said
    assert [x.get("roles") for x in data["phases"]["decision"]["write"]] == [["finance"], None]


def test_what_is_needed_cannot_be_passed_over(library, office, tmp_path):
    said, writer = write(library, office.renderer, tmp_path, ["1", "1", "skip", "Waren am zugesagten Tag liefern.", "Lager", "ende"])
    assert "Diese Frage braucht eine Antwort" in said
    assert writer.code == 0


def test_a_bare_digit_is_no_sentence(library, office, tmp_path):
    """A choice that somebody thinks is still open."""
    said, _ = write(library, office.renderer, tmp_path, ["1", "1", "Waren am zugesagten Tag liefern.", "2", "Lager", "ende"])
    assert "„2“ ist keine Antwort in Worten." in said
    data = tomli.loads((tmp_path / "drafts" / "lagerlogistik.toml").read_text(encoding="utf-8"))
    assert data["name"]["de"] == "Lager"


def test_taking_back_brings_the_question_back(library, office, tmp_path):
    """Also where an empty line had closed the list after it."""
    until = ANSWERS.index("Fehlmengen, die erst der Empfänger bemerkt")
    answers = [*ANSWERS[: until - 1], "", "zurück", "Jederzeit zählen", "", "", "ende"]
    write(library, office.renderer, tmp_path, answers)
    data = tomli.loads((tmp_path / "drafts" / "lagerlogistik.toml").read_text(encoding="utf-8"))
    assert [x["de"] for x in data["job"]["hired_for"]][-1] != "Bestände jederzeit zählen können"


def test_edits_of_plain_data():
    data = changed({}, [Edit(("a", "b"), 1), Edit(("c",), {"x": 1}, append=True), Edit(("c", 0, "y"), 2), Edit(("c", 0, "z"), "q", append=True)])
    assert data == {"a": {"b": 1}, "c": [{"x": 1, "y": 2, "z": ["q"]}]}


@pytest.mark.parametrize(
    ("said", "found"),
    [("1", ("a",)), ("2 1", ("b", "a")), ("a, b", ("a", "b")), ("3", ()), ("0", ()), ("", ()), ("x", ()), ("²", ()), ("1 1", ("a",))],
)
def test_choices_by_digit_or_name(said, found):
    assert picked(said, ("a", "b")) == found


def test_ids_from_names():
    assert slug("Größere Halle (Süd)") == "groessere-halle-sued"
    assert slug("…") == "x"
    assert Path(slug("../../etc/passwd")).name == "etc-passwd"
