from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, func, select
from tests.accounts.making import NOW

from truceline.accounts import lockouts
from truceline.accounts.lockouts import begun, cleared, taken_back, wait_after, waiting_s
from truceline.accounts.tables import metadata, tries


@pytest.fixture(scope="module")
def engine():
    made = create_engine("sqlite://")
    metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def connection(engine):
    with engine.connect() as made:
        yield made


def test_waits_double_from_half_a_minute_to_an_hour():
    waits = [wait_after(failures) for failures in range(14)]
    assert waits == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


@given(st.integers(0, 10**6))
def test_more_failures_never_wait_less(failures):
    assert wait_after(failures) <= wait_after(failures + 1) <= lockouts.LONGEST_S


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 7200)), max_size=30))
def test_what_was_taken_back_leaves_no_trace(engine, steps):
    """Only tries that were not taken back count, whatever came between them."""
    with engine.connect() as connection:
        at, expected = NOW, 0
        for kept, seconds in steps:
            at += timedelta(seconds=seconds)
            if waiting_s(connection, "x", at):
                continue
            before = connection.execute(select(tries.c.failures)).scalar()
            made = begun(connection, "x", at)
            if kept:
                expected += 1
            else:
                taken_back(connection, made)
                assert connection.execute(select(tries.c.failures)).scalar() == before
        assert (connection.execute(select(tries.c.failures)).scalar() or 0) == expected
        connection.rollback()


def test_two_tries_at_once_are_taken_back_in_any_order(connection):
    first, second = begun(connection, "x", NOW), begun(connection, "x", NOW + timedelta(seconds=1))
    taken_back(connection, first)
    taken_back(connection, second)
    taken_back(connection, second)
    assert connection.execute(select(func.count()).select_from(tries)).scalar() == 0


def test_counts_that_nobody_adds_to_go(connection):
    begun(connection, "x", NOW)
    begun(connection, "y", NOW + timedelta(days=2))
    assert connection.execute(select(tries.c.what)).scalars().all() == ["y"]


def test_each_thing_waits_by_itself(connection):
    for _ in range(5):
        begun(connection, "x", NOW)
    assert (waiting_s(connection, "x", NOW), waiting_s(connection, "y", NOW)) == (30, 0)
    assert waiting_s(connection, "x", NOW + timedelta(seconds=29.5)) == 1
    cleared(connection, "x")
    assert waiting_s(connection, "x", NOW) == 0
