"""Exact tests of significance for counts. No approximation: they hold for small numbers, too."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma

__all__ = ["fisher", "holm", "sign"]

_SAME = 1e-7  # tables whose probabilities differ by less than this share count as equally likely


def _choose(n: int, k: int) -> float:
    """Logarithm of n over k."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _tail(logs: Sequence[float], seen: float) -> float:
    """Probability of all outcomes that are at most as likely as the one seen."""
    return min(1.0, sum(exp(x) for x in logs if x <= seen + _SAME))


def fisher(hits: int, of: int, other_hits: int, other_of: int) -> float:
    """Two-sided p of Fisher's exact test: `hits` of `of` against `other_hits` of `other_of`.

    Raises ValueError unless 0 ≤ hits ≤ of in both groups."""
    if not (0 <= hits <= of and 0 <= other_hits <= other_of):
        raise ValueError(hits, of, other_hits, other_of)
    both = hits + other_hits
    whole = _choose(of + other_of, both)
    first, last = max(0, both - other_of), min(both, of)
    logs = [_choose(of, k) + _choose(other_of, both - k) - whole for k in range(first, last + 1)]
    return _tail(logs, logs[hits - first])


def sign(one: int, other: int) -> float:
    """Two-sided p of the exact sign test (McNemar's exact test on what two paired counts do not share).

    Raises ValueError for negative counts; 1.0 where there is nothing to compare."""
    if one < 0 or other < 0:
        raise ValueError(one, other)
    n = one + other
    half = n * 0.6931471805599453
    logs = [_choose(n, k) - half for k in range(n + 1)]
    return _tail(logs, logs[one])


def holm(ps: Sequence[float]) -> tuple[float, ...]:
    """The same p values corrected for having asked several questions (Holm), in their order."""
    order = sorted(range(len(ps)), key=ps.__getitem__)
    out, floor = [0.0] * len(ps), 0.0
    for rank, at in enumerate(order):
        floor = max(floor, min(1.0, ps[at] * (len(ps) - rank)))
        out[at] = floor
    return tuple(out)
