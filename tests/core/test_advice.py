"""Advice: order, honesty, completeness, sameness."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.core.advice import BLOCKS, advise
from assistant.core.brief import Brief
from assistant.core.evidence import weakest
from assistant.core.playbook import PHASES
from tests.data.complete import BUILT_IN

TODAY = date(2026, 11, 21)
DEMO = Brief("stamping-press", "breakdown", ("production",), "decision")


def cases(library):
    for book in library.playbooks.values():
        for trigger in book.triggers:
            for member in book.members:
                for phase in PHASES:
                    yield Brief(book.id, trigger.id, (member.id,), phase)


def test_blocks_come_in_the_order_of_the_issue(library):
    advice = advise(library, DEMO, TODAY)
    assert [b.name for b in advice.blocks] == list(BLOCKS)


@pytest.mark.parametrize("book", BUILT_IN)
def test_every_trigger_role_and_phase_has_words_questions_content_and_a_next_step(library, book):
    for brief in (b for b in cases(library) if b.playbook == book):
        advice = advise(library, brief, TODAY)
        assert advice
        said = {b.name: b.lines for b in advice.blocks}
        for name in ("say", "write"):
            assert any(x.facts.get("role") == brief.personas[0] for x in said[name]), (name, brief.ids())
        for name in ("ask", "show", "avoid", "circle", "next"):
            assert said.get(name), (name, brief.ids())


def test_the_grade_is_the_weakest_line(library):
    for brief in cases(library):
        advice = advise(library, brief, TODAY)
        grades = [x.grade for b in advice.blocks for x in b.lines if x.grade and x.label != "worth"]
        assert advice.grade == weakest(grades)


def test_every_line_with_a_text_names_its_sources(library):
    for brief in cases(library):
        for block in advise(library, brief, TODAY).blocks:
            for line in block.lines:
                assert not line.text or (line.sources and line.grade), line


def test_same_brief_same_advice(library):
    assert advise(library, DEMO, TODAY) == advise(library, DEMO, TODAY)


def test_the_trigger_redraws_the_journey(library):
    book = library.playbooks["stamping-press"]
    changes = {t.id: advise(library, replace(DEMO, trigger=t.id), TODAY).block("changes").lines for t in book.triggers}
    tempo = {lines[0].text.de for lines in changes.values()}
    assert len(tempo) == len(book.triggers)


def test_a_breakdown_shows_nothing_from_the_skipped_phases(library):
    advice = advise(library, replace(DEMO, phase="consideration"), TODAY)
    early = {c.title.text.de for c in library.playbooks["stamping-press"].phases["awareness"].content}
    assert not early & {x.text.de for x in advice.block("show").lines if x.text}


def test_content_without_an_asset_is_a_gap(library):
    assert any(x.label == "gap" for x in advise(library, DEMO, TODAY).block("show").lines)


def test_without_a_playbook_there_is_no_advice(library):
    assert advise(library, Brief(personas=("finance",), phase="decision"), TODAY) is None


def test_a_role_outside_the_circle_is_said_to_be_so(library):
    outside = next(p for p in library.personas if library.playbooks["stamping-press"].member(p) is None)
    advice = advise(library, replace(DEMO, personas=(outside,)), TODAY)
    assert any(x.label == "not-in-circle" for x in advice.block("circle").lines)


def test_an_unusual_urgency_is_said_the_usual_one_not_twice(library):
    usual = library.playbooks["stamping-press"].trigger("breakdown").urgency
    for urgency, said in (("frozen", True), (usual, False)):
        advice = advise(library, replace(DEMO, urgency=urgency), TODAY)
        assert any(x.label == "urgency" for x in advice.block("changes").lines) is said


def test_several_roles_each_get_their_sentence(library):
    advice = advise(library, replace(DEMO, personas=("production", "purchasing", "management")), TODAY)
    assert {x.facts.get("role") for x in advice.block("say").lines} >= {"production", "purchasing", "management"}
