"""A conversation put away and taken up again is the same, byte for byte; what no longer exists is named, not fatal."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.core.brief import Brief, Loop
from assistant.core.dialogue import FILLABLE, Choice, Conversation, State
from assistant.core.guide import step
from assistant.core.playbook import PHASES
from assistant.core.purpose import PURPOSES, TONES
from assistant.core.resume import Moved, filled, fitted, moved, taken, whole
from assistant.core.slots import Why
from assistant.edge.notebook_fit import fit
from tests.conftest import Talk
from tests.core.test_guide import DEMO, WORDS

TEXT = st.text(max_size=12)
IDS = st.none() | TEXT
BRIEFS = st.builds(
    Brief, IDS, IDS, st.lists(TEXT, max_size=3).map(tuple), st.none() | st.sampled_from(PHASES), IDS,
    st.lists(st.builds(Loop, TEXT, TEXT, IDS, TEXT), max_size=2).map(tuple),
    st.lists(TEXT, max_size=2).map(tuple), st.lists(TEXT, max_size=2).map(tuple), st.lists(TEXT, max_size=2).map(tuple),
    st.none() | st.sampled_from(PURPOSES), st.none() | st.sampled_from(TONES),
    st.dictionaries(TEXT, st.lists(st.builds(Why, TEXT, st.dictionaries(TEXT, TEXT, max_size=2)), max_size=2).map(tuple), max_size=2),
)  # fmt: skip
CHOICES = st.builds(Choice, st.sampled_from(FILLABLE), TEXT)
STATES = st.builds(
    State, BRIEFS, st.sampled_from((None, "trigger", "persona", "phase", "playbook")), st.integers(0, 9),
    st.lists(CHOICES, max_size=3).map(tuple), st.sampled_from(("de", "en")), st.booleans(),
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT, lambda x: st.lists(x, max_size=3) | st.dictionaries(TEXT, x, max_size=3), max_leaves=8
)
PLAYED = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def through_json(data):
    return json.loads(json.dumps(data))


@given(STATES)
def test_a_state_comes_back_from_json(state):
    back = State.from_dict(through_json(state.to_dict()))
    assert back == state
    assert json.dumps(back.to_dict()) == json.dumps(state.to_dict())


@given(STATES, st.sampled_from(["brief", "asked", "misses", "choices", "language", "fixed", "why"]), JSON)
def test_what_is_no_state_is_a_value_error(state, key, wrong):
    data = through_json(state.to_dict())
    data[key] = wrong
    try:
        back = State.from_dict(data)
    except ValueError:
        return
    assert State.from_dict(through_json(back.to_dict())) == back


@PLAYED
@given(st.lists(WORDS | st.text(max_size=30), max_size=14))
def test_every_conversation_is_played_back_turn_by_turn(desk, texts):
    now = Conversation(State())
    kept = Conversation(State())
    for text in texts:
        after, _ = step(desk, now, text)
        turn = moved(now, after)
        turn = Moved(turn.move, through_json(turn.state))
        kept = taken(kept, turn)
        assert kept == after
        now = after
    assert taken(Conversation(), Moved("whole", through_json(whole(now).state))) == now


def test_a_turn_is_small_however_long_the_conversation(talk: Talk):
    sizes = []
    for n in range(40):
        before = talk.conversation
        talk.say("nein, CFO" if n % 2 else "nein, Einkauf")
        sizes.append(len(json.dumps(moved(before, talk.conversation).state)))
    assert max(sizes[20:]) <= max(sizes[:20])


def test_a_step_back_whose_turn_is_lost_still_has_its_state(talk: Talk):
    talk.say(DEMO)
    before = talk.conversation
    talk.say("zurück")
    assert taken(Conversation(), moved(before, talk.conversation)).now == talk.state


def test_a_known_state_is_left_as_it_is(library, talk: Talk):
    talk.say(DEMO, "+Einkauf", "Budget gestrichen, alles auf Anfang")
    assert fitted(library, talk.state) == (talk.state, ())


def test_ids_that_are_gone_are_named_and_open_again(library, talk: Talk):
    talk.say(DEMO, "+Einkauf")
    poorer = replace(
        library, playbooks={k: v for k, v in library.playbooks.items() if k != "stamping-press"},
        personas={k: v for k, v in library.personas.items() if k != "purchasing"},
    )  # fmt: skip
    now, losses = fitted(poorer, talk.state)
    assert {(x.slot, x.id) for x in losses} == {
        ("playbook", "stamping-press"), ("trigger", "breakdown"), ("persona", "purchasing"),
    }  # fmt: skip
    assert now.brief.personas == ("production",)
    assert "playbook" not in now.brief.why


@PLAYED
@given(STATES, st.sampled_from([DEMO, "warum?", "weiß nicht", "1", "wer fehlt noch?", "brief", "zurück", "", "gesprächsblatt"]))
def test_any_old_state_can_be_gone_on_from(desk, office, state, text):
    conversation, _ = fit(office, Conversation(state, (state,)))
    after, say = step(desk, conversation, text)
    assert office.renderer.in_(after.now.language).say(say.parts).strip()


@pytest.mark.parametrize(("texts", "count"), [([], 0), (["die Stanze ist ausgefallen"], 3), ([DEMO], 4)])
def test_how_many_of_four_are_settled(talk: Talk, texts, count):
    for text in texts:
        talk.say(text)
    assert filled(talk.state) == count
