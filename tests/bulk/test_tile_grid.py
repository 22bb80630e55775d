"""Tiles part the map: every place on it lies in one of a zoom, and within the tile's ranges of codes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.bulk.morton import codes_of, degrees_of
from truceline.bulk.tile_grid import FARTHEST_LAT, TileName, ranges_of
from truceline.bulk.vector_tile import EXTENT
from truceline.errors import InputError

LON, LAT = st.floats(-180, 180), st.floats(-85.05, 85.05)


def place(lon, lat):
    """As a table has it: by its code."""
    return degrees_of(codes_of(np.array([lon]), np.array([lat])))


def tiles_with(lon, lat, z):
    """Every tile of a zoom that says the place lies in it."""
    every = (TileName(z, x, y) for x in range(1 << z) for y in range(1 << z))
    return [tile for tile in every if tile.steps(lon, lat)[2][0]]


@given(LON, LAT, st.integers(0, 4))
def test_every_place_lies_in_one_tile_and_in_its_ranges(lon, lat, z):
    there = place(lon, lat)
    (tile,) = tiles_with(*there, z)
    code = int(codes_of(*there)[0])
    assert any(first <= code <= last for first, last in ranges_of([tile]))
    x, y, _ = tile.steps(*there)
    assert 0 <= x[0] < EXTENT
    assert 0 <= y[0] < EXTENT


@given(LON, LAT, st.integers(5, 22))
def test_deep_down_too_a_tile_s_ranges_hold_what_lies_in_it(lon, lat, z):
    there = place(lon, lat)
    north = np.arctanh(np.sin(np.radians(there[1][0])))
    x = min(int((there[0][0] + 180) / 360 * 2**z), 2**z - 1)
    y = min(max(int((0.5 - north / (2 * np.pi)) * 2**z), 0), 2**z - 1)
    tile = TileName(z, x, y)
    code = int(codes_of(*there)[0])
    if tile.steps(*there)[2][0]:
        assert any(first <= code <= last for first, last in ranges_of([tile]))


def test_beyond_the_map_s_end_there_is_no_tile():
    assert tiles_with(*place(10, FARTHEST_LAT + 1e-6), 2) == []
    assert tiles_with(*place(10, -90), 2) == []
    assert len(tiles_with(*place(10, FARTHEST_LAT - 1e-6), 2)) == 1


@pytest.mark.parametrize(("lon", "column"), [(-180.0, 0), (180.0, 3)])
def test_the_antimeridian_is_drawn_at_the_end_it_was_written_for(lon, column):
    (tile,) = tiles_with(*place(lon, 0.1), 2)
    assert tile.x == column


def test_ranges_of_neighbours_are_joined_and_in_order():
    whole = ranges_of([TileName(1, x, y) for x in (0, 1) for y in (0, 1)])
    assert len(whole) == 1
    few = ranges_of([TileName(3, 1, 2), TileName(3, 6, 5)])
    assert few == sorted(few)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("8/155", "three numbers"),
        ("a/b/c", "three numbers"),
        ("23/0/0", "no such zoom; they go from 0 to 22"),
        ("2/4/0", "at zoom 2 both go from 0 to 3"),
        ("2/0/-1", "at zoom 2 both go from 0 to 3"),
    ],
)
def test_a_tile_that_is_none_is_told(text, told):
    with pytest.raises(InputError, match=told):
        TileName.of(text)


def test_a_tile_is_read():
    assert TileName.of("8/155/88") == TileName(8, 155, 88)
