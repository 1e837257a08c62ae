"""Escape characters inside a bracketed paste never reach Textual's parser, however the paste is cut into reads."""

from __future__ import annotations

from time import monotonic

import pytest
from textual import events
from textual.message import Message

from assistant.doors.tui.pasting import END, OPEN, STAND_IN, START, UNMARKED, CleanPasteParser, PasteFilter
from tests.tui.conftest import Opener, Screen

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


def _keys(text: str) -> list[Message]:
    names = {"\n": ("enter", "\r"), " ": ("space", " "), "/": ("slash", "/")}
    return [events.Key(*names.get(c, (c, c))) for c in text]


async def _arrive(s: Screen, messages: list[Message]) -> None:
    """All at the speed of a paste, whatever else this machine is doing."""
    now = monotonic()
    for number, message in enumerate(messages):
        message.time = now + number * 1e-6
        s.app.post_message(message)
    await s.until(lambda: s.prompt.text and not s.prompt._burst)  # noqa: SLF001 all of it is there


def test_a_long_run_in_one_read_is_a_paste_and_a_short_one_is_keys() -> None:
    parser = CleanPasteParser()
    (paste,) = parser.feed("x" * UNMARKED)
    assert isinstance(paste, events.Paste)
    assert paste.text == OPEN + "x" * UNMARKED
    assert all(isinstance(m, events.Key) for m in parser.feed("x" * (UNMARKED - 1)))
    assert not [m for m in parser.feed("\x1b[A" * 40) if isinstance(m, events.Paste)]


LONG = "\n".join(f"Zeile {n} mit 1 Ziffer / und Zeichen" for n in range(1, 60))


@pytest.mark.parametrize("size", [50, 100, 333, 1024])
async def test_an_unmarked_paste_is_one_text_that_nothing_sends(screen: Opener, size: int) -> None:
    async with screen((120, 36)) as s:
        parser, stream = CleanPasteParser(), LONG.replace("\n", "\r")
        await _arrive(s, [m for at in range(0, len(stream), size) for m in parser.feed(stream[at : at + size])])
        await s.until(lambda: "1 ansehen 2 verwenden" in s.text())
        assert s.prompt.full_text == LONG
        assert s.chat.count == 1
        assert s.prompt.text.startswith("‹Text mit 2.")
        assert "1 ansehen 2 verwenden" in s.text()


async def test_a_folded_text_can_be_viewed_used_and_removed_as_a_whole(screen: Opener) -> None:
    async with screen((120, 36)) as s:
        await s.type(LONG)
        await s.press("1")
        await s.until(lambda: len(s.app.screen_stack) > 1)
        assert "Zeile 1 mit" in s.text()
        await s.press("escape", "backspace")
        assert s.prompt.text == ""
        await s.press("ctrl+z")
        assert s.prompt.full_text == LONG
        await s.press("2")
        await s.until(lambda: s.chat.count >= 3)
        assert LONG[:200] in s.said()


async def test_digits_beside_a_folded_text_stay_text(screen: Opener) -> None:
    async with screen() as s:
        await s.type(LONG)
        await s.press("space", "2")
        assert s.prompt.full_text == LONG + " 2"
        assert s.chat.count == 1


async def test_keys_without_a_parser_are_gathered_as_well(screen: Opener) -> None:
    """As in a driver of another system."""
    async with screen() as s:
        await _arrive(s, _keys(LONG[:1000]))
        await s.until(lambda: s.prompt.full_text == LONG[:1000])
        assert s.chat.count == 1
        assert s.prompt.folded == 1000
