"""Filtering a list by a few letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.finding import find

ENTRIES = (
    ("Neuer Brief", "new brief"), ("Darstellung: hoher Kontrast", "high contrast farben colours"),
    ("Große Abstände", "large spacing"), ("Beenden", "quit exit"), ("Sprache: English", "language deutsch"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("query", "first"),
    [("kontr", 1), ("contrast", 1), ("GROSSE", 2), ("große abst", 2), ("abstaende", 2), ("quti", 3), ("quitt", 3),
     ("beednen", 3), ("spra", 4), ("lang", 4), ("hoher kontrast", 1), ("xyz", None), ("kontrast beenden", None)],
)  # fmt: skip
def test_what_is_meant_comes_first(query, first):
    found = find(query, ENTRIES)
    assert (found[0] if found else None) == first


def test_nothing_typed_means_everything_in_order():
    assert find("  ", ENTRIES) == list(range(len(ENTRIES)))


@given(st.text(max_size=20))
def test_any_text_gives_places_of_entries_once(query):
    found = find(query, ENTRIES)
    assert len(set(found)) == len(found)
    assert set(found) <= set(range(len(ENTRIES)))
