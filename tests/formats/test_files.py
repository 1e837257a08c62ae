"""A file is written whole or not at all, over nothing but what was meant."""

import errno
import os
import stat
import threading

import pytest

from assistant.edge import files
from assistant.edge.files import code, put

POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions and links as POSIX knows them")
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def names(folder):
    return sorted(p.name for p in folder.iterdir())


def test_writes_and_leaves_nothing_beside(tmp_path):
    assert put(tmp_path / "a.md", b"one") == tmp_path / "a.md"
    assert (tmp_path / "a.md").read_bytes() == b"one"
    assert names(tmp_path) == ["a.md"]


def test_an_existing_file_is_replaced_only_with_force(tmp_path):
    path = tmp_path / "a.md"
    put(path, b"one")
    with pytest.raises(FileExistsError) as refused:
        put(path, b"two")
    assert code(refused.value) == "file-exists"
    assert path.read_bytes() == b"one"
    put(path, b"two", force=True)
    assert path.read_bytes() == b"two"
    assert names(tmp_path) == ["a.md"]


@POSIX
def test_modes(tmp_path):
    old = os.umask(0o027)
    try:
        put(tmp_path / "open", b"")
        put(tmp_path / "closed", b"", private=True)
        (tmp_path / "theirs").write_bytes(b"")
        (tmp_path / "theirs").chmod(0o600)
        put(tmp_path / "theirs", b"x", force=True)
    finally:
        os.umask(old)
    modes = {n: stat.S_IMODE((tmp_path / n).stat().st_mode) for n in names(tmp_path)}
    assert modes == {"open": 0o640, "closed": 0o600, "theirs": 0o600}


@POSIX
@pytest.mark.parametrize("dangling", [False, True])
def test_a_link_is_never_followed(tmp_path, dangling):
    target, link = tmp_path / "target", tmp_path / "link"
    if not dangling:
        target.write_bytes(b"precious")
    link.symlink_to(target)
    with pytest.raises(FileExistsError):
        put(link, b"new")
    put(link, b"new", force=True)
    assert not link.is_symlink()
    assert link.read_bytes() == b"new"
    assert not target.exists() if dangling else target.read_bytes() == b"precious"


@pytest.mark.parametrize("force", [False, True])
def test_what_cannot_be_written_is_named_and_leaves_nothing(tmp_path, force):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    cases = {
        "folder": "file-is-folder", "none/a.md": "file-no-folder", "file/a.md": "file-no-folder",
        "x" * 300: "file-name-too-long", "a\0b": "file-bad-name", "": "file-is-folder",
    }  # fmt: skip
    for name, expected in cases.items():
        with pytest.raises(OSError, match=r".") as refused:
            put(tmp_path / name, b"data", force=force)
        assert code(refused.value) == expected, name
    assert names(tmp_path) == ["file", "folder"]


@POSIX
def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PermissionError):
        put(tmp_path / "pipe", b"data", force=True)


@POSIX
@pytest.mark.skipif(ROOT, reason="root may write everywhere")
def test_a_closed_folder(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(OSError, match=r".") as refused:
        put(closed / "a.md", b"data")
    assert code(refused.value) == "file-not-allowed"


@pytest.mark.parametrize("force", [False, True])
def test_a_full_disk_changes_nothing(tmp_path, monkeypatch, force):
    def full(_):
        raise OSError(errno.ENOSPC, "no space")

    if force:
        (tmp_path / "a.md").write_bytes(b"old")
    before = names(tmp_path)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space") as refused:
        put(tmp_path / "a.md", b"data", force=force)
    assert code(refused.value) == "file-disk-full"
    assert names(tmp_path) == before
    assert not force or (tmp_path / "a.md").read_bytes() == b"old"


@pytest.mark.parametrize("links", [True, False])
def test_of_many_writers_one_wins_and_its_file_is_whole(tmp_path, monkeypatch, links):
    def no_links(*_):
        raise OSError(errno.EPERM, "no hard links here")

    if not links:
        monkeypatch.setattr(os, "link", no_links)
    won = []

    def write(i):
        try:
            put(tmp_path / "a.md", bytes([i]) * 100_000)
        except FileExistsError:
            return
        won.append(i)

    threads = [threading.Thread(target=write, args=(i,)) for i in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert (tmp_path / "a.md").read_bytes() == bytes([won[0]]) * 100_000
    assert names(tmp_path) == ["a.md"]


def test_every_code_has_words(office):
    for language in ("de", "en"):
        renderer = office.renderer.in_(language)
        for name in {*files._CODES.values(), "write-failed"}:  # noqa: SLF001 the table is the contract
            assert "a.md" in renderer.message(name, path="a.md", reason="?")
