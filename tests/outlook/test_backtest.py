from __future__ import annotations

import numpy as np
import pytest

from truceline.outlook.backtest import rolled, skills
from truceline.outlook.models import BASELINES, MODELS
from truceline.outlook.predictive import Predictive

RNG = np.random.default_rng(11)
SERIES = RNG.poisson(np.repeat([2.0, 6.0, 1.0], 150)).astype(float)


def test_every_model_is_tried_on_the_same_days():
    tried = list(rolled(SERIES, MODELS, (7, 14), 200))
    days = {name: [(one.origin, one.days) for one in tried if one.model == name] for name in MODELS}
    assert len({tuple(ones) for ones in days.values()}) == 1
    assert max(one.origin + one.days for one in tried) < len(SERIES)


def test_what_came_is_the_total_of_the_days_after_the_origin():
    one = next(rolled(SERIES, BASELINES, (7,), 200))
    assert one.came == SERIES[201:208].sum()


def test_no_model_is_given_a_day_after_its_origin():
    def nosy(counts: np.ndarray, days: int) -> Predictive:
        whole = counts if counts.base is None else counts.base
        assert len(whole) == len(counts)
        return Predictive.negative_binomial(float(counts[-days:].sum()), 0.1)

    told = list(rolled(SERIES, {"nosy": nosy}, (7,), 200))
    corrupted = SERIES.copy()
    for one in told[:5]:
        corrupted[:] = SERIES
        corrupted[one.origin + 1 :] = 1e5
        again = next(rolled(corrupted, {"nosy": nosy}, (7,), one.origin))
        assert again.forecast.cdf.tolist() == one.forecast.cdf.tolist()


def test_skill_is_against_the_better_baseline():
    found = {(one.model, one.days): one for one in skills(list(rolled(SERIES, MODELS, (14,), 200)))}
    better = found["pool", 14].over
    assert found[better, 14].skill == pytest.approx(0.0)
    assert found["pool", 14].crps == pytest.approx(found[better, 14].crps * (1 - found["pool", 14].skill))
