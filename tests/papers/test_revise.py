"""Follow-ups change just what they name, and a banned word is gone for good."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.core.brief import Brief
from assistant.core.papers.banned import holds, scrub
from assistant.core.papers.kinds import KINDS
from assistant.core.papers.request import Request, Style
from assistant.core.papers.revise import Revision, revise, revisions_of
from assistant.edge.press import Draft, changed, letter, readable
from tests.papers.conftest import BREAKDOWN


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("kürzer", Revision(short=True)),
        ("Bitte etwas kürzer.", Revision(short=True)),
        ("shorter", Revision(short=True)),
        ("kürzer B", Revision(short=True, part="B")),
        ("shorter c please", Revision(short=True, part="C")),
        ("ausführlicher", Revision(short=False)),
        ("förmlicher", Revision(address="sie", variant="plain")),
        ("per Du", Revision(address="du")),
        ("persönlicher", Revision(variant="personal")),
        ("auf Englisch", Revision(language="en")),
        ("in German please", Revision(language="de")),
        ("für den Einkauf", Revision(roles=("purchasing",))),
        ("für die Schweiz", Revision(country="ch")),
        ("for Austria", Revision(country="at")),
        ("als Beispiel", Revision(example=True)),
        ("for the CFO", Revision(roles=("finance",))),
        ("für Einkauf und GF", Revision(roles=("purchasing", "management"))),
        ("ohne „bewährt“", Revision(banned=("bewährt",))),
        ("ohne 'Liefertag, fest'", Revision(banned=("Liefertag, fest",))),
        ("not “proven”", Revision(banned=("proven",))),
        ("ohne das Wort Gutteil", Revision(banned=("Gutteil",))),
    ],
)
def test_what_is_meant(library, said, wanted):
    assert revisions_of(said, library) == (wanted,)


@pytest.mark.parametrize(
    ("said", "count"), [("shorter, and not 'proven'", 2), ("kürzer, förmlicher und auf Englisch", 0), ("kürzer und förmlicher", 2), ("kürzer, persönlicher, auf englisch", 3)]
)
def test_several_at_once(library, said, count):
    assert len(revisions_of(said, library)) == count


@pytest.mark.parametrize(
    "said",
    ["nein, CFO", "ohne Einkauf", "stanze defekt, produktionsleiterin", "wer fehlt noch?", "", "für morgen", "auf englisch B", "kürzer, die Frist läuft ab",
     "english please", "not CIO, CFO", "die Reise wird kürzer", "für den Einkauf zählt der Preis"],
)  # fmt: skip
def test_what_is_no_follow_up(library, said):
    assert revisions_of(said, library) == ()


def test_a_letter_changes_that_part_only(press):
    base = Request("after-call")
    before = press.make(BREAKDOWN, base)
    letters = [name for name, _ in before.parts]
    at = letters.index("open")
    after = press.make(BREAKDOWN, revise(base, Revision(short=True, part=chr(65 + at))))
    assert changed(before, after) == (chr(65 + at),)
    assert dict(after.parts)["open"].count("\n- ") < dict(before.parts)["open"].count("\n- ")


@pytest.mark.parametrize("kind", KINDS)
def test_no_letter_touches_another_part(press, kind):
    base = Request(kind, example=True)
    before = press.make(BREAKDOWN, base)
    for number in range(len(before.parts)):
        name = letter(number)
        after = press.make(BREAKDOWN, revise(base, Revision(short=True, variant="personal", part=name)))
        assert changed(before, after) in ((), (name,))
        assert after.paper.title == before.paper.title
    beyond = press.make(BREAKDOWN, revise(base, Revision(short=True, part=letter(len(before.parts)))))
    assert changed(before, beyond) == ()


def test_all_shorter_is_shorter_and_back_again(press):
    for kind in KINDS:
        base = Request(kind, example=True)
        short = revise(base, Revision(short=True))
        full, brief = press.make(BREAKDOWN, base), press.make(BREAKDOWN, short)
        assert len(brief.paper.markdown) <= len(full.paper.markdown), kind
        assert press.make(BREAKDOWN, revise(short, Revision(short=False))) == full


def test_the_same_request_gives_the_same_paper(press):
    request = Request("silence", style=Style("du", "personal"), country="ch", banned=("Ziffer",))
    assert press.make(BREAKDOWN, request) == press.make(BREAKDOWN, request)


def test_for_another_role_says_what_that_role_hears(press):
    mine = press.make(BREAKDOWN, Request("opener"))
    theirs = press.make(BREAKDOWN, Request("opener", roles=("purchasing",)))
    brief = Brief(BREAKDOWN.playbook, BREAKDOWN.trigger, ("purchasing",), BREAKDOWN.phase)
    assert theirs == press.make(brief, Request("opener"))
    assert theirs != mine


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_banned_word_is_absent(press, data):
    kind = data.draw(st.sampled_from(list(KINDS)))
    language = data.draw(st.sampled_from(["de", "en"]))
    request = Request(kind, language, example=True, country=data.draw(st.sampled_from(["de", "ch"])))
    draft = press.make(BREAKDOWN, request)
    text = readable(draft.paper.markdown + " " + draft.paper.title)
    word = data.draw(st.sampled_from(sorted(set(re.findall(r"[^\W\d_]{3,}", text)))))
    after = press.make(BREAKDOWN, revise(request, Revision(banned=(word,))))
    assert isinstance(after, Draft)
    whole = "\n".join([after.paper.title, after.paper.markdown, *after.paper.footer])
    assert not holds(whole, (word,))
    assert not re.search(rf"(?<!\w){word}(?!\w)", readable(whole), re.IGNORECASE)
    assert after.notes


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_ban_leaves_alone_what_does_not_hold_the_word(press, data):
    kind = data.draw(st.sampled_from(["sheet", "after-call", "decision-paper", "content-brief", "checklist", "opener"]))
    request = Request(kind, data.draw(st.sampled_from(["de", "en"])), example=True)
    before = dict(press.make(BREAKDOWN, request).parts)
    word = data.draw(st.sampled_from(sorted(set(re.findall(r"[^\W\d_]{4,}", readable(" ".join(before.values())))))))
    after = dict(press.make(BREAKDOWN, revise(request, Revision(banned=(word,)))).parts)
    for name, text in before.items():
        if not holds(readable(text), (word,)):
            assert after[name] == text


def test_another_wording_comes_instead_where_there_is_one(press):
    base = Request("sheet")
    before = dict(press.make(BREAKDOWN, base).parts)["questions"]
    after = dict(press.make(BREAKDOWN, revise(base, Revision(banned=("Gutteil",)))).parts)["questions"]
    assert "Gutteil" in before
    assert "Gutteil" not in after
    assert after.count("\n- ") >= before.count("\n- ") - 1


@pytest.mark.parametrize(
    ("text", "word", "there"),
    [
        ("innovative Lösungen", "innovativ", True), ("Innovationen", "innovativ", False), ("Das ist Maß", "mass", True),
        ("Uebergang", "Übergang", True), ("Produktion", "Produkt", False), ("die Produkte", "Produkt", True), ("approve", "prove", False),
        ("auf Knopf\ndruck", "Knopf druck", True),
    ],
)  # fmt: skip
def test_what_counts_as_the_word(text, word, there):
    assert holds(text, (word,)) is there


def test_a_table_without_its_head_goes():
    table = "before\n\n| a | secret |\n|---|---|\n| 1 | 2 |\n\nafter\n\n| x | y |\n|---|---|\n| secret | 2 |\n| 3 | 4 |"
    assert scrub(table, ("secret",)) == "before\n\nafter\n\n| x | y |\n|---|---|\n| 3 | 4 |"
