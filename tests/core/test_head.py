"""The inverse behind the trained head: exact where numpy's is, whatever the size, and never a crash on a bent kernel."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.core.engine_head import LEAF, inverse


@pytest.mark.parametrize("size", [0, 1, 2, LEAF - 1, LEAF, LEAF + 1, 3 * LEAF + 7])
@pytest.mark.parametrize("number", [np.float32, np.float64])
def test_the_inverse_undoes_its_matrix(size: int, number: type[np.floating]) -> None:
    """Of a kernel as the engine has it: many alike, a constant on top, a ridge."""
    some = np.random.default_rng(size).standard_normal((size, max(1, size // 3)))
    kernel = (some @ some.T / max(1, size // 3) + 3 + 0.3 * np.eye(size)).astype(number)
    found = inverse(kernel)
    assert found.dtype == number
    assert np.allclose(found @ kernel, np.eye(size), atol=2e-3 if number is np.float32 else 1e-9)
    assert np.allclose(found, found.T, atol=1e-5)


def test_a_matrix_that_is_not_positive_is_inverted_all_the_same() -> None:
    bent = np.array([[1.0, 2.0], [2.0, 1.0]])
    assert np.allclose(inverse(bent) @ bent, np.eye(2))
