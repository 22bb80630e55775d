from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.outlook.changes import changes, excess_of, spread_of


def series(*parts: tuple[float, int], seed: int = 3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.concatenate([rng.poisson(pace, days) for pace, days in parts]).astype(float)


def test_a_change_of_pace_is_found_with_its_days():
    (found,) = changes(series((4.0, 120), (1.0, 120)))
    assert abs(found.day - 120) <= 5
    assert found.earliest <= found.day <= found.latest
    assert found.latest - found.earliest <= 14
    assert (found.before, found.after) == (pytest.approx(4, rel=0.15), pytest.approx(1, rel=0.3))
    assert found.evidence > 10


@pytest.mark.parametrize("seed", range(8))
def test_a_steady_pace_has_no_change(seed):
    assert changes(series((3.0, 400), seed=seed)) == ()


@pytest.mark.parametrize("seed", range(4))
def test_uneven_weeks_are_no_change(seed):
    rng = np.random.default_rng(seed)
    weeks = np.repeat(rng.gamma(4.0, 0.75, 60), 7)
    assert len(changes(rng.poisson(weeks).astype(float))) <= 1


def test_a_smaller_change_is_less_surely_dated():
    (sharp,) = changes(series((6.0, 150), (1.0, 150)))
    (soft,) = changes(series((3.0, 150), (1.6, 150)))
    assert soft.latest - soft.earliest > sharp.latest - sharp.earliest


@pytest.mark.parametrize("counts", [np.zeros(100), np.ones(9), np.array([])])
def test_nothing_and_next_to_nothing_change_nothing(counts):
    assert changes(counts) == ()


def test_days_that_nobody_observed_are_no_calm():
    counts, exposure = series((3.0, 100), (0.0, 40), (3.0, 100)), np.ones(240)
    assert len(changes(counts)) == 2
    exposure[100:140] = 0.0
    assert changes(counts, exposure) == ()


def test_counts_that_vary_as_poisson_s_have_hardly_any_spread():
    assert spread_of(series((3.0, 1400))) < 0.02
    assert excess_of(series((3.0, 1400))).mean() < 1.4


@settings(max_examples=25)
@given(st.lists(st.integers(0, 6), min_size=20, max_size=90))
def test_changes_come_in_order_and_lie_inside(counts):
    found = changes(np.array(counts, dtype=float))
    days = [one.day for one in found]
    assert days == sorted(set(days))
    assert all(0 < one.earliest <= one.day <= one.latest < len(counts) for one in found)
