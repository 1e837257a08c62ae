"""Customers' words counted on the screen: from the menu, with headings, copied and saved like every answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.core.evidence import Collection, Speaker
from assistant.core.statements import Saying
from assistant.doors.tui.copying import Copier
from assistant.edge.evidence_store import Store
from assistant.edge.rich_clipboard import HTML, PLAIN, Copied
from tests.tui.conftest import DEMO, Opener


@pytest.fixture(autouse=True)
def statements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six voices among the person's own files."""
    monkeypatch.setattr("assistant.edge.evidence_places.home", lambda: tmp_path / "evidence")
    Store([tmp_path / "evidence"]).add(
        Saying(f"s-{n}", "Die Rentabilität zählt.", "de", Speaker.CUSTOMER, Collection.INTERVIEW, date(2026, 6, 1), role="finance")
        for n in range(6)
    )


@pytest.mark.parametrize("word", ["wörter", "words", "Woerter"])
async def test_a_word_is_asked_for_from_the_menu(screen: Opener, word: str) -> None:
    async with screen((80, 40)) as s:
        await s.press("/", *word, "space", *"Rentabilität")
        await s.until(lambda: len(s.app.screen_stack) == 1)
        assert s.prompt.text == ("/words " if word == "words" else "/wörter ") + "Rentabilität"
        await s.press("enter")
        await s.until(lambda: "6 von 6" in s.text())
        assert "  WORTE DER KUNDEN · Rentabilität" in s.text()
        assert "Die Rentabilität zählt" not in s.text()


async def test_without_a_word_the_entry_counts_the_topic(screen: Opener) -> None:
    async with screen((80, 40)) as s:
        await s.send(DEMO)
        s.app.action_do("words")
        await s.press("enter")
        await s.until(lambda: "WORTE DER KUNDEN · Stanzmaschine" in s.text())


async def test_while_typing_nothing_is_counted(screen: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("assistant.edge.evidence_words.counted", never)
    async with screen((80, 40)) as s:
        await s.type("/wörter Rentabilität")
        assert s.app.talk is not None
        assert s.app.talk.preview("/wörter Rentabilität") == ()


async def test_it_is_copied_and_saved(screen: Opener, tmp_path: Path) -> None:
    got: list[tuple[str, str]] = []

    def rich(html: str, plain: str, _alone: bool) -> Copied:
        got.append((html, plain))
        return Copied("tool", (HTML, PLAIN))

    async with screen((120, 36), copier=Copier(lambda _: "plain", rich)) as s:
        await s.send(DEMO)
        await s.send("/wörter Rentabilität")
        await s.press("f4")
        await s.until(lambda: got)
        html, plain = got[-1]
        assert plain.startswith("WORTE DER KUNDEN · Rentabilität\n")
        assert "<h2>WELCHES WORT</h2>" in html
        s.app.action_do("save-md")
        await s.until(lambda: "Gespeichert in" in s.text())
        (path,) = (tmp_path / "saved").iterdir()
        text = path.read_text(encoding="utf-8")
        assert path.name.startswith("worte-der-kunden-rentabilitaet")
        assert text.startswith("# WORTE DER KUNDEN · Rentabilität\n")
        assert "\n## WELCHES WORT\n\n- " in text
        assert "6 von 6" in text
