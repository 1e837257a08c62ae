"""What passes the gate can be shown on any terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.gate import LONGEST, clean, clean_line


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\x1b[2Jb", "ab"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]52;c;SGFsbG8=\x1b\\b", "ab"),
        ("\x1b[31mrot\x1b[0m", "rot"),
        ("a\u202eb\u2066c", "abc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\x00\x07\x9b31mx", "x"),
        ("ä ö ü ß € @ é 😀", "ä ö ü ß € @ é 😀"),
        ("[bold]x[/bold] [/nope]", "[bold]x[/bold] [/nope]"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
    ],
)
def test_known_cases(raw, expected):
    assert clean(raw) == expected


@given(st.text())
def test_nothing_dangerous_is_left_and_cleaning_twice_changes_nothing(text):
    once = clean(text)
    assert not any((ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 or c in "\u202a\u202b\u202c\u202d\u202e" for c in once)
    assert clean(once) == once


def test_length_is_capped():
    assert len(clean("x" * 1_000_000)) == LONGEST


def test_one_line():
    assert clean_line(" a \n b\t c ") == "a b c"


@given(st.text(st.one_of(st.characters(), st.sampled_from(" \t\x1b[\u202e\u00a0")), max_size=12))
def test_the_short_way_gives_what_the_long_way_gives(text):
    assert clean_line(text) == " ".join(clean(text).split())
