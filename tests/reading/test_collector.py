"""The search for cyclic garbage, put off while a document is read."""

from __future__ import annotations

import gc

import pytest
from tests.reading.reports import read

from truceline.reading.collector import collector_paused


@pytest.fixture(autouse=True)
def _collecting():
    """Leave the collector on, whatever a test did."""
    yield
    gc.enable()


def test_the_collector_rests_inside_and_runs_again_after():
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_failure_turns_it_on_again():
    with pytest.raises(ZeroDivisionError), collector_paused():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_one_that_somebody_turned_off_stays_off():
    gc.disable()
    with collector_paused():
        pass
    assert not gc.isenabled()


def test_reading_leaves_no_cycles_to_be_collected():
    text = (
        "Velk fighters shelled Dorrin on Monday, killing three. Tarnia denied that its army had withdrawn. "
    )
    read(text)
    gc.collect()
    gc.disable()
    few, many = (_left_by(text * times) for times in (1, 30))
    assert many <= few


def _left_by(text):
    """Objects that only the collector could free after a document was read and forgotten."""
    read(text)
    return gc.collect()
