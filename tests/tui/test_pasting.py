"""Escape characters inside a bracketed paste never reach Textual's parser, however the paste is cut into reads."""

from __future__ import annotations

import pytest
from textual import events

from assistant.doors.tui.pasting import END, STAND_IN, START, CleanPasteParser, PasteFilter

TEXT = "eins \x1b[31mrot\x1b[0m\rzwei \x1b]0;x\x07 drei"


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 100])
def test_a_paste_arrives_in_one_piece_and_in_order(size: int) -> None:
    parser = CleanPasteParser()
    stream = "a" + START + TEXT + END + "b"
    got = [m for at in range(0, len(stream), size) for m in parser.feed(stream[at : at + size])]
    assert not [m for m in got if isinstance(m, events.Key) and m.key == "escape"]
    pastes = [m.text for m in got if isinstance(m, events.Paste)]
    keys = "".join(m.character or "" for m in got if isinstance(m, events.Key))
    assert pastes == [TEXT.replace("\x1b", STAND_IN)]
    assert keys == "ab"


def test_keys_outside_a_paste_keep_their_escapes() -> None:
    keep = PasteFilter()
    assert keep("\x1b[A\x1b") == "\x1b[A\x1b"
    assert keep("[B") == "[B"
