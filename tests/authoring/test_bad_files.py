"""Files as they should not be: each is named with what to do, nothing is lost, nothing hangs, nothing is raised."""

import contextlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
import tomli
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.core.checks.trade import findings
from assistant.edge import settings as settings_of_person
from assistant.edge.folders import File
from assistant.edge.library import load, read_one
from assistant.edge.reader import dotted
from assistant.edge.shelf import open_shelf
from assistant.edge.shelves import commit, home, shelves
from tests.data.complete import ROOT

GOOD = (ROOT / "playbooks" / "freemium-tool.toml").read_text(encoding="utf-8")
TODAY = datetime.now(UTC).date()
LIBRARY = load([ROOT / "playbooks"]).library


def said(folder, renderer):
    shelf = open_shelf([folder])
    assert len(shelf.library.playbooks) >= 6
    problems = [*shelf.problems, *(p for b in shelf.books if b.own for p in b.problems)]
    return {p.code for p in problems}, [renderer.problem(p) for p in problems]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a = " + b"[" * 5000, "bad-toml"),
        (b"a = " + b"{a = " * 3000, "bad-toml"),
        (b".".join([b"a"] * 4000) + b" = 1", "bad-toml"),
        (b"schema = " + b"9" * 5000, "bad-toml"),
        (b"a = 1\x00", "bad-toml"),
        ("name = 'Grüße'".encode("latin-1"), "not-utf8"),
        (GOOD.encode("utf-16"), "not-utf8"),
        (GOOD[: len(GOOD) // 2].encode(), "missing-key"),
        (b"", "missing-key"),
        (GOOD.replace('id = "trial-limit-reached"', 'id = "team-starts-trial"').encode(), "twice"),
        (GOOD.replace('leads = ["', 'leads = ["nobody", "', 1).encode(), "unknown-name"),
        (GOOD.replace('name = { de = "Team-Software mit kostenlosem Tarif", ', "name = { ", 1).encode(), "missing-key"),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_each_is_named(tmp_path, office, content, code, language):
    (tmp_path / "freemium-tool.toml").write_bytes(content)
    codes, texts = said(tmp_path, office.renderer.in_(language))
    assert code in codes or (code == "missing-key" and "bad-toml" in codes)
    assert all("freemium-tool.toml" in t for t in texts)


def leaves(data, path=()):
    """The key path of every value, of lists the first item only; of each shape of a path the first one."""
    for key, value in data.items() if isinstance(data, dict) else [(0, data[0])] if data else ():
        if isinstance(value, (dict, list)):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key)


def shapes():
    """One key path for each kind of line; phases, rings and sources stand for each other."""
    found: dict[tuple[object, ...], tuple[str | int, ...]] = {}
    for path in leaves(tomli.loads(GOOD)):
        named = {"phases": (1,), "rings": (1,), "sources": (1,)}.get(path[0], ())
        found.setdefault(tuple("*" if i in named else x for i, x in enumerate(path)), path)
    return list(found.values())


def broken(path, value):
    """Problems of the file in which this stands at a key path (None = nothing does)."""
    data = tomli.loads(GOOD)
    here = data
    for part in path[:-1]:
        here = here[part]
    if value is None:
        del here[path[-1]]
    else:
        here[path[-1]] = value
    sheet, _ = read_one(File(Path("freemium-tool.toml"), tomlkit.dumps(data).encode()), LIBRARY)
    return sheet.problems


NAMED = {"source", "roles", "triggers", "leads", "between", "format", "channel", "urgency", "method", "scale", "model", "kind", "origin", "entry", "skips", "functions", "phases", "speaker", "collection", "reason"}


@pytest.mark.parametrize("path", shapes(), ids=dotted)
def test_every_line_can_be_broken_and_is_named(path):
    """A value of another kind, an id that is unknown, a language that is missing: each is told with its own key path."""
    key = dotted(path if isinstance(path[-1], str) else path[:-1])
    wrong = [p for p in broken(path, 1.5) if p.severity == "error"]
    codes = [p.code for p in wrong if p.key == key and p.code != "needs-two"]
    assert codes in (["wrong-type"], ["bad-items"])
    last = next(x for x in reversed(path) if isinstance(x, str))
    if path[-1] in ("de", "en"):
        assert "missing-key" in {p.code for p in broken(path, None) if p.key == key}
    if last in NAMED and not (last == "reason" and path[0] == "terms"):
        assert {p.code for p in broken(path, "gibt-es-nicht") if p.key == key} & {"unknown-name", "unknown-choice", "needs-two"}


def test_a_byte_order_mark_is_no_fault(tmp_path, office):
    (tmp_path / "freemium-tool.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert said(tmp_path, office.renderer)[0] == set()


def test_fifty_megabytes(tmp_path, office):
    with (tmp_path / "huge.toml").open("wb") as out:
        out.truncate(50_000_000)
    assert said(tmp_path, office.renderer)[0] == {"too-big"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX")
def test_loops_of_links_and_pipes(tmp_path, office):
    (tmp_path / "a.toml").symlink_to(tmp_path / "b.toml")
    (tmp_path / "b.toml").symlink_to(tmp_path / "a.toml")
    os.mkfifo(tmp_path / "pipe.toml")
    assert said(tmp_path, office.renderer)[0] == {"unreadable", "no-file"}
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert said(tmp_path / "loop", office.renderer)[0] == {"no-folder"}


def test_a_thousand_problems_are_all_told_in_time(tmp_path):
    """The place of each is looked up in one reading of the file, not in one of its own."""
    many = GOOD + "".join(f"\n[sources.s{i}]\ntitel = 'x'\n" for i in range(1000))
    sheet, book = read_one(File(tmp_path / "freemium-tool.toml", many.encode()), load([ROOT / "playbooks"]).library)
    assert book is None
    assert len(sheet.problems) >= 3000
    assert len({p.line for p in sheet.problems}) >= 1000


LINES = GOOD.splitlines()
WORDS = st.sampled_from(["1", "true", "''", "[]", "{}", "1979-05-27", "[[1]]", "'x'", "nan", "['a', 2]", "{de = 1}", "-0", "'''\n'''"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(["drop", "double", "cut", "value", "key", "swap"]), WORDS), min_size=1, max_size=4)
)
def test_whatever_stands_in_a_file_is_a_problem_or_a_playbook(changes):
    lines = list(LINES)
    for at, how, word in changes:
        line = lines[min(at, len(lines) - 1)]
        key = line.partition("=")[0]
        new = {
            "drop": [], "double": [line, line], "cut": [line[: len(line) // 2]], "value": [f"{key}= {word}"], "key": [f"x{line}"],
            "swap": [lines[0], line],
        }[how]
        lines[at : at + 1] = new
    text = "\n".join(lines)
    sheet, book = read_one(File(Path("freemium-tool.toml"), text.encode()), LIBRARY)
    if book is None:
        assert any(p.severity == "error" for p in sheet.problems)
    else:
        assert all(f.code for f in findings(LIBRARY, book, TODAY))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(raw):
    sheet, book = read_one(File(Path("x.toml"), raw), LIBRARY)
    assert book is None
    assert sheet.problems
    with contextlib.suppress(tomli.TOMLDecodeError, UnicodeDecodeError, ValueError, RecursionError):
        tomli.loads(raw.decode())


# ---- where they lie


@pytest.fixture
def settings_file(tmp_path, monkeypatch):
    """Where the settings stand; nothing is there yet, and no folder of one's own either."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = settings_of_person.file()
    path.parent.mkdir(parents=True)
    return path


def test_folders_from_the_settings_and_the_command_line(settings_file, tmp_path):
    settings_file.write_text('playbooks = ["mine", "/else/where"]\n', encoding="utf-8")
    found = shelves([tmp_path / "more"])
    assert found == (settings_file.parent / "mine", Path("/else/where"), tmp_path / "more")
    assert home([]) == settings_file.parent / "mine"
    assert home([tmp_path / "more"]) == tmp_path / "more"


@pytest.mark.parametrize(("content", "count"), [("playbooks = 3", 1), ("playbooks = [1]", 1), ("playbooks = ", 1), ("", 0), ("theme = 'dark'", 0)])
def test_settings_that_make_no_sense(settings_file, content, count):
    settings_file.write_text(content, encoding="utf-8")
    assert shelves([]) == ()
    assert len(settings_of_person.load().problems) == count


@pytest.mark.usefixtures("settings_file")
def test_a_clone_may_hold_them_in_a_folder_and_tells_its_commit(tmp_path):
    (tmp_path / ".git" / "refs" / "heads").mkdir(parents=True)
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (tmp_path / ".git" / "refs" / "heads" / "main").write_text("0123456789abcdef\n")
    (tmp_path / "playbooks").mkdir()
    found = shelves([tmp_path])
    assert found == (tmp_path / "playbooks",)
    assert commit(found[0]) == "0123456"
    assert commit(tmp_path / "nowhere" / "deep") == ""
