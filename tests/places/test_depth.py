import pytest
from tests.places import sketch

from truceline.places.depth import DEFAULT_WIDTH_KM, depth_range

BY_READING = {"reading": "depth", "near": 10, "far": {"min": 15, "max": 20}}


def band(depth):
    return sketch.agreement(sketch.zone("strip", "band", file=None, along="x", depth_km=depth)).zones[0]


@pytest.mark.parametrize(
    ("depth", "readings", "bounds"),
    [
        (12, {}, (12, 12)),
        ({"min": 15, "max": 20}, {}, (15, 20)),
        (BY_READING, {"depth": "near"}, (10, 10)),
        (BY_READING, {"depth": "far"}, (15, 20)),
        (BY_READING, {}, (10, 20)),
        (BY_READING, {"depth": "unheard of"}, (10, 20)),
    ],
)
def test_a_band_is_as_deep_as_told(depth, readings, bounds):
    assert depth_range(band(depth), readings) == bounds


@pytest.mark.parametrize("shape", ["corridor", "line", "point"])
def test_other_strips_are_half_their_width_deep(shape):
    plain, wide = sketch.agreement(sketch.zone("a", shape), sketch.zone("b", shape, width_km=6)).zones
    assert depth_range(plain, {}) == (DEFAULT_WIDTH_KM[shape] / 2,) * 2
    assert depth_range(wide, {}) == (3, 3)
