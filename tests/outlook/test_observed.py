from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.outlook.conftest import shell

from truceline.evidence.claim import Source
from truceline.outlook.observed import Silence, observation

FIRST, LAST = date(2030, 1, 1), date(2030, 6, 30)
DAYS = 181


def every(days: int, family: str, until: date = LAST, first: date = FIRST) -> list:
    source = Source(id=family, family=family, reliability="B", credibility=2)
    span = range(0, (until - first).days + 1, days)
    return [shell(first + timedelta(days=day), day, source=source) for day in span]


def test_a_source_that_goes_on_observes_every_day():
    found = observation(every(3, "watch"), FIRST, LAST)
    assert found.exposure.tolist() == [1.0] * DAYS
    assert (found.families, found.silent) == (1, ())


def test_a_source_that_falls_silent_is_told_apart_from_calm():
    quiet = every(1, "radio", until=date(2030, 3, 31))
    found = observation([*quiet, *every(3, "watch")], FIRST, LAST)
    assert found.silent == (Silence("radio", date(2030, 3, 31)),)
    assert found.exposure[0] == 1.0
    assert found.exposure[-1] == pytest.approx(61 / 151)


def test_a_pause_no_longer_than_usual_gaps_explain_is_no_silence():
    seldom = every(10, "weekly")
    del seldom[8:10]
    assert observation(seldom, FIRST, LAST).exposure.tolist() == [1.0] * DAYS


def test_days_before_a_source_began_are_not_observed():
    found = observation(every(1, "watch", first=date(2030, 4, 1)), FIRST, LAST)
    assert found.exposure[:90].tolist() == [0.0] * 90
    assert found.exposure[90:].tolist() == [1.0] * 91


def test_without_a_regular_source_nobody_can_say():
    found = observation(every(60, "rare"), FIRST, LAST)
    assert (found.families, found.exposure.tolist()) == (0, [1.0] * DAYS)
