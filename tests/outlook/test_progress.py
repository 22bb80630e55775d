from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.outlook.progress import Odds, Pace

paces = st.builds(Pace, st.floats(1, 9), st.floats(5, 400), st.integers(1, 8))


@given(paces, st.floats(0, 900), st.floats(0, 900))
def test_a_chance_is_one_and_grows_with_the_days(pace, days, more):
    assert 0.0 <= pace.chance(days) <= pace.chance(days + more) + 1e-9 <= 1.0 + 1e-9


@given(paces, st.floats(1, 300))
def test_it_is_that_of_gamma_paces_and_parts_that_wait_each_for_itself(pace, days):
    rng = np.random.default_rng(3)
    rates = rng.gamma(pace.shape, 1 / pace.days, 40_000)
    drawn = np.mean((1 - np.exp(-rates * days)) ** pace.remaining)
    assert pace.chance(days) == pytest.approx(drawn, abs=0.015)


@given(paces, st.floats(1, 300))
def test_slow_and_quick_lie_on_either_side(pace, days):
    assert pace.chance_at(0.1, days) <= pace.chance_at(0.9, days)


def test_while_nothing_is_known_a_part_is_as_likely_as_not_in_time():
    assert Pace(1.0, 30, 1).chance(30) == pytest.approx(0.5)


def test_every_day_without_a_part_makes_it_less_likely():
    assert Pace(1.0, 60, 1).chance(30) < Pace(1.0, 30, 1).chance(30)


@given(paces, st.floats(1, 300))
def test_odds_are_the_chance_between_slow_and_quick(pace, days):
    odds = pace.odds(days)
    assert odds == (pace.chance(days), pace.chance_at(0.1, days), pace.chance_at(0.9, days))
    assert odds.low <= odds.high


@pytest.mark.parametrize(("comes", "every"), [(True, 1.0), (False, 0.0)])
def test_what_is_known_is_certain(comes, every):
    assert Odds.certain(comes=comes) == (every, every, every)
