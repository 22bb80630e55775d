from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.outlook.conftest import TRUCE, shell

from truceline.core.frame import Frame
from truceline.evidence.claim import Place
from truceline.outlook.displacement import displaced
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
