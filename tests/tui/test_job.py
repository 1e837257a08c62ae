"""The main job on the screen: a line in, the advice out, corrected and taken back."""

from __future__ import annotations

import threading
from dataclasses import replace

from assistant.core.brief import Loop
from assistant.doors.tui.app import AssistantApp
from assistant.edge import settings
from assistant.edge.desk import Office
from tests.tui.conftest import DEMO, Opener, Screen


async def test_the_demo_line_fills_the_brief_and_brings_graded_advice(screen: Opener) -> None:
    async with screen() as s:
        await s.send(DEMO)
        shown = s.text()
        assert "✓ Auslöser Ausfall" in shown
        assert "✓ Rolle Produktionsleitung" in shown
        assert "GEMEINSAMER JOB" in shown
        assert "[Z]" in shown
        assert "erfunden (Beispiel)" in shown
        assert s.brief["trigger"] == "breakdown"


async def test_a_long_answer_is_shown_from_its_first_row_and_says_that_more_follows(screen: Opener) -> None:
    async with screen() as s:
        await s.send(DEMO)
        rows = s.text().splitlines()
        assert rows[4].strip().startswith("Verstanden")
        assert "↓" in s.main.badge.badge
        below = s.chat.below
        await s.press("pagedown")
        assert s.chat.below < below
        await s.press("end")
        assert s.chat.below == 0
        assert not s.main.badge.badge
        await s.press("home")
        assert int(s.chat.scroll_y) == 0


async def test_what_is_recognised_shows_before_enter_and_commits_nothing(screen: Opener) -> None:
    async with screen() as s:
        await s.type(DEMO)
        await s.until(lambda: "~ Auslöser Ausfall" in s.text())
        assert "~ Rolle Produktionsleitung" in s.text()
        assert s.brief["trigger"] is None
        assert s.chat.count == 1
        await s.press("escape")
        assert "~" not in s.main.live.plain


async def test_unsure_shows_the_rivals_with_a_question_mark(screen: Opener) -> None:
    async with screen() as s:
        await s.type("der CFO drängt")
        await s.until(lambda: " / " in s.main.live.plain)
        assert "? Rolle" in s.main.live.plain


async def test_a_correction_changes_one_slot_and_back_restores_it(screen: Opener) -> None:
    async with screen() as s:
        await s.send(DEMO)
        before = s.brief
        await s.send("nein, Einkauf")
        assert s.brief["persona"] == ["purchasing"]
        assert "Rolle Produktionsleitung → Einkauf" in s.text()
        await s.press("ctrl+z")
        await s.until(lambda: s.brief == before)
        await s.press("ctrl+y")
        await s.until(lambda: s.brief["persona"] == ["purchasing"])


async def test_digits_pick_only_on_an_empty_prompt(screen: Opener) -> None:
    async with screen() as s:
        await s.press("1")
        await s.until(lambda: s.brief["trigger"] == "breakdown")
        await s.send("neu")
        await s.send("ERP")
        await s.until(lambda: s.prompt.digits_wanted)
        count = s.chat.count
        await s.type("um ")
        await s.press("1")
        assert s.prompt.text == "um 1"
        assert s.chat.count == count
        assert "    1  " not in s.text()  # digits show if and only if they work
        await s.press("escape")
        assert "    1  " in s.text()
        await s.press("1")
        await s.until(lambda: s.chat.count >= count + 2)


async def test_a_quick_reply_can_be_clicked(screen: Opener) -> None:
    async with screen() as s:
        row = next(y for y, line in enumerate(s.text().splitlines()) if line.startswith("    1  "))
        await s.pilot.click(offset=(10, row))
        await s.until(lambda: s.brief["trigger"] == "breakdown")


async def test_f2_edits_a_slot_and_back_undoes_it(screen: Opener) -> None:
    async with screen() as s:
        await s.send(DEMO)
        await s.press("f2")
        await s.until(lambda: len(s.app.screen_stack) > 1)
        await s.press("3")
        await s.until(lambda: "Einkauf" in s.text())
        await s.press("down", "enter")
        await s.until(lambda: s.brief["persona"] != ["production"])
        assert len(s.app.screen_stack) == 1
        assert s.prompt.has_focus
        await s.send("zurück")
        assert s.brief["persona"] == ["production"]


async def test_a_click_on_a_slot_opens_its_list_and_escape_keeps_the_draft(screen: Opener) -> None:
    async with screen((120, 36)) as s:
        await s.send(DEMO)
        await s.type("halber Satz")
        row = next(y for y, line in enumerate(s.text().splitlines()) if "✓ Phase" in line)
        await s.pilot.click(offset=(90, row))
        await s.until(lambda: len(s.app.screen_stack) > 1)
        assert "Weiterempfehlung" in s.text()
        await s.press("escape")
        assert s.prompt.text == "halber Satz"
        assert s.prompt.has_focus


async def test_the_journey_shows_skipped_phases_in_words_and_counts_loops(screen: Opener) -> None:
    async with screen((120, 36)) as s:
        await s.send(DEMO)
        track = s.main.track.plain
        assert "– Aufmerksamkeit" in track
        assert "übersprungen" in track
        assert "● Entscheidung" in track
        assert "%" not in track
        talk = s.app.back.talking
        now = talk.conversation.now
        reason = next(iter(talk.office.desk.library.loops))
        brief = replace(now.brief, phase="consideration", loops=(Loop(reason, "zurück", "decision", "consideration"),))
        talk.conversation = replace(talk.conversation, now=replace(now, brief=brief))
        s.main.show(talk.view())
        assert "↺1" in s.main.track.plain
        assert "Schleifen" in s.main.panel.plain


async def test_the_menu_switches_the_language_and_remembers_it(screen: Opener) -> None:
    async with screen() as s:
        await s.press("f9", *"english", "enter")
        await s.until(lambda: "F1 Help" in s.text())
        assert "Just start typing" in s.text()
        assert s.chat.count == 1  # the welcome itself changed
        await s.until(lambda: settings.load().settings.language == "en")
        await s.press("f9", *"deutsch", "enter")
        await s.until(lambda: "F1 Hilfe" in s.text())


async def test_help_opens_over_the_draft_and_closes_again(screen: Opener) -> None:
    async with screen() as s:
        await s.type("Entwurf")
        await s.press("f1")
        await s.until(lambda: "So geht es" in s.text())
        await s.press("escape")
        assert s.prompt.text == "Entwurf"
        await s.press("escape")
        await s.type("?")
        await s.press("enter")
        await s.until(lambda: "So geht es" in s.text())
        assert s.chat.count == 1


async def test_empty_enter_changes_nothing_and_gives_one_hint(screen: Opener) -> None:
    async with screen() as s:
        state = s.app.talk and s.app.talk.conversation
        for _ in range(3):
            await s.press("enter")
        await s.type("   ")
        await s.press("enter")
        assert s.app.talk
        assert s.app.talk.conversation == state
        assert s.chat.count == 1
        await s.until(lambda: "Stichwort" in s.text())


async def test_lines_sent_before_the_knowledge_is_there_wait_in_order(office: Office) -> None:
    gate = threading.Event()

    def slow():
        gate.wait(5)
        return office

    app = AssistantApp(slow)
    async with app.run_test(size=(80, 24)) as pilot:
        s = Screen(app, pilot)
        await s.until(lambda: s.prompt.has_focus)
        for line in (DEMO, "nein, Einkauf"):
            await s.type(line)
            await s.press("enter")
        assert app.talk is None
        assert "lade" in s.main.live.plain
        gate.set()
        await s.until(lambda: app.talk and s.brief["persona"] == ["purchasing"])
        assert s.said().index("Verstanden") < s.said().index("Geändert")


async def test_answers_may_speak_another_language_than_the_screen(screen: Opener) -> None:
    async with screen() as s:
        await s.send(DEMO)
        before = s.brief
        await s.send("auf Englisch")
        assert s.brief == before
        assert "SHARED JOB" in s.said()
        assert "F1 Hilfe" in s.text()
        assert "Auslöser Ausfall" in s.main.bar.plain
        await s.send("English please")
        assert "F1 Help" in s.text()
        assert "Trigger Breakdown" in s.main.bar.plain
        await s.send("auf Deutsch")
        assert "F1 Help" in s.text()
        await s.send("Deutsch bitte")
        assert "F1 Hilfe" in s.text()


async def test_an_answer_in_the_other_language_says_once_how_the_screen_follows(screen: Opener) -> None:
    async with screen() as s:
        await s.send("the press broke down, we need a replacement now")
        await s.send("meeting the head of production")
        assert s.said().count("English please") == 1
        assert "F1 Hilfe" in s.text()
