"""Spelling repair towards known words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.spelling import Speller

SPELLER = Speller.of(["produktionsleiterin", "einkauf", "controller", "cfo"], {"einkaufen", "verkauf"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("produktionsleterin", "produktionsleiterin"),
        ("eikauf", "einkauf"),
        ("controler", "controller"),
        ("einkaufen", "einkaufen"),  # a word of its own
        ("verkauf", "verkauf"),
        ("cfa", "cfa"),  # short words are never repaired
        ("maschine", "maschine"),
        ("", ""),
    ],
)
def test_repair(typed, meant):
    assert SPELLER.repair(typed) == meant


@given(st.text(max_size=40))
def test_repair_gives_the_word_or_a_target(word):
    assert SPELLER.repair(word) in {word, *SPELLER.targets}
