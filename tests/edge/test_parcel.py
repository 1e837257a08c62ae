"""Files of the cache folder: what was put in comes out, anything else is taken for nothing."""

import os
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.recogniser import Lesson
from assistant.edge import parcel
from assistant.edge.arrays import arrays_of, blocks_of
from assistant.edge.index_cache import cached_index, key_of

NOISE = random.Random(7).randbytes(4096)  # seeded: all workers must collect the same tests
BLOCKS = {"text": "für alle".encode(), "": b"", "numbers": bytes(range(200))}
LESSON = Lesson(("a", "a", "b", "b"), ("press is down", "machine broke", "too expensive", "rising fees"), (("b", "free"),))


@given(st.dictionaries(st.text(max_size=8), st.binary(max_size=70), max_size=5))
def test_blocks_come_back(blocks):
    assert {name: bytes(block) for name, block in parcel.unpacked(parcel.packed(blocks)).items()} == blocks


@given(st.binary(max_size=300))
def test_bytes_of_chance_are_nothing(raw):
    assert parcel.unpacked(raw) is None


@given(st.integers(0, len(parcel.packed(BLOCKS)) - 1), st.integers(1, 255))
def test_one_wrong_byte_is_noticed(at, change):
    raw = bytearray(parcel.packed(BLOCKS))
    raw[at] ^= change
    assert parcel.unpacked(bytes(raw)) is None


@given(st.integers(0, len(parcel.packed(BLOCKS)) - 1))
def test_a_cut_file_is_noticed(size):
    assert parcel.unpacked(parcel.packed(BLOCKS)[:size]) is None


def test_only_the_owner_can_read_it(tmp_path):
    parcel.save(tmp_path / "new" / "x.bin", BLOCKS)
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["x.bin"]
    if os.name == "posix":
        assert (tmp_path / "new" / "x.bin").stat().st_mode & 0o777 == 0o600


def test_a_place_that_cannot_be_written_is_no_obstacle(tmp_path):
    (tmp_path / "file").write_text("")
    parcel.save(tmp_path / "file" / "x.bin", BLOCKS)
    assert parcel.load(tmp_path / "file" / "x.bin") is None


def test_files_long_unused_make_room(tmp_path):
    other = tmp_path / "other-1.bin"
    parcel.save(other, BLOCKS)
    paths = [tmp_path / f"some-{i}.bin" for i in range(70)]
    for i, path in enumerate(paths):
        parcel.save(path, BLOCKS)
        os.utime(path, (i, i))
    used = paths[6]
    assert parcel.load(used) is not None
    parcel.save(tmp_path / "some-new.bin", BLOCKS)
    left = set(tmp_path.iterdir())
    assert {used, other, tmp_path / "some-new.bin", paths[-1]} <= left
    assert paths[7] not in left
    assert len(left) == 65


def test_arrays_come_back_as_they_were():
    arrays: dict[str, Any] = {"a": np.arange(6, dtype=np.float32).reshape(2, 3), "none": np.zeros((4, 0), np.int32), "half": np.ones(3, np.float16)}
    again = arrays_of(parcel.unpacked(parcel.packed(blocks_of(arrays))) or {})
    assert all(again[name].dtype == array.dtype and np.array_equal(again[name], array) for name, array in arrays.items())


@pytest.mark.parametrize("shapes", [b"{}", b"[]", b'{"a": ["O", [1]]}', b'{"a": ["<f8", [9]]}', b'{"a": 1}', b"no"])
def test_foreign_blocks_are_refused(shapes):
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        arrays_of({"shapes": memoryview(shapes), "a": memoryview(bytes(8))})["a"]


def index_in(folder):
    calls = []
    index = cached_index(folder, lambda: calls.append(1), key_of(LESSON), lambda: LESSON)
    return index, len(calls)


@pytest.mark.parametrize("damage", [b"", NOISE, parcel.packed({}), parcel.packed({"shapes": b"{}"}), parcel.packed({"shapes": b"[1]"})], ids=["empty", "noise", "no blocks", "no arrays", "foreign"])
def test_a_damaged_index_is_learned_again(tmp_path, damage):
    first, learned = index_in(tmp_path)
    assert learned == 1
    again, learned = index_in(tmp_path)
    assert learned == 0
    assert again.verdict("the press broke") == first.verdict("the press broke")
    assert again.verdict("rising fees") == first.verdict("rising fees"), "word for word"
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage)
    assert index_in(tmp_path)[1] == 1
    assert index_in(tmp_path)[1] == 0
