"""The conversation rules C1–C24 of experience.md that the core answers for, one table or property each."""

from __future__ import annotations

import re

import pytest

from assistant.core.guide import Conversation, State, choose, step
from tests.conftest import Talk

DEMO = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"
MEETING = "Morgen Termin mit CFO, Audit-Feststellung, sie vergleichen Anbieter"


@pytest.mark.parametrize("text", [DEMO, MEETING, "GF und IT, Lizenzen laufen aus, Office-Umstieg, Vertragsverhandlung"])
def test_c1_what_a_line_says_is_not_asked_again(talk: Talk, text):
    talk.say(text)
    filled = {"trigger": talk.state.brief.trigger, "persona": talk.state.brief.personas, "phase": talk.state.brief.phase}
    assert talk.state.asked is None or not filled[talk.state.asked]


def test_c2_nothing_is_confirmed_by_yes_or_no(talk: Talk, office):
    for text in ("die Stanze ist ausgefallen", "mit dem Einkauf", "nein, CFO"):
        say = talk.say(text)
        assert not re.search(r"stimmt das|richtig so|korrekt\?", office.renderer.say(say.parts).lower())


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("nein, CFO", "personas", ("finance",)), ("not production, CFO", "personas", ("finance",)),
        ("doch Einkauf", "personas", ("purchasing",)), ("doch erst in der Recherche", "phase", "consideration"),
        ("nein, geplanter Ersatz der Stanze", "trigger", "planned-replacement"),
    ],
)
def test_c4_and_c5_only_the_corrected_slot_changes_old_and_new_are_named(talk: Talk, office, text, slot, value):
    talk.say(DEMO)
    before = talk.state.brief
    say = talk.say(text)
    after = talk.state.brief
    assert getattr(after, slot) == value
    kept = {"playbook", "trigger", "personas"} - {slot}
    assert {k: getattr(before, k) for k in kept} == {k: getattr(after, k) for k in kept}
    assert " → " in office.renderer.say(say.parts)
    assert say.advice is not None


def test_c5_a_paper_stays_a_paper_after_a_correction(talk: Talk):
    talk.say(DEMO, "formulierungen")
    say = talk.say("nein, CFO")
    assert talk.state.brief.purpose == "message"
    assert say.advice is None
    assert say.paper
    assert say.paper.kind == "after-call"
    assert talk.say("empfehlung").advice
    assert talk.state.brief.purpose is None


@pytest.mark.parametrize(
    ("before", "text", "name"),
    [
        (["die Stanze ist ausgefallen"], "warum?", "why-asked"), ([DEMO], "warum?", "why-slot"), ([], "warum?", "why-nothing"),
        (["quiz"], "warum?", "quiz/why"), ([DEMO], "warum zz?", "why-slot"), ([], "warum c?", "no-lines"),
        ([DEMO], "warum dz?", "no-such-line"),
    ],
)
def test_c8_why_is_answered_wherever_it_is_asked(talk: Talk, before, text, name):
    for said in before:
        talk.say(said)
    say = talk.say(text)
    assert say.parts[0].name == name


def test_c9_no_sentence_of_ours_asks_twice(office, talk: Talk):
    for text in (DEMO, "wer fehlt noch?", "neu", "die Stanze ist ausgefallen", "neu", "asdf", "asdf", "asdf", "asdf", "asdf"):
        say = talk.say(text)
        for part in say.parts:
            assert office.renderer.part(part).count("?") <= 1, part


def test_c10_unsure_offers_the_rivals_and_a_way_out(talk: Talk):
    say = talk.say("der CFO drängt, die ERP-Wartung läuft aus")
    assert say.choices[0].id == "finance"
    assert say.choices[-1].slot == "more"
    assert talk.say("5").choices
    assert "finance" not in [c.id for c in talk.last.choices]


def test_c10_something_else_where_all_is_shown_asks_for_own_words(talk: Talk):
    talk.say("ERP")
    before = talk.conversation
    talk.say("etwas anderes")
    assert talk.parts[0] == "other-words"
    assert talk.conversation == before


def test_c11_nobody_is_asked_a_fourth_time(talk: Talk):
    asked = []
    for text in ("qwertz asdf", "yxcv jklö", "blubb blubb", "quack", "foo", "bar"):
        talk.say(text)
        asked.append(talk.parts[-1] if talk.parts[-1] != "example" else talk.parts[-2])
    assert asked[:2] == ["ask-open", "ask-open"]
    assert asked[2] == "need-topic"
    assert asked[4:] == ["ask-around", "ask-around"], asked
    assert {c.id for c in talk.last.choices} >= {"map", "example", "quiz"}
    talk.say("4")
    assert [c.slot for c in talk.last.choices][:4] == ["playbook"] * 4


@pytest.mark.parametrize(
    "text", ["was ist ein Buying Center?", "hilfe", "hallo", "wer fehlt noch?", "karte", "beispiel", "heatmap", "stand", "warum?"]
)
def test_c13_after_an_aside_the_open_question_comes_again(talk: Talk, text):
    talk.say("die Stanze ist ausgefallen")
    before, choices = talk.conversation, talk.last.choices
    talk.say(text)
    assert talk.parts[-1] == "ask"
    assert talk.last.choices == choices
    assert talk.conversation == before


def test_c13_in_a_quiz_the_question_of_the_quiz_comes_again(talk: Talk):
    talk.say("quiz")
    before = talk.conversation
    for text in ("was ist ein Buying Center?", "hilfe", "asdf qwer", "warum?", "9", "heatmap"):
        talk.say(text)
        assert talk.parts[-1] == "quiz/question", text
        assert talk.conversation == before


@pytest.mark.parametrize("language", ["de", "en"])
def test_c14_quick_replies_are_few_short_and_cover_everything(desk, office, library, language):
    renderer = office.renderer.in_(language)
    for book in library.playbooks.values():
        for slot in ("trigger", "persona", "phase", "playbook"):
            talk = Talk(desk)
            talk.conversation = Conversation(State(language=language, fixed=True))
            talk.conversation, _ = choose(desk, talk.conversation, "playbook", book.id)
            from assistant.core.questions import choices_for, more_choices  # noqa: PLC0415 beside the only use

            choices = choices_for(desk, talk.state.brief, slot)
            seen: set[str] = set()
            while True:
                assert 1 <= len(choices) <= 5
                assert all(len(renderer.choice(c, talk.state.brief)) <= 25 for c in choices)
                seen |= {c.id for c in choices if c.slot == slot}
                if choices[-1].slot != "more":
                    break
                choices = more_choices(desk, talk.state, choices[-1])[1].choices
            wanted = {
                "trigger": {t.id for t in book.triggers}, "persona": {m.id for m in book.members},
                "phase": set(library.phases), "playbook": set(library.playbooks),
            }[slot]
            assert seen >= wanted


def test_c15_letters_name_lines_and_digits_never_do(talk: Talk, office):
    say = talk.say(DEMO)
    letters = [x.letter for b in office.renderer.advice(say.advice) for x in b.lines if x.letter]
    assert letters[:3] == ["A", "B", "C"]
    assert len(letters) == len(set(letters))
    assert all(x.isalpha() for x in letters)


def test_c21_an_english_aside_is_answered_in_english(talk: Talk):
    talk.say("what is a trigger")
    assert talk.state.language == "en"
    talk.say("was ist ein Buying Center?")
    assert talk.state.language == "de"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("auf Englisch", "en"), ("English please", "en"), ("english", "en"), ("auf Deutsch", "de"), ("in German", "de"),
        ("Deutsch bitte", "de"), ("bitte auf Englisch", "en"),
    ],
)
def test_c21_a_language_asked_for_stays(talk: Talk, text, language):
    talk.say(DEMO)
    before = talk.state.brief
    say = talk.say(text)
    assert say.advice, "the answer comes again in that language"
    assert (talk.state.language, talk.state.brief) == (language, before)
    talk.say("we are talking to purchasing", "wir sprechen mit dem Einkauf")
    assert talk.state.language == language


@pytest.mark.parametrize(
    ("text", "name"),
    [("Heatmap für ERP", "gaps"), ("zeig mir die Kaufreise-Karte zum ERP", "journey"), ("a journey map for the stamping press please", "journey")],
)
def test_a_view_with_a_topic_keeps_the_topic_and_is_shown_at_once(talk: Talk, text, name):
    say = talk.say(text)
    assert say.sheet
    assert say.sheet.name == name
    assert talk.state.brief.playbook
    assert talk.state.brief.purpose is None
    assert say.choices == talk.state.choices


def test_a_quiz_with_a_topic_is_about_it(talk: Talk):
    talk.say("mach ein Quiz zu ERP")
    assert talk.state.quiz
    assert talk.state.quiz.topic == "erp-replacement"
    assert talk.parts[-1] == "quiz/question"


def test_several_roles_are_chosen_at_once(desk):
    conversation, _ = step(desk, Conversation(State()), DEMO)
    conversation, say = choose(desk, conversation, "persona", "finance purchasing")
    assert conversation.now.brief.personas == ("finance", "purchasing")
    assert say.advice


def test_who_was_mentioned_is_kept_until_spoken_to(talk: Talk):
    talk.say("GF drängt bei der Stanze, sie ist defekt")
    assert talk.state.brief.mentioned == ("management",)
    talk.say("mit der GF")
    assert talk.state.brief.mentioned == ()


def test_a_line_about_a_purchase_ends_the_quiz_and_keeps_its_score(talk: Talk):
    talk.say("quiz", "1", DEMO)
    assert talk.state.quiz is None
    assert talk.state.scores[0][1] == 1
    assert talk.state.brief.trigger == "breakdown"
    assert talk.last.advice
    talk.say("zurück")
    assert talk.state.quiz is not None


def test_the_quiz_follows_the_topic_and_is_another_one_each_time(talk: Talk):
    talk.say(DEMO, "quiz")
    first = talk.state.quiz
    assert first.topic == "stamping-press"
    talk.say("1", "ende", "quiz")
    assert talk.state.quiz.seed != first.seed
