"""The second start finds everything on disk; what is damaged, stale or foreign is read and learned again."""

import random
import shutil
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from assistant.core.evidence import Collection, Source, Speaker
from assistant.core.reading import read
from assistant.core.recogniser import learn, lessons
from assistant.core.recogniser_store import pack_recogniser, unpack_recogniser
from assistant.core.text import Text
from assistant.edge import parcel, ready
from assistant.edge.flat import flat, made
from assistant.edge.library import load
from tests.data.complete import ROOT

NOISE = random.Random(7).randbytes(5000)  # seeded: all workers must collect the same tests
BUILT_IN = ROOT / "playbooks"
SLIM = ("phases.toml", "personas.toml", "freemium-tool.toml")


@pytest.fixture
def folder(tmp_path):
    books = tmp_path / "books"
    books.mkdir()
    for name in SLIM:
        shutil.copy(BUILT_IN / name, books)
    return books


@pytest.fixture
def shelf(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def parses(monkeypatch):
    """Counts how often files are parsed."""
    from assistant.edge import library  # noqa: PLC0415 the very module that is imported late

    calls = []
    parsed = library.parsed

    def counted(folders):
        calls.append(folders)
        return parsed(folders)

    monkeypatch.setattr(library, "parsed", counted)
    return calls


def no_learning():
    pytest.fail("nothing is learned before a line is read")


def opened(folder, shelf):
    return ready.opened([folder], shelf, no_learning)


def library_file(shelf):
    (found,) = shelf.glob("library-*.bin")
    return found


def same(left, right):
    """Equal, whatever kind of mapping holds the playbooks."""
    if isinstance(left, Mapping):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if is_dataclass(left) and type(left) is type(right):
        return all(same(getattr(left, f.name), getattr(right, f.name)) for f in fields(left) if f.name != "homes")
    return left == right and type(left) is type(right)


def same_knowledge(left, right):
    exact = {slot: dict(found) for slot, found in left.exact.items()}
    return exact == right.exact and (left.misses, left.speller) == (right.misses, right.speller)


def test_the_second_start_parses_nothing_and_knows_the_same(folder, shelf, parses):
    first, second = opened(folder, shelf), opened(folder, shelf)
    assert len(parses) == 1
    assert same(second.library, first.library)
    assert second.problems == first.problems
    for trigger in ("trial-limit-reached", "nothing"):
        assert second.library.playbook_of(trigger) == first.library.playbook_of(trigger)
    assert same_knowledge(second.known, first.known)
    assert list(second.known.indexes) == list(first.known.indexes)


def test_both_starts_read_a_line_alike(folder, shelf):
    first, second = (ready.opened([folder], shelf, lambda: None) for _ in range(2))
    line = "free plan seats are full, meeting the head of purchasing"
    assert read(line, second.library, second.known) == read(line, first.library, first.known)


@pytest.mark.parametrize("damage", [b"", NOISE, parcel.packed({}), parcel.packed({"shared": b"[99]", "keys": b"{}", "known": b"{}"})], ids=["empty", "noise", "no blocks", "foreign"])
def test_a_damaged_library_is_read_again(folder, shelf, parses, damage):
    first = opened(folder, shelf)
    library_file(shelf).write_bytes(damage)
    assert same(opened(folder, shelf).library, first.library)
    assert len(parses) == 2
    opened(folder, shelf)
    assert len(parses) == 2


def test_a_changed_file_is_read_again(folder, shelf):
    opened(folder, shelf)
    path = folder / "freemium-tool.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('de = "', 'de = "Neu: ', 1), encoding="utf-8")
    assert opened(folder, shelf).library.playbooks["freemium-tool"].name.de.startswith("Neu: ")


def test_problems_are_remembered_with_their_place(folder, shelf, parses):
    (folder / "broken.toml").write_text('id = "broken"\nmodell = \n', encoding="utf-8")
    first, second = opened(folder, shelf), opened(folder, shelf)
    assert [(p.code, p.where) for p in second.problems] == [("bad-toml", "broken.toml:2")]
    assert second.problems == first.problems
    assert len(parses) == 1


def test_a_code_change_is_another_key(folder, shelf, parses, monkeypatch):
    opened(folder, shelf)
    monkeypatch.setattr(ready, "__version__", "another")
    opened(folder, shelf)
    assert len(parses) == 2


def test_no_place_to_write_is_no_obstacle(folder, shelf):
    shelf.write_text("a file, not a folder")
    assert opened(folder, shelf).library.playbooks


def test_every_part_of_the_model_can_be_folded():
    library = load([BUILT_IN]).library
    assert same(made(flat(library)), library)
    source = Source("x", Text("a", "b"), Speaker.CUSTOMER, Collection.INTERVIEW, 2026, date(2026, 3, 4), 12, "CFO", "Bern", True)
    assert made(flat(source)) == source


@pytest.mark.parametrize("foreign", [[99], [0], ["date"], [-1, "x"], [[]]])
def test_foreign_lists_make_nothing(foreign):
    with pytest.raises((IndexError, TypeError, ValueError)):
        made(foreign)


def test_a_recogniser_comes_back():
    library = load([BUILT_IN]).library
    known = learn(library)
    again = unpack_recogniser(pack_recogniser(known), known.indexes.__getitem__)
    assert same_knowledge(again, known)
    assert set(again.indexes) <= set(lessons(library))
