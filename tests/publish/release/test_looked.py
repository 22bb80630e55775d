"""Where a patrol looked is told to the public by whole squares, and never the way it took."""

from __future__ import annotations

import shapely
from shapely.geometry import LineString

from truceline.publish.release.key import ReleaseKey
from truceline.publish.release.looked import squares_looked_at
from truceline.publish.release.squares import Squares

GRID = Squares(ReleaseKey(b"k" * 32), 2.0, 5.0, lambda _lat, _lon: False)


def rings(shape):
    return (tuple((x, y) for x, y in shape.exterior.coords),)


def test_a_narrow_way_shows_at_most_squares_that_many_ways_go_through():
    ways = [LineString([(36.0, 35.0 + n * 1e-4), (36.6, 35.3)]).buffer(0.005) for n in range(3)]
    told = {squares_looked_at(GRID, rings(way)) for way in ways}
    corners = {corner for one in told for ring in one for corner in ring}
    assert not corners & {(round(x, 4), round(y, 4)) for way in ways for x, y in way.exterior.coords}


def test_a_square_is_told_where_its_middle_was_looked_at():
    seen = shapely.box(36.0, 35.0, 36.6, 35.4)
    told = squares_looked_at(GRID, rings(seen))
    assert told
    for ring in told:
        middle = shapely.Polygon(ring).centroid
        assert seen.covers(middle)
        square = GRID.square(middle.y, middle.x)
        assert abs(square.lat - middle.y) < 1e-3
        assert abs(square.lon - middle.x) < 1e-3


def test_two_looks_that_cover_the_same_middles_are_told_alike():
    seen = shapely.box(36.0, 35.0, 36.6, 35.4)
    assert squares_looked_at(GRID, rings(seen)) == squares_looked_at(GRID, rings(seen.simplify(0.001)))


def test_nothing_looked_at_is_nothing_told():
    assert squares_looked_at(GRID, ()) == ()
