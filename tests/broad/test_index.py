"""Very many playbooks: what is counted must say the same as what is written, and know when it does not know."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core import broad
from assistant.core.broad_card import card_of, from_arrays, rows_of, to_arrays
from assistant.core.broad_exact import ExactPhrases, NearMisses, exact_label
from assistant.core.broad_index import BroadIndex, Speller
from assistant.core.broad_recogniser import BROAD, lesson_of, shared_lessons
from assistant.core.broad_trust import measured
from assistant.core.engine_background import LINES
from assistant.core.recogniser import learn, lessons
from assistant.core.words import tokens
from assistant.edge.lexicon import lexicon
from assistant.edge.library import load
from tests.data.complete import ROOT


@pytest.fixture(scope="module")
def library():
    return load([ROOT / "playbooks"]).library


@pytest.fixture(scope="module")
def whole(library):
    return broad.merged(card_of(book) for book in library.playbooks.values())


@pytest.fixture(scope="module")
def indexes(whole):
    speller = Speller(whole, lexicon())
    return {slot: BroadIndex(whole, slot, measured(whole, slot), speller) for slot in BROAD}


def owners(library, slot):
    """Folded phrase or name → labels that have it, by the plain reading of the rows."""
    found: dict[tuple[str, ...], set[str]] = {}
    for book in library.playbooks.values():
        for label, kind, text in rows_of(book):
            if kind != 1 and ("/" in label) == (slot == "trigger"):
                found.setdefault(tuple(tokens(text)), set()).add(label)
    return found


def test_a_card_comes_back(library):
    for book in library.playbooks.values():
        card = card_of(book)
        again = from_arrays(to_arrays(card))
        assert (again.labels, again.names, again.text, again.words) == (card.labels, card.names, card.text, card.words)
        assert all(np.array_equal(getattr(again, x), getattr(card, x)) for x in ("text_end", "start", "word", "owner", "kind"))


@pytest.mark.parametrize("damage", ["start", "word", "owner", "text_end"])
def test_a_card_that_does_not_fit_is_refused(library, damage):
    arrays = to_arrays(card_of(library.playbooks["stamping-press"]))
    with pytest.raises(ValueError, match="card"):
        from_arrays({**arrays, damage: arrays[damage] + 1})


def test_every_row_says_what_was_written(library, whole):
    rows = [text for book in library.playbooks.values() for _, _, text in rows_of(book)]
    assert [whole.phrase(row) for row in range(len(whole.kind))] == rows
    for row, text in enumerate(rows):
        said = [whole.words[i] for i in whole.word[whole.start[row] : whole.start[row + 1]]]
        assert said == tokens(text)


def test_the_index_of_one_playbook_learns_what_it_always_did(library, whole):
    taught = lessons(library)
    for name in library.playbooks:
        assert lesson_of(f"trigger/{name}", dict, whole) == taught[f"trigger/{name}"]
    assert lesson_of("phase", lambda: shared_lessons(library), whole) == taught["phase"]


@pytest.mark.parametrize("slot", BROAD)
def test_every_phrase_is_found_word_for_word_where_one_label_has_it(library, whole, slot):
    exact = ExactPhrases(whole, slot)
    for key, labels in owners(library, slot).items():
        if key:
            assert exact_label(whole, slot, key) == (next(iter(labels)) if len(labels) == 1 else None), key
            assert (key in exact) == (len(labels) == 1)
            assert len(labels) > 1 or tuple(tokens(exact[key][1])) == key


@given(st.lists(st.sampled_from(["stanze", "defekt", "erp", "", "nie gesehen", "presse", "ist"]), max_size=5))
def test_what_is_no_phrase_is_not_found(library, whole, words):
    key = tuple(words)
    assert (ExactPhrases(whole, "trigger").get(key) is not None) == (len(owners(library, "trigger").get(key, ())) == 1)


@pytest.mark.parametrize("slot", BROAD)
def test_near_misses_are_the_same(library, whole, slot):
    known = learn(library).misses[slot]
    found = NearMisses(whole, slot)
    assert {key: found[key] for key in known if key} == {key: labels for key, labels in known.items() if key}
    assert found.get(("never", "said"), ()) == ()


def test_a_phrase_of_its_own_is_sure(whole, indexes):
    for label in ("stamping-press/breakdown", "erp-replacement/support-ends"):
        phrases, _ = whole.taught(label)
        told = [p for p in phrases if exact_label(whole, "trigger", tuple(tokens(p)))]
        assert len(told) > len(phrases) / 2
        assert {indexes["trigger"].verdict(f"{p} ").label for p in told} == {label}


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("die stanzmaschine ist defekt", "stamping-press/breakdown"),
        ("stanze deffekt", "stamping-press/breakdown"),
        ("unser ERP wird abgekuendigt", "erp-replacement/support-ends"),
        ("the free plan is full", "freemium-tool/trial-limit-reached"),
    ],
)
def test_other_words_lead_to_the_same_trigger(indexes, line, label):
    assert indexes["trigger"].rank(f"{line} ").matches[0].label == label


def test_everyday_lines_are_never_sure(indexes):
    assert [line for line in LINES for slot in BROAD if indexes[slot].verdict(f"{line} ").state == "sure"] == []


@given(st.text(max_size=60))
def test_no_text_breaks_it(indexes, text):
    verdict = indexes["trigger"].verdict(text)
    assert 0 <= verdict.ranking.belongs <= 1
    assert (verdict.label is None) == (verdict.state != "sure")


def test_words_are_told_that_decided(indexes):
    parts = indexes["trigger"].explain("gestern ist die stanze defekt gegangen", "stamping-press/breakdown")
    assert {parts[0][0], parts[1][0]} == {"stanze", "defekt"}
    assert indexes["trigger"].explain("stanze defekt", "no such label") == ()


def test_the_whole_comes_back_from_its_arrays(whole, indexes):
    again = broad.broad_of_arrays(broad.arrays_of_broad(whole))
    for slot in BROAD:
        index = BroadIndex(again, slot, measured(again, slot), Speller(again, lexicon()))
        for line in ("stanze deffekt ", "free plan seats are full ", "Totalausfall ", "hallo "):
            assert index.verdict(line) == indexes[slot].verdict(line)


def test_a_phrase_that_two_playbooks_share_names_none(library):
    twin = card_of(library.playbooks["stamping-press"])
    other = tuple(x.replace("stamping-press", "other-press") for x in twin.labels)
    both = broad.merged([twin, type(twin)(other, *(getattr(twin, x) for x in type(twin).__slots__[1:]))])
    assert exact_label(both, "trigger", ("stanze", "defekt")) is None
    index = BroadIndex(both, "trigger", measured(both, "trigger"), Speller(both, None))
    verdict = index.verdict("stanze defekt ")
    assert verdict.state != "sure"
    assert {m.label for m in verdict.ranking.matches[:2]} == {"stamping-press/breakdown", "other-press/breakdown"}
