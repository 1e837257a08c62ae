"""What would have tipped a verdict is true of the index that decided."""

import pytest

from assistant.core.tipping import with_tips

LINES = ("die presse steht und das ersatzteil fehlt", "ERP wird immer teurer, jedes Jahr mehr Wartung", "too many tools, nothing in one place")


@pytest.mark.parametrize("text", LINES)
def test_the_added_words_do_tip_it(reader, office, text):
    why = reader(text).trigger.why
    tips = [w for w in with_tips(why, office.desk.known) if w.code == "tip"]
    window = next((w.facts["window"] for w in why if "window" in w.facts), "")
    for tip in tips:
        first = office.desk.known.indexes["trigger"].rank(f"{window} {tip.facts['words']} ").matches[0]
        assert first.label.rpartition("/")[2] == tip.facts["id"]
    assert len(with_tips(why, office.desk.known)) == len(why) + len(tips)


def test_a_tip_is_found_where_a_runner_up_stands(reader, office):
    found = [with_tips(reader(text).trigger.why, office.desk.known) for text in LINES]
    assert any(w.code == "tip" for why in found for w in why)


def test_reasons_without_a_runner_up_stay(office):
    assert with_tips((), office.desk.known) == ()
