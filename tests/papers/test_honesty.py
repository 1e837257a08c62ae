"""What is made up says so, what is internal stays inside, quotes need consent."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.core.brief import Brief
from assistant.core.evidence import Speaker
from assistant.core.papers.kinds import KINDS, MESSAGES, PAPERS
from assistant.core.papers.request import Request
from assistant.edge.press import Draft, Refused
from tests.papers.conftest import BREAKDOWN, CONSENTED, KNOWN, REPORTED, SILENT, press_on, resting_on, source


@pytest.mark.parametrize("kind", PAPERS)
def test_made_up_papers_for_buyers_are_refused(press, kind):
    refused = press.make(BREAKDOWN, Request(kind))
    assert isinstance(refused, Refused)
    assert refused.code == "not-for-buyers"
    for language, word in (("de", "--example"), ("en", "--example")):
        assert word in press.said(language, refused.code, dict(refused.facts))


@pytest.mark.parametrize("kind", PAPERS)
def test_a_specimen_says_that_it_is_one(make, kind):
    draft = make(kind, example=True)
    assert draft.paper.example
    assert draft.paper.example_label.startswith("BEISPIEL")
    assert make(kind, language="en", example=True).paper.example_label.startswith("EXAMPLE")


@pytest.mark.parametrize("kind", KINDS)
def test_evidence_lifts_the_mark(library, kind):
    """With customers' words given with consent and literature for the rest nothing is an example any more."""
    draft = press_on(resting_on(library, **CONSENTED)).make(BREAKDOWN, Request(kind))
    assert isinstance(draft, Draft), draft
    assert not draft.paper.example
    assert draft.paper.example_label == ""


@pytest.mark.parametrize("kind", KINDS)
def test_no_quotes_without_consent(library, kind):
    """Internally they may be read; what customers read does without them or is not made at all."""
    found = press_on(resting_on(library, **SILENT)).make(BREAKDOWN, Request(kind, example=True))
    if KINDS[kind].outgoing:
        assert isinstance(found, Refused) is (kind not in DOES_WITHOUT), found
        if isinstance(found, Refused):
            assert found.code == "no-consent"
        else:
            assert "Gutteil?" not in found.paper.markdown
    else:
        assert isinstance(found, Draft)


@pytest.mark.parametrize(("day", "made"), [(31, True), (32, False)])
def test_what_is_no_longer_to_be_kept_reaches_no_customer(library, day, made):
    demo = replace(CONSENTED["demo"], expires=date(2026, 1, 31))
    press = press_on(resting_on(library, **{**CONSENTED, "demo": demo}), today=date(2026, 1, 31) + timedelta(days=day - 31))
    found = press.make(BREAKDOWN, Request("after-call"))
    assert isinstance(found, Draft) is made
    assert made or found.code == "expired"
    assert isinstance(press.make(BREAKDOWN, Request("sheet")), Draft)


# Their templates name neither the job nor a goal, which every paper in which they stand needs.
DOES_WITHOUT = {"first-contact", "silence", "re-entry", "reference", "linkedin", "ads", "opener", "voicemail", "reference-questions"}


@pytest.mark.parametrize("kind", MESSAGES)
def test_a_sellers_report_does_not_go_out_in_a_message(library, kind):
    found = press_on(resting_on(library, **REPORTED)).make(BREAKDOWN, Request(kind))
    if isinstance(found, Refused):
        assert found.code == "reported"
    else:
        assert not any("Quelle demo" in line for line in found.paper.footer)


@pytest.mark.parametrize("kind", PAPERS)
def test_a_sellers_report_does_not_go_out_in_a_paper(library, kind):
    press = press_on(resting_on(library, **REPORTED))
    assert press.make(BREAKDOWN, Request(kind)) == Refused("not-for-buyers", {"kind": kind, "grade": "D", "playbook": "stamping-press"})
    assert press.make(BREAKDOWN, Request(kind, example=True)).paper.example


def test_sources_and_grades_stand_in_the_foot_of_inside_papers(make):
    worth, sources = make("sheet").paper.footer
    assert "Z, erfunden" in worth
    assert "Z Als Beispiel erfunden" in sources
    assert "F Eigene Einschätzung" in sources


def test_only_what_is_said_counts(library):
    """A paper that says nothing made up is no example, though the playbook holds much that is."""
    draft = press_on(library).make(BREAKDOWN, Request("silence"))
    assert not draft.paper.example


def test_the_brief_for_a_writer_lists_quotes_only_with_consent(library):
    voiced = press_on(resting_on(library, **{**KNOWN, "demo": source("demo", Speaker.CUSTOMER, consent=True)}))
    silent = press_on(resting_on(library, **SILENT))
    assert "> „" in voiced.make(BREAKDOWN, Request("content-brief")).paper.markdown
    text = silent.make(BREAKDOWN, Request("content-brief")).paper.markdown
    assert "> „" not in text
    assert "keine Kundenstimme mit Einwilligung" in text


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("code", ["no-topic", "no-consent", "expired", "reported", "not-for-buyers"])
def test_every_refusal_has_words(press, code, language):
    said = press.said(language, code, {"kind": "checklist", "grade": "D", "playbook": "stamping-press", "source": "talks"})
    assert len(said) > 20
    assert press.renderer.language == "de"


def test_without_a_topic_there_is_no_paper(press):
    assert press.make(Brief(), Request("sheet")) == Refused("no-topic")
