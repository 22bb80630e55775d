"""Coordinates of a row: kept, or set aside with the reason; never repaired in silence."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.intake import cells
from truceline.intake.faults import Doubt, Fault, UnusableRow

Bounds = tuple[float, float, float, float]
"""West, south, east, north in WGS84 degrees: the agreement's area with room around it."""

_HIGHEST_LATITUDE = 90.0
_HIGHEST_LONGITUDE = 180.0


@dataclass(frozen=True, slots=True)
class Point:
    """Latitude and longitude (WGS84 degrees), both or neither."""

    lat: float | None = None
    lon: float | None = None


NOWHERE = Point()


def point(lat: str, lon: str, bounds: Bounds | None, doubts: list[Doubt], field: str = "latitude") -> Point:
    """The point of two cells, or none; what is wrong with it is added to `doubts`.

    A point outside `bounds` whose mirror image lies inside them is taken for swapped: the claim
    keeps the place's name and loses the point, for a repaired guess would be evidence of ours.
    """
    if not lat.strip() or not lon.strip():
        doubts.append(Doubt(Fault.MISSING_COORDINATES, "no coordinates; kept by its place name", field))
        return NOWHERE
    try:
        north, east = cells.number(lat, field), cells.number(lon, field)
    except UnusableRow as bad:
        doubts.append(Doubt(Fault.BAD_COORDINATES, f"{bad}; kept without its point", field))
        return NOWHERE
    doubt = _doubt(north, east, bounds, field)
    if doubt is None:
        return Point(north, east)
    doubts.append(doubt)
    return NOWHERE


def _doubt(north: float, east: float, bounds: Bounds | None, field: str) -> Doubt | None:
    told = f"latitude {north:g}, longitude {east:g}"
    if north == east == 0 and not (bounds and _inside(0, 0, bounds)):
        # Off the coast of Africa: what databases write where they have no point.
        return Doubt(Fault.BAD_COORDINATES, f"{told} are an empty value; kept without its point", field)
    if bounds and not _inside(north, east, bounds) and _inside(east, north, bounds):
        return Doubt(Fault.SWAPPED_COORDINATES, f"{told} look swapped; kept without its point", field)
    if _on_earth(north, east):
        return None
    if _on_earth(east, north):
        return Doubt(Fault.SWAPPED_COORDINATES, f"{told} must be swapped; kept without its point", field)
    return Doubt(Fault.BAD_COORDINATES, f"{told} are not on Earth; kept without its point", field)


def _on_earth(north: float, east: float) -> bool:
    return abs(north) <= _HIGHEST_LATITUDE and abs(east) <= _HIGHEST_LONGITUDE


def _inside(north: float, east: float, bounds: Bounds) -> bool:
    west, south, farthest_east, farthest_north = bounds
    return south <= north <= farthest_north and west <= east <= farthest_east
