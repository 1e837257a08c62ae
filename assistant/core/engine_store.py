"""An index as flat arrays and back, for a cache on disk: no pickle, nothing that could run."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.core.engine_big import Big, SketchView, members
from assistant.core.engine_big import vocabulary as big_vocabulary
from assistant.core.engine_gist import Encoder
from assistant.core.engine_grams import Lexis, Rows
from assistant.core.engine_lexicon import Lexicon
from assistant.core.engine_small import Small, WordView
from assistant.core.engine_small import vocabulary as small_vocabulary
from assistant.core.engine_text import Bag, Reader, bag
from assistant.core.engine_trust import Scale, Trust

__all__ = ["FORMAT", "bags_of", "pack_index", "unpack_index"]

FORMAT = 7  # of the arrays; raised with every change to the engine, so that no old index is used

Arrays = dict[str, NDArray[Any]]
Parts = tuple[tuple[str, ...], tuple[str, ...], NDArray[np.int32], Reader, Small | Big, Trust]


def pack_index(parts: Parts) -> Arrays:
    """Everything that an index knows, the lexicon aside."""
    labels, phrases, owner, reader, engine, trust = parts
    lexis = reader.lexis
    spread = np.array([reader.spread[word] for word in lexis.words], np.int32)
    arrays: Arrays = {
        "format": np.array([FORMAT, _axes(reader.lexicon), reader.senses, _axes(reader.encoder)], np.int32),
        "owner": owner, "spread": spread, "gram_weight": lexis.gram_weight, "trust": _trust_out(trust),
        "offset": engine.offset,
    }
    arrays["texts"] = _texts_out(labels, phrases, lexis.words, sorted(lexis.whole), lexis.gram_names)
    if isinstance(engine, Big):
        return arrays | {"near": engine.near, "head": engine.head}
    if isinstance(reader.view, WordView):
        arrays |= _rows_out("gram", reader.view.by_gram) | {"word_meaning": reader.view.meaning}
    return arrays | _rows_out("row", engine.rows) | {"meaning": engine.meaning, "dual": engine.dual, "gist": engine.gist}


def unpack_index(
    arrays: Mapping[str, NDArray[Any]], lexicon: Lexicon | None, encoder: Encoder | None = None
) -> Parts:
    """What `pack_index` was given. Raises KeyError or ValueError on foreign arrays."""
    made = [int(x) for x in arrays["format"]]
    if [*made[:2], *made[3:]] != [FORMAT, _axes(lexicon), _axes(encoder)]:
        msg = "arrays of another format, or made with another lexicon or encoder"
        raise ValueError(msg)
    labels, phrases, words, whole, names = _texts_in(arrays["texts"])
    places = dict(zip(names, range(len(names)), strict=True))
    lexis = Lexis(words, frozenset(whole), names, places, arrays["gram_weight"])
    spread = dict(zip(words, arrays["spread"].tolist(), strict=True))
    engine: Small | Big
    view: WordView | SketchView
    if "near" in arrays:
        known = big_vocabulary([bag(phrase) for phrase in phrases], arrays["owner"])
        rows_of = members(arrays["owner"], len(labels))
        engine = Big(arrays["near"], arrays["head"], arrays["offset"], known, rows_of)
        view = SketchView.build(len(names), sorted(words, key=lambda word: -spread[word]))
    else:
        rows = _rows_in("row", arrays)
        vocabulary = small_vocabulary(rows, arrays["owner"], len(labels))
        engine = Small(rows, arrays["meaning"], arrays["dual"], arrays["offset"], vocabulary, arrays["gist"])
        view = WordView(words, _rows_in("gram", arrays), arrays["word_meaning"])
    reader = Reader(lexis, view, spread, len(phrases), lexicon, encoder, bool(made[2]))
    return labels, phrases, arrays["owner"], reader, engine, _trust_in(arrays["trust"])


def _axes(source: Lexicon | Encoder | None) -> int:
    return 0 if source is None else source.axes


def bags_of(parts: Parts) -> list[Bag]:
    """Per phrase its distinct words, as `bag` finds them; the small engine has them at hand, its rows being made of them."""
    _, phrases, _, reader, engine, _ = parts
    if isinstance(engine, Big):
        return [bag(phrase) for phrase in phrases]
    words = [reader.lexis.words[at] for at in engine.rows.column.tolist()]
    return [tuple(words[first:last]) for first, last in pairwise(engine.rows.start.tolist())]


def _texts_out(*lists: Sequence[str]) -> NDArray[np.uint8]:
    """Lists of texts in one buffer. JSON, because nothing reads many short strings faster and any text survives it."""
    return np.frombuffer(json.dumps(lists, separators=(",", ":")).encode("ascii"), np.uint8)


def _texts_in(buffer: NDArray[np.uint8]) -> list[tuple[str, ...]]:
    return [tuple(texts) for texts in json.loads(buffer.tobytes())]


def _rows_out(name: str, rows: Rows) -> Arrays:
    return {f"{name}_start": rows.start, f"{name}_column": rows.column, f"{name}_value": rows.value}


def _rows_in(name: str, arrays: Mapping[str, NDArray[Any]]) -> Rows:
    return Rows(arrays[f"{name}_start"], arrays[f"{name}_column"], arrays[f"{name}_value"])


def _trust_out(trust: Trust) -> NDArray[np.float64]:
    scales = (trust.belonging, trust.strict, trust.rightness, trust.presence)
    return np.array([*(x for scale in scales for x in (*scale.weights, scale.offset)), trust.sure_at, trust.ask_at])


def _trust_in(numbers: NDArray[np.float64]) -> Trust:
    a, b, s, t, c, d, e, f, g, h, sure_at, ask_at = (float(x) for x in numbers)
    return Trust(Scale((a,), b), Scale((s,), t), Scale((c, d), e), Scale((f, g), h), sure_at, ask_at)
