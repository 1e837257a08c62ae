"""A playbook written on the screen: asked, objected, picked, pasted, taken back, left and gone on with, at every size.

After a change of the pictures that is meant: UPDATE_SCREENS=1 python -m pytest -n 0 tests/tui/test_writing.py.
"""

from __future__ import annotations

import os
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
import tomli
from textual.events import Paste
from textual.pilot import Pilot

from assistant.core.playbook import Library
from assistant.core.text import Language
from assistant.doors.tui.pick import Help
from assistant.doors.tui.writing.app import WritingApp
from assistant.edge.render import Renderer
from assistant.edge.sitting import Sitting
from tests.conftest import TODAY
from tests.data.complete import ROOT
from tests.tui.conftest import Screen

PICTURES = Path(__file__).parent / "screens"
ANSWERS = (ROOT / "tests" / "fixtures" / "authoring" / "lagerlogistik.txt").read_text(encoding="utf-8").splitlines()
JOB = "Waren am zugesagten Tag beim Empfänger haben"
HEAD = ("1", "1", JOB, "Lager", "4", "3", "3")  # languages, source, job, name, method, scale, offer
LISTED = (*HEAD, "Lage", "Fortschritt", "Ergebnis")  # then the lists


class Writing(Screen):
    """A running sitting with the verbs that tests need."""

    app: WritingApp  # type: ignore[assignment]  # another app with the same widgets

    def __init__(self, app: WritingApp, pilot: Pilot[int], folder: Path) -> None:
        super().__init__(app, pilot)  # type: ignore[arg-type]  # as above
        self.folder = folder

    @property
    def key(self) -> str:
        """The key of the open question, "" while there is none."""
        prompt = self.app.main.seen.prompt
        return prompt.key if prompt else ""

    async def settle(self) -> None:
        await self.until(lambda: not self.app._busy)  # noqa: SLF001 no answer is on its way
        await self.pilot.pause()

    async def say(self, *answers: str) -> None:
        for answer in answers:
            self.prompt.put(answer)
            self.prompt.action_send()
            await self.pilot.pause()
            await self.settle()

    async def reach(self, key: str) -> None:
        """Answers whatever comes before this question, as shortly as it allows."""
        while self.key != key:
            prompt = self.app.main.seen.prompt
            assert prompt is not None, self.said()
            await self.say("" if not prompt.needed else "1" if prompt.options else "so")

    def data(self, name: str = "lager") -> dict[str, object]:
        """What is on disk."""
        path = self.folder / f"{name}.toml"
        return tomli.loads((path if path.exists() else self.folder / "drafts" / path.name).read_text(encoding="utf-8"))


Opener = Callable[..., AbstractAsyncContextManager[Writing]]


@pytest.fixture
def writing(library: Library, tmp_path: Path) -> Opener:
    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (80, 24), name: str = "lager", language: Language = "de", folder: Path = tmp_path, spelling: str = "de"
    ) -> AsyncIterator[Writing]:
        renderer = Renderer(ROOT / "messages", library, language, spelling)
        app = WritingApp(lambda: (Sitting(library, renderer, folder, name, TODAY), ""), language)
        async with app.run_test(size=size, notifications=True) as pilot:
            here = Writing(app, pilot, folder)
            await here.settle()
            yield here

    return opened


def _compare(s: Writing, name: str) -> None:
    path, shown = PICTURES / f"writing-{name}.txt", s.text() + "\n"
    if os.environ.get("UPDATE_SCREENS"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (120, 36), (160, 48)])
async def test_an_objection_at_each_size(writing: Opener, size: tuple[int, int]) -> None:
    async with writing(size) as s:
        await s.say("1", "2", "Ein neues WMS einführen")
        _compare(s, f"objection-{size[0]}x{size[1]}")


@pytest.mark.parametrize("language", ["de", "en"])
async def test_the_outline_grows(writing: Opener, language: Language) -> None:
    async with writing((120, 36), language=language) as s:
        await s.say(*LISTED)
        await s.reach("personas")
        _compare(s, f"outline-{language}")


async def test_in_ascii(writing: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_ASCII", "1")
    async with writing((120, 36)) as s:
        await s.say(*HEAD)
        assert "[x] Name" in s.text()
        assert "[?] Lage" in s.text()
        assert set(s.text()) - set("äöüßÄÖÜ") <= set(map(chr, range(128)))


async def test_the_whole_playbook_is_that_of_the_line_mode(writing: Opener) -> None:
    async with writing(name="lagerlogistik") as s:
        await s.say(*(a for a in ANSWERS if a != "?"))
        assert s.app.main.seen.prompt is None
        assert "Alle Fragen sind gestellt" in s.said()
        golden = ROOT / "tests" / "fixtures" / "authoring" / "lagerlogistik.toml"
        path = s.folder / "lagerlogistik.toml"
        assert path.read_text(encoding="utf-8") == golden.read_text(encoding="utf-8")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        await s.press("enter")
        await s.until(lambda: not s.app.is_running)
        assert s.app.return_code == 0


async def test_a_digit_picks_at_once_and_is_text_elsewhere(writing: Opener) -> None:
    async with writing() as s:
        await s.press("1", "2")
        await s.until(lambda: s.key == "job.statement")
        assert "Sie  Bericht aus dem Vertrieb" in s.text()
        await s.press("1")
        assert s.prompt.text == "1"


async def test_a_choice_that_is_none_is_objected_and_asked_again(writing: Opener) -> None:
    async with writing() as s:
        await s.say("Klingonisch")
        assert "„Klingonisch“ steht nicht zur Wahl." in s.text()
        assert s.key == "languages"
        await s.press("1")
        await s.until(lambda: s.key == "source")


async def test_a_click_on_an_option_picks_it(writing: Opener) -> None:
    async with writing() as s:
        row = next(n for n, line in enumerate(s.text().splitlines()) if "Deutsch und Englisch" in line)
        await s.pilot.click(offset=(12, row))
        await s.until(lambda: s.key == "source")


@pytest.mark.parametrize(("said", "roles"), [("1 3", ["management", "purchasing"]), ("Einkauf, IT und CFO", ["purchasing", "it", "finance"]), ("GF", ["management"]), ("Einkauf und Produktion", ["purchasing", "production"])])
async def test_several_by_digit_or_by_name(writing: Opener, said: str, roles: list[str]) -> None:
    async with writing() as s:
        await s.say(*LISTED)
        await s.reach("personas")
        await s.type(said)
        assert "gemeint:" in s.text()
        await s.say("")
        assert [p["id"] for p in s.data()["personas"]] == roles  # type: ignore[attr-defined]


async def test_clicks_on_several_write_their_numbers(writing: Opener) -> None:
    async with writing((80, 40)) as s:
        await s.say(*LISTED)
        await s.reach("personas")
        for name in ("Einkauf", "Produktion"):
            row = next(n for n, line in enumerate(s.text().splitlines()) if f"  {name}" in line)
            await s.pilot.click(offset=(12, row))
        assert s.prompt.text == "3 9 "


async def test_a_pasted_list_becomes_its_items_and_is_taken_back_at_once(writing: Opener) -> None:
    async with writing() as s:
        await s.say(*LISTED)
        s.prompt.post_message(Paste("- Spitzen abfangen\n* Bestände zählen\n3. „Zusagen halten“\n\n- Spitzen abfangen\n"))
        await s.until(lambda: s.prompt.text)
        assert "Enter nimmt jede als eigene Antwort" in s.text()
        await s.say("")
        assert "3 notiert" in s.text()
        assert [x["de"] for x in s.data()["job"]["hired_for"]] == ["Spitzen abfangen", "Bestände zählen", "Zusagen halten"]  # type: ignore[index]
        assert s.key == "job.hired_for"
        await s.press("ctrl+z")
        await s.settle()
        assert "hired_for" not in s.data()["job"]  # type: ignore[operator]
        await s.press("up")
        assert "Bestände zählen" in s.prompt.text


async def test_a_pasted_list_in_two_languages_is_on_disk_before_it_is_translated(writing: Opener) -> None:
    async with writing() as s:
        await s.say("2", "1", JOB, "Goods on the promised day", "Lager", "Warehouse", "4", "3", "3", *["x", "y"] * 3)
        await s.say("eins\nzwei\ndrei")
        assert [x["en"] for x in s.data()["job"]["hired_for"]] == ["eins", "zwei", "drei"]  # type: ignore[index]
        assert s.key == "job.hired_for"


async def test_every_answer_is_on_disk_before_the_next_question(writing: Opener) -> None:
    """Also the first, of a playbook that has no name yet; its file gets the name as soon as there is one."""
    async with writing(name="") as s:
        await s.say("1", "1", JOB)
        assert s.data("draft")["job"]["statement"]["de"] == JOB  # type: ignore[index]
        await s.say("Lager & Versand")
        assert [p.name for p in (s.folder / "drafts").iterdir()] == ["lager-versand.toml"]
        await s.press("ctrl+z")
        await s.settle()
        assert [p.name for p in (s.folder / "drafts").iterdir()] == ["draft.toml"]
        await s.say("Lager")
        assert s.data()["id"] == "lager"


async def test_parts_of_one_answer_are_on_disk_one_by_one_and_taken_back_one_by_one(writing: Opener) -> None:
    """In two languages an answer has two parts; the file can hold nothing of it before the second."""
    async with writing() as s:
        await s.say("2", "1", JOB)
        assert JOB in (s.folder / "drafts" / "lager.half.json").read_text(encoding="utf-8")
        await s.say("zurück")
        assert "Welchen Fortschritt" in s.text()
        assert not (s.folder / "drafts").exists()
        await s.say(JOB)
    async with writing() as s:  # as after a kill
        await s.say("2", "1")
        assert "Dasselbe auf Englisch" in s.text()
        await s.say("Goods on the promised day")
        assert s.data()["job"]["statement"]["en"] == "Goods on the promised day"  # type: ignore[index]
        assert [p.name for p in (s.folder / "drafts").iterdir()] == ["lager.toml"]


async def test_an_alternative_goes_on_and_back_in_its_middle(writing: Opener, tmp_path: Path) -> None:
    golden = (ROOT / "tests" / "fixtures" / "authoring" / "lagerlogistik.toml").read_text(encoding="utf-8")
    (tmp_path / "lagerlogistik.toml").write_text(golden[: golden.index("[[alternatives]]")], encoding="utf-8")
    for answers in (("Weiter wie bisher",), ("Niemand muss umziehen.",)):
        async with writing(name="lagerlogistik") as s:
            await s.say("1", "1")
            while not s.key.startswith("alternatives"):
                await s.say("")
            await s.say(*answers)
    async with writing(name="lagerlogistik") as s:
        await s.say("1", "1")
        while not s.key.startswith("alternatives"):
            await s.say("")
        assert s.key == "alternatives.speaks_against"
        await s.say("Die nächste Spitze kommt.", "zurück")
        assert s.key == "alternatives.speaks_against"
        await s.say("Die Spitze kommt.")
        assert s.data("lagerlogistik")["alternatives"][0]["speaks_for"]["de"] == "Niemand muss umziehen."  # type: ignore[index]


async def test_back_takes_answers_back_one_by_one(writing: Opener) -> None:
    async with writing() as s:
        await s.say(*LISTED, "dafür", "", "dagegen")
        seen = []
        for _ in range(len(LISTED) + 3):
            seen.append(s.key)
            await s.say("zurück")
        assert seen[:4] == ["job.fired_for", "job.fired_for", "job.hired_for", "job.outcome"]
        assert s.key == "languages"
        assert not (s.folder / "drafts").exists()
        await s.say("zurück")
        assert "nichts zurückzunehmen" in s.text()


async def test_left_and_gone_on(writing: Opener) -> None:
    async with writing() as s:
        await s.say(*HEAD)
        await s.type("halber Satz")
        await s.press("ctrl+q")
        await s.until(lambda: not s.app.is_running)
        assert s.app.return_code == 0
        _, told = s.app.farewell()
        assert str(s.folder / "drafts" / "lager.toml") in told
        assert "assistant playbooks new lager" in told
        assert "halber Satz" in told
    async with writing() as s:
        assert "„lager“ geht weiter" in s.text()
        await s.say("1", "1")
        assert s.key == "job.situation"
    async with writing(name="") as s:
        assert "1  Lager (lager)" in s.text()
        await s.press("1")
        await s.until(lambda: s.key == "languages")
        await s.say("zurück", "2")
        assert "Ein neues Playbook" in s.text()


async def test_an_empty_line_is_later_where_that_is_possible_and_a_hint_where_not(writing: Opener) -> None:
    async with writing() as s:
        await s.press("enter")
        assert "braucht eine Antwort" in s.text()
        assert s.key == "languages"
        await s.say(*LISTED)
        await s.reach("triggers")
        await s.press("enter")
        await s.until(lambda: "braucht eine Antwort" in s.text())
        assert s.key == "triggers"


async def test_help_is_about_the_present_question(writing: Opener) -> None:
    async with writing((120, 36)) as s:
        await s.say("1", "1")
        await s.type("halber Satz")
        for opens in ("f1", "f2"):
            await s.press(opens)
            await s.until(lambda: isinstance(s.app.screen, Help))
            assert ("Nach einem Ausfall wieder liefern können" in s.text()) == (opens == "f1")
            await s.press("escape")
        assert s.prompt.text == "halber Satz"


async def test_every_size_keeps_question_and_draft(writing: Opener) -> None:
    async with writing((120, 36)) as s:
        await s.say("1", "1")
        await s.type("Entwurf")
        for size in ((1, 1), (39, 9), (40, 10), (80, 24), (250, 80), (160, 48), (250, 1), (1, 80)):
            await s.pilot.resize_terminal(*size)
            await s.press("f2", "pagedown", "escape")
            rows = s.text().splitlines()
            assert len(rows) <= size[1]
            assert all(len(row) <= size[0] for row in rows)
            assert s.prompt.text == "Entwurf"
        await s.pilot.resize_terminal(80, 24)
        await s.pilot.pause(0.1)
        assert "Welchen Fortschritt" in s.text()


async def test_a_full_disk_loses_nothing(writing: Opener, tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("x", encoding="utf-8")
    async with writing() as s:
        await s.say("1", "1", JOB)
        assert "Nicht gespeichert" in s.text()
        assert s.key == "name"
        (tmp_path / "drafts").unlink()
        await s.say("Lager")
        assert s.data()["job"]["statement"]["de"] == JOB  # type: ignore[index]
        await s.press("ctrl+q")
        await s.until(lambda: not s.app.is_running)
        assert s.app.return_code == 0


@pytest.mark.parametrize("case", [("../x", "", 2, "taugt nicht als id"), ("lager", "id = ", 5, "lässt sich nicht lesen")])
async def test_what_cannot_be_opened_ends_with_the_reason(library: Library, tmp_path: Path, case: tuple[str, str, int, str]) -> None:
    name, content, code, said = case
    (tmp_path / "lager.toml").write_text(content, encoding="utf-8")
    sitting = Sitting(library, Renderer(ROOT / "messages", library, "de"), tmp_path, name, TODAY)
    app = WritingApp(lambda: (sitting, ""), "de")
    async with app.run_test() as pilot:
        for _ in range(200):
            if not app.is_running:
                break
            await pilot.pause(0.02)
    assert app.return_code == code
    assert said in app.farewell()[1]
    assert (tmp_path / "lager.toml").read_text(encoding="utf-8") == content


async def test_swiss_spelling(writing: Opener, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('spelling = "ch"\n', encoding="utf-8")
    async with writing((120, 36), folder=tmp_path / "ch", spelling="ch") as s:
        await s.say("1", "1", JOB, "Lager")
        assert "Grösse" in s.text()
        assert "ß" not in s.said() + s.text()


async def test_hostile_text_is_shown_as_it_is(writing: Opener) -> None:
    hostile = "[bold]x[/bold] [/nope] [@click=app.quit]k[/] \x1b[2J"
    async with writing((120, 36)) as s:
        await s.say("1", "1", JOB, hostile)
        assert "[bold]x[/bold] [/nope]" in s.text()
        assert s.key == "method"
        assert s.app.is_running
