"""Days of whole claims that no record has."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.intake.times import epochs, is_plausible


@pytest.mark.parametrize(("year", "plausible"), [(1899, False), (1900, True), (2100, True), (2101, False)])
def test_a_record_is_of_the_years_1900_to_2100(year, plausible) -> None:
    assert is_plausible(date(year, 6, 1)) == plausible


def test_seconds_since_1970_in_quotes_are_told_field_by_field() -> None:
    cells = {
        "published_on": "1538697600",
        "time": {"start": "2018-10-05", "end": "1538697600.5"},
        "says": "5",
    }
    assert [doubt.field for doubt in epochs(cells)] == ["published_on", "time.end"]
    assert list(epochs({"time": "1538697600", "recorded_at": None})) == []
