"""Arrays of numbers as blocks of a parcel (see parcel.py), and back."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["arrays_of", "blocks_of"]

_SHAPES = "shapes"  # the block that says what the others are: name → number type and shape
_NUMBERS = "biuf"  # kinds of numbers that a block may hold


def blocks_of(arrays: Mapping[str, NDArray[Any]]) -> dict[str, bytes]:
    """Arrays of numbers as blocks for a file."""
    shapes = {name: [array.dtype.str, array.shape] for name, array in arrays.items()}
    return {_SHAPES: json.dumps(shapes).encode("ascii")} | {name: array.tobytes() for name, array in arrays.items()}


def arrays_of(blocks: Mapping[str, memoryview]) -> dict[str, NDArray[Any]]:
    """The arrays again, to be read only. Raises AttributeError, KeyError, TypeError or ValueError on foreign ones."""
    arrays = {}
    for name, (kind, shape) in json.loads(bytes(blocks[_SHAPES])).items():
        numbers = np.dtype(kind)
        if numbers.kind not in _NUMBERS:
            msg = f"no numbers: {kind}"
            raise ValueError(msg)
        arrays[name] = np.frombuffer(blocks[name], numbers, math.prod(shape)).reshape(shape)
    return arrays
