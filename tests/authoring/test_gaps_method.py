"""The heat map and the advice on methods."""

import csv
import io
import re
import xml.dom.minidom
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from assistant.core.evidence import Collection, Source, Speaker
from assistant.core.gap_map import by_job, by_role
from assistant.core.gaps import EVERYBODY
from assistant.core.method import Profile, advise
from assistant.core.playbook import PHASES, PhasePlay
from assistant.core.text import Text
from assistant.doors import gaps, method
from assistant.edge.render import Renderer
from assistant.edge.shelf import open_shelf
from tests.conftest import TODAY
from tests.data.complete import ROOT


@pytest.fixture(scope="module")
def shelf():
    return open_shelf([])


@pytest.fixture
def hollow(library):
    """A playbook of which everything but one phase is empty."""
    book = library.playbooks["freemium-tool"]
    phases = {p: book.phases[p] if p == "decision" else PhasePlay() for p in PHASES}
    return replace(book, phases=phases)


def test_cells_count_what_is_theirs_alone(library):
    book = library.playbooks["stamping-press"]
    chart = by_role(library, book, TODAY)
    for phase, cell in zip(PHASES, chart.rows[EVERYBODY], strict=True):
        play = book.phases[phase]
        assert cell.content == sum(not c.title.roles for c in play.content)
        assert cell.wording == sum(not s.roles for s in (*play.say, *play.write))
        assert cell.evidence == 0
        assert cell.age is None
    assert chart.size == 5 * len(book.members)


def test_empty_looks_empty(library, hollow, office):
    chart = by_role(library, hollow, TODAY)
    assert chart.empty == 4 * len(hollow.members)
    for line in gaps.as_text(office.renderer, chart).splitlines()[3 : 3 + len(hollow.members)]:
        assert line.count("·") == 4
        assert line.count("/") == 2


def test_the_worst_gap_comes_first_with_its_question(library, hollow):
    lacks = by_role(library, hollow, TODAY).lacks
    assert lacks[0].missing == ("content", "wording")
    full = by_role(library, library.playbooks["stamping-press"], TODAY).lacks
    assert all(lack.question for lack in full)


def test_by_job_has_a_row_for_each_playbook(library):
    chart = by_job(library, TODAY)
    assert tuple(chart.rows) == tuple(library.playbooks)
    assert chart.empty == 0


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("by", ["role", "job"])
def test_every_form_can_be_read(shelf, office, tmp_path, language, by):
    renderer = office.renderer.in_(language)
    for kind in ("html", "svg", "csv"):
        path = tmp_path / f"{by}.{kind}"
        assert gaps.make(shelf, renderer, TODAY, by=by, output=str(path), force=True)[1] == 0
        text = path.read_text(encoding="utf-8")
        if kind == "csv":
            rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
            assert {len(r) for r in rows} == {8}
            assert (len(rows) - 1) % 5 == 0
        else:
            closed = re.sub(r"<(meta[^>]*|br)>", r"<\1/>", text.replace("<!doctype html>", ""))
            xml.dom.minidom.parseString(closed)  # noqa: S318 our own page


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("days", "told"), [((3, 40), {"de": "3 bis 40 Tage alt", "en": "3 to 40 days old"}), ((1, 1), {"de": ": 1 Tag alt", "en": ": 1 day old"})])
def test_a_map_with_voices_tells_their_age(library, office, language, days, told):
    book = library.playbooks["stamping-press"]
    when = dict(zip(("demo", "own"), (TODAY - timedelta(days=d) for d in days), strict=True))
    voices = {k: Source(k, Text(k, k), Speaker.SELLER, Collection.WORKSHOP, day.year, day) for k, day in when.items()}
    said = book.phases["decision"].say
    phases: dict[Any, PhasePlay] = dict.fromkeys(PHASES, PhasePlay())
    for phase, name in (("decision", "demo"), ("retention", "own")):
        phases[phase] = PhasePlay(say=tuple(replace(s, sources=(name,)) for s in said))
    heard = replace(book, sources=voices, phases=phases)
    chart = by_role(library, heard, TODAY)
    renderer = office.renderer.in_(language)
    assert chart.ages == days
    assert told[language] in gaps.as_text(renderer, chart)
    assert "<table" in gaps.page(renderer, chart, "html")


def test_hostile_names_are_text_in_pages_and_in_cells(library):
    name = Text("=cmd()<script>alert(1)</script>", "=cmd()<script>")
    evil = replace(library.playbooks["freemium-tool"], name=name)
    poisoned = replace(library, playbooks={evil.id: evil})
    chart, renderer = by_job(poisoned, TODAY), Renderer(ROOT / "messages", poisoned)
    assert "<script" not in gaps.page(renderer, chart, "html")
    assert "<script" not in gaps.page(renderer, chart, "svg")
    assert "'=cmd()" in gaps.as_csv(renderer, chart)


def test_what_cannot_be_written_is_said(shelf, office, tmp_path):
    (tmp_path / "there.csv").write_text("mine")
    assert gaps.make(shelf, office.renderer, TODAY, output=str(tmp_path / "there.csv"))[1] == 2
    assert (tmp_path / "there.csv").read_text() == "mine"
    assert gaps.make(shelf, office.renderer, TODAY, output="x.docx")[1] == 2
    assert gaps.make(shelf, office.renderer, TODAY, output=str(tmp_path / "no" / "x.csv"))[1] == 2
    assert "Meinten Sie „stamping-press“?" in gaps.make(shelf, office.renderer, TODAY, wanted="stamping-pres")[0]


# ---- method


@pytest.mark.parametrize(
    ("profile", "first", "overkill"),
    [
        (Profile(offer="standard", employees=20), "template", True),
        (Profile(offer="standard", employees=900, departments=6, price=500_000), "revella", False),
        (Profile(offer="broad"), "revella", False),
        (Profile(offer="new"), "jtbd", False),
        (Profile(offer="strategic", interviews=12), "jtbd", False),
        (Profile(offer="strategic", interviews=0), "workshop", False),
        (Profile(offer="broad", interviews=4), "workshop", False),
    ],
)
def test_which_method_when(profile, first, overkill):
    verdict = advise(profile)
    assert verdict.choices[0].method == first
    assert verdict.overkill is overkill
    assert {c.method for c in verdict.choices} == {"template", "workshop", "revella", "jtbd"}


def test_size_law_departments_and_outsiders_change_the_advice():
    small, big = advise(Profile(employees=20)), advise(Profile(employees=5000, departments=6, levels=5, outsiders=2, regulated=True))
    assert (small.level, big.level) == ("simple", "complex")
    assert set(big.changes) >= {"law", "departments", "hierarchy", "outsiders", "big-firm"}
    assert not set(small.changes) & {"law", "departments", "hierarchy", "outsiders", "big-firm"}


SWITCHES = dict.fromkeys(("offer", *method.NUMBERS)) | {"regulated": False}


@pytest.mark.parametrize("language", ["de", "en"])
def test_asked_or_told(office, language):
    renderer = office.renderer.in_(language)
    asked, code = method.answer(renderer, SWITCHES, iter(["1", "20", "1", "1", "0", "500", "", "n"]))
    text = "\n".join(asked)
    assert code == 0
    assert ("zu viel" if language == "de" else "overkill") in text
    told, code = method.answer(renderer, SWITCHES | {"offer": "standard", "employees": "20"}, iter([]))
    assert "\n".join(told) == text[text.index("KOMPL" if language == "de" else "COMPL") :]


@pytest.mark.parametrize("lines", [[], ["x"] * 20, ["\x1b[2J", "-5", "9" * 99, "1.200"]])
def test_nonsense_is_no_obstacle(office, lines):
    text = "\n".join(method.answer(office.renderer, SWITCHES, iter(lines))[0])
    assert "METHODE" in text
    assert "\x1b" not in text


def test_a_wrong_switch(office):
    said, code = method.answer(office.renderer, SWITCHES | {"price": "viel"}, iter([]))
    assert code == 2
    assert "--price" in "".join(said)
