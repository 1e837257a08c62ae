"""Exact tests against published values and against plain fractions."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.exact_tests import fisher, holm, sign

# hits, of, other hits, other of → two-sided p, as R's fisher.test gives it
KNOWN = [
    ((3, 4, 1, 4), 0.4857142857),  # Fisher's lady tasting tea
    ((1, 10, 11, 14), 0.0027594562),
    ((8, 10, 1, 6), 0.0349650350),
    ((2, 12, 15, 18), 0.0005367241),  # Fisher 1962, convictions of twins
    ((0, 5, 0, 5), 1.0),
    ((5, 5, 0, 5), 2 / comb(10, 5)),
]


@pytest.mark.parametrize(("table", "p"), KNOWN)
def test_fisher_gives_known_values(table, p):
    assert fisher(*table) == pytest.approx(p, rel=2e-3)


def exact(a, n, b, m):
    both = a + b
    ways = {k: comb(n, k) * comb(m, both - k) for k in range(max(0, both - m), min(n, both) + 1)}
    return Fraction(sum(w for w in ways.values() if w <= ways[a]), sum(ways.values()))


@given(st.data())
def test_fisher_is_the_sum_over_all_tables(data):
    n, m = data.draw(st.integers(0, 40)), data.draw(st.integers(0, 40))
    a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    p = fisher(a, n, b, m)
    assert p == pytest.approx(float(exact(a, n, b, m)), abs=1e-9)
    assert p == pytest.approx(fisher(b, m, a, n), abs=1e-9)
    assert 0 < p <= 1


@pytest.mark.parametrize("table", [(-1, 3, 0, 3), (4, 3, 0, 3), (0, 3, 5, 3)])
def test_fisher_refuses_impossible_counts(table):
    with pytest.raises(ValueError, match=str(table[0])):
        fisher(*table)


def test_large_counts_neither_overflow_nor_take_long():
    assert fisher(30_000, 50_000, 30_000, 50_000) == pytest.approx(1.0, abs=1e-6)
    assert fisher(30_000, 50_000, 20_000, 50_000) < 1e-12


@pytest.mark.parametrize(("one", "other", "p"), [(0, 0, 1.0), (1, 1, 1.0), (8, 2, 112 / 1024), (10, 0, 2 / 1024), (0, 6, 2 / 64)])
def test_sign_gives_binomial_values(one, other, p):
    assert sign(one, other) == pytest.approx(p)


def test_holm_corrects_in_order_and_never_lowers():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([]) == ()


@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_keeps_the_order_and_stays_a_probability(ps):
    out = holm(ps)
    assert all(p - 1e-12 <= q <= 1 for p, q in zip(ps, out, strict=True))
    assert sorted(range(len(ps)), key=lambda i: (ps[i], i)) == sorted(range(len(ps)), key=lambda i: (out[i], ps[i], i))
