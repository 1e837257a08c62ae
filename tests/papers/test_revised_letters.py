"""What a revision leaves out is said, and a letter means the same part before and after it: every kind, every follow-up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.core.brief import Brief
from assistant.core.dialogue import Say
from assistant.core.papers.kinds import KINDS
from assistant.core.papers.request import Request, Style
from assistant.core.papers.revise import Revision, revise, revisions_of
from assistant.doors.papers import paper_text
from assistant.edge.press import Draft, changed, left_out
from tests.papers.conftest import BREAKDOWN

PLACES = (BREAKDOWN, replace(BREAKDOWN, phase="awareness"), Brief("erp-replacement", "support-end", ("finance",), "consideration"))
STARTS = (Style(), Style("du", "personal"))
ALL = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def said(library):
    """The one revision that these words ask for."""

    def one(text: str) -> Revision:
        (found,) = revisions_of(text, library)
        return found

    return one


def _pairs(press, kind, revision):
    """Each paper of this kind before and after the revision."""
    for place in PLACES:
        for style in STARTS:
            for language in ("de", "en"):
                request = Request(kind, language, style, example=True)
                before, after = press.make(place, request), press.make(place, revise(request, revision))
                assert isinstance(before, Draft), before
                assert isinstance(after, Draft), after
                yield request, before, after


def _named(draft: Draft) -> dict[str, str]:
    return dict(zip((name for name, _ in draft.parts), draft.letters, strict=True))


@ALL
@pytest.mark.parametrize("words", ["kürzer", "förmlicher", "persönlicher", "per Du", "auf Englisch", "auf Deutsch", "für den Einkauf", "ohne „und“", "für die Schweiz"])
def test_a_letter_names_the_same_part_before_and_after(press, said, kind, words):
    for _, before, after in _pairs(press, kind, said(words)):
        old, new = _named(before), _named(after)
        assert {n: x for n, x in new.items() if n in old} == {n: x for n, x in old.items() if n in new}
        assert len(set(after.letters)) == len(after.letters)
        assert {x for x, _ in left_out(before, after)} == {x for n, x in old.items() if n not in new}
        assert not set(changed(before, after)) & {x for x, _ in left_out(before, after)}


@ALL
def test_the_first_version_counts_from_a_without_a_gap(press, kind):
    for _, before, _ in _pairs(press, kind, Revision()):
        assert set(before.letters) >= {chr(65 + n) for n in range(len(before.parts) - 1)}


@ALL
def test_shorter_adds_nothing_and_changes_neither_language_nor_address(press, said, kind):
    for request, before, after in _pairs(press, kind, said("kürzer")):
        assert set(dict(after.parts)) <= set(dict(before.parts))
        assert len(after.paper.markdown) <= len(before.paper.markdown)
        assert after.paper.title == before.paper.title
        assert after.paper.language == request.language
        assert before.paper.example or not after.paper.example  # with the last made-up line its mark goes too


@ALL
@pytest.mark.parametrize(
    ("words", "wanted"),
    [("förmlicher", Style("sie", "plain")), ("per Du", Style("du", "personal")), ("persönlicher", Style("sie", "personal"))],
)
def test_a_tone_is_the_paper_in_that_tone_and_nothing_else(press, said, kind, words, wanted):
    """The way there does not show: the paper is the one that would have come in that tone at once."""
    start = Style("sie", "personal") if words == "per Du" else Style("du", "personal") if words == "förmlicher" else Style()
    for place in PLACES:
        request = Request(kind, style=start, example=True)
        there = press.make(place, revise(request, said(words)))
        assert there == press.make(place, Request(kind, style=wanted, example=True))
        assert there.paper.language == "de"


@ALL
def test_into_english_and_back_is_the_same_paper(press, said, kind):
    for place in PLACES:
        request = Request(kind, example=True)
        english = revise(request, said("auf Englisch"))
        assert press.make(place, english) == press.make(place, Request(kind, "en", example=True))
        assert [n for n, _ in press.make(place, english).parts] == [n for n, _ in press.make(place, request).parts]
        assert press.make(place, revise(english, said("auf Deutsch"))) == press.make(place, request)


@ALL
def test_for_another_role_only_the_role_differs(press, said, kind):
    for request, _, after in _pairs(press, kind, said("für den Einkauf")):
        assert after.paper.language == request.language
        wanted = replace(revise(request, said("für den Einkauf")), roles=())
        assert wanted == request


@ALL
def test_a_part_that_comes_back_stands_where_it_stood(press, kind):
    """"kürzer", then one part in full again: that part alone is as before, in its place."""
    request = Request(kind, example=True)
    short = revise(request, Revision(short=True))
    before, brief = press.make(BREAKDOWN, request), press.make(BREAKDOWN, short)
    for mark, (name, text) in zip(before.letters, before.parts, strict=True):
        after = press.make(BREAKDOWN, revise(short, Revision(short=False, part=mark)))
        assert dict(after.parts)[name] == text
        assert changed(brief, after) in ((), (mark,))
        order = [n for n, _ in before.parts]
        assert [n for n, _ in after.parts] == sorted(dict(after.parts), key=order.index)


@pytest.mark.parametrize(("language", "word"), [("de", "Weggelassen: C ("), ("en", "Left out: C (")])
def test_what_went_is_said(office, press, language, word):
    before = Request("linkedin", language)
    after = revise(before, Revision(short=True))
    say = Say((), paper=after, paper_before=before)
    gone = left_out(press.make(BREAKDOWN, before), press.make(BREAKDOWN, after))
    text = paper_text(office.in_(language), BREAKDOWN, say)
    assert [f"{mark} ({begins[:20]}" in text.split("\n")[0] for mark, begins in gone] == [True] * len(gone)
    assert gone
    assert (word in text) == (gone[0][0] == "C")


def test_nothing_is_said_of_what_stays(office):
    say = Say((), paper=Request("after-call", banned=("Gutteil",)), paper_before=Request("after-call"))
    assert "Weggelassen" not in paper_text(office, BREAKDOWN, say)
