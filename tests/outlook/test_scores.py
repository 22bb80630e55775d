from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.outlook.predictive import Predictive
from truceline.outlook.scores import brier, covered, covers, crps, log_score, skill

SURE_OF_THREE = Predictive(np.array([0.0, 0.0, 0.0, 1.0]))


@pytest.mark.parametrize(("came", "score"), [(3, 0), (5, 2), (0, 3)])
def test_of_a_single_number_the_crps_is_its_error(came, score):
    assert crps(SURE_OF_THREE, came) == score


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30), st.integers(0, 40))
def test_the_crps_is_the_mean_error_less_half_the_mean_difference(past, came):
    values = np.array(past, dtype=float)
    told = crps(Predictive.of_past(values), came)
    spread = np.abs(values[:, None] - values[None, :]).mean() / 2
    assert told == pytest.approx(np.abs(values - came).mean() - spread, abs=1e-9)


@given(st.floats(1, 50))
def test_nobody_gains_by_saying_otherwise_than_they_think(mean):
    honest, loud = Predictive.negative_binomial(mean, 0.2), Predictive.negative_binomial(2 * mean, 0.2)
    chances = honest.chances
    own = sum(p * crps(honest, k) for k, p in enumerate(chances))
    other = sum(p * crps(loud, k) for k, p in enumerate(chances))
    assert own < other


def test_what_was_ruled_out_costs_much_and_not_endlessly():
    assert log_score(SURE_OF_THREE, 3) == 0
    assert log_score(SURE_OF_THREE, 9) == pytest.approx(13.8, abs=0.1)


def test_a_chance_is_scored_by_its_distance_from_what_came():
    assert (brier(1.0, True), brier(1.0, False), brier(0.3, True)) == (0, 1, pytest.approx(0.49))


def test_an_interval_holds_what_lies_in_it():
    made = Predictive.negative_binomial(10, 0.0)
    assert covers(made, 10, 0.8)
    assert not covers(made, 40, 0.8)


def test_skill_is_the_share_of_the_error_that_is_saved():
    assert skill([1.0, 1.0], [2.0, 2.0]) == 0.5
    assert skill([3.0], [2.0]) == -0.5
    assert skill([], []) is None
    assert skill([0.0], [0.0]) is None


@pytest.mark.parametrize("mean", [0.3, 2.0, 40.0])
@pytest.mark.parametrize("share", [0.5, 0.8, 0.95])
def test_forecasts_that_are_right_cover_their_share_however_small_the_counts(mean, share):
    right = Predictive.negative_binomial(mean, 0.4)
    held = sum(chance * covered(right, total, share) for total, chance in enumerate(right.chances))
    assert held == pytest.approx(share, abs=1e-3)
    assert sum(chance * covers(right, n, share) for n, chance in enumerate(right.chances)) >= share - 1e-3


def test_a_total_that_had_no_chance_is_not_covered():
    sure = Predictive(np.array([0.0, 0.0, 1.0]))
    assert [covered(sure, total, 0.8) for total in (0, 1, 2, 3)] == [0.0, 0.0, pytest.approx(0.8), 0.0]
