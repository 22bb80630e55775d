"""A code interleaves the bits of longitude and latitude, and gives the place back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.bulk.morton import codes_of, degrees_of, interleaved

LON, LAT = st.floats(-180, 180), st.floats(-90, 90)
STEPS = st.integers(0, 2**32 - 1)


def code(lon, lat):
    return int(codes_of(np.array([lon]), np.array([lat]))[0])


def by_hand(x, y):
    """Bit by bit, as the definition has it."""
    return sum((x >> n & 1) << 2 * n | (y >> n & 1) << 2 * n + 1 for n in range(32))


@given(STEPS, STEPS)
def test_bits_stand_in_turn(x, y):
    assert int(interleaved(np.array([x], np.uint64), np.array([y], np.uint64))[0]) == by_hand(x, y)


@given(LON, LAT)
def test_a_code_is_made_of_steps_from_the_south_west(lon, lat):
    steps = [
        min(int((lon + 180) * (2**32 / 360)), 2**32 - 1),
        min(int((lat + 90) * (2**32 / 180)), 2**32 - 1),
    ]
    assert code(lon, lat) == by_hand(*steps)


@given(LON, LAT)
def test_a_code_gives_the_place_back_to_a_centimetre(lon, lat):
    there = degrees_of(codes_of(np.array([lon]), np.array([lat])))
    assert np.allclose(there, [[lon], [lat]], atol=1e-7, rtol=0)


@given(LON, LAT, LON, LAT)
def test_to_the_north_and_east_codes_grow(west, south, lon, lat):
    if lon >= west and lat >= south:
        assert code(lon, lat) >= code(west, south)


@pytest.mark.parametrize(("lon", "lat", "wanted"), [(-180, -90, 0), (180, 90, 2**64 - 1), (0, 0, 3 << 62)])
def test_corners_and_middle_of_the_map(lon, lat, wanted):
    assert code(lon, lat) == wanted


def test_what_is_no_place_does_no_harm():
    assert len(codes_of(np.array([np.nan]), np.array([np.nan]))) == 1
