"""What the end of a half-typed line may become."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.core.suggest import MOST, Suggester, near
from assistant.core.words import tokens


@pytest.fixture(scope="module")
def german(office):
    return Suggester(office.desk.library, "de", office.desk.commands("de"))


@pytest.mark.parametrize(
    ("text", "first", "kind"),
    [
        ("morgen termin mit dem produktionsl", "Produktionsleitung", "persona"),
        ("PRODUKTIONSL", "Produktionsleitung", "persona"), ("produktionslietung", "Produktionsleitung", "persona"),
        ("CFO, Aus", "Ausfall", "trigger"), ("geplanter Er", "Geplanter Ersatz", "trigger"),
        ("wer f", "wer fehlt noch?", "command"), ("heat", "Heatmap", "command"), ("weiss n", "weiß nicht", "command"),
        ("sie sind in der ueberl", "Überlegung und Recherche", "phase"), ("ERP-Ab", "ERP-Ablösung", "playbook"),
    ],
)
def test_the_likeliest_comes_first(german, text, first, kind):
    found = german.suggest(text)
    assert (found[0].text, found[0].kind) == (first, kind)


@pytest.mark.parametrize("text", ["", "   ", "x", "CFO,", "Termin. ", "der ", "qqqq", "123"])
def test_nothing_is_suggested_where_nothing_has_begun(german, text):
    assert german.suggest(text) == ()


def test_what_can_be_said_is_offered_only_at_the_beginning(german):
    assert "command" in {s.kind for s in german.suggest("zur")}
    assert "command" not in {s.kind for s in german.suggest("der CFO will zur")}


@pytest.mark.parametrize("topic", ["stamping-press", "erp-replacement", "people-development"])
def test_the_topic_that_stands_goes_first(german, library, topic):
    own = {t.id for t in library.playbooks[topic].triggers} | {topic}
    known = {t.id for b in library.playbooks.values() for t in b.triggers} | set(library.playbooks)
    for text in ("a", "au", "st", "sy", "pr", "wi"):
        bound = [s.id in own for s in german.suggest(text, topic) if s.id in known]
        assert bound == sorted(bound, reverse=True), text


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=60) | st.sampled_from(["stan", "einkauf ", "produkt", "mit dem ein", "audit-f"]))
def test_taking_a_suggestion_keeps_what_stands_before(german, text):
    found = german.suggest(text)
    assert len(found) <= MOST
    assert found == german.suggest(text)
    for s in found:
        assert 0 <= s.start <= len(text)
        assert s.text
        assert tokens(text[: s.start] + s.text)[-1:] == tokens(s.text)[-1:]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("heatmpa", "Heatmap"), ("gesprächsblat", "Gesprächsblatt"), ("wer felht noch", "wer fehlt noch?"),
        ("Formulierung", "Formulierungen"), ("asdf qwer", ""), ("die Maschine ist kaputt und alle warten", ""), ("", ""), ("x", ""),
        ("Stanze", ""), ("Einkauf", ""),
    ],
)
def test_a_slip_of_the_finger_is_told(office, said, meant):
    assert near(said, office.desk.commands("de")) == meant


def test_a_miss_says_what_sounds_alike_and_asks_nothing_more(talk, office):
    talk.say("die Stanze ist ausgefallen")
    say = talk.say("gesprächsblat")
    text = office.renderer.say(say.parts)
    assert "Ähnlich klingt: „Gesprächsblatt“." in text
    assert text.count("?") == 1
