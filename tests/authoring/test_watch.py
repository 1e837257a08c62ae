"""Playbooks change while the program runs: what is sound is taken up, what is broken keeps its last good state."""

from dataclasses import replace

import pytest

from assistant.doors.line import chat
from assistant.doors.tui.talk import Talk
from assistant.edge.folders import gathered
from assistant.edge.library import parsed
from assistant.edge.watch import Watch
from tests.data.complete import ROOT

GOOD = (ROOT / "playbooks" / "stamping-press.toml").read_text(encoding="utf-8")


@pytest.fixture
def watched(office, tmp_path):
    """An office that does not learn: the words of the playbooks are what changes here."""
    (tmp_path / "stamping-press.toml").write_text(GOOD, encoding="utf-8")
    paths = (ROOT / "playbooks", tmp_path)

    def make(found):
        library = parsed(found).library
        return replace(office, desk=replace(office.desk, library=library), renew=watch.renewed)

    found = gathered(paths)
    watch = Watch(paths, make, found)
    return make(found), tmp_path / "stamping-press.toml"


def name(office):
    return office.desk.library.playbooks["stamping-press"].name.de


def test_nothing_changed_nothing_happens(watched):
    office, _ = watched
    assert office.current() == (office, ())


def test_a_change_is_taken_up_and_a_broken_file_keeps_its_last_good_state(watched):
    office, path = watched
    path.write_text(GOOD.replace('de = "Stanzmaschine"', 'de = "Presse"', 1), encoding="utf-8")
    office, news = office.current()
    assert name(office) == "Presse"
    assert news == ("Die Playbooks haben sich geändert: stamping-press. Ab jetzt gilt der neue Stand.",)
    path.write_text('id = "stamping-press"\n[half', encoding="utf-8")
    office, news = office.current()
    assert name(office) == "Presse"
    assert news == ("stamping-press.toml hat einen Fehler. Bis er behoben ist, gilt der letzte gute Stand.",)
    assert office.current()[1] == ()
    path.write_text(GOOD + "\n", encoding="utf-8")
    assert name(office.current()[0]) == "Stanzmaschine"


def test_a_new_and_a_gone_file(watched):
    office, path = watched
    path.write_text(GOOD.replace('de = "Stanzmaschine"', 'de = "Presse"', 1), encoding="utf-8")
    office, _ = office.current()
    path.unlink()
    office, news = office.current()
    assert name(office) == "Stanzmaschine"
    assert "stamping-press" in news[0]
    path.with_name("new.toml").write_text("id = ", encoding="utf-8")
    office, news = office.current()
    assert "new" in news[0]
    assert "new" not in office.desk.library.playbooks


def test_the_conversation_says_so(watched):
    office, path = watched

    def lines():
        yield "Stanze defekt, brauchen sofort Ersatz"
        path.write_text("id = ", encoding="utf-8")
        yield "mit dem Einkauf"

    said = "\n".join(chat(office, lines()))
    assert "gilt der letzte gute Stand" in said
    assert said.count("Assistent: ") == 3


def test_the_screen_says_so(watched):
    office, path = watched
    talk = Talk(office)
    talk.hear("Stanze defekt, brauchen sofort Ersatz")
    path.write_text(GOOD.replace('de = "Stanzmaschine"', 'de = "Presse"', 1), encoding="utf-8")
    turn = talk.hear("mit dem Einkauf")
    assert turn.notice == "Die Playbooks haben sich geändert: stamping-press. Ab jetzt gilt der neue Stand."
    assert name(talk.office) == "Presse"
    assert not talk.hear("mit der GF").notice


def test_a_playbook_that_is_gone_takes_its_conversation_with_it(office, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace('id = "stamping-press"', 'id = "mine"', 1), encoding="utf-8")
    paths = (ROOT / "playbooks", tmp_path)

    def make(found):
        return replace(office, desk=replace(office.desk, library=parsed(found).library), renew=watch.renewed)

    found = gathered(paths)
    watch = Watch(paths, make, found)
    talk = Talk(make(found))
    state = talk.conversation.now
    talk.conversation = replace(talk.conversation, now=replace(state, brief=replace(state.brief, playbook="mine")))
    path.unlink()
    talk.hear("mit dem Einkauf")
    assert talk.conversation.now.brief.playbook != "mine"
