"""The gist of whole texts: what a sentence encoder adds, and that it is asked for repaired lines only."""

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.core import matching
from assistant.core.engine_gist import likened
from assistant.core.matching import Index
from assistant.core.words import tokens

TOPICS = {"stillstand": 0, "ausfall": 0, "steht": 0, "teuer": 1, "kosten": 1, "preis": 1, "wachstum": 2, "auftraege": 2}
PHRASES = [("breakdown", "Ausfall in der Nacht"), ("breakdown", "alles steht"), ("costs", "Kosten laufen davon"),
           ("costs", "wird zu teuer"), ("growth", "mehr Aufträge"), ("growth", "Wachstum")]


class Topics:
    """An encoder that knows three topics; what it was asked is kept."""

    name, axes = "topics", 4

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str], /):
        self.asked += texts
        rows = np.full((len(texts), self.axes), 0.01, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in tokens(text):
                row[TOPICS.get(word, 3)] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(params=["small", "big"])
def taught(request, monkeypatch):
    if request.param == "big":
        monkeypatch.setattr(matching, "SMALL", 1)
    encoder = Topics()
    return Index.build([a for a, _ in PHRASES], [b for _, b in PHRASES], encoder=encoder), encoder


def test_a_paraphrase_without_a_common_word_is_found(taught):
    index, _ = taught
    assert index.rank("Stillstand ").matches[0].label == "breakdown"
    assert index.rank("Preis ").matches[0].label == "costs"


def test_the_encoder_is_given_the_line_with_its_slips_repaired(taught):
    index, encoder = taught
    index.rank("der Ausfalll von gestern ")
    assert encoder.asked[-1] == "der ausfall von gestern "


def test_the_gist_has_its_share_in_the_reasons(taught):
    index, _ = taught
    words = dict(index.explain("Stillstand gestern ", "breakdown", "costs"))
    assert words["Stillstand"] > abs(words["gestern"])


def test_arrays_hold_the_gists_and_name_the_encoder(taught):
    index, encoder = taught
    again = Index.from_arrays(index.to_arrays(), encoder=encoder)
    assert again.verdict("Stillstand ") == index.verdict("Stillstand ")
    with pytest.raises(ValueError, match="encoder"):
        Index.from_arrays(index.to_arrays())


def test_the_kernel_of_gists_grows_with_likeness():
    values = likened(np.linspace(-1, 1, 21, dtype=np.float32))
    assert np.all(np.diff(values) > 0)
    assert values[-1] == pytest.approx(1)
