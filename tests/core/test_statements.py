"""Statements: their grade on the one ladder, who may see them, what a row of a table becomes."""

import contextlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.evidence import Collection, Grade, Source, Speaker, grade, is_stale
from assistant.core.masking import MAIL, PHONE, masked
from assistant.core.statement_columns import proposed
from assistant.core.statement_reading import day_of, read_statement, vocabulary
from assistant.core.statements import (
    FIELDS,
    LONGEST,
    Saying,
    Standing,
    expired,
    fed,
    from_dict,
    grade_of,
    is_old,
    quotable,
    source_of,
    to_dict,
    usable,
)
from assistant.core.text import Text

TODAY = date(2026, 11, 21)
SAID = Saying("s-1", "Wir reden von Rentabilität.", "de", Speaker.CUSTOMER, Collection.INTERVIEW, date(2026, 5, 4), role="finance")


@pytest.fixture(scope="module")
def words(library):
    return vocabulary(library)


@pytest.mark.parametrize(("changes", "worth"), [
    ({}, "A"),
    ({"when": None}, "C"),
    ({"role": ""}, "C"),
    ({"collection": Collection.QUESTIONNAIRE, "n": 40}, "B"),
    ({"collection": Collection.QUESTIONNAIRE}, "C"),
    ({"collection": Collection.REVIEW}, "C"),
    ({"speaker": Speaker.SELLER}, "D"),
    ({"speaker": Speaker.SELLER, "collection": Collection.CALL_NOTES, "consent": True}, "D"),
    ({"speaker": Speaker.OWN}, "F"),
    ({"speaker": Speaker.INVENTED}, "Z"),
])  # fmt: skip
def test_a_statement_has_a_grade_of_the_common_ladder(changes, worth):
    assert grade_of(replace(SAID, **changes)) is Grade(worth)


@pytest.mark.parametrize(("changes", "may"), [
    ({}, False),
    ({"consent": True}, True),
    ({"consent": True, "speaker": Speaker.SELLER}, False),
    ({"consent": True, "collection": Collection.QUESTIONNAIRE, "n": 40}, False),
    ({"consent": True, "standing": Standing.DENIED}, False),
    ({"consent": True, "expires": TODAY - timedelta(1)}, False),
    ({"consent": True, "expires": TODAY}, True),
])  # fmt: skip
def test_a_customer_may_read_only_what_was_allowed(changes, may):
    assert quotable(replace(SAID, **changes), TODAY) is may


def test_age_and_expiry():
    assert not is_old(SAID, TODAY)
    assert is_old(replace(SAID, when=date(2025, 11, 20)), TODAY)
    assert not expired(SAID, TODAY)
    assert not usable(replace(SAID, standing=Standing.DENIED), TODAY)


statements = st.builds(
    Saying, id=st.text(min_size=1), text=st.text(min_size=1), language=st.sampled_from(["de", "en"]), speaker=st.sampled_from(Speaker),
    collection=st.sampled_from(Collection), when=st.none() | st.dates(), reason=st.text(), role=st.text(), segment=st.text(), job=st.text(),
    phase=st.text(), trigger=st.text(), n=st.none() | st.integers(1, 10**6), consent=st.booleans(), expires=st.none() | st.dates(),
    person=st.text(), by=st.text(), source=st.text(), standing=st.sampled_from(Standing),
)


@given(statements)
def test_plain_data_and_back(said):
    assert from_dict(to_dict(said)) == said
    assert set(to_dict(said)) <= {"id", *FIELDS}


junk = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=9), lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=5), x, max_size=3), max_leaves=6)


@given(st.dictionaries(st.sampled_from(["id", *FIELDS]), junk) | junk)
def test_what_is_no_statement_is_refused_in_one_way(data):
    whole = {**to_dict(SAID), **data} if isinstance(data, dict) else data
    with contextlib.suppress(ValueError):
        assert isinstance(from_dict(whole), Saying)


@pytest.mark.parametrize(("text", "day"), [
    ("2026-11-21", TODAY), ("21.11.2026", TODAY), ("21. 11. 2026", TODAY), ("21/11/2026", TODAY), ("11/21/2026", TODAY),
    ("2026-11-21T10:00:00Z", TODAY), ("21.11.2026 10:00", TODAY), ("11/11/2026", date(2026, 11, 11)), ("05/04/2026", None), ("31.02.2026", None),
    ("gestern", None), ("45000", None), ("2026-13-01", None), ("", None),
])  # fmt: skip
def test_dates_are_read_or_refused_never_guessed(text, day):
    assert day_of(text) == day


def faults(words, **cells):
    return {(f.name, f.code) for f in read_statement({"text": "Wir reden von Rentabilität.", **cells}, words, TODAY)[1]}


@pytest.mark.parametrize(("cells", "fault"), [
    ({"text": "  "}, ("text", "empty")), ({"text": "…"}, ("text", "empty")), ({"text": "#REF!"}, ("text", "broken-cell")),
    ({"text": "x" * (LONGEST + 1)}, ("text", "too-long")), ({"role": "Kaffeeküche"}, ("role", "unknown")),
    ({"job": "stamping-pres"}, ("job", "unknown")), ({"phase": "Kauf irgendwann"}, ("phase", "unknown")),
    ({"date": "neulich"}, ("date", "no-date")), ({"date": "05/04/2026"}, ("date", "two-dates")),
    ({"date": "2027-01-01"}, ("date", "in-future")), ({"n": "viele"}, ("n", "no-number")), ({"n": "0"}, ("n", "no-number")),
    ({"n": "-3"}, ("n", "no-number")), ({"consent": "vielleicht"}, ("consent", "no-yes-no")),
    ({"expires": "2020-01-01"}, ("expires", "expired")), ({"segment": "s" * 300}, ("segment", "too-long")),
    ({"speaker": "mein Hund"}, ("speaker", "unknown")),
])  # fmt: skip
def test_what_is_wrong_with_a_row_is_named_by_field(words, cells, fault):
    assert faults(words, **cells) == {fault}


def test_all_faults_of_a_row_are_named_at_once(words):
    assert len(faults(words, text="", role="?x", n="a", date="b", consent="c")) == 5


@pytest.mark.parametrize(("said", "id_"), [("Einkaufsleiter", ""), ("EINKAUF", "purchasing"), ("Geschäftsführung", "management"), ("CFO", "finance"), ("finance", "finance")])
def test_roles_are_found_word_for_word(words, said, id_):
    found, wrong = read_statement({"text": "ja gut", "role": said}, words, TODAY)
    assert (found.role == id_ and not wrong) or (not id_)


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=40)))
def test_any_row_is_read_or_refused(words, cells):
    said, wrong = read_statement(cells, words, TODAY)
    assert wrong or from_dict({**to_dict(said), "id": "s-1"}).text


@pytest.mark.parametrize(("headers", "fields"), [
    (["Aussage", "Begründung", "Rolle", "Datum"], ["text", "reason", "role", "date"]),
    (["quote", "why", "job title", "submitted", "consent"], ["text", "reason", "role", "date", "consent"]),
    (["AUSSAGE ", "begruendung", "x7"], ["text", "reason", ""]),
    (["Einwiligung", "Aussagen"], ["consent", "text"]),  # one letter off: proposed, not sure
    (["Antwort", "Kommentar"], ["text", ""]),  # a field has one column
    ([], []),
])
def test_columns_are_proposed_by_their_headers(headers, fields):
    assert list(proposed(headers).columns.values()) == fields


def test_only_what_is_known_word_for_word_is_sure():
    assert proposed(["Einwiligung", "Aussage"]).sure == {"Aussage"}


@pytest.mark.parametrize(("text", "left"), [
    ("Schreiben Sie an eva.mueller@werk.example oder +49 711 123456-78.", f"Schreiben Sie an {MAIL} oder {PHONE}."),
    ("Frau Müller sagt: MÜLLERs Presse", "Frau P-1 sagt: P-1 Presse"),
    ("Eva Müller war da", "P-1 war da"),
    ("Müllerei bleibt", "Müllerei bleibt"),
    ("Baujahr 2019, 12.500 Euro, Presse 630/40", "Baujahr 2019, 12.500 Euro, Presse 630/40"),
])
def test_what_names_a_person_is_taken_out(text, left):
    assert masked(text, [("Eva Müller", "P-1")]) == left


def test_a_number_in_a_name_is_no_name():
    assert masked("Nummer 142 von Person 142", [("Person 142", "P-1")]) == "Nummer 142 von P-1"


def test_statements_with_consent_feed_their_source_and_its_grade(library):
    book = library.playbooks["stamping-press"]
    bare = Source("talks", Text("Gespräche", "Talks"), Speaker.CUSTOMER, Collection.INTERVIEW)
    book = replace(book, sources={**book.sources, "talks": bare})
    good = [replace(SAID, id=f"s-{i}", person=f"P-{i}", source="talks", consent=True) for i in range(3)]
    bad = [replace(good[0], id="s-8", consent=False), replace(good[0], id="s-9", speaker=Speaker.SELLER), replace(good[0], id="s-7", standing=Standing.DENIED)]
    source = fed(book, [*good, *bad], TODAY).sources["talks"]
    assert (source.voices, source.when, source.consent, grade(source)) == (3, date(2026, 5, 4), True, Grade.A)
    assert fed(book, bad, TODAY) is book
    assert grade(bare) is Grade.C


@given(statements)
def test_the_grade_is_that_of_the_statement_as_a_source(said):
    assert grade_of(said) is grade(source_of(said))
    assert is_old(said, TODAY) is is_stale(source_of(said), TODAY)
