"""What a line asks for, in which tone, and what is left of it to be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.purpose import PURPOSES, wish_of


@pytest.mark.parametrize(
    ("text", "purpose", "tone", "alone"),
    [
        ("gesprächsblatt", "sheet", None, True), ("Brauche ein Gesprächsblatt", "sheet", None, True),
        ("I need a call sheet please", "sheet", None, True),
        ("LinkedIn-Text für IT-Leitung nach Ausfall, ruhig", "message", "calm", False),
        ("landing page copy for head of IT, tone: calm", "message", "calm", False),
        ("schreib mir eine Mail an den Einkauf, sachlich", "message", "factual", False),
        ("Formulierungen", "message", None, True), ("wording", "message", None, True),
        ("Entscheidungsvorlage für die GF", "paper", None, False),
        ("Welche Inhalte habe ich? Inhalte finden", "brief-content", None, False),
        ("Heatmap", "heatmap", None, True), ("zeig mir die Kaufreise-Karte", "map", None, True),
        ("Mach ein Quiz", "quiz", None, True),
        # nobody asks for anything here
        ("Die Mail vom CFO kam heute, ERP-Wartung läuft aus", None, None, False),
        ("Website steht, jetzt fehlt das ERP", None, None, False),
        ("stanze defekt, produktionsleiterin, brauchen sofort ersatz", None, None, False),
        ("kurz", None, None, False), ("in short, the press broke down", None, None, False),
        ("der Chef will es kurz vor Weihnachten", None, None, False),
        ("sie vergleichen Anbieter", None, None, False),
    ],
)
def test_wishes(text, purpose, tone, alone):
    wish = wish_of(text)
    assert (wish.purpose, wish.tone) == (purpose, tone)
    if purpose:
        assert wish.alone == alone


def test_what_is_left_is_read_for_the_purchase():
    assert "LinkedIn" not in wish_of("LinkedIn-Text für IT-Leitung nach Ausfall, ruhig").rest
    assert wish_of("LinkedIn-Text für IT-Leitung nach Ausfall, ruhig").rest.strip() == "für IT-Leitung nach Ausfall"
    assert wish_of("die Presse steht").rest == "die Presse steht"


@given(st.text(max_size=120))
def test_any_text_has_a_wish_and_loses_nothing_without_one(text):
    wish = wish_of(text)
    assert wish.purpose is None or wish.purpose in PURPOSES
    if wish.purpose is None and wish.tone is None:
        assert wish.rest == text
