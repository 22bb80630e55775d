"""The outlines of a zone: an area has one, a strip one for every depth it may have."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import shapely

from truceline.places.drawing import Drawing
from truceline.places.strip import Side, flat_strip

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, eq=False)
class Outlines:
    """What is drawn, or the strip along it, cut off by the area it lies within; each worked out once."""

    base: Drawing
    side: Side
    limit: Drawing | None
    _areas: dict[float, Drawing] = field(default_factory=dict, repr=False)
    _flats: dict[float, BaseGeometry] = field(default_factory=dict, repr=False)

    @property
    def is_strip(self) -> bool:
        return self.base.kind != "area"

    def area(self, depth_km: float) -> Drawing:
        """The outline at a depth, in degrees."""
        if not self.is_strip and self.limit is None:
            return self.base
        if depth_km not in self._areas:
            self._areas[depth_km] = Drawing.of(self._flat(depth_km), self.base.home, "area")
        return self._areas[depth_km]

    def smoothed(self, depth_km: float, by_km: float) -> Drawing:
        """The outline without detail finer than that; as it is where nothing would be left of it."""
        flat = shapely.simplify(self._flat(depth_km), by_km) if by_km else shapely.Polygon()
        return self.area(depth_km) if flat.is_empty else Drawing.of(flat, self.base.home, "area")

    def _flat(self, depth_km: float) -> BaseGeometry:
        """The outline on the plane around what is drawn, km."""
        if depth_km not in self._flats:
            own = flat_strip(self.base, depth_km, self.side) if self.is_strip else self._drawn
            self._flats[depth_km] = own if self._clip is None else shapely.intersection(own, self._clip)
        return self._flats[depth_km]

    @cached_property
    def _drawn(self) -> BaseGeometry:
        return self.base.seen_from(self.base.home)

    @cached_property
    def _clip(self) -> BaseGeometry | None:
        if self.limit is None:
            return None
        return shapely.Polygon() if self.limit.is_empty else self.limit.seen_from(self.base.home)


@lru_cache(maxsize=64)
def outlines(base: Drawing, side: Side, limit: Drawing | None) -> Outlines:
    """The outlines of a zone, the same for all readings of its depth."""
    return Outlines(base, side, limit)
