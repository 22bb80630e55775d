from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.outlook.conftest import shell

from truceline.assess.docket import Exhibit
from truceline.evidence.claim import Evidence, Place, Source
from truceline.outlook.repeats import without_repeats

DAY = date(2030, 1, 5)
FORD = Place(text="the ford", lat=40.1, lon=22.2, radius_m=100.0)
NEAR_FORD = Place(text="Ford village", lat=40.12, lon=22.21, radius_m=500.0)
FAR = Place(text="the hill", lat=40.3, lon=22.2, radius_m=100.0)


def told(number: int, family: str, place: Place = FORD, day: date = DAY) -> Exhibit:
    source = Source(id=family, family=family, reliability="B", credibility=2)
    claim = shell(day, number, source=source, place=(place,))
    return Exhibit(claim, day, day, 1.0, 1.0)


def test_two_events_of_one_source_are_two():
    assert len(without_repeats([told(1, "watch"), told(2, "watch")])) == 2


def test_two_rows_of_one_table_are_two_events_whoever_told_them():
    rows = [told(1, "watch"), told(2, "radio")]
    table = [
        replace(row, claim=row.claim.model_copy(update={"evidence": Evidence(file="f" * 64, row=number)}))
        for number, row in enumerate(rows, start=2)
    ]
    assert len(without_repeats(table)) == 2
    assert len(without_repeats([*table, told(3, "paper")])) == 2


def test_one_event_told_by_two_feeds_is_one():
    assert len(without_repeats([told(1, "watch"), told(2, "radio", NEAR_FORD)])) == 1


def test_each_event_stands_for_one_of_another_feed():
    both = [told(1, "watch"), told(2, "watch"), told(3, "radio"), told(4, "radio"), told(5, "radio")]
    assert len(without_repeats(both)) == 3


def test_other_places_and_days_are_other_events():
    apart = [told(1, "watch"), told(2, "radio", FAR), told(3, "radio", FORD, date(2030, 1, 6))]
    assert len(without_repeats(apart)) == 3


@pytest.mark.parametrize(("other", "count"), [("the ford", 1), ("The Ford", 1), ("the mill", 2)])
def test_places_without_a_point_are_told_apart_by_name(other, count):
    named = [told(1, "watch", Place(text="the ford")), told(2, "radio", Place(text=other))]
    assert len(without_repeats(named)) == count


numbers = st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 9)), max_size=25)


@given(numbers)
def test_no_fewer_are_left_than_the_feed_that_tells_most_and_no_more_than_all(chosen):
    given_ = [told(number, family, day=date(2030, 1, day)) for number, (family, day) in enumerate(chosen)]
    left = without_repeats(given_)
    most = max((sum(f == family for f, _ in chosen) for family in "abc"), default=0)
    assert most <= len(left) <= len(given_)
    assert {one.key for one in left} <= {one.key for one in given_}


@given(numbers, st.randoms())
def test_the_order_of_reports_changes_nothing(chosen, random):
    given_ = [told(number, family, day=date(2030, 1, day)) for number, (family, day) in enumerate(chosen)]
    mixed = random.sample(given_, len(given_))
    assert [one.key for one in without_repeats(mixed)] == [one.key for one in without_repeats(given_)]
