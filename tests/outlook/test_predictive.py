from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from truceline.outlook.predictive import Predictive

means = st.floats(0.1, 400)
spreads = st.floats(0.0, 4.0)


@given(means, spreads)
def test_chances_add_up_and_the_mean_is_the_one_asked_for(mean, spread):
    made = Predictive.negative_binomial(mean, spread)
    assert (made.chances >= -1e-12).all()
    assert made.cdf[-1] == pytest.approx(1.0, abs=5e-3)
    assert made.mean == pytest.approx(mean, rel=0.05)


@given(st.floats(0.5, 200), st.floats(0.01, 3.0))
def test_it_is_the_negative_binomial_of_the_textbooks(mean, spread):
    made = Predictive.negative_binomial(mean, spread)
    size = 1 / spread
    known = stats.nbinom.cdf(np.arange(len(made.cdf)), size, size / (size + mean))
    assert made.cdf == pytest.approx(known, abs=1e-9)


def test_without_spread_it_is_poisson_s():
    made = Predictive.negative_binomial(3.0, 0.0)
    assert made.cdf[:6] == pytest.approx(stats.poisson.cdf(np.arange(6), 3.0))


def test_a_level_of_nought_leaves_room_for_one():
    assert Predictive.negative_binomial(0.0, 0.5).above(0) > 0.01


def test_the_past_is_as_likely_as_it_was_frequent():
    made = Predictive.of_past(np.array([0.0, 2.0, 2.0, 5.0]))
    assert made.chances == pytest.approx([0.25, 0, 0.5, 0, 0, 0.25])
    assert (made.quantile(0.5), made.interval(0.5)) == (2, (0, 2))


def test_a_pool_lies_between_those_it_is_made_of():
    low, high = Predictive.negative_binomial(2, 0.1), Predictive.negative_binomial(20, 0.1)
    pool = Predictive.pooled([low, high])
    assert pool.mean == pytest.approx(11, rel=0.01)
    assert Predictive.pooled([low, high], [1.0, 0.0]).mean == pytest.approx(low.mean)


@given(means, spreads, st.integers(0, 2000))
def test_what_is_above_is_what_is_not_at_or_below(mean, spread, total):
    made = Predictive.negative_binomial(mean, spread)
    assert made.above(total) == pytest.approx(1 - made.up_to(total + 1)[total], abs=1e-12)
    assert made.above(-0.5) == 1.0


@given(means, spreads)
def test_wider_intervals_hold_narrower_ones(mean, spread):
    made = Predictive.negative_binomial(mean, spread)
    (low, high), (lower, higher) = made.interval(0.5), made.interval(0.95)
    assert lower <= low <= high <= higher
