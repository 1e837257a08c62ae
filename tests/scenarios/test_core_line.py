"""The acceptance scenarios that are about the dialogue, played in plain lines (experience.md, 4.6)."""

from __future__ import annotations

import re

import pytest

from assistant.core.dialogue import Conversation, Say
from assistant.core.guide import step
from assistant.doors import line
from assistant.edge.desk import Office

MEETING = "Morgen Termin mit CFO, Audit-Feststellung, sie vergleichen Anbieter"
PRESS = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"
QUESTIONS = re.compile(r"\?(?![“”\"])")


class Lines:
    """A conversation in plain lines, with what was said last."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.conversation: Conversation = office.begin()
        self.say: Say | None = None

    def __call__(self, *texts: str) -> str:
        out = ""
        for text in texts:
            self.conversation, self.say = step(self.office.desk, self.conversation, text)
            out = line.say_text(self.office, self.conversation, self.say)
        return out

    @property
    def brief(self):
        return self.conversation.now.brief


def lettered(text: str) -> dict[str, str]:
    """The parts of a paper: letter → text, without the foot."""
    parts = re.split(r"^([A-Z])  ", re.split(r"^(?:Intern|Internal)\. ", text, flags=re.MULTILINE)[0], flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture
def lines(office: Office) -> Lines:
    return Lines(office)


def test_scenario_01_one_line_fills_everything_and_one_thing_is_offered(lines):
    text = lines(MEETING)
    assert (lines.brief.trigger, lines.brief.personas, lines.brief.phase) == ("audit-finding", ("finance",), "consideration")
    last = text[text.index("Wofür brauchen Sie es?") :]
    assert len(QUESTIONS.findall(last)) == 1
    assert "1 Gesprächsblatt" in last


def test_scenario_02_a_correction_names_old_and_new_and_redoes_the_answer(lines):
    lines(MEETING)
    before = lines.brief
    text = lines("nein, CIO")
    assert "Geändert: Rolle Finanzen (CFO) → IT-Leitung (CIO)" in text
    assert "IT will:" in text
    assert (lines.brief.trigger, lines.brief.phase, lines.brief.playbook) == (before.trigger, before.phase, before.playbook)


def test_scenario_03_an_english_line_is_answered_in_english(lines):
    text = lines("call tomorrow, procurement, they had an outage")
    assert lines.brief.personas == ("purchasing",)
    assert text.startswith("Understood: role Purchasing.")
    assert len(QUESTIONS.findall(text)) == 1
    assert re.search(r"\n  1 Breakdown\n  2 .+\n  3 .+$", text.rstrip()), "three choices"


def test_scenario_04_a_digit_alone_is_the_label_and_in_a_sentence_it_is_text(lines, office):
    lines("die ERP-Wartung läuft aus", "1")
    by_digit = lines.brief.personas
    other = Lines(office)
    other("die ERP-Wartung läuft aus")
    other(office.renderer.choice(other.say.choices[0], other.brief))
    assert other.brief.personas == by_digit
    lines("neu", "die ERP-Wartung läuft aus", "es ist der 1 Versuch")
    assert lines.brief.personas == ()


def test_scenario_05_a_call_sheet_takes_the_place_of_the_answer(lines):
    lines(MEETING)
    text = lines("gesprächsblatt")
    assert lines.brief.purpose == "sheet"
    assert "Gesprächsblatt: ERP-Ablösung" in text
    assert "Nächster Schritt" in text
    assert "SCHREIBEN" not in text
    assert "SCHREIBEN" in lines("ganze Empfehlung")


def test_scenario_06_who_is_missing_shows_the_circle_and_repeats_the_question(lines):
    lines("die Stanze ist ausgefallen, der GF drängt")
    before = lines.conversation
    text = lines("wer fehlt noch?")
    assert "BUYING-CENTER · Stanzmaschine · 0 von 9" in text
    assert "~ Geschäftsführung" in text
    assert "○ Betriebsrat (leicht vergessen)" in text
    assert text.index("FRAGEN, DIE DIE FEHLENDEN FINDEN") < text.index("Mit wem sprechen Sie?")
    assert lines.conversation == before


def test_scenario_07_not_knowing_leaves_the_phase_open_and_says_what_is_weaker(lines):
    text = lines("Pflege und Betrieb unseres ERP werden jedes Jahr teurer", "mit dem Einkauf", "weiß nicht")
    assert lines.brief.open == ("phase",)
    assert "Schwächer, weil offen: Phase" in text
    assert "SAGEN" in text


def test_scenario_08_a_text_for_a_role_takes_purpose_and_tone(lines):
    text = lines("LinkedIn-Text für IT-Leitung nach Ausfall, ruhig")
    assert (lines.brief.purpose, lines.brief.tone, lines.brief.personas) == ("message", "calm", ("it",))
    assert "Wofür LinkedIn-Beitrag, Ton ruhig" in text
    assert re.search(r"^A  ", text, re.MULTILINE)
    assert "FRAGEN" not in text


def test_scenario_09_only_the_named_lines_change_and_the_word_is_gone(lines):
    before = lettered(lines("press is down, meeting the head of production, we need a replacement now", "mail after"))
    text = lines("shorter, and not 'proven'")
    named = re.search(r"^Changed: ([A-Z, ]+)\. The rest stays as it was\.$", text, re.MULTILINE)
    assert named
    after = lettered(text)
    assert {name for name in after if after[name] != before.get(name)} == set(named[1].split(", "))
    assert "proven" not in "".join(after.values())
    assert "delivery day" not in "".join(lettered(lines("not 'delivery day'")).values()).lower()


def test_scenario_10_why_a_line_names_words_tags_source_and_grade(lines):
    text = lines(MEETING, "warum C?")
    assert text.lstrip().startswith("WARUM C?")
    for piece in ("Phase: Überlegung und Recherche", "Auslöser: Prüfungsfeststellung", "„Audit, Feststellung“", "[Z]", "QUELLEN"):
        assert piece in text
    assert "die Zeilen gehen von A bis" in lines("warum DZ?")


def test_scenario_11_a_role_without_content_is_said_and_noted(lines):
    text = lines("stanze defekt, Rechtsabteilung, brauchen sofort ersatz")
    assert "Für Recht × Entscheidung und Kauf liegt kein Inhalt vor" in text
    gap = text[text.index("liegt kein Inhalt vor") : text.index("GEMEINSAMER JOB")]
    assert gap.count("→ Inhalt") + gap.count("→ Formulierung") == 3
    (noted,) = lines.conversation.now.gaps
    assert (noted.persona, noted.phase) == ("legal", "decision")
    assert "Als Lücke notiert: Recht × Entscheidung und Kauf" in lines("heatmap")


def test_scenario_12_the_heat_map_in_words(lines):
    text = lines("press is down, meeting the head of production, we need a replacement now", "heatmap")
    assert "CONTENT HEAT MAP · Stamping press · Breakdown" in text
    (row,) = re.findall(r"^  Production .*$", text, re.MULTILINE)
    assert re.search(r"\[\d+/\d+\]", row), "the own cell is marked without colour"
    assert len(re.findall(r"\d+/\d+|·", row)) == 5


def test_scenario_13_the_same_brief_answered_in_english(lines):
    lines(MEETING)
    before = lines.brief
    text = lines("auf Englisch")
    assert lines.brief == before
    assert "SHARED JOB" in text
    assert "What do you need it for?" in text
    assert "GEMEINSAMER JOB" in lines("auf Deutsch")


def test_scenario_14_three_steps_back_and_forward_again(lines):
    states = [lines.conversation.now]
    for text in (MEETING, "nein, CIO", "+Einkauf", "auf Englisch"):
        lines(text)
        states.append(lines.conversation.now)
    lines("zurück", "zurück", "zurück")
    assert lines.conversation.now == states[1]
    lines("vor", "vor", "vor")
    assert lines.conversation.now == states[4]


def test_scenario_15_new_here_gets_five_phases_and_three_offers(lines):
    text = lines("Ich bin neu, was ist eine Kaufreise?")
    assert all(f"  {name}: " in text for name in ("Aufmerksamkeit", "Überlegung und Recherche", "Weiterempfehlung"))
    assert re.search(r"1 Kaufreise-Karte\n  2 Ein Beispiel\n  3 Quiz: 5 Fragen", text)
    assert "KAUFREISE-KARTE · Stanzmaschine (Beispiel)" in lines("2")
    assert lines.brief.playbook is None


def test_scenario_16_a_side_question_in_two_lines_then_the_open_one(lines):
    lines("the press broke down this morning")
    text = lines("what is a trigger")
    first, _, rest = text.partition("\n")
    assert first.startswith("Trigger: What sets a purchase in motion")
    assert "Who are you speaking to?" in rest


def test_scenario_17_a_quiz_with_reasons_and_a_score_that_is_kept(lines):
    text = lines("quiz")
    assert "Quizfrage 1 von 5" in text
    text = lines("1")
    assert re.match(r"Richtig|Leider nicht", text)
    assert "Beleg: " in text
    assert "Quizfrage 2 von 5" in text
    text = lines("ende")
    assert re.search(r"Quiz: [01] von 1 richtig", text)
    assert lines.conversation.now.scores[0][1] == 1
    assert line.ends(lines.conversation, "ende"), "outside a quiz it says goodbye"


def test_scenario_18_help_is_short(lines):
    text = lines("hilfe")
    assert len(text.splitlines()) <= 12


@pytest.mark.parametrize("text", ["", "   ", "???", "."])
def test_scenario_19_nothing_said_changes_nothing(lines, text):
    lines(MEETING)
    before = lines.conversation
    answer = lines(text)
    assert lines.conversation == before
    assert answer.splitlines()[0] == "Schreiben Sie ein Stichwort, oder „hilfe“."
    assert "ungültig" not in answer


def test_scenario_23_markup_stays_text(lines):
    text = lines("[bold]x[/bold] [/nope] [/ x [link='y [@click=app.quit]k[/]")
    assert "[bold]x[/bold] [/nope]" in text


def test_scenario_29_a_pipe_gets_a_plain_answer(office):
    answers = list(line.chat(office, ["CFO, Audit\n"]))
    assert len(answers) == 2
    assert answers[1].startswith("Assistent: Verstanden: ")
