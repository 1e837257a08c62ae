"""What a state holds besides its slots survives plain data."""

import json
from dataclasses import replace

import pytest

from assistant.core.brief import Brief
from assistant.core.dialogue import State
from assistant.core.kept import FILLED_BY_CHOICE, brief_extras, state_extras
from assistant.core.papers.request import Request
from tests.conftest import Talk

LINES = (
    "LinkedIn-Text für die Rechtsabteilung, stanze defekt, ruhig", "der GF drängt", "quiz", "1", "ende", "quiz", "2", "etwas anderes",
)  # fmt: skip


def test_everything_comes_back_through_json(talk: Talk):
    slots = set()
    for text in LINES:
        talk.say(text)
        state = talk.state
        slots |= {c.slot for c in state.choices}
        data = json.loads(json.dumps(state.to_dict()))
        bare = replace(state, quiz=None, scores=(), gaps=(), wish=None, brief=replace(state.brief, purpose=None, tone=None, mentioned=()))
        brief = replace(bare.brief, **brief_extras(data["brief"]))
        assert replace(bare, brief=brief, **state_extras(data)) == state
    assert talk.state.gaps
    assert talk.state.scores
    assert talk.state.quiz
    assert talk.state.wish
    assert talk.state.wish.kind == "linkedin"
    assert slots <= {*FILLED_BY_CHOICE, "trigger", "persona", "phase", "playbook", "loop"}


def test_old_data_says_nothing_of_these():
    assert replace(State(), **state_extras({})) == State()
    assert replace(Brief(), **brief_extras({})) == Brief()


@pytest.mark.parametrize(
    "data",
    [{"quiz": [1]}, {"quiz": [1, "", 2, 3]}, {"quiz": "x"}, {"quiz": [1, None, 0, 0]}, {"scores": 3}, {"scores": [[1]]},
     {"gaps": [[1, 2, 3]]}, {"gaps": [["a"]]}, {"scores": [["a", "b"]]}, {"wish": {}}, {"wish": 3},
     {"wish": Request("nonsense").to_dict()}, {"wish": {**Request("sheet").to_dict(), "country": "fr"}}],
)
def test_what_is_no_state_is_refused(data):
    with pytest.raises(ValueError):  # noqa: PT011 which value it was is all that is known
        state_extras(data)


@pytest.mark.parametrize("ids", [{"purpose": "x"}, {"tone": "x"}, {"mentioned": "it"}, {"mentioned": [1]}])
def test_what_is_no_brief_is_refused(ids):
    with pytest.raises(ValueError):  # noqa: PT011 which value it was is all that is known
        brief_extras(ids)
