"""What the command line understands, whatever the order."""

import pytest

from assistant.options import build_parser

CALLS = [
    ("playbooks new mietkleidung --lang en", {"what": "new", "id": "mietkleidung", "lang": "en"}),
    ("playbooks new --lang en", {"what": "new", "id": None}),
    ("playbooks check --strict --country at x", {"what": "check", "id": "x", "strict": True, "country": "at"}),
    ("playbooks show --spelling ch x --lang de", {"what": "show", "id": "x", "spelling": "ch", "lang": "de"}),
    ("--lang en playbooks --plain new x", {"what": "new", "id": "x", "plain": True}),
    ("templates show --lang en facts", {"what": "show", "name": "facts"}),
    ("message opener --lang en press is down", {"kind": "opener", "text": ["press", "is", "down"]}),
    ("message --lang en opener press --spelling ch down", {"kind": "opener", "text": ["press", "down"]}),
    ("ask press --json is --lang en down", {"text": ["press", "is", "down"], "json": True}),
    ("words Kosten --lang de oder Rendite", {"term": ["Kosten", "oder", "Rendite"]}),
    ("evidence add wir reden --role finance von Gewinn", {"text": ["wir", "reden", "von", "Gewinn"], "role": "finance"}),
    ("notebook search --lang en a --json b", {"words": ["a", "b"], "json": True}),
]


@pytest.mark.parametrize(("call", "means"), [*CALLS, ("playbooks new --lang en mietkleidung", CALLS[0][1])])
def test_words_stand_before_and_behind_options(call, means):
    found = vars(build_parser().parse_args(call.split()))
    assert {key: found[key] for key in means} == means


@pytest.mark.parametrize(("call", "named"), [
    ("playbooks show --lang en one two", "two"), ("playbooks show one --lang en two", "two"), ("templates show x --lang en y", "y"),
    ("ask --laut press", "--laut"), ("ask press --laut down", "--laut down"), ("evidence show s-1 --lang de s-2", "s-2"),
    ("notebook delete 3 --yes 4", "4"), ("chat --plain x", "x"),
])  # fmt: skip
def test_what_there_is_no_room_for_is_refused(call, named, capsys):
    with pytest.raises(SystemExit) as stopped:
        build_parser().parse_args(call.split())
    assert stopped.value.code == 2
    assert named in capsys.readouterr().err.split("\n")[0]
