"""Exact tests of significance for counts. No approximation: they hold for small numbers, too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import fsum

__all__ = ["fisher", "holm", "sign"]

_SAME = 1 + 1e-7  # tables whose probabilities differ by less than this count as equally likely


def _tail(weights: Mapping[int, float], seen: int) -> float:
    """Probability of all outcomes that are at most as likely as the one seen; weights are relative to the likeliest."""
    limit = weights.get(seen, 0.0) * _SAME
    return min(1.0, fsum(w for w in weights.values() if w <= limit) / fsum(weights.values()))


def _spread(mode: int, first: int, last: int, up: Callable[[int], float]) -> dict[int, float]:
    """Weights of the outcomes from the mode (1.0) outwards, as far as they are not zero; `up(k)` is that of k+1 over that
    of k."""
    weights = {mode: 1.0}
    for at, step in ((mode, 1), (mode, -1)):
        k, weight = at, 1.0
        while first <= k + step <= last and weight > 0.0:
            weight = weight * up(k) if step > 0 else weight / up(k - 1)
            k += step
            weights[k] = weight
    return weights


def fisher(hits: int, of: int, other_hits: int, other_of: int) -> float:
    """Two-sided p of Fisher's exact test: `hits` of `of` against `other_hits` of `other_of`; 0.0 where it is too small to
    be written down.

    Raises ValueError unless 0 ≤ hits ≤ of in both groups."""
    if not (0 <= hits <= of and 0 <= other_hits <= other_of):
        raise ValueError(hits, of, other_hits, other_of)
    both, rest = hits + other_hits, other_of - hits - other_hits
    first, last = max(0, -rest), min(both, of)
    mode = min(max((both + 1) * (of + 1) // (of + other_of + 2), first), last)
    weights = _spread(mode, first, last, lambda k: (of - k) * (both - k) / ((k + 1) * (rest + k + 1)))
    return _tail(weights, hits)


def sign(one: int, other: int) -> float:
    """Two-sided p of the exact sign test (McNemar's exact test on what two paired counts do not share).

    Raises ValueError for negative counts; 1.0 where there is nothing to compare."""
    if one < 0 or other < 0:
        raise ValueError(one, other)
    n = one + other
    return _tail(_spread(n // 2, 0, n, lambda k: (n - k) / (k + 1)), one)


def holm(ps: Sequence[float]) -> tuple[float, ...]:
    """The same p values corrected for having asked several questions (Holm), in their order."""
    order = sorted(range(len(ps)), key=ps.__getitem__)
    out, floor = [0.0] * len(ps), 0.0
    for rank, at in enumerate(order):
        floor = max(floor, min(1.0, ps[at] * (len(ps) - rank)))
        out[at] = floor
    return tuple(out)
