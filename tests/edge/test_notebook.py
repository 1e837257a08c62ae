"""The notebook: what is sent is on disk before it is answered, comes back as it was, and is gone when deleted."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.core.dialogue import Conversation
from assistant.core.text import Language
from assistant.edge.notebook import Notebook, set_aside
from assistant.edge.notebook_file import SCHEMA, Trouble, create
from assistant.edge.notebook_heard import Answer
from assistant.edge.notebook_keeper import Keeper
from assistant.edge.notebook_leaf import paras, plain
from tests.core.test_guide import WORDS
from tests.edge.kit import DEMO, Window, said, states

ROOT = Path(__file__).resolve().parents[2]
NAMELESS: dict[Language, str] = {"de": "", "en": ""}
PLAYED = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def window(desk, home):
    return lambda: Window(desk, home)


def everything(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


# ---- being kept


def test_nothing_is_created_before_the_first_turn(window, home):
    one = window()
    one.say("verlauf", "verlauf löschen")
    assert not home.exists()
    assert one.leave()
    assert not home.exists()


def test_what_was_sent_is_on_disk_before_it_is_answered(window, home):
    window().hear(DEMO)
    assert said(home) == [[DEMO]]


def test_files_are_for_their_owner_only(window, home):
    old = os.umask(0)
    try:
        one = window()
        one.say(DEMO)
        modes = {p.name: p.stat().st_mode & 0o777 for p in home.iterdir()}
    finally:
        os.umask(old)
    assert set(modes) >= {"notebook.db", "notebook.db-wal", "notebook.db-shm"}
    assert set(modes.values()) == {0o600}
    assert home.stat().st_mode & 0o777 == 0o700


def test_a_file_opened_to_others_is_closed_again(window, home):
    one = window()
    one.say(DEMO)
    one.leave()
    (home / "notebook.db").chmod(0o644)
    window()
    assert (home / "notebook.db").stat().st_mode & 0o777 == 0o600


@PLAYED
@given(st.lists(WORDS.filter(lambda t: t != "neu") | st.text(max_size=20), min_size=1, max_size=10))
def test_a_conversation_comes_back_byte_for_byte(desk, tmp_path_factory, texts):
    home = tmp_path_factory.mktemp("data")
    one = Window(desk, home)
    one.say(*texts)
    heard = one.keeper.open(1, "de") if said(home) else None
    if heard is None:
        return
    assert heard.past
    assert states(heard.past.conversation) == states(one.conversation)
    assert [plain(t.answer or []) for t in heard.past.turns] == one.shown
    assert [plain(t.own) for t in heard.past.turns] == [t.said for t in heard.past.turns]


def test_steps_back_and_forward_survive(window):
    one = window()
    one.say(DEMO, "nein, CFO", "+Einkauf", "zurück")
    before = states(one.conversation)
    one.leave()
    two = window()
    two.say("1")
    assert states(two.conversation) == before
    one.say("vor"), two.say("vor")
    assert states(two.conversation) == states(one.conversation)
    assert two.conversation.now.brief.personas == ("finance", "purchasing")


def test_anew_keeps_the_old_brief_in_the_history_and_the_way_back(window, home):
    one = window()
    one.say(DEMO, "neu", "ERP-Wartung läuft aus")
    assert said(home) == [[DEMO], ["neu", "ERP-Wartung läuft aus"]]
    before = states(one.conversation)
    one.leave()
    two = window()
    two.say("weiter")
    assert states(two.conversation) == before
    two.say("zurück", "zurück")
    assert two.conversation.now.brief.trigger == "breakdown"
    page = two.say("verlauf").page
    assert [c.rpartition(" · ")[0] for c in page.choices] == ["Stanzmaschine · Ausfall · Produktion"]


# ---- taking up again


def test_the_last_conversation_is_offered(window):
    one = window()
    one.say("die Stanze ist ausgefallen")
    one.leave("und die IT-Leitung ist")
    two = window()
    page = two.arrived.page
    assert page.choices == ("weiter", "neu")
    assert "Weiter mit Stanzmaschine · Ausfall (3 von 4)?" in page.lines
    assert any("und die IT-Leitung ist" in line for line in page.lines)
    heard = two.hear("1")
    assert heard.kind == "open"
    assert heard.draft == "und die IT-Leitung ist"


def test_two_is_a_new_one_and_free_text_too(window, home):
    one = window()
    one.say(DEMO)
    one.leave()
    two = window()
    assert two.hear("2").kind == "new"
    two.say("mit dem CFO")
    two.leave()
    three = window()
    three.say("ERP-Wartung läuft aus")
    assert said(home) == [[DEMO], ["mit dem CFO"], ["ERP-Wartung läuft aus"]]


def test_a_line_without_answer_is_offered_and_waits(window):
    window().hear("stanze hin")
    two = window()
    assert "Weiter mit „stanze hin“?" in two.arrived.page.lines
    heard = two.hear("weiter")
    assert heard.past
    assert heard.past.waiting
    assert heard.past.turns[-1].said == "stanze hin"
    assert two.keeper.answered(heard.past.waiting, Answer(Conversation(), Conversation(), paras("da"), NAMELESS, 0)) == ""
    two.leave()
    assert window().hear("1").kind == "turn", "nothing settled, nothing open: nothing is offered"


def test_a_draft_without_a_turn_comes_back_and_is_sent_in_the_same_conversation(window, home):
    one = window()
    assert one.leave("halb getippt")
    two = window()
    assert two.arrived.draft == "halb getippt"
    assert two.arrived.page.lines == ()
    two.say(DEMO)
    two.leave()
    assert said(home) == [[DEMO]]
    assert window().arrived.draft == ""


def test_the_history_lists_searches_and_opens(window):
    one = window()
    one.say(DEMO, "neu", "ERP-Wartung läuft aus")
    page = one.say("verlauf").page
    assert len(page.choices) == 1
    assert one.hear("1").kind == "open"
    assert one.conversation.now.brief.trigger == "breakdown"
    assert "Wartung" in one.say("verlauf wartung läuft").page.choices[0]
    assert one.say("verlauf quastenflosser").page.choices == ()


# ---- searching


@pytest.mark.parametrize("words", ["läuft", "LAEUFT aus", "wartung lauft"[:8], "maintenance", "Ablösung"])
def test_search_folds_and_knows_both_languages(window, home, words):
    one = window()
    one.say("Die ERP-Wartung läuft aus, Ablösung steht an", "mit dem CFO", "neu", DEMO)
    one.leave()
    hits = Notebook(home / "notebook.db").search("support" if words == "maintenance" else words)
    assert {h.heading.id for h in hits} == {1}


def test_search_gives_the_line_with_the_word(window, home):
    one = window()
    one.say(DEMO)
    one.leave()
    (hit,) = Notebook(home / "notebook.db").search("ersatz produktionsleiterin")
    assert "ersatz" in hit.line
    assert Notebook(home / "notebook.db").search("   ") == []


# ---- deleting


def test_deleting_one_leaves_no_byte_of_it(window, home):
    one = window()
    one.say("Quastenflosser GmbH, stanze defekt", "nein, CFO bei Quastenflosser", "neu", "ERP-Wartung läuft aus")
    one.leave()
    assert b"Quastenflosser" in everything(home)
    book = Notebook(home / "notebook.db")
    book.delete(1)
    assert b"Quastenflosser" not in everything(home), "also while the file is open"
    book.close()
    assert b"Quastenflosser" not in everything(home)
    assert said(home) == [["neu", "ERP-Wartung läuft aus"]]
    assert window().say("weiter").kind == "open"


def test_deleting_all_in_the_conversation_asks_first(window, home):
    one = window()
    one.say("Quastenflosser, stanze defekt", "Quastenflosser nochmal")
    (home / "notebook-damaged-20260101-000000.db").write_bytes(b"Quastenflosser")
    page = one.say("verlauf löschen").page
    assert page.choices == ("dieses Gespräch", "alle Gespräche (1)", "nichts löschen")
    assert said(home) == [["Quastenflosser, stanze defekt", "Quastenflosser nochmal"]]
    one.say("3")
    assert len(said(home)) == 1
    one.say("verlauf löschen")
    assert one.hear("2").kind == "new"
    assert b"Quastenflosser" not in everything(home)
    one.say("mit dem CFO")
    assert said(home) == [["mit dem CFO"]]


def test_what_was_deleted_does_not_come_back_with_the_way_back(window, home):
    one = window()
    one.say(DEMO, "neu", "ERP-Wartung läuft aus")
    one.leave()
    book = Notebook(home / "notebook.db")
    book.delete(1)
    now = book.conversation(2, Conversation())
    assert all(s.brief.trigger != "breakdown" for s in (*now.past, now.now, *now.ahead))


# ---- several windows


def test_each_window_its_own_conversation(window, home):
    one, two = window(), window()
    for n in range(5):
        one.say(f"eins {n}")
        two.say(f"zwei {n}")
    assert said(home) == [[f"eins {n}" for n in range(5)], [f"zwei {n}" for n in range(5)]]


WRITER = """
import sys
from pathlib import Path
from assistant.core.dialogue import Conversation
from assistant.core.text import Language
from assistant.edge.notebook_heard import Answer
from assistant.edge.notebook_keeper import Keeper
from assistant.edge.notebook_leaf import paras
keeper = Keeper(Path(sys.argv[1]))
now = Conversation()
for n in range(40):
    heard = keeper.hear(f"{sys.argv[2]} {n}", paras("x"), "de")
    assert not heard.notice, heard.notice
    assert not keeper.answered(heard.token, Answer(now, now, paras("y" * 3000), {"de": "", "en": ""}, 0))
print(keeper.leave("", "de")[0])
"""


def test_two_processes_write_at_once(home):
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(home), name], env=env, stdout=subprocess.PIPE, text=True)
        for name in ("eins", "zwei", "drei")
    ]
    assert [p.communicate(timeout=120)[0].strip() for p in both] == ["True"] * 3
    assert sorted(said(home)) == sorted([f"{name} {n}" for n in range(40)] for name in ("eins", "zwei", "drei"))


HOLDER = """
import sys
from pathlib import Path
from assistant.edge.notebook_keeper import Keeper
keeper = Keeper(Path(sys.argv[1]))
keeper.arrive("de")
keeper.hear("1", [], "de")
print("open", flush=True)
sys.stdin.read()
"""


def test_a_conversation_open_elsewhere_is_neither_offered_nor_opened_nor_deleted(window, home):
    one = window()
    one.say(DEMO)
    one.leave()
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    other = subprocess.Popen([sys.executable, "-c", HOLDER, str(home)], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout.readline() == "open\n"
    two = window()
    assert two.arrived.page.lines == ()
    assert "anderen Fenster" in two.keeper.open(1, "de").page.lines[0]
    two.say("verlauf löschen")
    assert "Nicht gelöscht" in two.hear("1").page.lines[0]
    other.kill()
    other.wait()
    assert two.keeper.open(1, "de").kind == "open", "a killed window holds nothing"


def test_a_place_taken_by_another_window_makes_a_conversation_of_its_own(window, home, monkeypatch):
    monkeypatch.setattr("assistant.edge.notebook_hold.Hold._lock", lambda *_: True)
    one = window()
    one.say(DEMO)
    two = window()
    two.hear("1")
    two.say("nein, CFO")
    one.say("+Einkauf")
    assert said(home) == [[DEMO, "nein, CFO"], ["+Einkauf"]]
    assert states(Notebook(home / "notebook.db").conversation(2, Conversation())) == states(one.conversation)


# ---- trouble


def test_a_newer_schema_is_left_alone(window, home):
    one = window()
    one.say(DEMO)
    one.leave()
    with sqlite3.connect(home / "notebook.db") as db:
        db.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    db.close()
    before = (home / "notebook.db").read_bytes()
    two = window()
    two.say(DEMO, "nein, CFO")
    assert len(two.notices) == 1
    assert "neueren Fassung" in two.notices[0]
    assert not two.leave()
    assert (home / "notebook.db").read_bytes() == before
    assert set_aside(home / "notebook.db") == []


def test_disk_full_is_said_once_and_made_up_for(window, home):
    one = window()
    one.say(DEMO)
    db = one.keeper._book._db()  # noqa: SLF001 the limit belongs to the connection
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    long = "viel text " * 3000
    one.say("nein, CFO " + long, "+Einkauf", "ohne Einkauf")
    assert len(one.notices) == 1
    assert "Speicherplatz ist voll" in one.notices[0]
    assert one.keeper.unsaved == 3
    assert said(home) == [[DEMO]]
    db.execute("PRAGMA max_page_count = 100000")
    one.say("vor")
    assert "Alles ist gespeichert" in one.notices[1]
    assert len(said(home)[0]) == 5
    assert states(Notebook(home / "notebook.db").conversation(1, Conversation())) == states(one.conversation)


LIMITED = """
import resource, sys
from pathlib import Path
from assistant.edge.notebook_keeper import Keeper
from assistant.edge.notebook_leaf import paras
keeper = Keeper(Path(sys.argv[1]))
assert not keeper.hear("klein", paras("x"), "de").notice
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
print(keeper.hear("x" * 100_000, paras("x"), "de").notice)
print(keeper.leave("", "de"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files")
def test_a_quota_is_said_and_the_end_tells(home):
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", LIMITED, str(home)], env=env, capture_output=True, text=True, timeout=60, check=True)
    assert "Nicht gespeichert" in done.stdout
    assert "(False, 'Ein Schritt dieses Gesprächs ist nicht gespeichert.')" in done.stdout
    assert said(home) == [["klein"]]


def test_a_folder_that_cannot_be_made(desk, tmp_path):
    (tmp_path / "file").write_text("")
    one = Window(desk, tmp_path / "file" / "data")
    one.say(DEMO, "nein, CFO")
    assert len(one.notices) == 1
    assert "nicht zugänglich" in one.notices[0]
    assert not one.leave()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(window, home):
    home.mkdir(mode=0o500)
    one = window()
    one.say(DEMO, "nein, CFO")
    assert len(one.notices) == 1
    assert not one.leave()


def test_locked_by_another_program(window, home, monkeypatch):
    monkeypatch.setattr("assistant.edge.notebook_file.PATIENCE", 0.05)
    one = window()
    one.say(DEMO)
    other = sqlite3.connect(home / "notebook.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    one.say("nein, CFO", "+Einkauf")
    assert len(one.notices) == 1
    assert "belegt das Notizbuch" in one.notices[0]
    other.execute("ROLLBACK")
    other.close()
    one.say("vor")
    assert len(said(home)[0]) == 4


def test_a_file_taken_away_while_open_is_made_again(window, home):
    one = window()
    one.say(DEMO, "nein, CFO")
    for path in home.glob("notebook.db*"):
        path.unlink()
    one.say("+Einkauf")
    assert said(home) == [["+Einkauf"]]
    assert states(Notebook(home / "notebook.db").conversation(1, Conversation())) == states(one.conversation)


# ---- damage


class File(bytes):
    """So that a failing example is not printed in full."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} bytes>"


@pytest.fixture(scope="module")
def sound(desk, tmp_path_factory) -> bytes:
    """A notebook of three conversations and 15 turns."""
    home = tmp_path_factory.mktemp("sound")
    one = Window(desk, home)
    for name in ("Alpha", "Beta", "Gamma"):
        one.say(f"{name}: {DEMO}", "nein, CFO", "+Einkauf", "zurück " + "wort " * 800, "neu")
    one.leave()
    return File((home / "notebook.db").read_bytes())


def damaged(home: Path, data: bytes) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    (home / "notebook.db").write_bytes(data)
    return home / "notebook.db"


def turns_of(data: bytes, folder: Path) -> set[tuple[str, str]]:
    path = damaged(folder, data)
    book = Notebook(path)
    found = {(t.said, plain(t.answer or [])) for h in book.headings() for t in book.turns(h.id)}
    book.close()
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_flipped_bytes_never_crash_never_lie_and_the_original_stays(desk, sound, tmp_path_factory, data):
    home = tmp_path_factory.mktemp("flip")
    true = turns_of(sound, tmp_path_factory.mktemp("true"))
    broken = bytearray(sound)
    for _ in range(data.draw(st.integers(1, 12))):
        broken[data.draw(st.integers(0, len(sound) - 1))] ^= data.draw(st.integers(1, 255))
    path = damaged(home, bytes(broken))
    one = Window(desk, home)
    one.say("verlauf")
    for n in range(1, 5):
        one.note(one.keeper.open(n, "de").notice)
    one.say("mit dem CFO")
    one.leave()
    if any("neueren" in n for n in one.notices):
        assert path.read_bytes() == bytes(broken), "a schema that may be newer is left alone"
        return
    book = Notebook(path)
    with contextlib.suppress(Trouble):  # a damage where nobody has looked yet
        for heading in book.headings():
            for turn in book.turns(heading.id):
                assert (turn.said, plain(turn.answer or [])) in true or turn.said == "mit dem CFO"
    book.close()
    kept = [p.read_bytes() for p in set_aside(path)]
    assert kept == [bytes(broken)] or not one.notices, "set aside as it was"
    assert bool(kept) == any("beschädigt" in n for n in one.notices)


@pytest.mark.parametrize("length", [0, 1, 50, 100, 4096, 5000, 9000, 16384, 20000, 40000])
def test_a_truncated_file_is_set_aside_and_what_is_left_is_saved(desk, sound, home, length):
    path = damaged(home, sound[:length])
    one = Window(desk, home)
    assert "beschädigt" in one.notices[0]
    assert [p.read_bytes() for p in set_aside(path)] == [sound[:length]]
    one.say("mit dem CFO")
    assert one.leave()
    assert "mit dem CFO" in [text for texts in said(home) for text in texts]


@pytest.mark.parametrize("spoilt", [slice(0, 100), slice(0, 4096)])
def test_a_lost_first_page_costs_no_turn(desk, sound, home, spoilt):
    broken = bytearray(sound)
    broken[spoilt] = b"\xff" * (spoilt.stop - spoilt.start)
    damaged(home, bytes(broken))
    one = Window(desk, home)
    assert "15 von 15 Schritten gerettet" in one.notices[0]
    assert one.say("verlauf alpha").page.choices


def test_one_changed_letter_costs_one_turn(desk, sound, home):
    at = sound.index(b"Beta: stanze")
    broken = sound[:at] + b"b" + sound[at + 1 :]
    damaged(home, broken)
    one = Window(desk, home)
    one.say("verlauf stanze")
    assert "14 von 15 Schritten gerettet" in one.notices[0]


def test_a_file_that_is_none_of_ours_is_set_aside(desk, home):
    damaged(home, b"Einkaufsliste\n" * 500)
    one = Window(desk, home)
    one.say(DEMO)
    assert said(home) == [[DEMO]]
    assert set_aside(home / "notebook.db")[0].read_bytes() == b"Einkaufsliste\n" * 500


def test_two_damaged_files_in_one_second_keep_two_names(desk, home):
    for text in (b"eins" * 2000, b"zwei" * 2000):
        damaged(home, text)
        Window(desk, home).leave()
    assert sorted(p.read_bytes()[:4] for p in set_aside(home / "notebook.db")) == [b"eins", b"zwei"]


def test_create_leaves_what_is_there(window, home):
    one = window()
    one.say(DEMO)
    create(home / "notebook.db")
    assert said(home) == [[DEMO]]


def test_hostile_text_in_the_file_passes_the_gate(home):
    keeper = Keeper(home)
    heard = keeper.hear("x\x1b[2Jy", [["", "\x1b]0;t\x07z", ""]], "de")
    assert heard.token
    turn = Notebook(home / "notebook.db").turns(1)[0]
    assert (turn.said, turn.own) == ("xy", [["", "z", ""]])


def test_reading_a_missing_notebook_is_empty(home):
    book = Notebook(home / "notebook.db")
    assert (book.headings(), book.search("x"), book.heading(3)) == ([], [], None)
    with pytest.raises(Trouble):
        book.turns(1)
