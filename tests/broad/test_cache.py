"""Very many files: each is read once per content, whatever happens to the cache; the answer never depends on it."""

import os
import random
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.core.reading import read
from assistant.edge import book_cache, folders, parcel, ready
from assistant.edge.broad_ready import KEPT
from assistant.edge.folders import gathered
from assistant.edge.library import load
from tests.data.complete import ROOT
from tests.edge.test_ready import same

BUILT_IN = ROOT / "playbooks"
BOOKS = ("freemium-tool", "stamping-press", "erp-replacement")
LINE = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"
NOISE = random.Random(7).randbytes(5000)  # seeded: all workers must collect the same tests


@pytest.fixture(autouse=True)
def _many(monkeypatch):
    """Three playbooks are very many here."""
    monkeypatch.setattr(folders, "MANY", len(BOOKS))
    monkeypatch.setattr(ready, "MANY", len(BOOKS))


@pytest.fixture
def shelf(tmp_path):
    where = tmp_path / "books"
    where.mkdir()
    for name in ("phases", "personas", *BOOKS):
        shutil.copy(BUILT_IN / f"{name}.toml", where)
    return where


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def reads(monkeypatch):
    """The playbook files that are read."""
    from assistant.edge import library  # noqa: PLC0415 the very module that is imported late

    names = []
    one = library.read_one

    def counted(file, *rest):
        names.append(file.path.stem)
        return one(file, *rest)

    monkeypatch.setattr(library, "read_one", counted)
    return names


def opened(shelf, cache, **more):
    return ready.opened([shelf], cache, lambda: None, **more)


def books_in(cache):
    return sorted(cache.glob("book-*.bin"))


def test_what_is_opened_is_what_is_loaded(shelf, cache):
    plain = load([shelf]).library
    for found in (opened(shelf, cache), opened(shelf, cache)):
        assert same(dict(found.library.playbooks), dict(plain.playbooks))
        assert found.library.personas == plain.personas
        assert list(found.library.called()) == list(plain.called())
        assert all(found.library.playbook_of(t).id == plain.playbook_of(t).id for _, t, _ in plain.called() if t)


def test_the_second_start_reads_nothing_and_answers_alike(shelf, cache, reads):
    first = opened(shelf, cache)
    assert sorted(reads) == sorted(BOOKS)
    second = opened(shelf, cache)
    assert len(reads) == len(BOOKS)
    assert read(LINE, second.library, second.known) == read(LINE, first.library, first.known)


def test_one_changed_file_is_the_only_one_read(shelf, cache, reads):
    opened(shelf, cache)
    reads.clear()
    path = shelf / "freemium-tool.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('de = "', 'de = "Neu: ', 1), encoding="utf-8")
    found = opened(shelf, cache)
    assert reads == ["freemium-tool"]
    assert found.library.playbooks["freemium-tool"].name.de.startswith("Neu: ")
    assert same(dict(found.library.playbooks), dict(load([shelf]).library.playbooks))


def test_changed_shared_lists_make_all_files_be_read_again(shelf, cache, reads):
    opened(shelf, cache)
    path = shelf / "personas.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    opened(shelf, cache)
    assert len(reads) == 2 * len(BOOKS)


def test_another_version_reads_again(shelf, cache, reads, monkeypatch):
    opened(shelf, cache)
    monkeypatch.setattr(ready, "__version__", "another")
    opened(shelf, cache)
    assert len(reads) == 2 * len(BOOKS)


@pytest.mark.parametrize(
    "damage", [b"", NOISE, parcel.packed({}), parcel.packed({"problems": b"[]", "book": b"[99]"})], ids=["empty", "noise", "no blocks", "foreign"]
)
@pytest.mark.parametrize("kind", ["book", "broad"])
def test_what_is_damaged_is_read_again(shelf, cache, reads, damage, kind):
    first = opened(shelf, cache)
    for path in cache.glob("broad-*.bin" if kind == "broad" else "b*.bin"):
        path.write_bytes(damage)
    again = opened(shelf, cache)
    assert len(reads) == len(BOOKS) * (1 if kind == "broad" else 2)
    assert same(dict(again.library.playbooks), dict(first.library.playbooks))
    assert read(LINE, again.library, again.known) == read(LINE, first.library, first.known)


def test_a_playbook_whose_cache_is_gone_is_read_when_it_is_asked_for(shelf, cache, reads):
    opened(shelf, cache)
    found = opened(shelf, cache)
    for path in books_in(cache):
        path.unlink()
    reads.clear()
    assert found.library.playbooks["stamping-press"].id == "stamping-press"
    assert reads == ["stamping-press"]
    with pytest.raises(KeyError):
        found.library.playbooks["no-such"]


def test_stopped_half_way_nothing_read_is_lost(shelf, cache, reads):
    def stop(done, _all):
        if done == len(BOOKS) - 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        opened(shelf, cache, progress=stop)
    assert len(books_in(cache)) == len(BOOKS) - 1
    reads.clear()
    opened(shelf, cache)
    assert len(reads) == 1


def test_no_place_to_write_is_no_obstacle(shelf, cache):
    cache.write_text("a file, not a folder")
    found = opened(shelf, cache)
    for path in shelf.glob("*-*.toml"):
        path.unlink()  # what is answered from was read at the start
    built = load([BUILT_IN]).library.playbooks
    assert same(dict(found.library.playbooks), {name: built[name] for name in sorted(BOOKS)})


def test_broken_files_are_named_and_remembered(shelf, cache, reads):
    (shelf / "broken.toml").write_text('id = "broken"\nmodell = \n', encoding="utf-8")
    first, second = opened(shelf, cache), opened(shelf, cache)
    assert [(p.code, p.where) for p in second.problems] == [("bad-toml", "broken.toml:2")]
    assert second.problems == first.problems == load([shelf]).problems
    assert reads.count("broken") == 2, "once by each way"
    assert list(second.library.playbooks) == sorted(BOOKS)


def test_a_later_folder_replaces_and_a_broken_replacement_does_not(shelf, cache, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    text = (shelf / "freemium-tool.toml").read_text(encoding="utf-8")
    (own / "freemium-tool.toml").write_text(text.replace('de = "', 'de = "Eigen: ', 1), encoding="utf-8")
    (own / "stamping-press.toml").write_text("id = ", encoding="utf-8")
    found = ready.opened([shelf, own], cache, lambda: None)
    assert found.library.playbooks["freemium-tool"].name.de.startswith("Eigen: ")
    assert found.library.playbooks["stamping-press"].name.de == "Stanzmaschine"
    assert same(dict(found.library.playbooks), dict(load([shelf, own]).library.playbooks))


_START = """
import sys
from pathlib import Path
from assistant.edge import folders, ready
folders.MANY = ready.MANY = 3
found = ready.opened([Path(sys.argv[1])], Path(sys.argv[2]), lambda: None)
print(sorted(found.library.playbooks), found.library.playbooks["stamping-press"].name.de)
"""


def test_two_processes_at_once_do_not_hinder_each_other(shelf, cache):
    def start(_):
        command = [sys.executable, "-c", _START, str(shelf), str(cache)]
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}).stdout

    with ThreadPoolExecutor(3) as pool:
        said = set(pool.map(start, range(3)))
    assert said == {f"{sorted(BOOKS)} Stanzmaschine\n"}
    assert len(books_in(cache)) == len(BOOKS)
    assert not [p for p in cache.iterdir() if not p.name.startswith(("book-", "broad-"))], "nothing half-written is left"


SMALL = (BUILT_IN / "freemium-tool.toml").read_text(encoding="utf-8").splitlines()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(SMALL) - 1), st.sampled_from(["drop", "double", "swap", "none"]))
def test_cached_is_uncached_whatever_stands_in_a_file(shelf, cache, at, how):
    line = SMALL[at]
    new = {"drop": [], "double": [line, line], "swap": [line[::-1]], "none": [line]}[how]
    (shelf / "freemium-tool.toml").write_text("\n".join([*SMALL[:at], *new, *SMALL[at + 1 :]]), encoding="utf-8")
    plain = load([shelf])
    for found in (opened(shelf, cache), opened(shelf, cache)):
        assert same(dict(found.library.playbooks), dict(plain.library.playbooks))
        assert found.problems == plain.problems


def test_old_contents_make_room(shelf, cache, monkeypatch):
    monkeypatch.setattr(parcel, "KEPT", 0)
    monkeypatch.setattr(book_cache, "SPARE", 1)
    path = shelf / "freemium-tool.toml"
    for _ in range(5):
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        opened(shelf, cache)
    assert len(books_in(cache)) == len(BOOKS)
    assert len(list(cache.glob("broad-*.bin"))) == KEPT


def test_bytes_are_not_held(shelf):
    (found,) = gathered([shelf])
    assert all(file.light and not file.raw for file in found.playbooks)
    assert all(file.raw for file in found.shared)
    assert found.playbooks[0].whole().raw == found.playbooks[0].path.read_bytes()


def test_a_file_that_breaks_while_the_program_runs_keeps_its_last_good_state(shelf, cache, office):
    from dataclasses import replace  # noqa: PLC0415 for this test only

    from assistant.edge.watch import Watch  # noqa: PLC0415 imports the desk

    def make(files):
        return replace(office, desk=replace(office.desk, library=ready.opened([shelf], cache, lambda: None, None, files).library), renew=watch.renewed)

    found = gathered([shelf])
    watch = Watch((shelf,), make, found, lambda files, file: ready.kept(files, cache, file))
    here = make(found)
    path = shelf / "stamping-press.toml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace('de = "Stanzmaschine"', 'de = "Presse"', 1), encoding="utf-8")
    here, _ = here.current()
    assert here.desk.library.playbooks["stamping-press"].name.de == "Presse"
    path.write_text("id = ", encoding="utf-8")
    here, news = here.current()
    assert here.desk.library.playbooks["stamping-press"].name.de == "Presse"
    assert "letzte gute Stand" in news[0]


def test_authors_see_the_same_from_the_cache(shelf, cache, reads, monkeypatch):
    from assistant.edge import places  # noqa: PLC0415 for this test only
    from assistant.edge.shelf import open_shelf  # noqa: PLC0415

    monkeypatch.setattr(places, "cache", lambda: cache)
    (shelf / "broken.toml").write_text('id = "broken"\nmodell = \n', encoding="utf-8")
    many = [open_shelf([shelf]) for _ in range(2)]
    assert reads.count("freemium-tool") == 1, "the built-in file and the person's own hold the same"
    monkeypatch.setattr(folders, "MANY", 1000)
    plain = open_shelf([shelf])
    for found in many:
        assert [(b.id, b.own, b.problems) for b in found.books] == [(b.id, b.own, b.problems) for b in plain.books]
        assert same(dict(found.library.playbooks), dict(plain.library.playbooks))
        assert found.broken
