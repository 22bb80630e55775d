"""Parts that touch are one area: what they share is no boundary."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.places import sketch
from tests.places.test_geojson import RING, drawn

from truceline.places.drawing import Drawing
from truceline.places.ground import Ground
from truceline.places.plane import Plane

NORTH = [(36, 35), (38, 35.4), (38.6, 37), (36, 37), (36, 35)]
SOUTH = [(36, 34), (38, 34), (38, 35.4)]
BOTH = [(36, 34), (38, 34), (38, 35.4), (38.6, 37), (36, 37), (36, 35), (36, 34)]
BITE = [(36.2, 35.026), (36.7, 35.091), (36.6, 35.4), (36.3, 35.4), (36.2, 35.026)]
BITTEN = [
    (36, 35), (36.2, 35.026), (36.3, 35.4), (36.6, 35.4), (36.7, 35.091), (37, 35.13), (37.2, 36), (36, 36),
    (36, 35),
]  # fmt: skip


def on_the_seam(share: float) -> tuple[float, float]:
    """A corner of the south that the north does not have, on the line between two that both have."""
    return 38 - 2 * share, 35.4 - 0.4 * share


def outline_km(area: Drawing) -> float:
    return float(area.seen_from(area.home).length)


def area_km2(area: Drawing) -> float:
    return float(area.seen_from(area.home).area)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=6, unique=True))
def test_parts_whose_corners_lie_elsewhere_on_their_common_edge_become_one(shares):
    south = [*SOUTH, *map(on_the_seam, sorted(shares)), (36, 35), (36, 34)]
    parts = {"type": "MultiPolygon", "coordinates": [[NORTH], [south]]}
    found, whole = drawn(parts), drawn(sketch.polygon(BOTH))
    assert [len(rings) for rings in found.groups] == [1]
    assert outline_km(found) == pytest.approx(outline_km(whole), abs=0.01)
    assert area_km2(found) == pytest.approx(area_km2(whole), rel=1e-5)


def test_a_place_on_the_seam_of_two_parts_lies_as_deep_as_in_the_whole():
    south = [*SOUTH, on_the_seam(0.3), on_the_seam(0.77), (36, 35), (36, 34)]
    parts = Ground(drawn({"type": "MultiPolygon", "coordinates": [[NORTH], [south]]}))
    whole = Ground(drawn(sketch.polygon(BOTH)))
    lon, lat = on_the_seam(0.5)
    deep = whole.offset_km(Plane(lon, lat))
    assert deep is not None
    assert abs(deep) > 20
    assert parts.offset_km(Plane(lon, lat)) == pytest.approx(deep, abs=0.001)


def test_a_hole_along_a_slanted_edge_leaves_no_hair_beside_it():
    found, whole = drawn(sketch.polygon(RING, BITE)), drawn(sketch.polygon(BITTEN))
    assert [len(rings) for rings in found.groups] == [1]
    assert outline_km(found) == pytest.approx(outline_km(whole), abs=0.01)
    assert area_km2(found) == pytest.approx(area_km2(whole), rel=1e-6)


def test_parts_a_metre_apart_stay_two():
    far = sketch.box(37.00002, 35, 38, 36)["coordinates"]
    parts = {"type": "MultiPolygon", "coordinates": [sketch.box(36, 35, 37, 36)["coordinates"], far]}
    assert len(drawn(parts).groups) == 2
