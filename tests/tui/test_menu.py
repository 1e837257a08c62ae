"""The menu: every entry that does something, found by typing, taken by Enter or click; the registry behind it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from assistant.core.text import Language
from assistant.doors.tui import commands, signs
from assistant.doors.tui.commands import (
    COMMANDS,
    LANGUAGES,
    LIST,
    PROMPT,
    SHEET,
    TICKS,
    Scene,
    all_keys,
    entries,
    shown_key,
)
from assistant.doors.tui.menu import Menu
from assistant.doors.tui.pick import Chooser, Help
from assistant.doors.tui.prompt import Prompt
from assistant.doors.tui.ticks import PickMany
from assistant.doors.tui.words import command_words, help_lines
from assistant.edge import settings
from tests.tui.conftest import DEMO, Opener, Screen


def _open(s: Screen) -> bool:
    return isinstance(s.app.screen, Menu)


def _has_theme(s: Screen, name: str) -> bool:
    return s.app.theme == f"assistant-{name}"


@pytest.mark.parametrize("key", ["f9", "ctrl+p", "/"])
async def test_it_opens_over_the_draft_and_escape_leaves_that_as_it_was(screen: Opener, key: str) -> None:
    async with screen() as s:
        if key != "/":
            await s.type("mein Entwurf")
        await s.press(key)
        await s.until(lambda: _open(s))
        await s.press("x", "backspace", "escape")
        assert not _open(s)
        assert s.prompt.text == ("" if key == "/" else "mein Entwurf")
        assert s.prompt.has_focus


async def test_a_slash_within_a_text_stays_text(screen: Opener) -> None:
    async with screen() as s:
        await s.type("IT")
        await s.press("/", "O", "T")
        assert s.prompt.text == "IT/OT"


async def test_typing_filters_in_both_languages_and_enter_does_it(screen: Opener) -> None:
    async with screen() as s:
        await s.press("/", *"contrast")
        await s.until(lambda: "hoher Kontrast" in s.text())
        assert "Beenden" not in s.text()
        await s.press("enter")
        await s.until(lambda: s.app.theme == "assistant-contrast")
        assert s.prompt.has_focus
        await s.until(lambda: settings.load().settings.theme == "contrast")


async def test_an_entry_can_be_clicked(screen: Opener) -> None:
    async with screen() as s:
        await s.press("f9", *"abst")
        await s.until(lambda: _open(s))
        row = next(y for y, line in enumerate(s.text().splitlines()) if "Große Abstände" in line)
        await s.pilot.click(offset=(20, row))
        await s.until(lambda: s.chat.airy)
        assert not _open(s)


async def test_only_what_has_an_effect_is_listed(screen: Opener) -> None:
    async with screen((120, 36)) as s:
        await s.press("f9")
        await s.until(lambda: _open(s))
        await s.press(*"kopieren")
        assert "Antwort kopieren" not in s.text()
        await s.press("escape")
        await s.send(DEMO)
        await s.press("f9", *"kopieren")
        await s.until(lambda: "Antwort kopieren" in s.text())


async def test_what_fits_no_entry_is_not_lost(screen: Opener) -> None:
    async with screen() as s:
        await s.press("/", *"zzqq", "enter")
        await s.until(lambda: s.prompt.text == "/zzqq")


async def test_a_command_can_be_typed_as_its_word(screen: Opener) -> None:
    async with screen() as s:
        for line, theme in (("/hell", "light"), ("High contrast", "contrast"), ("dunkel", "dark")):
            await s.type(line)
            await s.press("enter")
            await s.until(partial(_has_theme, s, theme))
        assert s.chat.count == 1


async def test_every_entry_can_be_taken(screen: Opener) -> None:
    """No entry whose function does not exist, none that raises."""
    async with screen() as s:
        await s.send(DEMO)
        for command in COMMANDS:
            if command.id != "quit":
                s.app.action_do(command.id)
                await s.pilot.pause(0.05)
                while len(s.app.screen_stack) > 1:
                    await s.press("escape")
        await s.pilot.pause(0.2)
        assert s.app.is_running
        assert "Unerwarteter" not in s.said()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_words_and_shows_its_key(language: Language) -> None:
    words = command_words(language)
    used = {c.id for c in COMMANDS} | {f"key-{e.id}" for e in (*PROMPT, *TICKS, *SHEET)}
    assert used == set(words)
    full = Scene(language, ready=True, slots=frozenset({"playbook"}), advised=True, said=True)
    for command, _ in entries(full):
        assert shown_key(command, language), command.id
    assert all(words[c.id].foot for c in COMMANDS if c.foot)
    assert len({c.id for c in COMMANDS}) == len(COMMANDS)


def test_no_key_means_two_things() -> None:
    for edits in (PROMPT, TICKS, SHEET):
        keys = [k for e in edits for k in e.keys]
        assert len(keys) == len(set(keys))
    taken = [k for c in COMMANDS for k in c.keys]
    assert not set(taken) & {k for e in PROMPT for k in e.keys}
    assert len(taken) == len(set(taken))


@pytest.mark.parametrize(("widget", "edits"), [(Prompt, PROMPT), (Chooser, LIST), (PickMany, TICKS), (Help, SHEET)])
def test_the_list_of_all_keys_is_complete(widget: type, edits: tuple[commands.Edit, ...]) -> None:
    bound = {key for b in widget.BINDINGS for key in b.key.split(",")}  # type: ignore[attr-defined]
    assert bound == {k for e in edits if e.action for k in e.keys}
    shown = " ".join(keys for keys, _ in all_keys("de", edits))
    for key in ("Strg+Q", "F1", "F2", "F4", "F9", "Strg+P"):
        assert key in shown


def test_help_of_each_state_has_at_most_twelve_lines() -> None:
    for language in LANGUAGES:
        lines = help_lines(language)
        assert all(1 <= len(one) <= 12 for one in lines.values())
    assert help_lines("de").keys() == help_lines("en").keys()


@pytest.mark.parametrize(
    ("keys", "line"),
    [([], "So geht es"), (["f2"], "Enter übernimmt"), (["f9"], "Tippen filtert")],
)
async def test_f1_explains_what_is_on_the_screen_and_then_all_keys(screen: Opener, keys: list[str], line: str) -> None:
    async with screen((120, 40)) as s:
        await s.type("Entwurf")
        await s.press(*keys, "f1")
        await s.until(lambda: line in s.text() and "ALLE TASTEN" in s.text())
        assert isinstance(s.app.screen, Help)
        before = s.text().split("ALLE TASTEN")[0].splitlines()
        assert len(before) <= 22  # six rows of frame and title
        await s.press("escape")
        if keys:
            assert isinstance(s.app.screen, Chooser)
            await s.press("escape")
        assert s.prompt.text == "Entwurf"
        assert s.prompt.has_focus


async def test_help_names_an_open_question_and_an_answer(screen: Opener) -> None:
    async with screen((120, 40)) as s:
        await s.send("ERP")
        await s.press("f1")
        await s.until(lambda: "Eine Frage ist offen" in s.text())
        await s.press("escape")
        await s.send("neu")
        await s.send(DEMO)
        await s.press("f1")
        await s.until(lambda: "F4 kopiert die Antwort" in s.text())


async def test_ascii_and_spacing_can_be_switched_while_running(screen: Opener) -> None:
    async with screen((120, 36)) as s:
        await s.send(DEMO)
        rows = len(s.chat._rows)  # noqa: SLF001 what is really laid out
        assert "✓" in s.text()
        s.app.look.change(ascii=True, spacious=True)
        await s.pilot.pause(0.1)
        assert "✓" not in s.text()
        assert "[x]" in s.text()
        assert len(s.chat._rows) > rows + 20  # noqa: SLF001
        s.app.look.change(ascii=False, spacious=False)
        await s.pilot.pause(0.1)
        assert "✓" in s.text()
        assert len(s.chat._rows) == rows  # noqa: SLF001


@pytest.mark.parametrize(
    ("environment", "system", "charset"),
    [
        ({}, "linux", "full"), ({"LANG": "de_DE.UTF-8"}, "linux", "full"), ({"LANG": "de_DE.utf8"}, "linux", "full"),
        ({"LANG": "C"}, "linux", "letters"), ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "linux", "letters"),
        ({"LANG": "de_DE.ISO-8859-15"}, "linux", "letters"), ({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, "linux", "letters"),
        ({"LC_CTYPE": "de_CH.UTF-8", "LANG": "C"}, "linux", "full"), ({"LANG": "C"}, "win32", "full"), ({"LANG": "de_DE"}, "darwin", "full"),
    ],
)  # fmt: skip
def test_the_locale_says_which_signs_the_terminal_knows(environment: dict[str, str], system: str, charset: str) -> None:
    assert signs.charset_of(environment, system) == charset


async def test_a_terminal_without_utf_8_gets_nothing_but_ascii(screen: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    async with screen((160, 48)) as s:
        await s.send(DEMO)
        await s.type("größer")
        await s.press("f9")
        await s.pilot.pause(0.1)
        prompt = s.text()
        await s.press("escape")
        left = {c for c in s.text() + prompt if ord(c) > 127}
        assert left <= set("öß")  # the draft is the person's own, letter by letter
        assert "Ausloeser" in s.text()


async def test_a_broken_settings_file_is_named_and_nothing_else_happens(screen: Opener) -> None:
    settings.file().parent.mkdir(parents=True)
    settings.file().write_text('theme = "pink"\n', encoding="utf-8")
    async with screen((120, 36)) as s:
        await s.until(lambda: "pink" in s.said())
        assert "settings.toml" in s.said()
        assert settings.file().read_text(encoding="utf-8") == 'theme = "pink"\n'


async def test_settings_hold_at_the_next_start(screen: Opener) -> None:
    settings.save({"theme": "light", "language": "en", "spacing": "large", "ascii": "yes"})
    async with screen() as s:
        assert s.app.theme == "assistant-light"
        assert s.chat.airy
        assert signs.plain()
        assert "F1 Help" in s.text()


async def test_swiss_spelling_reaches_answers_and_screen_and_back(screen: Opener) -> None:
    async with screen((120, 36)) as s:
        for line, sharp in (("Schweizer Schreibung", False), ("schweizer schreibung", True)):
            await s.type(line)
            await s.press("enter")
            await s.until(lambda sharp=sharp: (s.app.back.talking.renderer.spelling == "de") == sharp)  # type: ignore[misc]
            await s.press("f9", *"abst")
            await s.until(lambda: "Abstände" in s.text())
            assert ("Große Abstände" in s.text()) == sharp
            await s.press("escape")
            await s.send(DEMO)
            answer = "".join(p.text for p in s.chat._messages[-1].paras)  # noqa: SLF001 the last answer alone
            assert ("ß" in answer) == sharp
            await s.send("neu")


def test_a_visitor_is_offered_no_files() -> None:
    here = Scene("de", ready=True, advised=True)
    offered = {c.id for c, _ in entries(here)}
    assert offered - {c.id for c, _ in entries(replace(here, visiting=True))} == {"save", *(f"save-{f}" for f in ("md", "txt", "html", "pdf", "docx", "svg"))}
