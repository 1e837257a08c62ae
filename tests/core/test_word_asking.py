"""What a line asks to have counted, and which words it sets against each other."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.gate import clean_line
from assistant.core.guide import Conversation, State, step
from assistant.core.intents import intent_of
from assistant.core.word_asking import Asked, asked_of, terms_of
from assistant.core.word_counts import Scope
from assistant.core.word_report import told
from tests.conftest import TODAY
from tests.core.test_words_counted import LISTS, say


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Rentabilität", ("Rentabilität",)), ("Rentabilität oder Rendite?", ("Rentabilität", "Rendite")),
        ("„Rentabilität“ oder „ROI“", ("Rentabilität", "ROI")), ("A1, B2 or C3", ("A1", "B2", "C3")), ("A1, B2, or C3", ("A1", "B2", "C3")),
        ("return on capital", ("return on capital",)), ("Kosten, Costs", ("Kosten, Costs",)),
        ("“make or buy”", ("make or buy",)), ("oder", ("oder",)), ("ROI oder ROI", ("ROI",)),
        ("", ()), ("!?", ()), (" oder ", ()), ("x" * 300, ("x" * 60,)), (" or ".join("abcdefgh"), tuple("abcde")),
    ],
)  # fmt: skip
def test_the_terms_of_a_question(text, terms):
    assert terms_of(text) == terms


def test_what_is_said_to_be_one_term_is_one():
    assert terms_of("make or buy", whole=True) == ("make or buy",)


@given(st.text(max_size=120))
def test_terms_are_short_lines_with_something_to_read(text):
    for term in terms_of(text):
        assert 0 < len(term) <= 60
        assert clean_line(term) == term


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("/wörter Rentabilität", ("Rentabilität",)), ("/wo\u0308rter: ROI", ("ROI",)), ("/words", ()),
        ("wörter: Rentabilität", ("Rentabilität",)), ("Welches Wort: Rentabilität oder Rendite?", ("Rentabilität", "Rendite")),
        ("which word : ROI or payback", ("ROI", "payback")), ('/words "make or buy"', ("make or buy",)),
    ],
)  # fmt: skip
def test_a_line_asks_and_changes_no_more_than_the_language(desk, line, terms):
    assert intent_of(line).name == "words"
    before, _ = step(desk, Conversation(State()), "ERP Wartung läuft aus, mit dem CFO")
    after, say = step(desk, before, line)
    assert after.now == replace(before.now, language=after.now.language)
    assert asked_of(say) == Asked(terms, "erp-replacement")


def test_without_a_word_and_without_a_topic_it_asks_back(desk):
    before = Conversation(State())
    after, say = step(desk, before, "/wörter")
    assert (after, asked_of(say), say.parts[0].name) == (before, None, "words/which")


def found(library, terms, *texts):
    return told(terms, Scope(), library, LISTS, [say(text, at) for at, text in enumerate(texts)], today=TODAY)


def test_words_on_no_list_compete_because_the_question_says_so(library):
    got = found(library, ("Rendite", "Überschuss"), *["mehr Überschuss"] * 6, "die Rendite")
    assert (got.report.advice.why, got.report.advice.lemma.name.de) == ("ahead", "Überschuss")
    got = found(library, ("Rendite", "Rentabilität"), *["die Rentabilität"] * 6)
    assert (got.report.advice.why, got.report.advice.lemma.name.de) == ("ahead", "Rentabilität")


def test_words_that_a_list_keeps_apart_stay_apart(library):
    got = found(library, ("Gewinn", "Marge"), *["die Marge"] * 6)
    assert got.report.advice.why == "alone"
    assert [w.hits for w in got.report.words if w.lemma.id == "marge"] == [6]


def test_a_word_counts_once_however_often_it_is_asked_for(library):
    got = found(library, ("Rentabilität", "rentabilitaet", "Gewinn"), "Rentabilität")
    ids = [w.lemma.id for w in got.report.words]
    assert len(ids) == len(set(ids))
    assert [x.id for x in got.terms] == ["rentabilitaet", "gewinn"]


def test_in_short_a_playbook_advises_on_the_words_that_are_said(library):
    job = Scope("erp-replacement")
    texts = [say("Das ist Legacy.", job="erp-replacement")]
    whole, short = (told((), job, library, LISTS, texts, today=TODAY, short=x) for x in (False, True))
    assert [term.term.de for term, _ in short.said] == ["Legacy, Altlast"]
    assert len(whole.said) > len(short.said)


def test_nothing_to_count_is_none(library):
    assert found(library, ()) is None
    assert found(library, ("!!",)) is None
