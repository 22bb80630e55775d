from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.outlook.conftest import shell

from truceline.core.frame import Frame
from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor, Kind, Place, Source, Thing
from truceline.outlook.fulfilment import Pace, fulfilments

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


# In a case


def look(party: str, day: date, number: int):
    """Somebody walks all of the strip and finds no gun of a party."""
    return shell(
        day,
        number,
        kind=Kind.LOOK,
        act=Act.ABSENCE,
        actor=(Actor(text=party, party=party),),
        object=Thing(text="guns", term="guns"),
        place=(Place(text="the strip", zone="strip"),),
        coverage=1.0,
        source=Source(id="team", family="team", reliability="A", credibility=1),
    )


@pytest.fixture
def guns(case):
    """What is said of the guns' withdrawal as of a day; None where nothing is to be said."""
    case.ledger._clock.at += timedelta(days=60)
    return lambda day: {one.norm: one for one in fulfilments(case, Frame(as_of=day))}.get("guns-out")


def test_half_is_shown_and_the_rest_has_a_date(guns, told):
    told(look("north", date(2030, 1, 5), 1))
    found = guns(date(2030, 1, 6))
    assert (found.parts, found.shown, found.cannot_say) == (2, 1, None)
    (due,) = found.deadlines
    assert (due.by, due.certain) == (date(2030, 1, 10), True)
    assert 0.0 < due.low < due.chance < due.high < 1.0
    assert found.on_track is (due.chance > 0.5)
    assert found.half_by > date(2030, 1, 6)
    assert 0.0 < found.never < 0.5


def test_the_path_is_what_was_shown_each_week(guns, told):
    told(look("north", date(2030, 1, 5), 1))
    path = guns(date(2030, 1, 9)).path
    assert [(one.day, one.low) for one in path] == [(date(2030, 1, 2), 0.0), (date(2030, 1, 9), 0.5)]


def test_overdue_it_has_no_deadline_ahead_and_still_a_date(guns, told):
    told(look("north", date(2030, 1, 5), 1))
    found = guns(date(2030, 1, 20))
    assert (found.deadlines, found.on_track) == ((), None)
    assert found.half_by > date(2030, 1, 20)


def test_of_nothing_shown_nothing_is_said(guns):
    assert guns(date(2030, 1, 6)).cannot_say == "none of its 2 parts was shown: one is needed to see a pace"


def test_what_is_kept_needs_no_forecast(guns, told):
    told(look("north", date(2030, 1, 5), 1), look("south", date(2030, 1, 5), 2))
    assert guns(date(2030, 1, 6)) is None


def test_a_promise_in_one_piece_shows_no_pace(case):
    found = {one.norm: one for one in fulfilments(case, Frame(as_of=date(2030, 1, 6)))}
    assert found["fords-open"].cannot_say == "it is in one piece: nothing of it is seen until all is"
