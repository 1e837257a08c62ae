"""Suggestions while typing, several roles at once, the views and the quiz on the screen."""

from __future__ import annotations

import pytest

from tests.tui.conftest import DEMO, Opener


async def test_tab_takes_the_marked_suggestion_and_sends_nothing(screen: Opener) -> None:
    async with screen() as s:
        await s.type("morgen termin mit dem produktionsl")
        await s.until(lambda: "▸ Produktionsleitung" in s.text())
        assert "Tab übernimmt" in s.text()
        await s.press("tab")
        assert s.prompt.text == "morgen termin mit dem Produktionsleitung"
        assert s.chat.count == 1
        assert s.brief["persona"] == []
        await s.press("ctrl+z")
        assert s.prompt.text == "morgen termin mit dem produktionsl", "undone like any typing"


async def test_down_marks_the_next_one_and_right_at_the_end_takes_it(screen: Opener) -> None:
    async with screen() as s:
        await s.type("stanz")
        await s.until(lambda: "▸ Stanzmaschine" in s.text())
        await s.press("down")
        await s.until(lambda: "▸ Stanzmaschine" not in s.text())
        marked = s.prompt.marked
        assert marked == 1
        await s.press("left", "right")
        assert s.prompt.text == "stanz", "inside the text the arrow only moves"
        await s.until(lambda: "▸" in (s.main.panel if s.main.panel.broad else s.main.live).plain)
        await s.press("right")
        assert s.prompt.text != "stanz"


async def test_suggestions_go_with_the_text(screen: Opener) -> None:
    async with screen() as s:
        await s.type("heatm")
        await s.until(lambda: "▸ Heatmap" in s.text())
        await s.press("escape")
        await s.until(lambda: "▸" not in s.main.live.plain)
        await s.press("tab")
        assert not s.prompt.text
        await s.press("up")
        assert not s.prompt.text


async def test_what_it_is_for_shows_before_enter(screen: Opener) -> None:
    async with screen() as s:
        await s.type("LinkedIn-Text für die IT-Leitung, ruhig")
        await s.until(lambda: "~ Wofür LinkedIn-Beitrag" in s.text())
        assert "~ Ton ruhig" in s.text()
        await s.press("enter")
        await s.until(lambda: "✓ Wofür" in s.text())


async def test_f2_ticks_several_roles_and_back_undoes_it(screen: Opener) -> None:
    async with screen() as s:
        await s.send(DEMO)
        before = s.brief
        await s.press("f2")
        await s.until(lambda: len(s.app.screen_stack) > 1)
        await s.press("3")
        await s.until(lambda: "Mehrere sind möglich" in s.text())
        await s.press("down", "space", "3")
        await s.until(lambda: s.text().count("✓") >= 3)
        await s.press("enter")
        await s.until(lambda: s.brief != before)
        assert len(s.brief["persona"]) == 3  # type: ignore[arg-type]  # a list of ids
        await s.press("ctrl+z")
        await s.until(lambda: s.brief == before)


@pytest.mark.parametrize(
    ("text", "title"),
    [("wer fehlt noch?", "BUYING-CENTER"), ("heatmap", "INHALTS-HEATMAP"), ("karte", "WO SIE STEHEN"), ("warum A?", "WARUM A?")],
)
async def test_a_view_stands_in_the_conversation_and_changes_nothing(screen: Opener, text: str, title: str) -> None:
    async with screen((120, 36)) as s:
        await s.send(DEMO)
        before = s.brief
        await s.send(text)
        await s.until(lambda: title in s.text())
        assert s.brief == before
        assert s.prompt.digits_wanted, "the offers stay"
        await s.press("f4")
        assert s.app.talk
        assert title in s.app.talk.last.text()


async def test_a_digit_after_the_advice_gives_the_paper(screen: Opener) -> None:
    async with screen() as s:
        await s.send(DEMO)
        await s.press("1")
        await s.until(lambda: s.brief["purpose"] == "sheet")
        await s.until(lambda: "Gesprächsblatt: Stanzmaschine" in s.text())
        await s.press("f4")
        assert s.app.talk
        assert s.app.talk.last.text().startswith("BEISPIEL")


async def test_the_word_that_ends_a_quiz_does_not_end_the_program(screen: Opener) -> None:
    async with screen() as s:
        await s.send("quiz")
        await s.until(lambda: "Quizfrage 1 von 5" in s.text())
        await s.press("1")
        await s.until(lambda: "Quizfrage 2 von 5" in s.said())
        await s.send("ende")
        await s.until(lambda: "von 1 richtig" in s.said())
        assert s.app.is_running


async def test_somebody_new_is_shown_around(screen: Opener) -> None:
    async with screen((120, 36)) as s:
        await s.press("3")
        await s.until(lambda: "FÜNF PHASEN" in s.text())
        await s.press("2")
        await s.until(lambda: "(Beispiel)" in s.text())
        assert s.brief["playbook"] is None


@pytest.mark.parametrize("size", [(40, 10), (60, 16), (160, 48)])
async def test_views_and_suggestions_fit_every_window(screen: Opener, size: tuple[int, int]) -> None:
    async with screen(size) as s:
        await s.send(DEMO)
        await s.send("heatmap")
        await s.type("produktionsl")
        await s.until(lambda: "▸" in (s.main.panel if s.main.panel.broad else s.main.live).plain)
        await s.press("tab")
        assert s.prompt.text == "Produktionsleitung"
        assert all(len(row) <= size[0] for row in s.text().splitlines())
