"""Grades, the weakest link, and age."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.evidence import Collection, Grade, Source, Speaker, grade, is_stale, weakest
from assistant.core.text import Text

TODAY = date(2026, 11, 21)


def source(speaker, collection, **more):
    return Source("x", Text("t", "t"), Speaker(speaker), Collection(collection), **more)


@pytest.mark.parametrize(
    ("speaker", "collection", "more", "expected"),
    [
        ("customer", "interview", {"year": 2026, "role": "Einkauf"}, "A"),
        ("customer", "interview", {"role": "Einkauf"}, "C"),
        ("customer", "interview", {"year": 2026}, "C"),
        ("customer", "questionnaire", {"year": 2026, "voices": 31}, "B"),
        ("customer", "questionnaire", {"year": 2026}, "C"),
        ("customer", "review", {}, "C"),
        ("customer", "tender", {}, "C"),
        ("customer", "hypothesis", {}, "F"),
        ("seller", "call-notes", {}, "D"),
        ("seller", "workshop", {}, "D"),
        ("literature", "publication", {"year": 2021}, "E"),
        ("own", "hypothesis", {}, "F"),
        ("invented", "demonstration", {}, "Z"),
    ],
)
def test_grade_follows_speaker_and_collection(speaker, collection, more, expected):
    assert grade(source(speaker, collection, **more)) == expected


def test_a_seller_never_counts_as_a_customer():
    for collection in Collection:
        assert grade(source("seller", collection)) == Grade.D


@given(st.lists(st.sampled_from(list(Grade)), min_size=1))
def test_the_answer_is_worth_its_weakest_link(grades):
    found = weakest(grades)
    assert found in grades
    assert all(g <= found for g in grades)


def test_resting_on_nothing_is_an_assumption():
    assert weakest([]) == Grade.F


@pytest.mark.parametrize(
    ("more", "stale"),
    [
        ({"when": date(2025, 11, 20)}, True),
        ({"when": date(2025, 11, 22)}, False),
        ({"year": 2024}, True),
        ({"year": 2025}, False),
        ({}, False),
    ],
)
def test_what_people_said_ages_in_twelve_months(more, stale):
    assert is_stale(source("customer", "interview", **more), TODAY) is stale


def test_a_law_does_not_age_but_a_survey_does():
    assert not is_stale(source("literature", "publication", year=2016), TODAY)
    assert is_stale(source("literature", "publication", year=2020, voices=200), TODAY)
