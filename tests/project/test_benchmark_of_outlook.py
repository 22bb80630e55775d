"""The back-test of the outlook: what it measures against, and that nothing of it can see ahead."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from benchmarks.outlook.alarms import days_until_detectable
from benchmarks.outlook.choosing import choice_table
from benchmarks.outlook.contender import contenders
from benchmarks.outlook.wars import War

from truceline.outlook.backtest import rolled
from truceline.outlook.models import MODELS

RNG = np.random.default_rng(3)
PROVINCES = [RNG.poisson(pace, 500).astype(float) for pace in (0.5, 1.5)]
WHOLE = np.sum(PROVINCES, axis=0)
NAMES = tuple(contenders([]))
WAR = War("a war", "", lambda _: True, "", date(2000, 1, 1), date(2001, 5, 14), (), date(2000, 12, 1))


@pytest.mark.parametrize("name", NAMES)
def test_the_future_cannot_move_a_forecast_of_a_contender(name):
    """Neither of the series nor of the provinces, which a model is given whole."""
    whole, provinces = WHOLE.copy(), [one.copy() for one in PROVINCES]
    before = contenders(provinces)[name](whole[:300], 14)
    for one in (whole, *provinces):
        one[300:] = 1e6
    assert contenders(provinces)[name](whole[:300], 14).cdf.tolist() == before.cdf.tolist()


@pytest.mark.parametrize("name", NAMES)
def test_a_contender_expects_a_steady_pace_to_go_on(name):
    assert contenders(PROVINCES)[name](WHOLE, 14).mean == pytest.approx(28, rel=0.25)


@pytest.mark.parametrize("name", NAMES)
def test_too_short_a_past_gives_no_forecast(name):
    assert contenders(PROVINCES)[name](WHOLE[:80], 7) is None


def test_what_is_chosen_on_is_over_before_what_is_reported():
    split = WAR.number(WAR.split)
    tried = list(rolled(WHOLE, MODELS, (7, 14, 30), 200))
    table = "\n".join(choice_table(WAR, tried))
    corrupted = [one for one in tried if one.origin + one.days < split]
    late = [one for one in tried if one.origin >= split]
    assert "\n".join(choice_table(WAR, [*corrupted, *late])) == table
    assert len(corrupted) + len(late) < len(tried)


def test_a_change_is_detectable_once_the_ratio_leaves_out_one():
    steady, fewer = RNG.poisson(4.0, 200).astype(float), RNG.poisson(0.5, 120).astype(float)
    assert days_until_detectable(np.concatenate([steady, fewer]), 200) < 10
    assert days_until_detectable(np.full(320, 2.0), 200) is None
    assert WAR.day(WAR.number(WAR.split)) - WAR.first == timedelta(days=335)
