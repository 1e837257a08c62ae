"""A person is taken out of past conversations: out of every text, and out of the file byte by byte."""

import os
import subprocess
import sys

import pytest

from assistant.core.masking import unnamed
from assistant.edge.notebook import Notebook
from assistant.edge.notebook_file import NAME, Trouble
from assistant.edge.notebook_forget import find, forget
from tests.data.complete import ROOT
from tests.edge.kit import DEMO, Window, said

EVA = "Eva Sömmer"


def names(*said):
    return (*said, "P-AAAAA-BBBBB")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Frau Müller sagt nein", "Frau […] sagt nein"), ("eva müllers Wort", "[…] Wort"), ("MUELLER will das", "[…] will das"),
        ("Eva Müller", "[…]"), ("Müllerei und Vermüllung", "Müllerei und Vermüllung"), ("P-AAAAA-BBBBB sagt", "[…] sagt"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(text, left):
    assert unnamed(text, [(n, "[…]") for n in names("Eva Müller")]) == left


@pytest.fixture
def talked(desk, tmp_path):
    """Two conversations, of which one names Eva: in what was said, in the answer and in the state; and a draft that does."""
    for lines, draft in ((["stanze defekt bei Frau Soemmer, soemmer@werk.example", "produktionsleiterin"], "Sömmer anrufen"), ([DEMO], "")):
        window = Window(desk, tmp_path)
        window.say("neu", *lines)
        window.leave(draft)
    return tmp_path


def bytes_of(folder):
    return b"".join(p.read_bytes() for p in folder.iterdir() if p.is_file())


def test_the_name_leaves_every_text_and_every_byte_and_the_rest_stays(talked):
    found = find(talked, names(EVA))
    assert (len(found.conversations), found.turns, found.held) == (1, 3, ())
    before = said(talked)
    forget(talked, names(EVA))
    assert said(talked) == [[x.replace("Soemmer", "[…]").replace("soemmer@werk.example", "[@]") for x in talk] for talk in before]
    assert not [x for x in (b"oemmer", "ömmer".encode()) if x in bytes_of(talked)]
    assert find(talked, names(EVA)).turns == 0


def test_the_conversation_can_be_gone_on_with(desk, talked):
    (id_,) = forget(talked, names(EVA)).conversations
    window = Window(desk, talked)
    window.say("verlauf")
    book = Notebook(talked / NAME)
    assert book.turns(id_)[-1].answer
    book.close()
    assert not window.notices


def test_a_conversation_open_in_another_window_is_told_and_left_alone(talked):
    (id_,) = find(talked, names(EVA)).conversations
    holder = f"import sys, pathlib; from assistant.edge.notebook_hold import Hold; Hold(pathlib.Path(sys.argv[1])).take({id_}); print(1, flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", holder, str(talked / "notebook.lock")]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "1\n"
        assert forget(talked, names(EVA)).held == (id_,)
        assert any("Soemmer" in x for talk in said(talked) for x in talk)
        other.stdin.close()
    assert forget(talked, names(EVA)).held == ()
    assert not any("Soemmer" in x for talk in said(talked) for x in talk)


def test_a_damaged_notebook_is_trouble_and_not_silence(talked):
    path = talked / NAME
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(Trouble):
        find(talked, names(EVA))


def test_without_a_notebook_nothing_is_found_and_nothing_is_made(tmp_path):
    assert forget(tmp_path, names(EVA)).conversations == ()
    assert list(tmp_path.iterdir()) == []
