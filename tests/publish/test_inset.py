"""The small map says where the large one is cut from, and hides nothing."""

from __future__ import annotations

import pytest

from truceline.publish.inset import Inset
from truceline.publish.labels import Labels
from truceline.publish.projection import Projection

BOUNDS = (35.9, 35.3, 37.1, 36.5)


@pytest.fixture(scope="module")
def on():
    return Projection(BOUNDS, 760.0)


def test_it_shows_the_country_and_the_extent(on):
    inset = Inset.of(on)
    assert inset is not None
    assert inset.country.name == "Syria"
    corner = inset.corner(Labels(on.width, on.height))
    drawn = inset.html(corner)
    assert drawn.count('class="home"') == 1
    assert drawn.count('class="extent"') == 1
    assert 'class="land"' in drawn, "neighbours"


def test_it_stands_where_no_symbol_is(on):
    inset = Inset.of(on)
    labels = Labels(on.width, on.height)
    first = inset.corner(labels)
    labels.discs.append((first.x + 10, first.y + 10, 5.0))
    second = inset.corner(labels)
    assert (second.x, second.y) != (first.x, first.y)


def test_where_every_corner_has_a_symbol_it_takes_none(on):
    labels = Labels(on.width, on.height)
    labels.discs += [(x, y, 5.0) for x in range(0, 800, 40) for y in range(0, int(on.height) + 40, 40)]
    assert Inset.of(on).corner(labels) is None


def test_a_map_at_sea_has_none():
    assert Inset.of(Projection((-40.0, 30.0, -39.0, 31.0), 760.0)) is None


@pytest.mark.parametrize("middle", [(100.0, 60.0), (6.1, 49.6), (-70.0, -20.0), (178.0, -17.8), (15.0, 78.5)])
def test_of_whatever_country_the_extent_can_be_seen(middle):
    lon, lat = middle
    inset = Inset.of(Projection((lon - 0.3, lat - 0.2, lon + 0.3, lat + 0.2), 760.0))
    assert inset is not None
    left, top, right, bottom = inset._extent().bounds
    assert 4.9 < right - left <= inset.small.width
    assert 4.9 < bottom - top <= inset.small.height
