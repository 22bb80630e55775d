"""Points told by squares: the same for every record of a place, and nothing finer for looking twice."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.publish.release.key import ReleaseKey
from truceline.publish.release.squares import Squares

LAT = st.floats(-85, 85)
LON = st.floats(-180, 180)
TOWN = (40.0, 22.0, 6.0)
"""A town of six kilometres' radius."""


def km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    half = [radians(one) / 2 for one in (other_lat - lat, other_lon - lon)]
    part = sin(half[0]) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(half[1]) ** 2
    return 2 * 6371 * asin(sqrt(part))


def squares(secret: bytes = b"k" * 32, town=TOWN) -> Squares:
    return Squares(ReleaseKey(secret), 2.0, 5.0, lambda lat, lon: km(lat, lon, town[0], town[1]) <= town[2])


@given(lat=LAT, lon=LON)
def test_a_place_is_told_alike_in_every_release(lat, lon):
    assert squares().square(lat, lon) == squares().square(lat, lon)


@given(lat=LAT, lon=LON)
def test_the_truth_lies_within_the_radius_that_is_told(lat, lon):
    told = squares().square(lat, lon)
    assert km(lat, lon, told.lat, told.lon) <= told.radius_km * 1.02


@given(lat=LAT, lon=LON)
def test_a_square_s_middle_is_told_as_itself_so_nothing_is_gained_by_blurring_twice(lat, lon):
    grid = squares(town=(0.0, 0.0, -1.0))
    told = grid.square(lat, lon)
    assert grid.square(told.lat, told.lon) == told


def test_another_key_draws_another_grid():
    answers = {squares(bytes([number]) * 32).square(40.1, 22.2)[:2] for number in range(20)}
    assert len(answers) > 15


def test_the_mean_of_many_records_of_one_place_says_no_more_than_one_of_them():
    grid = squares()
    near = [(40.1 + number * 1e-5, 22.2 + number * 1e-5) for number in range(200)]
    answers = [grid.square(*place) for place in near]
    assert len(set(answers)) <= 2
    mean = fmean(one.lat for one in answers), fmean(one.lon for one in answers)
    assert km(40.1, 22.2, *mean) >= km(40.1, 22.2, *answers[0][:2]) / 2


@pytest.mark.parametrize("radius_km", [0.0, 2.0, 3.5, 6.0, 9.0])
def test_what_is_told_alike_is_never_a_smaller_area_than_the_rules_say(radius_km):
    grid = squares(town=(40.0, 22.0, radius_km))
    step_km = 0.5
    areas: dict[tuple[float, ...], float] = {}
    for down in range(-24, 25):
        for across in range(-24, 25):
            lat = 40.0 + down * step_km / 111.0
            lon = 22.0 + across * step_km / (111.32 * cos(radians(40.0)))
            told = grid.square(lat, lon)
            areas[told] = areas.get(told, 0.0) + step_km**2
    # A square at the edge of what was looked at is seen in part.
    whole = [one for one in areas if km(40.0, 22.0, one[0], one[1]) <= 4]
    assert whole
    for one in whole:
        assert areas[one] >= (4.0 if one[2] < 2 else 25.0) * 0.85


def test_a_town_is_told_by_small_squares_and_open_land_by_large_ones():
    grid = squares()
    assert grid.square(40.0, 22.0).radius_km == pytest.approx(1.4)
    assert grid.square(40.6, 22.6).radius_km == pytest.approx(5.7)


@given(lon=st.floats(-180, 180), lat=st.sampled_from([-90.0, 90.0, 89.99, -89.99]))
def test_the_poles_and_the_date_line_have_squares_too(lat, lon):
    told = squares().square(lat, lon)
    assert -90 <= told.lat <= 90
    assert -180 <= told.lon < 180
