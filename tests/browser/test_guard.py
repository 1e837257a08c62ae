"""Who may come in: names, origins, tokens, numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.doors.browser.guard import Guard
from assistant.doors.browser.options import AddressError, OptionError, Options, is_loopback, read_options
from assistant.doors.browser.porter import preferred
from assistant.doors.browser.seats import PATIENCE, Seats
from assistant.doors.browser.visit import size

EVERYWHERE = "0.0.0.0"  # noqa: S104 nothing is bound here
LOCAL = Guard(Options(), 8000)
OPEN = Guard(Options(host=EVERYWHERE), 8000)
PROXIED = Guard(Options(public="https://assistent.example"), 8000)


@pytest.mark.parametrize(
    ("guard", "host", "known"),
    [
        (LOCAL, "127.0.0.1:8000", True), (LOCAL, "localhost:8000", True), (LOCAL, "LOCALHOST:8000", True), (LOCAL, "[::1]:8000", True),
        (LOCAL, "localhost", False), (LOCAL, "localhost:8001", False), (LOCAL, "evil.example:8000", False), (LOCAL, "192.168.1.5:8000", False),
        (LOCAL, "localhost.evil.example:8000", False), (LOCAL, "x@localhost:8000", False), (LOCAL, "", False), (LOCAL, "localhost:x", False),
        (LOCAL, "localhost:8000/x", False), (LOCAL, "[::1", False),
        (OPEN, "192.168.1.5:8000", True), (OPEN, "[fe80::1]:8000", True), (OPEN, "evil.example:8000", False), (OPEN, "localhost:8000", True),
        (PROXIED, "assistent.example", True), (PROXIED, "127.0.0.1:8000", True), (PROXIED, "other.example", False),
    ],
)  # fmt: skip
def test_names_of_ours(guard, host, known):
    assert guard.knows_host(host) is known


def test_origins():
    assert LOCAL.knows_origin("http://127.0.0.1:8000", "127.0.0.1:8000")
    assert not LOCAL.knows_origin("http://localhost:8000", "127.0.0.1:8000")
    assert not LOCAL.knows_origin("http://127.0.0.1:8001", "127.0.0.1:8000")
    assert not LOCAL.knows_origin("null", "127.0.0.1:8000")
    assert PROXIED.knows_origin("https://assistent.example", "127.0.0.1:8000")


def test_a_token_where_others_can_come():
    assert not LOCAL.token
    assert OPEN.token
    assert PROXIED.token
    assert not Guard(Options(host=EVERYWHERE, token=False), 8000).token
    assert Guard(Options(token=True), 8000).token
    assert OPEN.fits_token(OPEN.token)
    assert not OPEN.fits_token("")
    assert not OPEN.fits_token("ü")
    assert not LOCAL.fits_token("")


def test_numbers_belong_to_their_visitor():
    one, other = LOCAL.new_visitor(), LOCAL.new_visitor()
    assert LOCAL.knows_visitor(one)
    number = LOCAL.new_conversation(one)
    assert LOCAL.owns(one, number)
    assert not LOCAL.owns(other, number)
    assert not OPEN.owns(one, number)
    assert not OPEN.knows_visitor(one)
    assert LOCAL.fits_seal(LOCAL.seal(one, number), one, number)
    assert not LOCAL.fits_seal(LOCAL.seal(other, number), one, number)


@given(st.text(st.characters(exclude_categories=[])))
def test_what_is_made_up_is_nobody(text):
    assert not LOCAL.knows_visitor(text)
    assert not LOCAL.owns(text, text)
    assert not OPEN.fits_token(text)


@pytest.mark.parametrize(("host", "loopback"), [("127.0.0.1", True), ("::1", True), ("localhost", True), (EVERYWHERE, False), ("10.0.0.1", False), ("x", False)])
def test_loopback(host, loopback):
    assert is_loopback(host) is loopback


def options(**said):
    usual = {"host": "127.0.0.1", "port": "8000", "sessions": "8", "idle": "30", "public": "", "token": None, "language": None}
    return read_options(**{**usual, **said})


def test_options():
    found = options(port="0", idle="5", public="https://a.example/")
    assert (found.port, found.idle, found.public) == (0, 300, "https://a.example")


@pytest.mark.parametrize("said", [{"port": "x"}, {"port": "65536"}, {"port": "-1"}, {"port": "٣"}, {"sessions": "0"}, {"idle": "0"}, {"idle": ""}])
def test_a_number_that_does_not_fit(said):
    with pytest.raises(OptionError):
        options(**said)


@pytest.mark.parametrize("public", ["assistent.example", "ftp://x", "https://", "https://a.example/path"])
def test_an_address_that_is_none(public):
    with pytest.raises(AddressError):
        options(public=public)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de-DE,de;q=0.9,en;q=0.8", "de"), ("en-US,en;q=0.9,de;q=0.1", "en"), ("fr,en;q=0.5", "en"), ("fr", "de"), ("", "de"),
        ("en;q=x,de", "de"), ("*", "de"), ("en;q=0.2,de-AT;q=0.3", "de"),
    ],
)  # fmt: skip
def test_the_language_of_a_browser(header, language):
    assert preferred(header) == language


@pytest.mark.parametrize(
    ("said", "found"), [(("120", "36"), (120, 36)), (("x", None), (80, 24)), (("-1", "0"), (80, 1)), (("99999999", 9999), (80, 500)), ((True, {}), (80, 24))]
)
def test_sizes_a_screen_can_have(said, found):
    assert size(*said) == found


class Someone:
    def __init__(self, used, alone_since=None):
        self.used = used
        self.alone_since = alone_since
        self.ended = ""

    async def end(self, why):
        self.ended = why


async def test_a_conversation_whose_page_is_gone_gives_way_in_time():
    now = [0.0]
    seats = Seats(2, 1800, lambda: now[0])
    shown, left = Someone(0), Someone(0, alone_since=0)
    seats.give("a", shown)
    seats.give("b", left)
    now[0] = PATIENCE - 1
    assert not await seats.room()
    now[0] = PATIENCE
    assert await seats.room()
    assert left.ended == "gone"
    assert not shown.ended


async def test_quiet_ones_end():
    now = [0.0]
    seats = Seats(2, 60, lambda: now[0])
    quiet, lively = Someone(0), Someone(30)
    seats.give("a", quiet)
    seats.give("b", lively)
    now[0] = 60
    await seats.sweep()
    assert (quiet.ended, lively.ended, len(seats)) == ("idle", "", 1)


async def test_a_seat_taken_anew_is_not_freed_by_the_one_before():
    seats = Seats(2, 60)
    before, now = Someone(0), Someone(0)
    seats.give("a", before)
    seats.give("a", now)
    seats.free("a", before)
    assert seats.get("a") is now
