"""The checks of the trade: each finds its fault where it is, and says nothing where it is not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.core.checks.centre import check_centre
from assistant.core.checks.collisions import check_shared, torn
from assistant.core.checks.evidence import check_age, check_concentration, check_people
from assistant.core.checks.job import job_faults
from assistant.core.checks.personas import check_method, check_template, check_traits
from assistant.core.checks.trade import findings
from assistant.core.checks.wording import check_empty, check_phrases, check_words
from assistant.core.evidence import Collection, Source, Speaker
from assistant.core.matching import Index
from assistant.core.playbook import Phrases, Statement
from assistant.core.text import Text
from tests.conftest import TODAY


def said(de, *sources):
    return Statement(Text(de, de), sources or ("own",))


def codes(found):
    return [f.code for f in found]


@pytest.fixture
def book(library):
    return library.playbooks["stamping-press"]


@pytest.mark.parametrize(
    ("job", "code"),
    [
        ("Ein neues ERP einführen", "job-activity"),
        ("Mit einer Plattform alle Bestände sehen", "job-product"),
        ("Mit unserer Lösung Zeit sparen", "job-vendor"),
        ("Buy a better machine", "job-activity"),
        ("See all stock in one dashboard", "job-product"),
        ("Deliver faster with our product", "job-vendor"),
        (" ".join(["wort"] * 31), "job-long"),
        ("asdf", "job-short"),
    ],
)
def test_a_job_with_a_product_in_it(job, code):
    assert code in [c for c, _ in job_faults(job)]


@pytest.mark.parametrize(
    "job",
    [
        "Nach einem Ausfall wieder liefern können, ohne neue Risiken einzukaufen.",
        "Keep getting the work done with our own people, even as some leave.",
        "Kosten je Auftrag kennen, bevor das Angebot hinausgeht.",
    ],
)
def test_a_job_that_is_progress(job):
    assert job_faults(job) == ()


def test_what_is_sold_has_no_place_in_the_job():
    assert job_faults("Eine Stanzmaschine haben", ("stanzmaschine",))[0] == ("job-product", "Stanzmaschine")


def test_the_jobs_of_the_built_in_playbooks_hold(library):
    for book in library.playbooks.values():
        assert not [c for t in (book.job.statement.text.de, book.job.statement.text.en) for c in job_faults(t)], book.id


@pytest.mark.parametrize("trait", ["Petra ist 42 Jahre alt", "has two children", "spielt Squash", "verheiratet", "isst gern Müsli"])
def test_traits_that_explain_no_purchase(book, trait):
    member = replace(book.members[0], pains=(said(trait),))
    found = list(check_traits(replace(book, members=(member,))))
    assert codes(found)[0] == "trait"
    assert found[0].path[:4] == ("personas", 0, "pains", 0)


def test_the_built_in_playbooks_have_no_such_traits(library):
    assert not [f for b in library.playbooks.values() for f in check_traits(b)]


def test_the_six_faults(library, book):
    broken = replace(
        book, alternatives=(), members=tuple(replace(m, pains=()) for m in book.members),
        rings={**book.rings, "success_factors": (said("Mehr MQL in der sales pipeline"),)},
    )
    found = set(codes(check_template(library, broken)))
    assert {"fault-opinion", "fault-negatives", "fault-sales-process", "fault-competitors", "no-nothing"} <= found


def test_a_seller_is_no_customer(library, book):
    seller = Source("s", Text("x", "x"), Speaker.SELLER, Collection.WORKSHOP, 2026, TODAY)
    members = (replace(book.members[0], goal=said("will liefern", "s")),)
    found = codes(check_template(library, replace(book, members=members, sources={"s": seller})))
    assert "fault-empathy" in found
    assert "fault-opinion" not in found


def test_who_is_missing_depends_on_size_and_country(library):
    book = library.playbooks["office-migration"]
    few = replace(book, members=tuple(m for m in book.members if m.id in ("user", "it")))
    assert {"no-purchasing", "no-data-protection", "no-works-council"} <= set(codes(check_centre(few, "de")))
    assert "no-works-council" not in codes(check_centre(few, "ch"))
    assert "no-data-protection" in codes(check_centre(few, "ch"))
    assert not {"no-data-protection", "no-works-council"} & set(codes(check_centre(few, "other")))
    assert "no-purchasing" not in codes(check_centre(replace(few, scale="standard"), "de"))
    assert codes(check_centre(book, "de")) == []


def test_one_voice_behind_more_than_half(library, book):
    assert [f.facts["source"] for f in check_concentration(library, book)] == ["demo"]
    one = Source("a", Text("x", "x"), Speaker.CUSTOMER, Collection.INTERVIEW, 2026, TODAY)
    assert one.dated


@pytest.mark.parametrize(("days", "stale"), [(364, False), (366, True)])
def test_wording_is_stale_after_twelve_months(library, book, days, stale):
    when = date.fromordinal(TODAY.toordinal() - days)
    source = Source("c", Text("x", "x"), Speaker.CUSTOMER, Collection.INTERVIEW, when.year, when, 1, "it")
    assert ("stale" in codes(check_age(library, replace(book, sources={"c": source}), TODAY))) is stale


@pytest.mark.parametrize(("days", "stale"), [(89, False), (91, True)])
def test_prices_are_stale_after_ninety_days(library, book, days, stale):
    when = date.fromordinal(TODAY.toordinal() - days)
    source = Source("c", Text("x", "x"), Speaker.SELLER, Collection.WORKSHOP, when.year, when)
    priced = replace(book, rings={**book.rings, "decision_criteria": (said("höchstens 12.000 € im Jahr", "c"),)}, sources={"c": source})
    assert ("stale-price" in codes(check_age(library, priced, TODAY))) is stale


@pytest.mark.parametrize("text", ["Frau Müller entscheidet", "anna.berg@example.com", "+49 170 1234567", "rufen Sie 089 123456 an"])
def test_people_are_not_named_without_consent(library, book, text):
    source = Source("c", Text("x", "x"), Speaker.CUSTOMER, Collection.INTERVIEW, 2026, TODAY, 1, "it", "", consent=False)
    named = replace(book, rings={**book.rings, "success_factors": (said(text, "c"),)}, sources={"c": source})
    assert codes(check_people(library, named, TODAY)) == ["personal-data"]
    day = timedelta(days=1)
    for consent, expires, allowed in ((True, TODAY, True), (True, None, False), (False, TODAY, False), (True, TODAY - day, False)):
        agreed = replace(named, sources={"c": replace(source, consent=consent, expires=expires)})
        assert codes(check_people(library, agreed, TODAY)) == ([] if allowed else ["personal-data"])


def test_a_source_that_is_no_longer_to_be_kept_is_said(library, book):
    source = Source("c", Text("x", "x"), Speaker.CUSTOMER, Collection.INTERVIEW, 2026, TODAY, 1, "it", "", consent=True, expires=TODAY)
    kept = replace(book, sources={"c": source})
    assert "source-expired" not in codes(check_age(library, kept, TODAY))
    assert "source-expired" in codes(check_age(library, kept, TODAY + timedelta(days=1)))


def test_the_built_in_playbooks_name_nobody(library):
    assert not [f for b in library.playbooks.values() for f in check_people(library, b, TODAY)]


def test_what_is_empty_is_said(book):
    bare = replace(book, rings=dict.fromkeys(book.rings, ()), phases={**book.phases, "retention": replace(book.phases["retention"], say=())})
    found = list(check_empty(bare))
    assert codes(found) == ["empty-ring"] * 5 + ["empty-phase"]
    assert found[-1].facts == {"phase": "retention", "kinds": "say"}


def test_hollow_words_and_missing_translations(book):
    play = replace(book.phases["decision"], say=(said("Unser ganzheitlicher Ansatz ist genau das, was Sie brauchen"),))
    found = codes(check_words(replace(book, phases={**book.phases, "decision": play})))
    assert found.count("hollow") == 2
    assert "untranslated" in found


def test_a_trigger_needs_the_words_of_customers(book):
    mute = replace(book.triggers[0], phrases=Phrases())
    assert codes(check_phrases(replace(book, triggers=(mute,)), frozenset())) == ["no-phrases", "no-phrases"]
    heard = replace(book.triggers[0].phrases, sources=("voice",))
    spoken = replace(book, triggers=(replace(book.triggers[0], phrases=heard),))
    assert codes(check_phrases(spoken, frozenset({"voice"}))) == []
    assert codes(check_phrases(spoken, frozenset())) == ["phrases-unheard"]


def test_the_same_words_under_two_triggers(library, book):
    first, second, *rest = book.triggers
    stolen = replace(first.phrases, de=(*first.phrases.de, second.phrases.de[0]))
    clash = replace(book, triggers=(replace(first, phrases=stolen), second, *rest))
    found = list(check_shared(replace(library, playbooks={book.id: clash}), clash))
    assert codes(found) == ["phrase-shared"]
    assert {found[0].facts["own"], found[0].facts["other"]} == {first.id, second.id}


def test_torn_phrases_are_shown(book):
    """A phrase that speaks the other trigger's words is found by leaving it out."""
    first, second, *rest = book.triggers
    odd = second.phrases.de[1] + " " + second.phrases.de[2]
    wrong = replace(first, phrases=replace(first.phrases, de=(*first.phrases.de, odd)))

    def build(labels, phrases, against):
        return Index.build(labels, phrases, against=against)

    found = torn(replace(book, triggers=(wrong, second, *rest)), build)
    assert (odd, first.id, second.id) in [(t.phrase, t.own, t.other) for t in found]


def test_methods_that_claim_interviews(book):
    assert codes(check_method(replace(book, method="revella"))) == ["few-interviews"]
    assert codes(check_method(replace(book, method="workshop"))) == []


def test_every_finding_has_words_in_both_languages(library, office):
    for language in ("de", "en"):
        renderer = office.renderer.in_(language)
        texts = renderer.entries("checks", "texts")
        special = {"fault-negatives", "empty-ring", "empty-phase", "no-data-protection", "no-works-council", "one-source", "phrases-torn"}
        for book in library.playbooks.values():
            for f in findings(library, book, TODAY):
                assert f.code in texts or f.code in special
