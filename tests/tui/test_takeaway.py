"""What people take away from the screen: every kind of paper and both maps by menu, key and name; saved; copied formatted;
and what is typed or pasted into a list is never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from assistant.core.papers.kinds import KINDS
from assistant.core.papers.wishes import named
from assistant.core.purpose import wish_of
from assistant.core.text import Language
from assistant.doors.tui.commands import COMMANDS, LANGUAGES, Scene
from assistant.doors.tui.copying import Copier
from assistant.doors.tui.menu import Finder, Menu
from assistant.doors.tui.papers import MAPS, PAPER, all_entries, more_entries, order
from assistant.doors.tui.pick import Pick
from assistant.doors.tui.words import command_words
from assistant.edge.rich_clipboard import HTML, PLAIN, Copied
from tests.tui.conftest import DEMO, Opener, Screen


def _at(s: Screen, kind: type) -> bool:
    return isinstance(s.app.screen, kind)


def _wish(s: Screen) -> str:
    talk = s.app.talk
    wish = talk.conversation.now.wish if talk else None
    return wish.kind if wish else ""


# ---- every kind, by menu, key and name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_holds_every_kind_and_both_maps_and_their_names_order_them(language: Language) -> None:
    found = [e.item.id for e in all_entries(Scene(language, ready=True))]
    assert found == [*(PAPER + k for k in KINDS), *MAPS]
    for kind in KINDS:
        wish = named(order(PAPER + kind, language))
        assert wish is not None
        assert (wish.kind, wish.rest) == (kind, "")
    centre_map = command_words(language)["centre-map"].word
    assert wish_of(centre_map).purpose == "centre-map"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_has_each_kind_once_and_the_less_used_only_where_something_is_typed(language: Language) -> None:
    more = more_entries(Scene(language, ready=True))
    own = [c.paper for c in COMMANDS if c.paper]
    assert sorted([*own, *(e.item.id.removeprefix(PAPER) for e in more)]) == sorted(KINDS)
    assert all(e.sought for e in more)
    for command in (c for c in COMMANDS if c.paper):
        wish = named(command_words(language)[command.id].word)
        assert wish is not None
        assert wish.kind == command.paper


async def test_f8_lists_them_and_enter_orders_one(screen: Opener) -> None:
    async with screen((80, 24)) as s:
        await s.send(DEMO)
        await s.press("f8")
        await s.until(lambda: _at(s, Finder) and "Für das Gespräch" in s.text())
        assert "Kein Eintrag passt" not in s.text()
        await s.press(*"referenzb")
        await s.until(lambda: "Referenzbitte" in s.text() and "Voicemail" not in s.text())
        await s.press("enter")
        await s.until(lambda: _wish(s) == "reference")


async def test_the_menu_finds_a_kind_by_the_name_in_the_other_language(screen: Opener) -> None:
    async with screen((80, 24)) as s:
        await s.send(DEMO)
        await s.press("f9")
        await s.until(lambda: _at(s, Menu))
        assert "Kriterienkatalog" not in s.text()
        await s.press(*"criteria")
        await s.until(lambda: "Kriterienkatalog" in s.text())
        await s.press("enter")
        await s.until(lambda: _wish(s) == "criteria")


# ---- what is typed into a list and is no search


@pytest.mark.parametrize("word", ["gehört", "heard", "Gehoert"])
async def test_noting_what_was_heard_goes_on_in_the_prompt(screen: Opener, word: str) -> None:
    wanted = "/heard " if word == "heard" else "/gehört "
    async with screen() as s:
        await s.press("/", *word, "space", *"wir")
        await s.until(lambda: len(s.app.screen_stack) == 1)
        assert s.prompt.text == wanted + "wir"


async def test_the_entry_puts_its_word_before_the_draft(screen: Opener) -> None:
    async with screen() as s:
        await s.type("wir reden von Rentabilität")
        s.app.action_do("heard")
        await s.pilot.pause()
        await s.press("!")
        assert s.prompt.text == "/gehört wir reden von Rentabilität!"


@pytest.mark.parametrize("pasted", ["x" * 61, "eine Zeile\nund noch eine", "langer Text " * 500])
@pytest.mark.parametrize("opened", ["/", "f9", "f8"])
async def test_a_paste_into_a_list_is_whole_in_the_prompt(screen: Opener, opened: str, pasted: str) -> None:
    async with screen() as s:
        await s.press(opened, "a", "b")
        await s.until(lambda: _at(s, Finder))
        s.app.screen.post_message(Paste(pasted))
        await s.until(lambda: len(s.app.screen_stack) == 1)
        assert s.prompt.full_text == ("/" if opened == "/" else "") + "ab" + pasted


async def test_typing_beyond_a_search_goes_on_in_the_prompt(screen: Opener) -> None:
    line = "wir haben am dienstag mit dem einkauf gesprochen und danach mit der gf"
    async with screen() as s:
        await s.press("/", *("space" if c == " " else c for c in line))
        assert s.prompt.text == "/" + line


async def test_an_enter_within_a_paste_takes_nothing(screen: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.doors.tui.prompt.BURST", 60.0)
    async with screen() as s:
        s.app.action_do("menu")
        await s.until(lambda: _at(s, Menu))
        await s.pilot.press(*"beenden", "enter")
        await s.until(lambda: len(s.app.screen_stack) == 1)
        assert s.app.is_running
        assert s.prompt.text == "beenden\n"


# ---- files


@pytest.mark.parametrize(
    ("said", "form", "name"),
    [
        ("gesprächsblatt", "html", "gespraechsblatt-stanzmaschine-"),
        ("gesprächsblatt", "pdf", "gespraechsblatt-stanzmaschine-"),
        ("gesprächsblatt", "docx", "gespraechsblatt-stanzmaschine-"),
        ("karte", "svg", "kaufreise-karte-stanzmaschine-"),
        ("buying-center-karte", "pdf", "buying-center-karte-stanzmaschine-"),
        ("wer fehlt noch?", "docx", "buying-center-"),
    ],
)
async def test_what_is_at_hand_becomes_a_file(
    screen: Opener, tmp_path: Path, said: str, form: str, name: str
) -> None:
    start = {"html": b"<!doctype html", "pdf": b"%PDF", "docx": b"PK", "svg": b"<svg"}[form]
    if form in ("pdf", "docx"):
        pytest.importorskip({"pdf": "typst", "docx": "docx"}[form])
    async with screen((120, 36)) as s:
        await s.send(DEMO)
        await s.send(said)
        s.app.action_do(f"save-{form}")
        await s.until(lambda: "Gespeichert in" in s.text())
        (path,) = (tmp_path / "saved").iterdir()
        assert path.read_bytes()[:200].lstrip().lower().startswith(start.lower())
        assert path.name.startswith(name)
        assert path.suffix == f".{form}"


async def test_the_formats_are_asked_for_and_a_map_has_others(screen: Opener) -> None:
    async with screen((120, 36)) as s:
        await s.send(DEMO)
        for said, there, absent in (("gesprächsblatt", "(.docx)", "(.svg)"), ("karte", "(.svg)", "(.docx)")):
            await s.send(said)
            await s.type("speichern")
            await s.press("enter")
            await s.until(lambda there=there: _at(s, Pick) and there in s.text())  # type: ignore[misc]
            assert absent not in s.text()
            await s.press("escape")
        s.app.action_do("save-docx")
        await s.until(lambda: "DOCX gibt es hierfür nicht" in s.text())


async def test_a_missing_extra_says_its_command_and_writes_nothing(
    screen: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.edge.formats.missing", lambda fmt: "pip install this" if fmt == "pdf" else None)
    async with screen((120, 36)) as s:
        await s.send(DEMO)
        s.app.action_do("save")
        await s.until(lambda: "PDF (.pdf) – Zusatzpaket fehlt" in s.text())
        await s.press("4")
        await s.until(lambda: "pip install this" in s.said())
        assert not (tmp_path / "saved").exists()


async def test_a_visitor_gets_no_file(screen: Opener, tmp_path: Path) -> None:
    async with screen((120, 36)) as s:
        await s.send(DEMO)
        s.app.visiting = True
        for id_ in ("save", "save-md"):
            s.app.action_do(id_)
            await s.until(lambda: "Im Browser gibt es keine Dateien" in s.text())
        assert not (tmp_path / "saved").exists()


async def test_what_cannot_be_written_is_said(screen: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr("assistant.edge.places.saved", lambda: tmp_path / "file")
    async with screen((120, 36)) as s:
        await s.send(DEMO)
        s.app.action_do("save-md")
        await s.until(lambda: "nicht" in s.text() and "file" in s.text())
        assert s.app.is_running


# ---- copied with its formatting


class Rich:
    """A clipboard that carries these kinds."""

    def __init__(self, *kinds: str) -> None:
        self.kinds, self.got = kinds, [("", "")]

    def __call__(self, html: str, plain: str, alone: bool) -> Copied | None:
        if PLAIN not in self.kinds and not alone:
            return None
        self.got.append((html, plain))
        return Copied("tool", self.kinds)


async def test_f4_copies_formatted_and_plain_where_that_can_be(screen: Opener) -> None:
    rich = Rich(HTML, PLAIN)
    async with screen((120, 36), copier=Copier(lambda _: "plain", rich)) as s:
        await s.send(DEMO)
        await s.press("f4")
        await s.until(lambda: "mit Formatierung und als Text" in s.text())
        html, plain = rich.got[-1]
        assert "<h2>GEMEINSAMER JOB</h2>" in html
        assert "GEMEINSAMER JOB" in plain
        await s.send("mail danach")
        await s.press("f4")
        await s.until(lambda: len(rich.got) == 3)
        html, plain = rich.got[-1]
        assert "<p>Guten Tag [Name],</p>" in html
        assert "Vor dem Senden" not in html + plain
        assert "<h1>" not in html


async def test_where_it_cannot_the_copy_says_that_it_is_plain_and_html_alone_is_asked_for(screen: Opener) -> None:
    rich = Rich(HTML)
    async with screen((120, 36), copier=Copier(lambda _: "xclip", rich)) as s:
        await s.send(DEMO)
        await s.press("f4")
        await s.until(lambda: "Kopiert (xclip), als reiner Text." in s.text())
        await s.press("f4")
        await s.until(lambda: _at(s, Pick))
        await s.press("n")
        await s.until(lambda: "nur mit Formatierung" in s.text())
        assert len(rich.got) == 2


async def test_a_visitors_clipboard_gets_plain_text(screen: Opener) -> None:
    rich = Rich(HTML, PLAIN)
    async with screen((120, 36), copier=Copier(lambda _: "plain", rich)) as s:
        await s.send(DEMO)
        s.app.visiting = True
        await s.press("f4")
        await s.until(lambda: "Kopiert (plain)." in s.text())
        assert len(rich.got) == 1


# ---- what it is for


async def test_the_panel_names_the_kind_of_paper(screen: Opener) -> None:
    async with screen((120, 36)) as s:
        await s.send(DEMO)
        await s.send("linkedin-post")
        await s.until(lambda: "LinkedIn-Beitrag" in s.main.panel.plain)
        assert "Nachricht" not in s.main.panel.plain
