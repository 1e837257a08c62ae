"""Cutting a line, the reach of a negation, telling the language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.clauses import clauses, language_of, reach_of_negation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stanze defekt, produktionsleiterin, brauchen ersatz", [2, 1, 2]),
        ("AS/400 läuft aus", [3]),
        ("erst Einkauf. dann GF", [2, 2]),
        ("", []),
        (",,,", []),
    ],
)
def test_clauses_by_their_number_of_words(text, expected):
    assert [len(c.tokens) for c in clauses(text)] == expected


@pytest.mark.parametrize(
    ("forms", "reached"),
    [
        ("nicht der cfo", {0, 1, 2}),
        ("nicht der cfo sondern der einkauf", {0, 1, 2}),
        ("stanze ist nicht defekt", {2, 3}),
        ("maschine laeuft nicht", {0, 1, 2}),
        ("nicht nur der einkauf", set()),
        ("mit dem einkauf", set()),
    ],
)
def test_reach_of_a_negation(forms, reached):
    assert reach_of_negation(tuple(forms.split())) == reached


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("wir brauchen sofort ersatz", "de"),
        ("we need a replacement now", "en"),
        ("CFO", None),
        ("Geschäftsführung", "de"),
        ("", None),
    ],
)
def test_language(text, language):
    assert language_of(text) == language


@given(st.text(max_size=300))
def test_any_text_is_cut_in_order(text):
    starts = [t.start for c in clauses(text) for t in c.tokens]
    assert starts == sorted(starts)
