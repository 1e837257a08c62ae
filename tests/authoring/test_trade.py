"""The checks of the trade as a table: a good playbook is left in peace, and each fault put into it is found by its name."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest

from assistant.core.checks.trade import findings
from assistant.core.evidence import Collection, Source, Speaker
from assistant.core.playbook import RINGS, Phrases, Playbook, Statement
from assistant.core.text import Text
from assistant.edge.shelf import index_of
from tests.conftest import TODAY

VOICES = {
    f"c{i}": Source(f"c{i}", Text(f"Gespräche {i}", f"Talks {i}"), Speaker.CUSTOMER, Collection.INTERVIEW, TODAY.year, TODAY, 12, "it", "", consent=True)
    for i in range(3)
}
SAME = "Das steht nur auf Deutsch da"
OLD = TODAY - timedelta(days=366)


def resting(thing: Any, ids: Iterator[str]) -> Any:
    """The same, with other sources behind each statement."""
    if isinstance(thing, (Statement, Phrases)):
        return replace(thing, sources=(next(ids),))
    if isinstance(thing, tuple):
        return tuple(resting(x, ids) for x in thing)
    if isinstance(thing, dict):
        return {k: resting(x, ids) for k, x in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, (type, Source, Text)):
        return replace(thing, **{f.name: resting(getattr(thing, f.name), ids) for f in fields(thing) if f.name != "sources"})
    return thing


@pytest.fixture(scope="module")
def good(library) -> Playbook:
    """A built-in playbook as if customers had said all of it, in three rounds of talks."""
    book: Playbook = resting(library.playbooks["office-migration"], cycle(VOICES))
    return replace(book, sources=dict(VOICES), method="jtbd")


def german(thing: Any) -> Any:
    """The same, with the German text of each statement in the place of the English one."""
    if isinstance(thing, Statement):
        return replace(thing, text=Text(thing.text.de, thing.text.de))
    if isinstance(thing, tuple):
        return tuple(map(german, thing))
    if isinstance(thing, dict):
        return {k: german(x) for k, x in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, (type, Source, Text)):
        return replace(thing, **{f.name: german(getattr(thing, f.name)) for f in fields(thing)})
    return thing


def said(text, *sources):
    return Statement(Text(text, f"{text}."), sources or ("c0",))


def member(book, **changes):
    return replace(book, members=(replace(book.members[0], **changes), *book.members[1:]))


def ring(book, text, *sources):
    return replace(book, rings={**book.rings, "success_factors": (said(text, *sources),)})


def source(book, **changes):
    return replace(book, sources={**book.sources, "c0": replace(VOICES["c0"], **changes)})


def without(book, *roles):
    return replace(book, members=tuple(m for m in book.members if m.id not in roles))


def others(book, kind):
    return replace(book, alternatives=tuple(a for a in book.alternatives if a.kind != kind))


def trigger(book, **phrases):
    first = book.triggers[0]
    return replace(book, triggers=(replace(first, phrases=replace(first.phrases, **phrases)), *book.triggers[1:]))


def made_of(book, speaker):
    kind = {Speaker.OWN: Collection.HYPOTHESIS, Speaker.SELLER: Collection.WORKSHOP}[speaker]
    return replace(book, sources={k: replace(s, speaker=speaker, collection=kind) for k, s in VOICES.items()})


FAULTS = {
    "trait": lambda b: member(b, pains=(said("Petra ist 42 und spielt Squash"),)),
    "fault-opinion": lambda b: made_of(b, Speaker.OWN),
    "fault-empathy": lambda b: made_of(b, Speaker.SELLER),
    "fault-negatives": lambda b: member(b, pains=()),
    "fault-sales-process": lambda b: ring(b, "Mehr MQL für unser Produkt"),
    "fault-competitors": lambda b: others(b, "competitor"),
    "no-nothing": lambda b: others(b, "nothing"),
    "job-product": lambda b: replace(b, job=replace(b.job, statement=said("Mit einer Plattform arbeiten"))),
    "job-activity": lambda b: replace(b, job=replace(b.job, statement=said("Neue Software einführen"))),
    "job-vendor": lambda b: replace(b, job=replace(b.job, statement=said("Mit unserer Lösung arbeiten"))),
    "no-phrases": lambda b: trigger(b, de=()),
    "few-phrases": lambda b: trigger(b, de=b.triggers[0].phrases.de[:3]),
    "phrases-unheard": lambda b: trigger(b, sources=("demo",)),
    "phrase-shared": lambda b: trigger(b, de=(*b.triggers[0].phrases.de, b.triggers[1].phrases.de[0])),
    "empty-ring": lambda b: replace(b, rings={**b.rings, RINGS[0]: ()}),
    "empty-phase": lambda b: replace(b, phases={**b.phases, "advocacy": replace(b.phases["advocacy"], proof=())}),
    "no-purchasing": lambda b: without(b, "purchasing"),
    "no-data-protection": lambda b: without(b, "data-protection"),
    "no-works-council": lambda b: without(b, "works-council"),
    "no-decider": lambda b: replace(b, members=tuple(replace(m, functions=("user",)) for m in b.members)),
    "no-conflict": lambda b: replace(b, conflicts=()),
    "one-source": lambda b: replace(resting(b, cycle(["c0"])), sources=dict(VOICES)),
    "stale": lambda b: source(b, when=OLD, year=OLD.year),
    "source-expired": lambda b: source(b, expires=TODAY - timedelta(days=1)),
    "undated": lambda b: source(b, when=None, year=None),
    "stale-price": lambda b: source(ring(b, "Höchstens 12.000 € im Jahr"), when=TODAY - timedelta(days=91)),
    "stale-competitor": lambda b: source(resting(b, cycle(["c0"])), when=TODAY - timedelta(days=91)),
    "personal-data": lambda b: ring(b, "Frau Müller entscheidet allein"),
    "hollow": lambda b: ring(b, "Ein ganzheitlicher Ansatz"),
    "untranslated": lambda b: replace(b, rings={**b.rings, RINGS[0]: (Statement(Text(SAME, SAME), ("c0",)),)}),
    "one-language": german,
    "few-interviews": lambda b: replace(b, sources={k: replace(s, voices=1) for k, s in VOICES.items()}),
}


def found(library, book, country="de"):
    whole = replace(library, playbooks={**library.playbooks, book.id: book})
    return {f.code for f in findings(whole, book, TODAY, country)}


def test_a_good_playbook_is_left_in_peace(library, good):
    assert found(library, good) == set()


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_is_found_by_its_name(library, good, code):
    assert code in found(library, FAULTS[code](good))


@pytest.mark.parametrize(("country", "missing"), [("de", {"no-works-council", "no-data-protection"}), ("at", {"no-works-council", "no-data-protection"}), ("ch", {"no-data-protection"}), ("other", set())])
def test_who_is_expected_depends_on_the_country(library, good, country, missing):
    assert found(library, without(good, "works-council", "data-protection"), country) & {"no-works-council", "no-data-protection"} == missing


def test_texts_that_would_be_torn_are_shown(library, good):
    """Half of one trigger's phrases stand under another one: the check says which."""
    first, second, *rest = good.triggers
    moved = replace(second.phrases, de=first.phrases.de[::2], en=first.phrases.en[::2])
    kept = replace(first.phrases, de=first.phrases.de[1::2], en=first.phrases.en[1::2])
    torn = replace(good, triggers=(replace(first, phrases=kept), replace(second, phrases=moved), *rest))
    codes = [f for f in findings(library, torn, TODAY, "de", index_of) if f.code == "phrases-torn"]
    shown = {p for f in codes for p in f.facts["shown"].split("\x1f")}
    assert {(f.facts["own"], f.facts["other"]) for f in codes} & {(first.id, second.id), (second.id, first.id)}
    assert shown <= {p for t in torn.triggers for p in t.phrases.all}
