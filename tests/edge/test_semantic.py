"""The sentence encoder of the extra [semantic]: real weights, no network."""

import socket

import numpy as np
import pytest

from assistant.core.matching import Index
from assistant.edge import semantic

pytestmark = pytest.mark.skipif(not semantic.available(), reason="the extra [semantic] is not installed")


@pytest.fixture(autouse=True)
def _offline(monkeypatch):
    def refuse(*_args, **_kwargs):
        msg = "nothing leaves the machine"
        raise AssertionError(msg)

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_vectors_are_units_and_the_same_again():
    encoder = semantic.encoder()
    once = encoder.encode(["Die Presse steht", "we are growing", "Die Presse steht"])
    assert once.shape == (3, encoder.axes)
    assert np.allclose(np.linalg.norm(once, axis=1), 1, atol=1e-5)
    assert np.array_equal(once[0], once[2])
    assert encoder.encode([]).shape == (0, encoder.axes)


def test_english_phrases_answer_german_lines():
    phrases = [("growth", "orders are booming"), ("growth", "we need more capacity"), ("costs", "maintenance is too expensive"),
               ("costs", "running costs explode"), ("breakdown", "the machine broke down"), ("breakdown", "production is standing still")]
    index = Index.build([a for a, _ in phrases], [b for _, b in phrases], encoder=semantic.encoder())
    assert index.rank("die Wartung kostet zu viel ").matches[0].label == "costs"
    assert index.rank("Fertigung liegt lahm ").matches[0].label == "breakdown"


def test_a_full_memory_forgets_and_answers_the_same(monkeypatch):
    encoder = semantic.encoder()
    before = encoder.encode(["a", "b", "c", "d", "e"])
    monkeypatch.setattr(semantic, "_REMEMBERED", 3)
    for text, vector in zip("abcde", before, strict=True):
        assert np.allclose(encoder.encode([text])[0], vector, atol=1e-5)
