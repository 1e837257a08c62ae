"""Which turns ask for a paper, and which do not."""

import csv
from pathlib import Path

import pytest

from assistant.core.papers.kinds import KINDS, MESSAGES, PAPERS
from assistant.core.papers.wishes import Named, kind_of, named

WISHES = {
    "sheet": ["gesprächsblatt", "Gespraechsblatt bitte", "call sheet", "mach mir ein Gesprächsblatt", "ich brauche das Blatt"],
    "after-call": ["mail danach", "Mail nach dem Termin", "e-mail", "email after the call", "schreib mir die Mail danach"],
    "first-contact": ["Erstkontakt", "cold email", "first contact"],
    "invitation": ["Einladung", "invitation please"],
    "silence": ["nachfassen", "follow-up after silence"],
    "re-entry": ["Wiedereinstieg", "re-entry"],
    "reference": ["Referenzbitte", "reference request"],
    "linkedin": ["LinkedIn-Beitrag", "linkedin post", "gib mir einen LinkedIn-Text"],
    "landing-page": ["Landingpage", "landing page block"],
    "ads": ["Anzeigen", "ad lines"],
    "opener": ["Einstieg", "call opener"],
    "voicemail": ["Mailbox", "voicemail"],
    "decision-paper": ["Entscheidungsvorlage", "decision paper"],
    "criteria": ["Kriterienkatalog", "criteria catalogue"],
    "checklist": ["liste", "Checkliste", "checklist"],
    "comparison": ["Vergleich", "comparison grid"],
    "roll-out": ["Einführungsplan", "roll-out plan"],
    "reference-questions": ["Referenzfragen", "Fragen an Referenzkunden"],
    "group-message": ["Rundmail", "Nachricht an den Kreis", "group message"],
    "content-brief": ["Briefing", "content brief", "Content-Briefing"],
}


def test_every_kind_can_be_wished_for():
    assert set(WISHES) == set(KINDS)
    assert set(MESSAGES) | set(PAPERS) < set(KINDS)


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in WISHES.items() for t in texts])
def test_wished_for(kind, text):
    assert named(text) == Named(kind)
    assert kind_of(kind) == kind


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Gesprächsblatt auf Englisch", Named("sheet", "auf Englisch")),
        ("mail danach, kürzer", Named("after-call", "kürzer")),
        ("Rundmail per Du", Named("group-message", "per Du")),
        ("papiere", Named("")),
        ("which papers are there?", Named("")),
    ],
)
def test_with_more_on_top(text, wish):
    assert named(text) == wish


@pytest.mark.parametrize(
    "text",
    ["stanze defekt, produktionsleiterin", "sie vergleichen Anbieter", "brief", "Vergleich läuft, Einkauf führt", "", "???", "blatt " * 60, "nein, CFO",
     "Mailserver ausgefallen", "wer fehlt noch?", "Ausschreibung mit Kriterienkatalog kommt morgen"],
)  # fmt: skip
def test_not_wished_for(text):
    assert named(text) is None


def test_no_line_of_a_salesperson_is_taken_for_a_wish():
    lines = (Path(__file__).parents[1] / "bench" / "b2b_lines.tsv").read_text(encoding="utf-8").splitlines()
    texts = [cell for row in csv.reader(lines, delimiter="\t") for cell in row if len(cell.split()) > 1]
    assert len(texts) > 500
    assert [t for t in texts if named(t)] == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_name_on_the_list_can_be_typed(office, language):
    renderer = office.renderer.in_(language)
    for kind in KINDS:
        name = renderer.word("papers", "kind", kind)
        assert named(name) == Named(kind), name
        assert kind_of(name) == kind
