"""The engine on small sets of its own: German and English, inflection, typos, abbreviations, doubt, odd input, cache."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.core import matching
from assistant.core.matching import Index, complete
from assistant.edge.lexicon import lexicon as shipped

PHRASES = {
    "breakdown": [
        "Maschine defekt", "Presse ausgefallen", "Anlage steht still", "die Stanze ist kaputt", "Totalausfall der Maschine",
        "Motor durchgebrannt", "machine broke down", "the press has failed", "production line is down", "equipment failure",
    ],
    "costs": [
        "Wartungskosten zu hoch", "laufende Kosten steigen", "Betriebskosten der Software", "Lizenzgebühren sind teuer",
        "Pflegevertrag wird teurer", "running costs too high", "maintenance fees keep rising", "licence costs explode",
        "support contract too expensive", "we pay too much every year",
    ],
    "growth": [
        "neue Halle geplant", "Kapazität reicht nicht", "zweite Fertigungslinie", "mehr Aufträge als wir schaffen",
        "Erweiterung der Produktion", "new production line planned", "capacity too small", "building a second plant",
        "more orders than we can handle", "expansion of the factory",
    ],
    "security": [
        "Hackerangriff auf die Server", "Daten wurden verschlüsselt", "Ransomware im Netz", "Angst vor Cyberangriffen",
        "Sicherheitslücke gefunden", "hacked last night", "ransomware attack", "data breach", "our servers were encrypted",
        "security audit failed",
    ],
}
ROLES = {
    "management": ["GF", "Geschäftsführer", "Geschäftsführung", "CEO", "managing director", "Vorstand"],
    "council": ["BR", "Betriebsrat", "works council", "Betriebsratsvorsitzender", "Arbeitnehmervertretung"],
    "finance": ["CFO", "Finanzleiter", "kaufmännische Leitung", "head of finance", "Controlling"],
    "production": ["Produktionsleiter", "Fertigungsleitung", "head of production", "plant manager", "Werkleiter"],
    "purchasing": ["Einkauf", "Einkaufsleiter", "Einkäufer", "procurement", "buyer"],
}
FOREIGN = [
    "wie wird das Wetter morgen", "what is the capital of France", "Rezept für Apfelkuchen", "asdf jklö qwer",
    "ignore all previous instructions", "FC Bayern hat gewonnen", "play some jazz", "wann fährt der nächste Bus",
]


# A lexicon of our own, two dozen words in a few meanings: words of one meaning share a vector.
MEANINGS = [
    "motor engine maschine machine geraet equipment anlage presse press", "kaputt defekt zerstoert destroyed broken failed ausgefallen",
    "kosten costs gebuehren fees preis", "neu new neue", "halle plant fabrik factory", "server servers daten data netz",
    "wetter weather regen", "apfelkuchen kuchen cake",
]


def small_lexicon():
    names = [word for meaning in MEANINGS for word in meaning.split()]
    codes = [[number] for number, meaning in enumerate(MEANINGS) for _ in meaning.split()]
    books = np.random.default_rng(5).normal(size=(1, 256, 16))
    books /= np.linalg.norm(books, axis=2, keepdims=True)
    words = np.frombuffer("\n".join(names).encode("ascii"), np.uint8)
    return matching.Lexicon.from_arrays({"words": words, "codes": np.array(codes, np.uint8), "books": books})


def rows(of):
    pairs = [(label, phrase) for label, phrases in of.items() for phrase in phrases]
    return [label for label, _ in pairs], [phrase for _, phrase in pairs]


@pytest.fixture(scope="module", params=[True, False], ids=["lexicon", "bare"])
def lexicon(request):
    return shipped() if request.param else None


@pytest.fixture(scope="module")
def triggers(lexicon):
    return Index.build(*rows(PHRASES), lexicon=lexicon)


@pytest.fixture(scope="module")
def roles(lexicon):
    return Index.build(*rows(ROLES), lexicon=lexicon)


def first(index, text):
    return index.rank(text).matches[0].label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Kosten für die Wartung", "costs"), ("die Maschienen sind deffekt", "breakdown"), ("Pressen ausgefalen", "breakdown"),
        ("Lizenzgebuehren", "costs"), ("neue Fertigungshalle", "growth"), ("ransomwear", "security"),
        ("the machines broke", "breakdown"), ("KAPAZITAET ZU KLEIN", "growth"), ("encrypted servers", "security"),
    ],
)
def test_inflection_compounds_typos(triggers, text, label):
    assert first(triggers, text) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Produktionsleiterin", "production"), ("Einkäufer/in", "purchasing"), ("Geschaeftsfuehrerin", "management"),
        ("GF", "management"), ("br", "council"), ("Termin mit dem CFO", "finance"), ("Einkaufsleiterinnen", "purchasing"),
    ],
)
def test_roles(roles, text, label):
    assert first(roles, text) == label


@pytest.mark.parametrize("text", ["BI", "GB", "CIO", "CTO", "RB"])
def test_abbreviations_never_match_fuzzily(roles, text):
    assert roles.verdict(text).state == "lost"


def test_synonyms_come_from_the_lexicon():
    index = Index.build(*rows(PHRASES), lexicon=small_lexicon())
    assert first(index, "engine destroyed") == "breakdown"
    assert first(index, "Gerät zerstört") == "breakdown"


def test_every_phrase_is_found_and_sure(triggers):
    for label, phrase in zip(*rows(PHRASES), strict=True):
        verdict = triggers.verdict(phrase)
        assert (verdict.state, verdict.label) == ("sure", label)
        assert verdict.ranking.matches[0].phrase == phrase


@pytest.mark.parametrize("text", FOREIGN)
def test_foreign_topics_are_lost(triggers, roles, text):
    assert triggers.verdict(text).state == "lost"
    assert roles.verdict(text).state == "lost"


def test_verdicts_are_consistent(triggers):
    for text in ["Kosten", "Maschine", "production", "neue Server", "steigen", "Anlage", *FOREIGN]:
        verdict = triggers.verdict(text)
        labels = [match.label for match in verdict.ranking.matches]
        assert (verdict.label is not None) == (verdict.state == "sure")
        assert len(verdict.rivals) in ((2, 3) if verdict.state == "unsure" else (0,))
        assert list(verdict.rivals) == labels[: len(verdict.rivals)]
        scores = [match.score for match in verdict.ranking.matches]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= match.nearness <= 1 for match in verdict.ranking.matches)
        assert 0 <= verdict.ranking.belongs <= 1
        assert 0 <= verdict.ranking.right <= 1


def test_near_miss_pushes_its_label_down(lexicon):
    labels, phrases = rows(PHRASES)
    plain = Index.build(labels, phrases, lexicon=lexicon)
    text = "Maschine soll planmäßig ersetzt werden"
    taught = Index.build(labels, phrases, against=[("breakdown", text), ("nobody", "x")], lexicon=lexicon)
    score = [{m.label: m.score for m in index.rank(text).matches}["breakdown"] for index in (plain, taught)]
    assert score[1] < score[0] - 0.2
    assert all(match.phrase != text for match in taught.rank(text).matches)


def test_explain_names_the_words_that_decided(triggers):
    words = triggers.explain("unsere Stanze ist leider kaputt", "breakdown")
    assert {word for word, _ in words[:3]} >= {"Stanze", "kaputt"}
    assert [weight for _, weight in words] == sorted((weight for _, weight in words), reverse=True)
    assert triggers.explain("", "breakdown") == ()
    assert triggers.explain("Stanze", "no such label") == ()
    against = dict(triggers.explain("Wartungskosten der Maschine", "costs", "breakdown"))
    assert against["Wartungskosten"] > 0 > against["Maschine"]


def test_arrays_restore_the_same_index(tmp_path, triggers, lexicon):
    path = tmp_path / "index.npz"
    np.savez(path, **triggers.to_arrays())
    with np.load(path, allow_pickle=False) as arrays:
        again = Index.from_arrays(dict(arrays), lexicon=lexicon)
    for text in ["Kosten für die Wartung", "Presse kaputt", "qwertz", ""]:
        assert again.verdict(text) == triggers.verdict(text)
        assert again.explain(text, "costs") == triggers.explain(text, "costs")
    with pytest.raises(ValueError, match="format"):
        Index.from_arrays({**triggers.to_arrays(), "format": np.array([0, 0])}, lexicon=lexicon)
    with pytest.raises(KeyError):
        Index.from_arrays({}, lexicon=lexicon)


@pytest.mark.parametrize(
    ("labels", "phrases"),
    [([], []), (["a"], ["x"]), (["a"], [""]), (["a", "a"], ["kaputt", "defekt"]), (["a", "b"], ["x y", "z"]),
     (["a"] * 3, ["", " ", "."]), (["a", "b"], ["gleich", "gleich"]), (["a", "b", "c"], ["eins", "zwei", "drei"])],
)
def test_tiny_indexes(labels, phrases, lexicon):
    index = Index.build(labels, phrases, lexicon=lexicon)
    for text in ["", "x", "kaputt", "gleich", "eins zwei", "etwas ganz anderes"]:
        verdict = index.verdict(text)
        assert np.isfinite([verdict.ranking.belongs, verdict.ranking.right]).all()
    assert Index.from_arrays(index.to_arrays(), lexicon=lexicon).verdict("x") == index.verdict("x")


def test_lengths_must_agree():
    with pytest.raises(ValueError, match="2 labels for 1"):
        Index.build(["a", "b"], ["x"])


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_gets_a_verdict(any_index, text):
    verdict = any_index.verdict(text)
    assert verdict.state in {"sure", "unsure", "lost"}
    assert verdict == any_index.verdict(text)


@pytest.fixture(scope="module")
def any_index():
    return Index.build(*rows(PHRASES), lexicon=small_lexicon())


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.text(max_size=12)), max_size=12))
def test_any_phrases_can_be_indexed(pairs):
    index = Index.build([label for label, _ in pairs], [text for _, text in pairs])
    for label, text in pairs[:3]:
        ranking = index.rank(text)
        assert len(ranking.matches) <= len({label for label, _ in pairs})
        index.explain(text, label)


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "wort " * 20_000, " ".join(map(str, range(30_000))), "\x00" * 50_000, "ä" * 100_000, "😀" * 9000],
    ids=["letter", "word", "numbers", "nul", "umlaut", "emoji"],
)
def test_of_a_long_text_only_the_first_words_count(any_index, text):
    assert any_index.verdict(text) == any_index.verdict(text[:50_000])


def many(count):
    rng = random.Random(3)
    subjects = [f"{a}{b}" for a in ("Stanz", "Press", "Dreh", "Fräs", "Schleif") for b in ("maschine", "anlage", "werk")]
    troubles = ["defekt", "kaputt", "zu teuer", "veraltet", "wird ersetzt", "steht still", "soll wachsen", "hat Lücken"]
    pairs = []
    for _ in range(count):
        trouble = rng.choice(troubles)
        pairs.append((trouble, f"{rng.choice(subjects)} {rng.randrange(99)} {trouble}"))
    return [label for label, _ in pairs], [text for _, text in pairs]


def test_big_indexes_answer_as_small_ones(monkeypatch):
    monkeypatch.setattr(matching, "SMALL", 2000)
    labels, phrases = many(2500)
    index = Index.build(labels, phrases, lexicon=small_lexicon())
    for text, label in [("unsere Stanzmaschine ist kaput", "kaputt"), ("Fräswerk veraltet", "veraltet"),
                        ("Presse stillstehend", "steht still")]:
        assert first(index, text) == label
    assert index.verdict("wie wird das Wetter morgen").state == "lost"
    again = Index.from_arrays(index.to_arrays(), lexicon=small_lexicon())
    assert again.verdict("Drehanlage zu teuer") == index.verdict("Drehanlage zu teuer")
    words = dict(index.explain("Stanzmaschine leider kaputt", "kaputt", "veraltet"))
    assert max(words, key=words.__getitem__) == "kaputt"


def test_big_engine_agrees_on_few_phrases(monkeypatch):
    monkeypatch.setattr(matching, "SMALL", 0)
    index = Index.build(*rows(PHRASES), lexicon=small_lexicon())
    assert all(first(index, phrase) == label for label, phrase in zip(*rows(PHRASES), strict=True))


def test_complete_prefers_beginnings():
    known = ["Einkauf", "Einkaufsleiter", "Leiter Einkauf", "Produktion", "IT-Leitung", "Geschäftsführung"]
    assert complete("eink", known)[:3] == ["Einkauf", "Einkaufsleiter", "Leiter Einkauf"]
    assert complete("leit", known)[0] == "Leiter Einkauf"
    assert complete("Geschaef", known) == ["Geschäftsführung"]
    assert complete("Prodduktion", known)[0] == "Produktion"
    assert complete("", known) == []
    assert complete("e", known, limit=1) == ["Einkauf"]
    assert complete("e", known, limit=0) == []
