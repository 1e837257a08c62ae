"""Compiled templates: kept for the next start, and never trusted where they are damaged."""

import random

import pytest

from assistant.core.playbook import Library
from assistant.edge import parcel
from assistant.edge.places import shipped
from assistant.edge.render import Renderer


def spoken(folder):
    return Renderer(shipped("messages"), Library(), "de", cache=folder).message("learning")


def test_templates_are_compiled_once(tmp_path):
    first = spoken(tmp_path)
    (path,) = tmp_path.iterdir()
    made = path.read_bytes()
    assert spoken(tmp_path) == first
    assert path.read_bytes() == made


@pytest.mark.parametrize("size", [0, 1, 12, 40, 400, 3000])
def test_a_cut_file_is_made_anew(tmp_path, size):
    first = spoken(tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:size])
    assert spoken(tmp_path) == first
    assert parcel.load(path) is not None


@pytest.mark.parametrize("blocks", [{}, {"code": b""}, {"code": random.Random(7).randbytes(900)}], ids=["nothing", "empty", "noise"])
def test_foreign_files_are_no_templates(tmp_path, blocks):
    first = spoken(tmp_path)
    (path,) = tmp_path.iterdir()
    parcel.save(path, blocks)
    assert spoken(tmp_path) == first
