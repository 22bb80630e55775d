"""The edge of a strip lies at its depth from the line, over ground, wherever it is not cut off."""

import numpy as np
import pytest
import shapely
from tests.bulk.shapes import area, drawn, winding

from truceline.bulk.brims import brim
from truceline.places.ground import Ground
from truceline.places.plane import Plane

LINE = winding(36.3, 35.7)
AREA = area(36.0, 36.0, 40, 200)
ZONES = {
    "whole": Ground(LINE, 20, 20),
    "of one side": Ground(LINE, 60, 60, "left"),
    "cut off": Ground(LINE, 15, 15, within=AREA),
    "of one side, cut off by a strip": Ground(LINE, 15, 15, "right", Ground(LINE, 3, 10)),
}


def edges_of(ground):
    """The depths and drawings that a zone's edge may lie on."""
    while ground is not None:
        yield (ground.most_km if ground.is_strip else 0.0), ground.base
        if ground.side != "both":
            yield 0.0, ground.base
        ground = ground.within


def beside_an_end(spot):
    """Whether a place is nearest to an end of the line: of one side, an edge goes straight on from there."""
    plane = Plane(*spot)
    ends = np.hypot(*plane.project(LINE.coordinates[[0, -1]]).T)
    return ends.min() <= abs(LINE.offset_km(plane)) + 1e-3


@pytest.mark.parametrize("name", ZONES)
def test_every_corner_lies_at_a_depth_on_the_line_or_on_what_cuts_it_off(name):
    corners = brim(ZONES[name], ZONES[name].most_km).coordinates
    some = corners[np.linspace(0, len(corners) - 1, 120).astype(int)]
    edges = list(edges_of(ZONES[name]))
    planes = [Plane(*spot) for spot in some.tolist() if ZONES[name].side == "both" or not beside_an_end(spot)]
    assert len(planes) > 40
    for plane in planes:
        assert min(abs(abs(base.offset_km(plane)) - depth) for depth, base in edges) <= 2e-3


def test_what_lies_nowhere_has_no_edge():
    assert brim(Ground(LINE, 5, 5, within=area(60.0, 10.0, 20, 60)), 5).is_empty


def test_the_edge_of_a_strip_over_a_pole_has_no_more_corners_than_elsewhere():
    def corners(lat):
        line = drawn(0.0, lat, shapely.LineString([(-30, 5), (0, 2), (30, 5)]), "line")
        return len(brim(Ground(line, 5, 5), 5).coordinates)

    assert corners(90.0) == pytest.approx(corners(45.0), rel=0.05)
