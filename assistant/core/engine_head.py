"""The trained part: a linear head with closed-form leave-one-out and leave-label-out.

Squared hinge by majorisation: the quadratic with targets y·max(1, y·f) bounds it from above, so that each step is one
ridge solution (regularised least squares and its leave-one-out: Rifkin & Lippert 2007, Notes on Regularized Least Squares).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.core.engine_grams import Floats

__all__ = ["BIAS", "RIDGE", "Lessons", "Matrix", "inverse", "left_out", "settle", "train"]

RIDGE = 0.3
BIAS = 3.0  # a constant added to the kernel: the head may shift a label as a whole
STEPS = 12
LEAF = 128  # rows up to which a matrix is factored at once

Matrix = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a trained head would have said of phrases it had not seen; basis of all trust in its scores.

    rows: (k,) which phrases. alone: (k, labels) scores of each by all others. foreign: (k, labels) scores without the
    phrases of its own label, -inf in its own column.
    """

    rows: NDArray[np.int64]
    alone: Floats
    foreign: Floats


def train(kernel: Matrix, target: Matrix, owner: NDArray[np.int32]) -> tuple[Floats, Floats, Lessons]:
    """Fit a head over a kernel: dual weights (n, labels), offsets (labels,), and its lessons.

    kernel: (n, n), positive semi-definite; it is used up. target: (n, labels) of +1, -1, or 0 where a phrase says nothing of a label.
    owner: (n,) label of each phrase, -1 for none (a near-miss).
    """
    kernel += BIAS
    kernel[np.diag_indices_from(kernel)] += RIDGE
    backward = inverse(kernel)
    # What a ridge regression makes of targets is K (K + r)^-1 = 1 - r (K + r)^-1: no second big matrix is needed.
    goal = settle(lambda ahead: ahead - RIDGE * (backward @ ahead), target, STEPS)
    dual = backward @ goal
    rows = np.flatnonzero(owner >= 0)
    lessons = left_out(
        lambda block: np.eye(len(block)) - RIDGE * backward[np.ix_(block, block)], goal, goal - RIDGE * dual, owner, rows
    )
    return dual.astype(np.float32), (BIAS * dual.sum(0)).astype(np.float32), lessons


def inverse(square: Matrix) -> Matrix:
    """The inverse of a symmetric positive definite matrix, through its Cholesky factor and in its own precision: a quarter of
    the time of `numpy.linalg.inv`, which does not know that it is one and works in doubles."""
    try:
        back = _root_inverse(square)
    except np.linalg.LinAlgError:  # cut-off cosines may bend a kernel a little too far
        return np.asarray(np.linalg.inv(square))
    return np.asarray(back.T @ back)


def _root_inverse(square: Matrix) -> Matrix:
    """The inverse of the Cholesky factor (lower triangular), by halves: all of the work is products of matrices."""
    half = len(square) // 2
    if len(square) <= LEAF:
        return np.asarray(np.linalg.inv(np.linalg.cholesky(square)), square.dtype)
    out = np.zeros_like(square)
    first = out[:half, :half] = _root_inverse(square[:half, :half])
    side = square[half:, :half] @ first.T
    second = out[half:, half:] = _root_inverse(square[half:, half:] - side @ side.T)
    out[half:, :half] = -second @ (side @ first)
    return out


def settle(fit: Callable[[Matrix], Matrix], target: Matrix, steps: int) -> Matrix:
    """Targets at which the ridge regression `fit` minimises the squared hinge (Nesterov steps)."""
    silent = target == 0
    goal, ahead, pace = target, target, 1.0
    for _ in range(steps):
        fitted = fit(ahead)
        fresh = target * np.maximum(1, target * fitted)
        if silent.any():  # a cell without an opinion pulls nowhere: its target is what is predicted anyway
            fresh = np.where(silent, fitted, fresh)
        next_pace = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        ahead = fresh + (pace - 1) / next_pace * (fresh - goal)
        goal, pace = fresh, next_pace
    return goal


def left_out(
    hat: Callable[[NDArray[np.int64]], Matrix], goal: Matrix, fitted: Matrix, owner: NDArray[np.int32],
    rows: NDArray[np.int64],
) -> Lessons:
    """Leave-one-out and leave-label-out scores of `rows` (whole labels), from the blocks of the hat matrix."""
    alone, foreign = np.empty((len(rows), goal.shape[1])), np.empty((len(rows), goal.shape[1]))
    owners = owner[rows]
    for label in np.unique(owners):
        at = np.flatnonzero(owners == label)
        block = rows[at]
        square = hat(block)
        error = goal[block] - fitted[block]
        alone[at] = goal[block] - error / np.maximum(1e-3, 1 - np.diag(square))[:, None]
        rest = np.eye(len(block)) * (1 + 1e-6) - square
        foreign[at] = goal[block] - np.linalg.solve(rest, error)
        foreign[at, label] = -np.inf
    return Lessons(rows, alone.astype(np.float32), foreign.astype(np.float32))
