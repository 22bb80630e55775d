from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.outlook.models import LEAST_DAYS, MODELS, smoothed, totals

RNG = np.random.default_rng(7)
STEADY = RNG.poisson(2.0, 400).astype(float)


@pytest.mark.parametrize("name", MODELS)
def test_a_steady_pace_is_expected_to_go_on(name):
    told = MODELS[name](STEADY, 14)
    assert told.mean == pytest.approx(28, rel=0.25)
    low, high = told.interval(0.95)
    assert low < 28 < high


@pytest.mark.parametrize("name", MODELS)
def test_too_short_a_past_gives_no_forecast(name):
    assert MODELS[name](STEADY[: LEAST_DAYS - 1], 7) is None


@pytest.mark.parametrize("name", MODELS)
def test_a_series_of_noughts_gives_nearly_nought(name):
    assert MODELS[name](np.zeros(300), 7).mean < 1.0


@pytest.mark.parametrize("name", MODELS)
def test_the_future_cannot_move_a_forecast(name):
    """The series is one array: whoever peeks beyond the origin sees the corrupted part of it."""
    whole = STEADY.copy()
    before = MODELS[name](whole[:300], 14)
    whole[300:] = 1e6
    assert MODELS[name](whole[:300], 14).cdf.tolist() == before.cdf.tolist()


def test_the_level_follows_a_step_the_sooner_the_shorter_its_half_life():
    step = np.concatenate((np.full(100, 1.0), np.full(14, 5.0)))
    quick, slow = smoothed(step, 4)[-1], smoothed(step, 56)[-1]
    assert quick == pytest.approx(5 - 4 * 0.5 ** (14 / 4))
    assert slow == pytest.approx(5 - 4 * 0.5 ** (14 / 56))


@given(st.lists(st.integers(0, 9), min_size=10, max_size=60), st.integers(1, 9))
def test_totals_are_those_of_every_window(counts, days):
    told = totals(np.array(counts, dtype=float), days)
    assert told.tolist() == [sum(counts[at : at + days]) for at in range(len(counts) - days + 1)]


def test_uneven_weeks_make_wider_intervals():
    uneven = np.repeat(RNG.gamma(0.5, 4.0, 60), 7)
    even = MODELS["pool"](np.full(420, float(uneven.mean())), 14)
    low, high = MODELS["pool"](RNG.poisson(uneven).astype(float), 14).interval(0.8)
    assert high - low > np.subtract(*even.interval(0.8)[::-1])
