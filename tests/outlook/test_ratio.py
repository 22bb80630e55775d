from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from truceline.outlook.ratio import Window, rate_ratio

events = st.integers(1, 500)
days = st.floats(1, 1000)


@given(events, events, days, days)
def test_the_interval_is_clopper_and_pearson_s_of_the_share_that_came_after(early, late, before, after):
    found = rate_ratio(Window(early, before), Window(late, after))
    exact = stats.binomtest(late, early + late).proportion_ci(0.95, method="exact")
    scale = before / after
    assert found.low == pytest.approx(exact.low / (1 - exact.low) * scale, rel=1e-6)
    assert found.high == pytest.approx(exact.high / (1 - exact.high) * scale, rel=1e-6)
    assert found.low <= found.ratio <= found.high


def test_nothing_before_bounds_it_below_alone():
    found = rate_ratio(Window(0, 60), Window(8, 60))
    assert (found.ratio, found.high) == (None, inf)
    assert found.low > 1
    assert found.is_change


def test_nothing_after_bounds_it_above_alone():
    found = rate_ratio(Window(8, 60), Window(0, 60))
    assert (found.ratio, found.low) == (0, 0)
    assert found.high < 1


@pytest.mark.parametrize(
    ("before", "after"),
    [(Window(0, 60), Window(0, 60)), (Window(3, 0), Window(4, 60)), (Window(3, 9), Window(1, 0))],
)
def test_of_nothing_or_what_nobody_observed_there_is_no_ratio(before, after):
    assert rate_ratio(before, after) is None


@given(events, events, st.floats(1.0, 9.0))
def test_uneven_counts_make_it_wider(early, late, excess):
    plain = rate_ratio(Window(early, 60), Window(late, 60))
    wide = rate_ratio(Window(early, 60), Window(late, 60), excess)
    assert wide.low <= plain.low + 1e-9
    assert wide.high >= plain.high - 1e-9
    assert wide.ratio == pytest.approx(plain.ratio)


def test_of_a_hundred_worlds_in_which_nothing_changed_about_five_are_told_as_change():
    rng = np.random.default_rng(5)
    worlds = [rate_ratio(Window(*pair[:1], 60), Window(*pair[1:], 60)) for pair in rng.poisson(30, (400, 2))]
    assert sum(one.is_change for one in worlds) <= 24
