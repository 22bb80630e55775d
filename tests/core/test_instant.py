from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.core.instant import RESOLUTION, Clock, Span

ZONES = ["UTC", "Asia/Damascus", "Europe/Kyiv", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu"]
clocks = st.sampled_from(ZONES).map(Clock)
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2035, 12, 30))
moments = st.datetimes(
    min_value=datetime(1990, 1, 1), max_value=datetime(2035, 12, 30), timezones=st.just(UTC)
)
bounds = st.none() | moments


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start, end = draw(bounds), draw(bounds)
    if start is not None and end is not None and end < start:
        start, end = end, start
    return Span(start, end)


def elapsed(clock: Clock, day: date) -> timedelta:
    return clock.end_of(day).astimezone(UTC) - clock.start_of(day).astimezone(UTC)


def test_a_deadline_by_the_tenth_ends_at_the_next_local_midnight():
    damascus = Clock("Asia/Damascus")
    assert damascus.end_of(date(2018, 10, 10)) == datetime(2018, 10, 10, 21, 0, tzinfo=UTC)
    assert damascus.last_moment(date(2018, 10, 10)) == datetime(2018, 10, 10, 20, 59, 59, 999999, tzinfo=UTC)


def test_the_day_summer_time_begins_has_twenty_three_hours():
    # Kyiv moved its clocks forward on 31 March 2019 and back on 27 October 2019.
    kyiv = Clock("Europe/Kyiv")
    assert elapsed(kyiv, date(2019, 3, 31)) == timedelta(hours=23)
    assert elapsed(kyiv, date(2019, 10, 27)) == timedelta(hours=25)


def test_a_zone_that_changes_at_midnight_still_gives_its_days_an_end():
    # Damascus moved its clocks from 24:00 on 29 March 2018 straight to 01:00 on the 30th.
    damascus = Clock("Asia/Damascus")
    thursday, friday = date(2018, 3, 29), date(2018, 3, 30)
    assert elapsed(damascus, thursday) + elapsed(damascus, friday) == timedelta(hours=47)
    assert damascus.day_of(damascus.last_moment(thursday)) == thursday
    assert damascus.day_of(damascus.last_moment(friday)) == friday


@given(clocks, days)
def test_days_follow_each_other_without_gap_or_overlap(clock: Clock, day: date):
    assert clock.end_of(day) == clock.start_of(day + timedelta(days=1))


@given(clocks, days)
def test_the_last_moment_is_the_last_instant_before_the_end(clock: Clock, day: date):
    last = clock.last_moment(day)
    assert last.tzinfo is UTC
    assert last < clock.end_of(day).astimezone(UTC)
    assert last + RESOLUTION == clock.end_of(day).astimezone(UTC)


@given(st.sampled_from(["UTC", "Asia/Damascus", "Europe/Kyiv", "America/St_Johns"]).map(Clock), days)
def test_the_last_moment_of_a_day_falls_on_that_day(clock: Clock, day: date):
    assert clock.day_of(clock.last_moment(day)) == day


@given(clocks, moments)
def test_every_instant_lies_in_the_span_of_its_own_day(clock: Clock, moment: datetime):
    day = clock.day_of(moment)
    assert clock.span(day, day).contains(moment)
    assert not clock.span(day + timedelta(days=1), None).contains(moment)


def test_an_iso_day_reads_as_its_last_moment():
    clock = Clock("Asia/Damascus")
    assert clock.instant("2018-10-11") == clock.last_moment(date(2018, 10, 11))


def test_an_instant_without_offset_is_local_and_one_with_offset_is_not():
    clock = Clock("Asia/Damascus")
    local = datetime(2018, 10, 11, 9, 0, tzinfo=ZoneInfo("Asia/Damascus"))
    assert clock.instant("2018-10-11T09:00") == local
    assert clock.instant("2018-10-11T09:00+00:00") == datetime(2018, 10, 11, 9, 0, tzinfo=UTC)
    assert clock.instant("2018-10-11T09:00").tzinfo is UTC


@pytest.mark.parametrize("text", ["", "yesterday", "2018-13-01", "11.10.2018", "2018-10-11T25:00"])
def test_what_is_no_iso_day_or_instant_is_refused(text: str):
    with pytest.raises(ValueError, match=r".+"):
        Clock("UTC").instant(text)


def test_a_span_is_half_open():
    noon = datetime(2018, 10, 10, 12, tzinfo=UTC)
    span = Span(noon, noon + timedelta(hours=1))
    assert span.contains(noon)
    assert not span.contains(noon + timedelta(hours=1))
    assert not span.contains(noon - RESOLUTION)


def test_a_span_cannot_end_before_it_starts():
    noon = datetime(2018, 10, 10, 12, tzinfo=UTC)
    with pytest.raises(ValueError, match="cannot end"):
        Span(noon, noon - RESOLUTION)


def test_an_open_span_holds_every_instant():
    assert Clock().span(None, None).contains(datetime(1900, 1, 1, tzinfo=UTC))


@given(spans(), spans())
def test_overlapping_is_mutual(left: Span, right: Span):
    assert left.overlaps(right) == right.overlaps(left)


@given(spans(), spans(), moments)
def test_spans_that_share_an_instant_overlap(left: Span, right: Span, moment: datetime):
    if left.contains(moment) and right.contains(moment):
        assert left.overlaps(right)


@given(spans(), spans())
def test_overlapping_spans_share_the_later_start(left: Span, right: Span):
    starts = [start for start in (left.start, right.start) if start is not None]
    if left.overlaps(right) and starts:
        assert left.contains(max(starts))
        assert right.contains(max(starts))


@given(moments, spans())
def test_an_empty_span_holds_nothing_and_overlaps_nothing(moment: datetime, other: Span):
    empty = Span(moment, moment)
    assert empty.is_empty
    assert not empty.contains(moment)
    assert not empty.overlaps(other)


@pytest.mark.parametrize("zone", ZONES)
def test_the_ends_of_the_calendar_have_a_day_too(zone: str) -> None:
    clock = Clock(zone)
    last, first = datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)
    assert (clock.day_of(first), clock.day_of(last)) == (date.min, date.max)
    assert clock.last_moment(date.max).year == date.max.year
    assert clock.last_moment(date.min).year == date.min.year
    assert clock.instant("9999-12-31T23:59:59-12:00") == last
