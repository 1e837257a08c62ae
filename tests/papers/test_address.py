"""From Sie to ihr: what is turned is turned right, what is not certain is not turned."""

import re

import pytest

from assistant.core.papers.address import informal

FORMAL = re.compile(r"\b(?:Sie|Ihnen|Ihre[nmrs]?)\b")


@pytest.mark.parametrize(
    ("sie", "ihr"),
    [
        ("Bis wann brauchen Sie das erste Gutteil?", "Bis wann braucht ihr das erste Gutteil?"),
        ("Können Sie sich auf zehn Punkte einigen, bevor Sie Anbieter nebeneinanderlegen?",
         "Könnt ihr euch auf zehn Punkte einigen, bevor ihr Anbieter nebeneinanderlegt?"),
        ("Nennen Sie mir Einbauhöhe und Tischmaß.", "Nennt mir Einbauhöhe und Tischmaß."),
        ("Fragen Sie, mit wem.", "Fragt, mit wem."),
        ("Rechnen Sie nach.", "Rechnet nach."),
        ("Wie arbeiten Sie heute?", "Wie arbeitet ihr heute?"),
        ("Wem vertrauen Sie?", "Wem vertraut ihr?"),
        ("Sie haben den Ernstfall erlebt.", "Ihr habt den Ernstfall erlebt."),
        ("Was sind Ihre Zahlen, und wer hilft Ihnen?", "Was sind eure Zahlen, und wer hilft euch?"),
        ("Wir rufen an, wenn Sie fertig sind.", "Wir rufen an, wenn ihr fertig seid."),
        ("Dann wissen Sie, was gilt.", "Dann wisst ihr, was gilt."),
        ("Ihr Drehbuch, Ihr Urteil.", "Euer Drehbuch, euer Urteil."),
        ("Lassen Sie zwei Leute prüfen.", "Lasst zwei Leute prüfen."),
        ("Für Sie zählt das Datum.", "Für euch zählt das Datum."),
        ("Was kostet ein Tag Stillstand?", "Was kostet ein Tag Stillstand?"),
        ("Sollen wir Ihre IT fragen – oder fragen Sie selbst?", "Sollen wir eure IT fragen – oder fragt ihr selbst?"),
    ],
)  # fmt: skip
def test_turned(sie, ihr):
    assert informal(sie) == ihr


@pytest.mark.parametrize(
    "text",
    [
        "Die Listen liegen bei. Sie enthalten alle Maße.",  # "they"
        "Was hat Sie gestört?",
        "Dürfte ein anderer Einkauf Sie zur Vertragsabwicklung anrufen?",
        "Nehmen Sie eine Baureihe und lesen Sie nach.",
        "Sie binden sich für eine Baureihe, über die Flotte ist nichts entschieden.",
    ],
)
def test_not_certain(text):
    assert informal(text) is None


def every_german_text(library):
    for book in library.playbooks.values():
        for play in book.phases.values():
            for group in (play.say, play.write, play.questions, play.buyer_questions, play.next_steps, play.proof):
                yield from (s.text.de for s in group)
            yield from (h.answer.de for h in play.hurdles)


def test_the_playbooks_speak_familiarly_too(library):
    texts = [t for t in every_german_text(library) if FORMAL.search(t)]
    turned = [informal(t) for t in texts]
    for before, after in zip(texts, turned, strict=True):
        if after is not None:
            left = FORMAL.sub("", re.sub(r"(?<=[.:!?] )Sie (?=[a-zäöü]+t\b)", "", after))
            assert left == re.sub(r"(?<=[.:!?] )Sie (?=[a-zäöü]+t\b)", "", after), (before, after)
            assert "  " not in after
            assert after[0].isupper() == before[0].isupper()
    assert sum(t is None for t in turned) <= len(texts) * 0.15, "too many sentences would be lost"
