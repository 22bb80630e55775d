"""What is encoded, an independent library reads."""

import mapbox_vector_tile
from hypothesis import given
from hypothesis import strategies as st

from truceline.bulk.vector_tile import EXTENT, Dots, encoded

STEP = st.integers(-EXTENT, 2 * EXTENT)
VALUE = st.none() | st.text(max_size=200) | st.integers(-(2**62), 2**62) | st.floats(allow_nan=False)


def read(tile, layer="points"):
    found = mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})
    assert found[layer]["extent"] == EXTENT
    return [(*one["geometry"]["coordinates"], one["properties"]) for one in found[layer]["features"]]


@given(st.lists(st.tuples(STEP, STEP, VALUE, VALUE), min_size=1, max_size=30))
def test_every_dot_comes_back_with_all_that_is_told_of_it(rows):
    x, y, first, second = zip(*rows, strict=True)
    found = read(encoded("points", Dots(x, y, {"first": first, "zweites": second})))
    for (east, south, told), row in zip(found, rows, strict=True):
        wanted = {
            key: value for key, value in zip(("first", "zweites"), row[2:], strict=True) if value is not None
        }
        assert (east, south, told) == (*row[:2], wanted)
        assert {key: type(value) for key, value in told.items()} == {k: type(v) for k, v in wanted.items()}


def test_one_and_one_point_zero_stay_apart():
    found = read(encoded("points", Dots([1, 2, 3], [1, 2, 3], {"n": [1, 1.0, 1]})))
    assert [repr(told["n"]) for _, _, told in found] == ["1", "1.0", "1"]


def test_a_tile_without_dots_is_empty():
    assert encoded("points", Dots([], [], {})) == b""
    assert mapbox_vector_tile.decode(b"") == {}
