"""The views of a brief: buying centre, heat map, journey map, why of a line. Nothing invented, every line graded."""

from __future__ import annotations

import re

import pytest

from assistant.core.advice import advise
from assistant.core.brief import Brief, Loop
from assistant.core.centre import absent, centre, standing, uncovered
from assistant.core.evidence import Grade, grade, weakest
from assistant.core.gaps import EVERYBODY, Gap, cells, gap_sheet, gaps_of, heatmap, nearest
from assistant.core.journey import explained, journey_map, where
from assistant.core.lettered import LETTERED, letter, lettered, why_line
from assistant.core.playbook import FUNCTIONS, PHASES
from tests.conftest import TODAY

PRESS = Brief("stamping-press", "breakdown", ("production",), "decision", mentioned=("management",))


def block(sheet, name):
    return next(b for b in sheet.blocks if b.name == name)


# ---- buying centre


def test_everybody_of_the_circle_stands_there_once_with_goal_and_functions(library):
    for book in library.playbooks.values():
        sheet = centre(library, Brief(book.id, personas=(book.members[0].id,)))
        members = block(sheet, "members").lines
        assert sorted(x.facts["role"] for x in members) == sorted(m.id for m in book.members)
        for line in members:
            member = book.member(line.facts["role"])
            assert line.text is member.goal.text
            assert line.facts["functions"].split() == list(member.functions)


def test_who_is_addressed_mentioned_and_missing(library):
    sheet = centre(library, PRESS)
    states = {x.facts["role"]: x.facts["state"] for x in block(sheet, "members").lines}
    assert states["production"] == "addressed"
    assert states["management"] == "mentioned"
    assert states["works-council"] == standing(PRESS, "works-council") == "missing"
    assert sheet.facts["missing"] == len(absent(library.playbooks["stamping-press"], PRESS)) == 8


def test_functions_that_nobody_covers_get_a_question(library):
    book = library.playbooks["stamping-press"]
    open_ = uncovered(book, PRESS)
    assert set(open_) == {"buyer", "influencer", "gatekeeper"}
    asked = [x.facts["function"] for x in block(centre(library, PRESS), "find").lines if x.label == "find"]
    assert tuple(asked) == open_
    lines = {x.facts["function"]: x.label for x in block(centre(library, PRESS), "functions").lines}
    assert list(lines) == list(FUNCTIONS)
    assert {f for f, label in lines.items() if label == "covered"} == {"initiator", "user", "decider"}


def test_a_full_circle_still_has_a_question(library):
    book = library.playbooks["stamping-press"]
    brief = Brief(book.id, "breakdown", tuple(m.id for m in book.members), "decision")
    assert [x.label for x in block(centre(library, brief), "find").lines] == ["find-any"]


def test_without_a_topic_there_is_no_circle(library):
    assert centre(library, Brief()) is None
    assert heatmap(library, Brief()) is None


# ---- gaps


def test_cells_count_what_the_playbook_holds(library):
    book = library.playbooks["stamping-press"]
    rows = cells(library, book, Brief("stamping-press"))
    assert [row[0].persona for row in rows] == [*(m.id for m in book.members), EVERYBODY]
    for row in rows:
        for cell in row:
            play = book.phases[cell.phase]
            mine = [s for s in (*play.say, *play.write) if (cell.persona in s.roles if cell.persona else not s.roles)]
            assert cell.wording == len(mine)
            assert not cell.here or cell.phase == "consideration"


def test_a_trigger_narrows_the_counts(library):
    book = library.playbooks["stamping-press"]
    all_, some = cells(library, book, Brief("stamping-press")), cells(library, book, PRESS)
    assert sum(c.content for r in some for c in r) < sum(c.content for r in all_ for c in r)
    assert [c.persona for r in some for c in r if c.here] == ["production"]


def test_a_role_outside_the_circle_is_a_gap_and_what_is_near_is_real(library):
    brief = Brief("stamping-press", "breakdown", ("legal", "production"), "decision")
    (gap,) = gaps_of(library, brief)
    assert gap == Gap("stamping-press", "legal", "decision")
    book = library.playbooks["stamping-press"]
    found = nearest(library, gap, "breakdown")
    assert len(found) == 3
    held = {id(s) for p in PHASES for s in (*book.phases[p].say, *book.phases[p].write, *(c.title for c in book.phases[p].content))}
    assert all(id(n.piece) in held for n in found), "nothing is invented"
    assert {n.phase for n in found} == {"decision"}
    assert gap_sheet(library, (), None) is None


def test_the_own_role_in_a_near_phase_comes_before_other_roles(library):
    found = nearest(library, Gap("stamping-press", "production", "decision"), None)
    assert [n.persona for n in found] == ["production"] * 3


# ---- journey


@pytest.mark.parametrize(
    ("brief", "expected"),
    [
        (Brief(), ["ahead"] * 5),
        (PRESS, ["skipped", "skipped", "here", "ahead", "ahead"]),
        (Brief("stamping-press", "planned-replacement", (), "retention"), ["done", "done", "done", "here", "ahead"]),
    ],
)
def test_where_a_brief_stands(library, brief, expected):
    assert [where(library, brief, p) for p in PHASES] == expected


def test_the_map_shows_entry_triggers_and_loops(library):
    brief = Brief("stamping-press", "breakdown", (), "consideration", loops=(Loop("budget-cut", "Budget weg", "decision", "consideration"),))
    sheet = journey_map(library, brief)
    assert [x.facts["phase"] for x in block(sheet, "phases").lines if x.facts.get("entry")] == ["decision"]
    assert [x.facts["trigger"] for x in block(sheet, "triggers").lines if x.facts["own"]] == ["breakdown"]
    assert [x.facts["reason"] for x in block(sheet, "loops").lines] == ["budget-cut"]


def test_the_explanation_is_one_line_a_phase(library):
    (five,) = explained(library).blocks
    assert [x.facts["phase"] for x in five.lines] == list(PHASES)


def test_the_example_needs_no_topic(library):
    assert journey_map(library, Brief(), example=True).facts["playbook"] == "stamping-press"
    assert [b.name for b in journey_map(library, Brief()).blocks] == ["phases"]


# ---- letters


def test_letters_run_on_after_z():
    assert [letter(i) for i in (0, 25, 26, 27, 51, 52)] == ["A", "Z", "AA", "AB", "AZ", "BA"]


def test_every_letter_of_every_advice_can_be_explained(library):
    for book in library.playbooks.values():
        for cause in book.triggers:
            for phase in PHASES:
                brief = Brief(book.id, cause.id, tuple(m.id for m in book.members[:2]), phase)
                advice = advise(library, brief, TODAY)
                assert advice
                for one in lettered(advice):
                    assert one.line.label in LETTERED
                    sheet = why_line(library, advice, one.letter.lower())
                    assert sheet is not None, one
                    assert block(sheet, "line").lines[0].text is one.line.text
                    assert sheet.sources
                assert why_line(library, advice, "zzz") is None


# ---- all of them


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_line_of_every_view_has_words_and_its_grade_follows_from_its_sources(library, office, language):
    renderer = office.renderer.in_(language)
    ungraded = {"head", "row", "key", "bare", "noted", "nothing", "loop", "tag-phase", "tag-roles", "tag-triggers", "words", "assumed"}
    for book in library.playbooks.values():
        for cause in (None, *book.triggers):
            brief = Brief(book.id, cause.id if cause else None, ("production", book.members[0].id), "decision", open=("trigger",))
            gaps = gaps_of(library, brief)
            advice = advise(library, brief, TODAY)
            assert advice
            sheets = [
                centre(library, brief), heatmap(library, brief, gaps), journey_map(library, brief),
                gap_sheet(library, gaps, brief.trigger), explained(library), why_line(library, advice, "A"),
            ]  # fmt: skip
            for sheet in filter(None, sheets):
                shown = renderer.sheet(sheet)
                assert shown.title
                for b in shown.blocks:
                    assert b.title
                    assert all(x.text and "\n" not in x.text for x in b.lines), b
                for line in (x for b in sheet.blocks for x in b.lines if x.label not in ungraded):
                    found = [s for i in line.sources if (s := library.source(book, i))]
                    assert found, line
                    assert line.grade == weakest(map(grade, found))
                assert sheet.grade in Grade


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_columns_of_the_heat_map_stand_under_each_other(library, office, language):
    renderer = office.renderer.in_(language)
    for book in library.playbooks.values():
        brief = Brief(book.id, book.triggers[0].id, (book.members[0].id,), "decision")
        head, *rows, _key = renderer.sheet(heatmap(library, brief)).blocks[0].lines
        starts = [m.start() for m in re.finditer(r"\S+", head.text)]
        assert len(starts) == 6
        assert len(rows) == len(book.members) + 1
        for row in rows:
            assert len(row.text) <= 48
            assert [m.start() for m in re.finditer(r"(?<= )[\[·\d]\S*", row.text)] == starts[1:], row.text
