"""Papers in the conversation: asked for, revised, redone after a correction, undone."""

from assistant.core.dialogue import State
from assistant.core.outputs import outcome
from assistant.core.papers.request import Request
from assistant.doors.line import say_text
from assistant.doors.papers import as_sent, copy_text, drafted, paper_text

START = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"


def test_a_paper_takes_the_place_of_the_advice(talk, office):
    say = talk.say(START, "gesprächsblatt")
    assert say.paper == Request("sheet")
    assert say.advice is None
    text = paper_text(office, talk.state.brief, say)
    assert "Gesprächsblatt: Stanzmaschine" in text
    assert "\nA  Produktionsleitung" in text
    assert "BEISPIEL" in text
    assert "**" not in text


def test_it_waits_for_what_is_missing(talk):
    say = talk.say("gesprächsblatt")
    assert talk.parts[0] == "paper-pending"
    assert say.paper is None
    say = talk.say(START)
    assert say.paper == Request("sheet")


def test_follow_ups_change_what_they_name(talk, office):
    talk.say(START, "mail danach")
    say = talk.say("kürzer E")
    assert say.paper.parts
    assert say.paper_before == Request("after-call")
    assert "Geändert: E." in paper_text(office, talk.state.brief, say)
    say = talk.say("ohne „Gutteil“")
    assert say.paper.banned == ("Gutteil",)
    assert "Gutteil" not in paper_text(office, talk.state.brief, say).partition("\n")[2].replace("Ohne „Gutteil“", "")


def test_english_paper_german_talk(talk, office):
    say = talk.say(START, "gesprächsblatt", "auf Englisch")
    assert say.paper.language == "en"
    assert talk.state.language == "de"
    shown = say_text(office, talk.conversation, say, 500)
    assert "Call sheet: Stamping press" in shown
    assert shown.index("Call sheet") < shown.index(office.renderer.say([p for p in say.parts if p.name == "anything-else-paper"]))


def test_a_correction_makes_the_paper_again(talk):
    say = talk.say(START, "gesprächsblatt", "nein, Einkauf")
    assert say.paper == Request("sheet")
    assert talk.state.brief.personas == ("purchasing",)


def test_back_brings_the_paper_as_it_was(talk):
    talk.say(START, "mail danach", "kürzer")
    say = talk.say("zurück")
    assert say.paper == Request("after-call")
    say = talk.say("zurück")
    assert say.paper is None
    assert talk.state.wish is None
    talk.say("vor", "vor")
    assert talk.state.wish is not None
    assert talk.state.wish.style.short


def test_the_advice_comes_back(talk):
    say = talk.say(START, "gesprächsblatt", "empfehlung")
    assert say.advice is not None
    assert say.paper is None
    assert talk.say("nein, Einkauf").paper is None


def test_without_a_paper_follow_ups_are_no_follow_ups(talk):
    assert talk.say(START, "für den Einkauf").paper is None


def test_other_talk_leaves_the_paper_alone(talk):
    say = talk.say(START, "gesprächsblatt", "wer fehlt noch?")
    assert say.paper is None
    assert talk.state.wish == Request("sheet")


def test_which_papers_there_are(talk, office):
    say = talk.say(START, "papiere")
    text = office.renderer.say(say.parts)
    assert "- Für das Gespräch: Gesprächsblatt\n" in text
    assert "Checkliste, Vergleich" in text


def test_a_refusal_says_why_and_what_to_do(talk, office):
    say = talk.say(START, "entscheidungsvorlage")
    text = paper_text(office, talk.state.brief, say)
    assert "Kein Papier" in text
    assert "als Beispiel" in text
    say = talk.say("als Beispiel")
    assert "BEISPIEL" in paper_text(office, talk.state.brief, say)


def test_copied_without_letters(talk, office):
    say = talk.say(START, "mail danach")
    draft = drafted(office, talk.state.brief, say.paper)
    assert draft is not None
    text = copy_text(as_sent(draft))
    assert "\nGuten Tag [Name],\n" in text
    assert "\nA  " not in text
    assert "Vor dem Senden" not in text
    assert text.startswith("BEISPIEL")


def test_the_state_stays_plain_data(talk):
    talk.say(START, "mail danach", "kürzer B", "ohne 'x'")
    assert talk.state.to_dict()["wish"]["banned"] == ["x"]


def test_a_paper_named_in_a_line_that_says_more(talk, office):
    """The purpose of the brief and the request for a paper are one thing, however it was said."""
    say = talk.say(f"LinkedIn-Text: {START}, persönlich")
    assert talk.state.brief.purpose == "message"
    assert say.paper is not None
    assert (say.paper.kind, say.paper.style.variant) == ("linkedin", "personal")
    assert "LinkedIn" in paper_text(office, talk.state.brief, say)
    assert talk.say("sachlicher").paper.style.variant == "plain"
    assert talk.state.brief.tone is None
    assert talk.say("nein, Einkauf").paper.kind == "linkedin"


def test_a_quick_reply_gives_the_paper_too(talk):
    say = talk.say(START)
    place = [(c.slot, c.id) for c in say.choices].index(("purpose", "sheet")) + 1
    say = talk.say(str(place))
    assert say.paper == Request("sheet")
    assert talk.state.brief.purpose == "sheet"
    assert "advice" in [c.id for c in say.choices]


def test_whom_it_is_for_fills_the_brief_while_nobody_stands_there(talk):
    talk.say("Gesprächsblatt für den Einkauf")
    assert talk.state.brief.purpose == "sheet"
    assert talk.state.brief.personas == ("purchasing",)


def test_a_purpose_without_a_request_is_enough(talk, office):
    """A conversation taken up again from its brief alone."""
    talk.say(START, "gesprächsblatt")
    brief = talk.state.brief
    say = outcome(office.desk, State(brief))
    assert say.paper == Request("sheet")


def test_letters_name_the_parts_of_the_paper(talk):
    talk.say(START, "gesprächsblatt", "warum C?")
    assert talk.parts[0] == "why-paper"


def test_a_paper_can_be_asked_for_in_a_quiz(talk):
    talk.say(START, "quiz")
    assert talk.say("gesprächsblatt").paper == Request("sheet")
    assert talk.state.quiz is None


def test_the_map_and_where_one_stands_on_it(talk, office):
    say = talk.say(START, "karte")
    text = say_text(office, talk.conversation, say)
    assert text.index("WO SIE STEHEN") < text.index("Kaufreise-Karte: Stanzmaschine") < text.index("Wer meist handelt")
    assert "[3]━━━━━ 4" in text
    assert talk.state.brief.purpose is None


def test_the_map_of_the_buying_centre_and_its_short_form(talk, office):
    say = talk.say(START, "buying-center-karte")
    assert say.map is not None
    assert say.sheet is None
    assert "Buying-Center-Karte: Stanzmaschine" in say_text(office, talk.conversation, say)
    say = talk.say("buying-center")
    assert say.map is None
    assert say.sheet is not None


def test_what_it_is_for_is_said_down_to_the_kind_of_paper(talk, office):
    talk.say(START, "linkedin-post")
    assert "Wofür LinkedIn-Beitrag" in office.renderer.say(talk.say("stand").parts)
    say = talk.say(f"Kriterienkatalog: {START}, ruhig")
    assert "Wofür LinkedIn-Beitrag → Kriterienkatalog" in office.renderer.say(say.parts)
    assert "Wofür Kriterienkatalog" in office.renderer.say(talk.say("stand").parts)
    assert "purpose Criteria catalogue" in office.in_("en").renderer.say(talk.last.parts)
    assert talk.state.brief.ids()["purpose"] == "paper"
