from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.outlook.conftest import TRUCE, shell, shelling

from truceline.core.frame import Frame
from truceline.evidence.claim import Place, Source, When
from truceline.outlook.displacement import displaced
from truceline.outlook.ratio import Window, rate_ratio
from truceline.outlook.stage import Stage

INSIDE = Place(text="in", lat=40.1, lon=22.2, radius_m=100.0)
NEAR = Place(text="near", lat=39.95, lon=22.2, radius_m=100.0)
FAR = Place(text="far", lat=39.0, lon=22.2, radius_m=100.0)
DAY = date(2030, 2, 15)


@pytest.fixture
def rings(case, told):
    """Enter so many shells a place before and since; gives what is told of each ring."""

    def tell(**places: tuple[int, int]) -> dict:
        named = {"inside": INSIDE, "near": NEAR, "far": FAR}
        claims = [
            shell(day + timedelta(days=number % 30), number, place=(named[name],))
            for name, numbers in places.items()
            for day, count in zip((TRUCE - timedelta(days=40), TRUCE), numbers, strict=True)
            for number in range(count)
        ]
        told(*claims)
        found = displaced(Stage.of(case, Frame(as_of=DAY)))
        return {one.ring: (round(one.before), round(one.since), one.ratio) for one in found}

    return tell


def test_violence_that_only_moved_is_seen_just_outside(rings):
    found = rings(inside=(40, 10), near=(5, 40))
    assert found["inside"][:2] == (40, 10)
    assert found["inside"][2].high < 1
    assert found["just outside"][:2] == (5, 40)
    assert found["just outside"][2].low > 1
    assert found["elsewhere"][:2] == (0, 0)


def test_what_is_far_off_is_elsewhere(rings):
    found = rings(far=(4, 6))
    assert (found["elsewhere"][:2], found["just outside"][:2]) == ((4, 6), (0, 0))


def test_an_event_on_the_edge_is_shared_out(case, told):
    edge = Place(text="edge", lat=40.0, lon=22.2, radius_m=1000.0)
    told(shell(TRUCE, place=(edge,)))
    inside, outside, elsewhere = displaced(Stage.of(case, Frame(as_of=DAY)))
    assert inside.since == pytest.approx(0.5, abs=0.05)
    assert inside.since + outside.since == pytest.approx(1.0)
    assert elsewhere.since == 0


def test_what_has_no_place_counts_nowhere(case, told):
    told(shell(TRUCE, place=(Place(text="somewhere"),)))
    assert {one.since for one in displaced(Stage.of(case, Frame(as_of=DAY)))} == {0}


def test_reports_of_one_incident_are_one_event(case, told):
    told(*(shell(TRUCE, number, incident="x") for number in range(3)))
    assert displaced(Stage.of(case, Frame(as_of=DAY)))[0].since == pytest.approx(1.0)


def test_what_two_feeds_tell_of_one_place_and_day_counts_once(case, told):
    other = Source(id="radio", family="radio", reliability="B", credibility=2)
    days = [TRUCE + timedelta(days=number) for number in range(10)]
    told(*(shell(day, place=(NEAR,)) for day in days))
    told(*(shell(day, 1, place=(NEAR,), source=other) for day in days))
    _, outside, _ = displaced(Stage.of(case, Frame(as_of=DAY)))
    assert outside.since == pytest.approx(10)


def test_an_event_of_days_is_told_of_each_and_one_of_weeks_of_none(case, told):
    day = TRUCE - timedelta(days=2)
    told(shell(day, time=When(start=day, end=TRUCE + timedelta(days=1))))
    told(shell(day, 1, time=When(start=day, end=TRUCE + timedelta(days=20))))
    inside, _, _ = displaced(Stage.of(case, Frame(as_of=DAY)))
    assert (inside.before, inside.since) == (pytest.approx(0.5), pytest.approx(0.5))


def test_uneven_weeks_make_the_interval_wider(case, told):
    told(*shelling(TRUCE - timedelta(days=28), [5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] * 2))
    told(*shelling(TRUCE, [9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] * 3))
    inside, outside, _ = displaced(Stage.of(case, Frame(as_of=DAY)))
    assert inside.excess > 1.5
    assert outside.excess == 1.0
    bare = rate_ratio(Window(inside.before, 60.0), Window(inside.since, 46.0))
    assert inside.ratio.high - inside.ratio.low > 1.2 * (bare.high - bare.low)
