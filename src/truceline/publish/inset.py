"""A small map of the country that the large one is cut from, with the part that the large one shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from shapely import make_valid
from shapely.geometry import box, shape
from shapely.geometry.base import BaseGeometry

from truceline.places.areas import Area, areas
from truceline.places.countries import drawing
from truceline.publish.labels import Labels
from truceline.publish.markup import Html, el
from truceline.publish.projection import Bounds, Projection, path

_WIDE, _HIGH = 132.0, 104.0
"""Points: the most that it takes up."""
_GAP = 8.0
_TOP, _SIDE = 16.0, 46.0
"""Points kept free for the degrees along the upper and left edge."""
_LEAST, _MOST = 3.0, 12.0
"""How many times as wide as the large map it is, at least and at most."""
_SMALLEST = 5.0
"""Points of an extent that can still be seen."""
_REMEMBERED = 64
_WORLD = (-180.0, -85.0, 180.0, 85.0)


class Corner(NamedTuple):
    """Where an inset stands on the large map, and how big it is, in points."""

    x: float
    y: float
    wide: float
    high: float


@dataclass(frozen=True)
class Inset:
    """The country that has most of a map, its neighbours, and the map's extent."""

    on: Projection
    """The large map."""
    country: Area
    small: Projection

    @classmethod
    def of(cls, on: Projection) -> Inset | None:
        """None where the map shows no country: at sea, or where there is no data."""
        country = _country_of(on.bounds)
        return None if country is None else cls(on, country, _fitted(_window(on.bounds, country)))

    def corner(self, labels: Labels) -> Corner | None:
        """The first corner where it hides nothing that is drawn as a symbol; None where all have some."""
        wide, high = self.small.width, self.small.height
        right, low = self.on.width - wide - _GAP, self.on.height - high - _GAP
        for x, y in ((right, _TOP), (right, low), (_SIDE, _TOP)):
            is_free = not any(_meets(disc, x, y, wide, high) for disc in labels.discs)
            if right > _SIDE and low > _TOP and is_free and labels.has_room((x, y, x + wide, y + high)):
                return Corner(x, y, wide, high)
        return None

    def html(self, corner: Corner) -> Html:
        """The drawing, put in its corner."""
        marked = self._extent()
        return el(
            "g",
            {
                "class": "inset",
                "aria-hidden": "true",
                "transform": f"translate({corner.x:.1f} {corner.y:.1f})",
            },
            el("rect", {"class": "sea", "width": f"{corner.wide:.1f}", "height": f"{corner.high:.1f}"}),
            list(self._lands()),
            el("path", {"class": "extent", "d": path(marked)}),
        )

    def _lands(self) -> Iterator[Html]:
        """Neighbours first, the country itself on top."""
        window = box(*self.small.bounds)
        near = (one for one in _countries() if box(*one.box).intersects(window))
        for one in sorted(near, key=lambda one: (one.at == self.country.at, one.at)):
            drawn = self.small.shape(_land(one).intersection(window), margin=0.0)
            if not drawn.is_empty:
                yield el("path", {"class": "home" if one.at == self.country.at else "land", "d": path(drawn)})

    def _extent(self) -> BaseGeometry:
        left, top, right, bottom = self.small.shape(box(*self.on.bounds), margin=0.0).bounds
        spare_x = max(0.0, _SMALLEST - (right - left)) / 2
        spare_y = max(0.0, _SMALLEST - (bottom - top)) / 2
        return box(left - spare_x, top - spare_y, right + spare_x, bottom + spare_y)


def _country_of(bounds: Bounds) -> Area | None:
    """The country with the most of the map; None where none has any."""
    extent = box(*bounds)
    near = [one for one in _countries() if box(*one.box).intersects(extent)]
    shares = [(_land(one).intersection(extent).area, one) for one in near]
    share, found = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return found if share else None


@cache
def _countries() -> tuple[Area, ...]:
    return tuple(one for one in areas().rows if one.is_country)


@lru_cache(_REMEMBERED)
def _land(country: Area) -> BaseGeometry:
    """A country's land; the maps of a report mostly show the same few."""
    return make_valid(shape(drawing(country)))


def _window(bounds: Bounds, country: Area) -> Bounds:
    """The country where it is of a fitting size; of a larger one what lies around, of a smaller one more."""
    sides = [
        _side(bounds[axis], bounds[axis + 2], country.box[axis], country.box[axis + 2]) for axis in (0, 1)
    ]
    (west, east), (south, north) = sides
    return max(west, _WORLD[0]), max(south, _WORLD[1]), min(east, _WORLD[2]), min(north, _WORLD[3])


def _side(low: float, high: float, first: float, last: float) -> tuple[float, float]:
    long, middle = high - low, (low + high) / 2
    wanted = max(last, high) - min(first, low)
    half = min(max(wanted * 1.08, _LEAST * long), _MOST * long) / 2
    centre = (max(last, high) + min(first, low)) / 2 if wanted <= _MOST * long else middle
    return centre - half, centre + half


def _fitted(bounds: Bounds) -> Projection:
    """The window as large as its place allows."""
    full = Projection(bounds, _WIDE)
    return full if full.height <= _HIGH else Projection(bounds, _WIDE * _HIGH / full.height)


def _meets(disc: Sequence[float], x: float, y: float, wide: float, high: float) -> bool:
    at_x, at_y, radius = disc
    return x - radius < at_x < x + wide + radius and y - radius < at_y < y + high + radius
