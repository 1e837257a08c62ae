"""Exact counts of words: tables of what counts as what, and what the numbers allow to say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.evidence import Collection, Speaker
from assistant.core.lemmas import Lemmas, single
from assistant.core.statements import Saying, Standing
from assistant.core.word_counts import Scope, count_words, term_lemmas
from assistant.edge.lemma_lists import lemma_lists

TODAY = date(2026, 11, 21)
LISTS, PROBLEMS = lemma_lists([])
BY_ID = {x.id: x for x in LISTS}
THREE = ("rentabilitaet", "profitabilitaet", "wirtschaftlichkeit")
MONEY = tuple(BY_ID[i] for i in THREE)


def say(text, at=0, **more):
    fields = {"speaker": Speaker.CUSTOMER, "collection": Collection.INTERVIEW, "when": date(2026, 6, 1), "role": "finance", **more}
    return Saying(f"s-{at}", text, "de", **fields)


def many(text, count, start=0, **more):
    return [say(text, start + i, **more) for i in range(count)]


@pytest.mark.parametrize(("text", "counted"), [
    ("Wir reden von Rentabilität.", {"rentabilitaet": 1}),
    ("RENTABILITAET! Rentabilita\u0308t?", {"rentabilitaet": 2}),
    ("Profitabilität ist nicht Rentabilität", {"profitabilitaet": 1, "rentabilitaet": 1}),
    ("die Wirtschaftlichkeit der Anlage", {"wirtschaftlichkeit": 1}),
    ("Wirtschaftlichkeitsrechnung", {}),
    ("Eigenkapitalrentabilität", {}),
    ("Rentabilitat", {}),  # one letter away is another word
    ("Rentabiltät und Profitabilitet", {}),  # so are slips of the finger
    ("rentabel und unrentabel", {"rentabel": 1}),
    ("The return on investment, the ROI", {"rentabilitaet": 2}),
    ("return on sales", {}),
    ("profit margin", {"marge": 1}),  # the longest form wins: no profit is counted in it
    ("cost-effectiveness, cost effectiveness", {"wirtschaftlichkeit": 2}),
    ("wir wollen gewinnen", {}),
    ("", {}),
])  # fmt: skip
def test_a_word_counts_exactly(text, counted):
    assert Lemmas(LISTS).find(text).counts == counted


def test_the_lists_are_whole():
    assert PROBLEMS == []
    forms = [form for x in LISTS for form in x.forms]
    assert len(forms) == len(set(forms)), "a form belongs to one lemma"
    assert all(other in BY_ID for x in LISTS for other in x.unlike)
    for one in THREE:
        assert set(THREE) - {one} <= set(BY_ID[one].unlike)


@given(st.lists(st.sampled_from(["Rentabilität", "Profitabilität", "Wirtschaftlichkeit", "Umsatz", "rentabel", "Rentabilitäten"]), max_size=12))
def test_the_three_are_never_merged(words):
    counts = Lemmas(MONEY).find(" ".join(words)).counts
    assert counts.get("profitabilitaet", 0) == words.count("Profitabilität")
    assert counts.get("wirtschaftlichkeit", 0) == words.count("Wirtschaftlichkeit")
    assert counts.get("rentabilitaet", 0) == words.count("Rentabilität") + words.count("Rentabilitäten")


@given(st.text(max_size=200))
def test_no_text_breaks_the_count(text):
    assert all(n > 0 for n in Lemmas(LISTS).find(text).counts.values())


def test_compounds_are_named_beside_and_not_counted():
    report = count_words([say("Die Wirtschaftlichkeitsrechnung fehlt")], MONEY, Scope(), TODAY)
    word = report.words[2]
    assert (word.hits, word.beside) == (0, (("Wirtschaftlichkeitsrechnung", 1),))


def test_a_voice_counts_once_and_sellers_do_not():
    said = [say("Rentabilität, Rentabilität", 1, person="P-1"), say("Rentabilität", 2, person="P-1"), say("Umsatz", 3, person="P-2"),
            say("die reden von Rentabilität", 4, speaker=Speaker.SELLER, collection=Collection.CALL_NOTES)]
    word = count_words(said, MONEY, Scope(), TODAY).words[0]
    assert (word.hits, word.of, word.mentions, word.sellers) == (1, 2, 3, 1)


def test_denied_expired_and_foreign_statements_do_not_count():
    said = [say("Rentabilität", 1, standing=Standing.DENIED), say("Rentabilität", 2, expires=date(2026, 11, 20)),
            say("Rentabilität", 3, job="stamping-press"), say("Rentabilität", 4, job="erp-replacement", expires=TODAY)]
    assert count_words(said, MONEY, Scope(job="erp-replacement"), TODAY).words[0].hits == 1


@pytest.mark.parametrize(("texts", "why"), [
    ([("Umsatz", 6)], "nobody"),
    ([("Rentabilität", 4)], "single"),
    ([("Rentabilität", 5), ("Profitabilität", 5)], "tie"),
    ([("Rentabilität", 20), ("Profitabilität", 5)], "ahead"),  # 25 voices: too few to test
    ([("Rentabilität", 16), ("Profitabilität", 15)], "ahead"),  # enough, but chance explains it
    ([("Rentabilität", 30), ("Profitabilität", 5)], "clear"),
])
def test_which_word_to_use_depends_on_how_many_say_it(texts, why):
    said = [x for at, (text, n) in enumerate(texts) for x in many(text, n, 1000 * at)]
    advice = count_words(said, MONEY, Scope(), TODAY).advice
    assert advice.why == why
    assert (advice.p is not None) == (why == "clear" or sum(n for _, n in texts) >= 30)


def test_groups_are_tested_from_thirty_voices_on_both_sides():
    said = many("Rentabilität", 28, 0, role="finance") + many("Umsatz", 4, 100, role="finance")
    said += many("Rentabilität", 5, 200, role="it") + many("Umsatz", 30, 300, role="it")
    finance, it = (g for g in count_words(said, MONEY, Scope(), TODAY).words[0].groups if g.kind == "role")
    assert (it.id, it.hits, it.of) == ("finance", 28, 32) or (finance.hits, finance.of) == (5, 35)
    assert all(g.p is not None and g.p < 0.001 for g in (finance, it))
    few = count_words(said[:40], MONEY, Scope(), TODAY).words[0].groups
    assert all(g.p is None for g in few)


def test_one_hand_behind_more_than_half_is_said():
    said = many("Umsatz", 4, 0, by="P-A") + many("Umsatz", 3, 10, by="P-B")
    assert count_words(said, MONEY, Scope(), TODAY).one_hand
    assert not count_words(said[1:], MONEY, Scope(), TODAY).one_hand


def test_quotes_that_may_be_shown_come_first():
    said = [say("Rentabilität a", 1), say("Rentabilität b", 2, consent=True), say("Rentabilität c", 3)]
    quotes = count_words(said, MONEY, Scope(), TODAY).words[0].quotes
    assert [q.open for q in quotes] == [True, False, False]


def test_a_term_on_no_list_counts_only_as_it_is_written():
    term = single("Liefertermin, Liefertermine")
    assert term
    assert Lemmas((term,)).find("Liefertermin Liefertermine Lieferterminen").counts == {"liefertermin": 2}
    assert single(" , !") is None


def test_a_term_brings_the_words_it_must_not_be_taken_for():
    ids = [x.id for x in term_lemmas(BY_ID["rentabilitaet"], LISTS)]
    assert ids[0] == "rentabilitaet"
    assert {"profitabilitaet", "wirtschaftlichkeit"} <= set(ids)


def test_what_is_only_related_is_never_advised_in_the_place_of_a_word():
    """A profit is no other word for a return, however many say it."""
    term = BY_ID["rentabilitaet"]
    said = many("Der Gewinn muss stimmen", 60) + many("Rentabilität zählt", 8, 100) + many("Wirtschaftlichkeit zählt", 3, 200)
    report = count_words(said, term_lemmas(term, LISTS), Scope(), TODAY)
    assert report.words[0].lemma is term
    assert report.advice.lemma.id == "rentabilitaet"
    assert report.advice.second.id == "wirtschaftlichkeit"
    sales = single("Umsatz")
    assert sales
    alone = count_words(said, (sales,), Scope(), TODAY).advice
    assert (alone.why, alone.second) == ("alone", None)


def test_a_group_names_the_word_that_it_says_more_often():
    said = many("Rentabilität", 5) + many("Wirtschaftlichkeit", 9, 100, role="it") + many("Gewinn", 20, 200, role="it")
    report = count_words(said, term_lemmas(BY_ID["rentabilitaet"], LISTS), Scope(), TODAY)
    groups = {g.id: report.ahead(g) for g in report.words[0].groups if g.kind == "role"}
    assert groups["finance"] is None
    assert groups["it"]
    assert (groups["it"][0].lemma.id, groups["it"][1]) == ("wirtschaftlichkeit", 9)


def test_a_sentence_is_quoted_once():
    report = count_words([*many("Rentabilität", 9), say("Rentabilität, sage ich", 99)], MONEY, Scope(), TODAY)
    assert sorted(q.said.text for q in report.words[0].quotes) == ["Rentabilität", "Rentabilität, sage ich"]
