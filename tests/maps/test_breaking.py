"""Lines fit, nothing is lost, compounds break where a reader expects it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.breaking import syllables, wrap


def parted(word):
    for at in reversed(syllables(word)):
        word = word[:at] + "|" + word[at:]
    return word


@pytest.mark.parametrize(
    "expected",
    [
        "Ent|schei|dungs|vor|lage", "Anfor|de|rungs|ka|ta|log", "Pro|duk|tions|lei|tung", "Qua|li|täts|si|che|rung", "Beschaf|fungs|an|trag",
        "Maschi|nen|ver|ord|nung", "Wei|ter|emp|feh|lung", "Haupt|ein|käu|fer", "Wirt|schaft|lich|keits|rech|nung", "Buch|hal|tung",
        "Still|stands|kos|ten", "Aus|las|tung", "Zucker", "pro|cu|re|ment",
    ],
)  # fmt: skip
def test_compounds_break_at_their_joints(expected):
    assert parted(expected.replace("|", "")) == expected


@given(st.text("abcdefghijklmnoprstuäöüß -/,.", max_size=300), st.integers(6, 40))
def test_every_line_fits_and_no_letter_is_lost(text, width):
    lines = wrap(text, width, len)
    assert all(len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "").replace("-", "") == text.replace(" ", "").replace("-", "")


def test_a_word_of_one_letter_too_wide_stands_alone():
    assert wrap("WW", 0.5, len) == ["W", "W"]
    assert wrap("", 10, len) == [""]


def test_a_name_breaks_only_where_it_must():
    assert wrap("Neue Fertigungslinie", 16, len, fill=False) == ["Neue", "Fertigungslinie"]
    assert wrap("Neue Fertigungslinie", 12, len, fill=False) == ["Neue Ferti-", "gungslinie"]


def test_absurd_words_cost_no_more_than_long_ones():
    """A hundred thousand letters without a space: measured line by line, never as a whole."""
    longest = 0

    def measure(text):
        nonlocal longest
        longest = max(longest, len(text))
        return len(text)

    assert "".join(wrap("x" * 100_000, 60, measure)) == "x" * 100_000
    assert longest < 500
