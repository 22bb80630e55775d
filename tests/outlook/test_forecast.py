from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.outlook.conftest import TRUCE, shelling

from truceline.core.frame import Frame
from truceline.outlook.forecast import HORIZONS, Forecast, Unsaid, forecasts
from truceline.outlook.models import LEAST_DAYS
from truceline.outlook.stage import Stage

DAY = date(2030, 3, 1)


@pytest.fixture
def ahead(case):
    """What is said ahead of the whole, as of a day."""
    return lambda day=DAY: list(forecasts(Stage.of(case, Frame(as_of=day)).strands()[0]))


def test_every_horizon_is_forecast_from_the_day_after(shelled, ahead):
    told = ahead()
    assert [one.days for one in told] == list(HORIZONS)
    assert all(isinstance(one, Forecast) for one in told)
    assert (told[0].first, told[0].last) == (date(2030, 3, 2), date(2030, 3, 8))
    assert told[0].mean == pytest.approx(7, rel=0.4)
    assert told[0].likely[0] <= told[0].median <= told[0].likely[1]


def test_resumption_is_the_chance_to_exceed_the_pace_before(shelled, ahead):
    chances = {one.multiple: one for one in ahead()[1].chances}
    assert chances[1.0].above == pytest.approx(14 * 3, rel=0.15)
    assert chances[1.0].chance < 0.1
    assert chances[1.0].chance >= chances[2.0].chance >= chances[3.0].chance


def test_the_baselines_are_kept_beside_it(shelled, ahead):
    for one in ahead():
        assert set(one.baselines) == {"climatology", "persistence"}
        assert all(cdf[-1] > 0.99 for cdf in one.baselines.values())


def test_a_short_past_gives_no_number(case, told, ahead):
    told(*shelling(TRUCE - timedelta(days=20), [2] * 20))
    assert all(isinstance(one, Unsaid) and "more needed" in one.why for one in ahead(date(2030, 1, 10)))


def test_a_series_of_noughts_gives_no_number(case, told, ahead):
    told(*shelling(TRUCE - timedelta(days=300), [1] + [0] * 299 + [1]))
    assert {one.why for one in ahead() if isinstance(one, Unsaid)} == {
        "2.0 events in the last year: 8.0 more needed"
    }


def test_silence_gives_no_number(case, told, ahead):
    case.ledger._clock.at += timedelta(days=300)
    told(*shelling(TRUCE - timedelta(days=300), [2] * 300))
    (why,) = {one.why for one in ahead(date(2030, 6, 1))}
    assert why == "nobody has told anything since 2029-12-31: calm or silence, nobody can say"


def test_one_day_alone_is_told_in_the_singular(case, told, ahead):
    told(*shelling(TRUCE, [1]))
    assert {one.why for one in ahead(TRUCE)} == {
        f"1 day was observed: {LEAST_DAYS + 2 * days - 1} more needed" for days in HORIZONS
    }
