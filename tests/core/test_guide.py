"""The conversation: one question at a time, corrections, steps back and forward, loops, no dead end."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.core.guide import Conversation, State, choose, step
from tests.conftest import Talk

DEMO = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"


def test_one_line_fills_everything_and_gets_advice(talk: Talk):
    say = talk.say(DEMO)
    brief = talk.state.brief
    assert (brief.playbook, brief.trigger, brief.personas, brief.phase) == (
        "stamping-press", "breakdown", ("production",), "decision",
    )
    assert say.advice is not None
    assert talk.state.asked is None


def test_asks_only_for_what_is_missing_one_question_per_turn(talk: Talk):
    talk.say("die Stanze ist ausgefallen")
    assert talk.state.asked == "persona"
    talk.say("mit dem Einkauf")
    assert talk.state.brief.personas == ("purchasing",)
    assert talk.state.asked is None, "the breakdown tells the phase"


def test_phase_inferred_from_the_trigger_is_marked(talk: Talk):
    talk.say("die Stanze ist ausgefallen")
    assert talk.state.brief.phase == "decision"
    assert talk.state.brief.inferred == ("phase",)
    talk.say("nein, sie vergleichen noch Anbieter")
    assert talk.state.brief.phase == "consideration"
    assert talk.state.brief.inferred == ()


@pytest.mark.parametrize("text", ["nein, CFO", "not production, CFO", "doch der CFO", "nicht die Produktion, der CFO"])
def test_a_role_is_corrected_at_any_time(talk: Talk, text):
    talk.say(DEMO)
    before = talk.state.brief
    talk.say(text)
    assert talk.state.brief.personas == ("finance",)
    assert "changed" in talk.parts
    assert (talk.state.brief.trigger, talk.state.brief.phase) == (before.trigger, before.phase)


def test_the_phase_is_corrected(talk: Talk):
    talk.say(DEMO, "doch erst in der Recherche")
    assert talk.state.brief.phase == "consideration"


def test_roles_are_added_and_taken_out(talk: Talk):
    talk.say(DEMO, "+Einkauf +GF")
    assert talk.state.brief.personas == ("production", "purchasing", "management")
    talk.say("ohne Einkauf")
    assert talk.state.brief.personas == ("production", "management")
    talk.say("der CFO ist auch dabei")
    assert talk.state.brief.personas == ("production", "management", "finance")


def test_back_to_the_start_and_forward_again_byte_for_byte(talk: Talk):
    states = [json.dumps(talk.state.to_dict())]
    for text in (DEMO, "nein, CFO", "+Einkauf", "zurück auf Anfang, Budget gestrichen"):
        talk.say(text)
        states.append(json.dumps(talk.state.to_dict()))
    for expected in reversed(states[:-1]):
        talk.say("zurück")
        assert json.dumps(talk.state.to_dict()) == expected
    talk.say("zurück")
    assert talk.parts == ["no-further"]
    for expected in states[1:]:
        talk.say("vor")
        assert json.dumps(talk.state.to_dict()) == expected


def test_restart_keeps_the_old_conversation(talk: Talk):
    talk.say(DEMO, "neu")
    assert talk.state.brief.playbook is None
    talk.say("zurück")
    assert talk.state.brief.trigger == "breakdown"


def test_a_loop_is_logged_with_its_reason(talk: Talk):
    talk.say(DEMO)
    say = talk.say("zurück auf Anfang, Budget gestrichen")
    (loop,) = talk.state.brief.loops
    assert (loop.reason, loop.came_from) == ("budget-cut", "decision")
    assert talk.state.brief.phase == loop.to == "consideration"
    part = next(p for p in say.parts if p.name == "loop")
    assert part.facts["stays"].text.de
    assert part.facts["show"].text.de


def test_going_back_without_a_reason_asks_for_it(talk: Talk):
    talk.say(DEMO)
    say = talk.say("alles zurück auf Anfang")
    assert talk.parts == ["ask-loop"]
    talk.say(str([c.id for c in say.choices].index("new-stakeholder") + 1))
    assert [p.reason for p in talk.state.brief.loops] == ["new-stakeholder"]


def test_the_same_line_again_is_known_already(talk: Talk):
    talk.say(DEMO)
    before = talk.conversation
    talk.say(DEMO)
    assert talk.parts[0] == "already"
    assert talk.conversation == before


@pytest.mark.parametrize("text", ["heatmpa", "kann man das ausdrucken", "Wie spät ist es", "asdf"])
def test_what_says_nothing_new_is_not_claimed_to_be_known(talk: Talk, text):
    talk.say(DEMO)
    before = talk.state.brief
    talk.say(text)
    assert talk.parts[0] == "not-understood"
    assert talk.state.brief == before


def test_a_topic_taken_back_is_not_read_as_a_trigger(talk: Talk):
    talk.say(DEMO, "es geht nicht um die Presse, sondern um ERP")
    assert talk.state.brief.playbook == "erp-replacement"
    assert talk.state.brief.trigger is None


def test_the_name_of_the_purchase_is_no_trigger(talk: Talk):
    talk.say("Presse")
    assert (talk.state.brief.playbook, talk.state.brief.trigger) == ("stamping-press", None)
    assert talk.state.asked == "trigger"


def test_dont_know_skips_and_says_what_is_weaker(talk: Talk):
    talk.say("Pflege und Betrieb unseres ERP werden jedes Jahr teurer", "weiß nicht")
    assert talk.state.brief.open == ("persona",)
    talk.say("weiß nicht")
    assert set(talk.state.brief.open) == {"persona", "phase"}
    assert talk.last
    assert talk.last.advice
    standing = talk.last.advice.block("standing")
    assert standing
    assert [x.facts["slot"] for x in standing.lines if x.label == "weaker"] == ["persona", "phase"]


def test_why_explains_the_question_and_the_result(talk: Talk):
    talk.say("die Stanze ist ausgefallen", "warum?")
    assert talk.parts[0] == "why-asked"
    assert talk.state.asked == "persona"
    talk.say("Einkauf", "warum?")
    assert "why-slot" in talk.parts


def test_a_side_question_is_answered_then_the_question_again(talk: Talk):
    talk.say("die Stanze ist ausgefallen", "was ist ein Buying Center?")
    assert talk.parts == ["glossary", "ask"]
    assert talk.state.asked == "persona"


def test_an_unknown_term_is_said_to_be_unknown(talk: Talk):
    talk.say("die Stanze ist ausgefallen", "was ist ein Quastenflosser?")
    assert talk.parts == ["not-in-glossary", "ask"]


def test_the_choice_of_topics_covers_all(talk: Talk, library):
    say = talk.say("asdf", "weiß nicht")
    seen = {c.id for c in say.choices}
    while say.choices[-1].slot == "more":
        assert len(say.choices) == 5
        say = talk.say("etwas anderes")
        seen |= {c.id for c in say.choices}
    assert {i for i in seen if ":" not in i} == set(library.playbooks)


def test_the_likelier_come_first_and_all_phases_can_be_picked(talk: Talk, library):
    say = talk.say("GF drängt, Termin mit dem Einkauf, ERP wird zu teuer")
    assert talk.state.asked == "phase"
    assert {c.id for c in say.choices} == {str(p) for p in library.phases}


def test_three_misses_then_it_goes_on(talk: Talk):
    talk.say("die ERP-Wartung läuft aus")
    asked = talk.state.asked
    assert asked == "persona"
    talk.say("qwertz asdf")
    assert talk.state.asked == asked
    talk.say("yxcv jklö")
    assert "example" in talk.parts
    talk.say("blubb blubb")
    assert asked in talk.state.brief.open
    assert talk.state.asked != asked


def test_digits_pick_only_where_there_is_a_choice(talk: Talk):
    say = talk.say("die ERP-Wartung läuft aus")
    first = say.choices[0]
    talk.say("1")
    assert talk.state.brief.personas == (first.id,)


def test_a_label_typed_is_the_same_as_its_digit(desk, office):
    one, other = Talk(desk), Talk(desk)
    one.say("die ERP-Wartung läuft aus", "1")
    say = other.say("die ERP-Wartung läuft aus")
    other.say(office.renderer.choice(say.choices[0], other.state.brief))
    assert one.state.to_dict()["brief"] == other.state.to_dict()["brief"]


def test_nothing_is_guessed_from_nonsense(talk: Talk):
    talk.say("asdf qwer jklö")
    assert talk.state.brief.ids() == State().brief.ids()
    assert talk.parts[0] == "not-understood"


def test_an_empty_line_changes_nothing(talk: Talk):
    talk.say(DEMO)
    before = talk.conversation
    talk.say("   ")
    assert talk.conversation == before


def test_the_language_follows_the_last_clear_sentence(talk: Talk):
    talk.say("the press is down and we need a replacement")
    assert talk.state.language == "en"
    talk.say("auf Deutsch")
    talk.say("we are talking to purchasing")
    assert talk.state.language == "de", "asked for, so it stays"


def test_a_pick_is_undone_like_a_turn(desk):
    conversation, _ = step(desk, Conversation(State()), DEMO)
    picked, _ = choose(desk, conversation, "phase", "retention")
    assert picked.now.brief.phase == "retention"
    back, _ = step(desk, picked, "zurück")
    assert back.now == conversation.now


def test_switching_the_topic_drops_the_trigger(talk: Talk):
    talk.say(DEMO)
    talk.say("nein, es geht um ERP, die Wartung läuft aus")
    assert talk.state.brief.playbook == "erp-replacement"
    assert talk.state.brief.trigger == "support-ends"


WORDS = st.sampled_from(
    [
        DEMO, "nein, CFO", "+Einkauf", "zurück", "vor", "neu", "warum?", "weiß nicht", "1", "2", "9", "", "???",
        "was ist ein Trigger", "asdf", "Budget gestrichen, alles auf Anfang", "ERP Wartung läuft aus", "auf Englisch",
        "wer fehlt noch?", "sie vergleichen Anbieter", "mit der GF", "nicht der Einkauf", "hilfe", "ohne CFO",
        "gesprächsblatt", "Vorlage", "kürzer B", "ohne „Termin“", "für den Einkauf", "papiere", "karte", "buying-center-karte", "empfehlung",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS | st.text(max_size=30), max_size=12))
def test_no_dead_end_and_at_most_one_question(desk, office, texts):
    """C9 and C16: every turn ends with a next step, no turn asks two questions."""
    talk = Talk(desk)
    for text in texts:
        say = talk.say(text)
        assert say.parts
        asking = [p for p in say.parts if p.name in ("ask", "ask-which", "ask-open", "ask-loop", "need-topic", "ask-around", "ask-tour")]
        assert len(asking) <= 1
        rendered = office.renderer.in_(talk.state.language).say(say.parts)
        assert rendered.strip()
        assert asking or say.parts[-1].name in ("anything-else", "anything-else-paper", "anything-more", "empty-line", "no-further", "example", "ask-around"), say.parts
