"""Which questions are faulted, and that the guide's own are not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.leading import CODES, check_questions, questions_of

TABLE = [
    ("Finden Sie nicht auch, dass die Wartung zu teuer ist?", {"suggesting"}),
    ("Don't you think maintenance is too expensive?", {"suggesting"}),
    ("Wie sehr stört Sie der Stillstand?", {"presuming"}),
    ("How important is price to you?", {"presuming"}),
    ("Würden Sie so etwas kaufen?", {"imagined"}),
    ("Would you pay for that?", {"imagined"}),
    ("Wie gefällt Ihnen unsere Lösung?", {"selling"}),
    ("When can we show you a demo?", {"selling"}),
    ("Wie bewerten Sie das auf einer Skala von 1 bis 10?", {"scaling"}),
    ("Was war der Anlass und wer hat entschieden?", {"double"}),
    ("Haben Sie verglichen?", {"closed"}),
    ("Did you compare?", {"closed"}),
    ("Warum haben Sie nicht früher gewechselt?", {"motive"}),
    ("Was war an dem Tag los, an dem Sie zum ersten Mal nach einer Lösung suchten?", set()),
    ("What happened on the day you first looked for something else?", set()),
    ("Wer kam dann dazu?", set()),
    ("Erzählen Sie mir davon.", set()),
]


@pytest.mark.parametrize(("question", "codes"), TABLE)
def test_a_question_is_judged_by_its_form(question, codes):
    found, _ = check_questions([question])
    assert {f.code for f in found} == codes
    assert all(f.line == 1 and f.words for f in found)


def test_every_kind_is_shown_in_the_table():
    assert set().union(*(codes for _, codes in TABLE)) == set(CODES)


def test_a_name_of_ones_own_offer_sells():
    found, count = check_questions(["Einleitung", "- Was wissen Sie über die PressLine 500?"], ["PressLine 500"])
    assert [(f.line, f.code, f.words) for f in found] == [(2, "selling", "PressLine 500")]
    assert count == 1


@given(st.lists(st.text(max_size=60), max_size=5))
def test_no_text_breaks_the_check(lines):
    found, count = check_questions(lines)
    assert count == len(list(questions_of(lines)))
    assert all(f.code in CODES and 1 <= f.line <= len(lines) and re.search(r"\?", f.question) for f in found)
