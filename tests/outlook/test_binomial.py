from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from truceline.outlook.binomial import exact_interval

numbers = st.integers(0, 300)


@given(numbers, numbers, st.sampled_from([0.5, 0.8, 0.95]))
def test_it_is_clopper_and_pearson_s(had, had_not, confidence):
    if had + had_not:
        exact = stats.binomtest(had, had + had_not).proportion_ci(confidence, method="exact")
        assert exact_interval(had, had_not, confidence) == pytest.approx((exact.low, exact.high), abs=1e-9)


def test_of_none_nothing_is_known():
    assert exact_interval(0, 0) == (0.0, 1.0)


@given(st.floats(0.01, 50), st.floats(0.01, 50))
def test_fractions_lie_in_their_interval(had, had_not):
    low, high = exact_interval(had, had_not)
    assert low <= had / (had + had_not) <= high
