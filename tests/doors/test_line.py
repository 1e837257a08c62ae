"""The plain door: the words, the numbers, the end."""

import re
from dataclasses import replace

from assistant.doors import line


def play(office, *turns):
    return list(line.chat(office, [t + "\n" for t in turns]))


def test_opening_question_choices_and_end(office):
    first, second, third = play(office, "die Stanze ist ausgefallen", "1", "ende", "nie gelesen")
    assert first.startswith("Assistent: ")
    assert "Frage 2/3: Mit wem sprechen Sie?" in second
    assert re.search(r"^  1 Produktionsleitung$", second, re.MULTILINE)
    assert "GEMEINSAMER JOB" in third


def test_each_advice_line_carries_its_grade(office):
    text = line.ask(office, "stanze defekt, produktionsleiterin, brauchen sofort ersatz")
    assert len(re.findall(r"\[[A-FZ]\]", text)) > 20
    assert "Z = erfunden (Beispiel)" in text


def test_english(office):
    text = line.ask(office, "the press broke down, meeting the head of production, we need a replacement now")
    assert "SHARED JOB" in text
    assert "GEMEINSAMER" not in text


def test_swiss_spelling_has_no_sharp_s(office):
    swiss = replace(office, renderer=office.renderer.spelled("ch"))
    text = line.ask(swiss, "stanze defekt, produktionsleiterin, brauchen sofort ersatz")
    assert "ß" not in text
    assert "Masse" in text or "gross" in text or "masse" in text


def test_escape_codes_never_come_out(office):
    text = "".join(play(office, "\x1b[2J\x1b]0;x\x07 stanze \x1b]52;c;SGFsbG8=\x07 defekt", "\x1b[31m???"))
    assert "\x1b" not in text
    assert "\x07" not in text
