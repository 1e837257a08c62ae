"""What a turn wants besides answering."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.intents import intent_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("zurück", "back"), ("Back", "back"), ("zurück!", "back"), ("vor", "forward"), ("redo", "forward"),
        ("neu", "restart"), ("/restart", "restart"), ("start over", "restart"),
        ("weiß nicht", "unknown"), ("weiss ich nicht", "unknown"), ("don't know", "unknown"), ("egal", "unknown"),
        ("keine Ahnung", "unknown"),
        ("warum?", "why"), ("Why?", "why"), ("wieso fragst du das", "why"),
        ("hilfe", "help"), ("?", "help"), ("help", "help"),
        ("wer fehlt noch?", "missing"), ("who is missing", "missing"),
        ("was ist ein Buying Center?", "aside"), ("what is a trigger", "aside"), ("was heißt verbatim", "aside"),
        ("auf Englisch", "language"), ("English please", "language"), ("auf deutsch bitte", "language"),
        ("1", "digit"), ("7", "digit"),
        ("+Einkauf +GF", "add"), ("ohne Einkauf", "remove"),
        ("nein, CFO", "correct"), ("not CIO, CFO", "correct"), ("doch erst in der Recherche", "correct"),
        ("doch Einkauf", "correct"),
        ("warum C?", "why-line"), ("why c", "why-line"), ("warum AB", "why-line"), ("warum so", "why"), ("why is that", "why"),
        ("heatmap", "heatmap"), ("Content heat map", "heatmap"), ("wo fehlt uns Inhalt?", "heatmap"),
        ("Kaufreise-Karte", "map"), ("journey map", "map"), ("buying centre", "missing"), ("Buying-Center", "missing"),
        ("quiz", "quiz"), ("Quiz: 5 Fragen", "quiz"), ("start the quiz", "quiz"), ("ende", "finish"), ("stop", "finish"),
        ("Ein Beispiel", "example"), ("etwas anderes", "other"), ("something else", "other"),
        ("ganze Empfehlung", "advice"), ("nochmal", "again"), ("add purchasing", "add"), ("ergänze den Einkauf", "add"),
        ("add-on fehlt", "answer"), ("danke", "thanks"), ("ok, vielen Dank!", "thanks"), ("thank you", "thanks"), ("ok", "thanks"),
        ("gut", "answer"), ("Danke, und der CFO?", "answer"), ("quiz night", "answer"), ("Presse am Ende", "answer"), ("maps", "answer"),
        ("/wörter", "words"), ("/wörter Rentabilität", "words"), ("/words profitability", "words"), ("/WOERTER: ROI", "words"),
        ("wörter: Rentabilität", "words"), ("words: ROI", "words"), ("/worte", "words"),
        ("welches Wort: Rentabilität oder Wirtschaftlichkeit?", "words"), ("Which word: ROI or profitability?", "words"),
        ("wörter", "answer"), ("words", "answer"), ("welches Wort", "answer"), ("/wörterbuch", "answer"), ("/wordsmith", "answer"),
        ("welches Wort nimmt der CFO?", "answer"), ("which word does purchasing use", "answer"), ("in seinen Worten: zu teuer", "answer"),
        ("CFO sagt: andere Wörter: Rentabilität", "answer"), ("die richtigen worte für den einkauf", "answer"),
        ("words: " + "der CFO will bis morgen wissen, was die Ausfallzeit kostet " * 2, "answer"),
        ("", "empty"), ("   ", "empty"), ("...", "empty"), ("???", "empty"),
        ("zurück auf Anfang, Budget gestrichen", "answer"),
        ("stanze defekt, brauchen sofort ersatz", "answer"),
        ("neue Fertigungslinie", "answer"),
        ("12", "answer"),
        ("vor zwei Wochen ausgefallen", "answer"),
    ],
)
def test_intents(text, name):
    assert intent_of(text).name == name


@given(st.text(max_size=200))
def test_every_text_has_an_intent(text):
    assert intent_of(text).name
