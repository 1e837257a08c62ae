"""The general knowledge of words that ships with the program: one file, read when an index first needs it."""

from __future__ import annotations

from functools import lru_cache

from assistant.core.engine_lexicon import Lexicon
from assistant.edge import parcel, places
from assistant.edge.arrays import arrays_of

__all__ = ["FILE", "lexicon", "stamp"]

FILE = places.shipped("lexicon") / "words.bin"


@lru_cache(maxsize=1)
def lexicon() -> Lexicon | None:
    """The lexicon; None where its file is missing or damaged: the program then understands a little less."""
    blocks = parcel.load(FILE, touch=False)
    if blocks is None:
        return None
    try:
        return Lexicon.from_arrays(arrays_of(blocks))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def stamp() -> str:
    """Changes whenever the file does: what was learned with another one must not be taken for what this one teaches."""
    try:
        found = FILE.stat()
    except OSError:
        return "none"
    return f"{found.st_size}.{found.st_mtime_ns}"
