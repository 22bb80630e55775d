from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.core.frame import Frame

DAY = date(2018, 10, 11)
moments = st.datetimes(min_value=datetime(2010, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC))


@given(moments, moments)
def test_a_frame_sees_what_was_recorded_by_then_and_nothing_later(known_at: datetime, recorded: datetime):
    assert Frame(DAY, known_at).sees(recorded) == (recorded <= known_at)


@given(moments)
def test_what_is_recorded_at_the_very_instant_is_seen(known_at: datetime):
    assert Frame(DAY, known_at).sees(known_at)
    assert not Frame(DAY, known_at).sees(known_at + timedelta(microseconds=1))


@given(moments)
def test_a_frame_without_known_at_sees_everything(recorded: datetime):
    assert Frame(DAY).sees(recorded)


def test_known_at_needs_a_time_zone():
    with pytest.raises(AssertionError, match="aware"):
        Frame(DAY, datetime(2018, 10, 11))


def test_every_instrument_is_law_unless_some_are_named():
    assert Frame(DAY).admits("grace")
    signed_only = Frame(DAY, instruments=frozenset({"memorandum"}))
    assert signed_only.admits("memorandum")
    assert not signed_only.admits("grace")


def test_looking_at_another_day_keeps_knowledge_law_and_readings():
    known = datetime(2018, 10, 19, tzinfo=UTC)
    frame = Frame(DAY, known, frozenset({"memorandum"}), {"depth": "wide"})
    later = frame.on(date(2018, 11, 16))
    assert later.as_of == date(2018, 11, 16)
    assert (later.known_at, later.instruments, later.readings) == (known, frame.instruments, frame.readings)


def test_a_reading_taken_later_goes_before_one_taken_earlier():
    frame = Frame(DAY, readings={"depth": "wide", "line": "fixed"}).under({"depth": "narrow"})
    assert frame.readings == {"depth": "narrow", "line": "fixed"}


def test_taking_a_reading_leaves_the_first_frame_as_it_was():
    frame = Frame(DAY)
    frame.under({"depth": "narrow"})
    assert frame.readings == {}
