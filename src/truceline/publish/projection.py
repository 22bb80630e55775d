"""From longitude and latitude to the points of a drawing, true to scale around its middle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import shapely
from pyproj import Transformer
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees (WGS84)."""
_STEPS = 20
# A third of a point is finer than print; what is drawn finer only makes the page bigger.
_FINEST = 0.35


@dataclass(frozen=True)
class Projection:
    """Azimuthal equal-area around the middle of the bounds; `width` in points of the drawing.

    Far inside a map of a few hundred kilometres its scale is the same everywhere to 0.1 %, so that one
    scale bar speaks for the whole.
    """

    bounds: Bounds
    width: float

    @cached_property
    def _transformer(self) -> Transformer:
        west, south, east, north = self.bounds
        middle = f"+lon_0={(west + east) / 2:.6f} +lat_0={(south + north) / 2:.6f}"
        return Transformer.from_crs("EPSG:4326", f"+proj=laea {middle} +datum=WGS84 +units=m", always_xy=True)

    @cached_property
    def _frame(self) -> Bounds:
        west, south, east, north = self.bounds
        edge = shapely.segmentize(box(west, south, east, north), max(east - west, north - south) / _STEPS)
        low_x, low_y, high_x, high_y = self._metres(edge).bounds
        return low_x, low_y, high_x, high_y

    def _metres(self, shape: BaseGeometry) -> BaseGeometry:
        turn: Any = self._transformer.transform
        moved: BaseGeometry = shapely.transform(shape, turn, interleaved=False)
        return moved

    @property
    def per_km(self) -> float:
        """Points of the drawing per kilometre."""
        low_x, _, high_x, _ = self._frame
        return self.width * 1000.0 / (high_x - low_x)

    @property
    def height(self) -> float:
        """Height of the drawing in points."""
        _, low_y, _, high_y = self._frame
        return round((high_y - low_y) / 1000.0 * self.per_km, 1)

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place falls: x to the right, y downwards."""
        x, y = self._transformer.transform(lon, lat)
        low_x, _, _, high_y = self._frame
        return (x - low_x) / 1000.0 * self.per_km, (high_y - y) / 1000.0 * self.per_km

    def shape(self, shape: BaseGeometry, margin: float = 40.0) -> BaseGeometry:
        """A geometry in points of the drawing, cut a little outside its edge."""
        low_x, _, _, high_y = self._frame
        scale = self.per_km / 1000.0
        flat = self._metres(shapely.force_2d(shape))
        drawn = shapely.transform(flat, lambda at: (at - (low_x, high_y)) * (scale, -scale))
        window = box(-margin, -margin, self.width + margin, self.height + margin)
        cut: BaseGeometry = shapely.intersection(shapely.make_valid(drawn), window).simplify(_FINEST)
        return cut

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a place falls on the drawing."""
        x, y = self.point(lon, lat)
        return 0 <= x <= self.width and 0 <= y <= self.height


def path(shape: BaseGeometry) -> str:
    """A projected geometry as the data of an SVG path."""
    return "".join(_strokes(shape))


def _strokes(shape: Any) -> Iterator[str]:
    kind = shape.geom_type
    if kind == "Polygon" and not shape.is_empty:
        for ring in (shape.exterior, *shape.interiors):
            yield _stroke(list(ring.coords)[:-1]) + "Z"
    elif kind in {"LineString", "LinearRing"} and not shape.is_empty:
        yield _stroke(list(shape.coords))
    elif hasattr(shape, "geoms"):
        for part in shape.geoms:
            yield from _strokes(part)


def _stroke(points: list[tuple[float, ...]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y, *_ in points)
