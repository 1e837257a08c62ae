"""Bad files: named with line and reason, the others keep working, nothing is raised."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.edge.library import load
from assistant.edge.lines import line_index, line_of
from tests.data.complete import ROOT

BUILT_IN = ROOT / "playbooks"
GOOD = (BUILT_IN / "freemium-tool.toml").read_text(encoding="utf-8")


@pytest.fixture
def own(tmp_path):
    return tmp_path


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def problems(folder):
    loaded = load([BUILT_IN, folder])
    assert len(loaded.library.playbooks) >= 5, "the built-in ones keep working"
    return [p for p in loaded.problems if p.severity == "error"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "missing-key"),
        ("id = ", "bad-toml"),
        ("id = 5", "wrong-type"),
        ("größe = 1", "bad-toml"),
        ('id = "x"'.encode("utf-16"), "not-utf8"),
        ('name = "Grüße"'.encode("latin-1"), "not-utf8"),
        (b"\xef\xbb\xbf" + b'id = "mine"\n', "missing-key"),
        ("[[triggers]]\nid = 1\n[triggers]\n", "bad-toml"),
        ("x" * 100, "bad-toml"),
        ('triggers = "none"\nphases = 3\n', "wrong-type"),
    ],
)
def test_rubbish_is_named(own, content, code):
    write(own, "mine.toml", content)
    found = problems(own)
    assert code in {p.code for p in found}
    assert {p.file for p in found} == {"mine.toml"}


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('id = "freemium-tool"', 'id = "other"', "id-not-file", "id"),
        ("schema = 1", "schema = 9", "wrong-schema", "schema"),
        ('method = "', 'method = "x', "unknown-choice", "method"),
        ('source = "demo"', 'source = "dmo"', "unknown-name", "phrases.source"),
        ('id = "trial-limit-reached"', 'id = "team-starts-trial"', "twice", "triggers[2].id"),
    ],
)
def test_one_slip_is_found_where_it_stands(own, old, new, code, key):
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    write(own, "freemium-tool.toml", text)
    found = [p for p in problems(own) if p.code == code]
    assert found[0].key == key
    changed = next(i for i, (a, b) in enumerate(zip(GOOD.splitlines(), text.splitlines(), strict=True), 1) if a != b)
    assert found[0].line == changed


def test_a_missing_language_is_found(own):
    at = GOOD.index("\nen = ", GOOD.index("[job.statement]"))
    end = GOOD.index("\n", at + 1)
    write(own, "freemium-tool.toml", GOOD[:at] + GOOD[end:])
    assert [(p.code, p.key) for p in problems(own)] == [("missing-key", "job.statement.en")]


def test_an_unknown_key_is_a_warning_with_a_proposal(own):
    write(own, "freemium-tool.toml", GOOD.replace("[offer]", '[offer]\nmodell = "x"', 1))
    warnings = [p for p in load([BUILT_IN, own]).problems if p.severity == "warning"]
    assert [(p.code, p.facts["guess"]) for p in warnings] == [("unknown-key", "model")]


def test_escape_codes_in_a_playbook_never_reach_a_screen(own):
    hostile = GOOD.replace('name = { de = "', 'name = { de = "\\u001b[2J\\u001b]0;x\\u0007', 1)
    assert hostile != GOOD
    write(own, "freemium-tool.toml", hostile)
    assert load([BUILT_IN, own]).library.playbooks["freemium-tool"].name.de.isprintable()


def test_a_folder_that_looks_like_a_file(own):
    (own / "folder.toml").mkdir()
    assert [p.code for p in problems(own)] == ["unreadable"]


def test_a_huge_file_is_left_alone(own):
    write(own, "huge.toml", "# " + "x" * 5_000_001)
    assert [p.code for p in problems(own)] == ["too-big"]


def test_a_broken_replacement_leaves_the_built_in_one(own):
    shutil.copy(BUILT_IN / "stamping-press.toml", own)
    write(own, "stamping-press.toml", "id = ")
    assert "stamping-press" in load([BUILT_IN, own]).library.playbooks


LINES = GOOD.splitlines()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, len(LINES) - 1), min_size=1, max_size=3), st.sampled_from(["drop", "double", "cut", "swap"]))
def test_a_damaged_file_never_raises(own, places, how):
    lines = list(LINES)
    for at in places:
        line = lines[min(at, len(lines) - 1)]
        new = {"drop": [], "double": [line, line], "cut": [line[: len(line) // 2]], "swap": [line[::-1]]}[how]
        lines[at : at + 1] = new
    write(own, "freemium-tool.toml", "\n".join(lines))
    loaded = load([BUILT_IN, own])
    assert len(loaded.library.playbooks) == 6


def test_lines_are_found_in_tables_and_arrays():
    text = "a = 1\n[t]\nb.c = 2\n[[x]]\nn = 1\n[[x]]\nn = 2\n[x.y]\nz = 3\n"
    index = line_index(text)
    assert index[("t", "b", "c")] == 3
    assert index[("x", 0, "n")] == 5
    assert index[("x", 1, "n")] == 7
    assert index[("x", 1, "y", "z")] == 9
    assert line_of(text, ("x", 1, "missing")) == 6
    assert line_of(text, ("nowhere",)) == 1
