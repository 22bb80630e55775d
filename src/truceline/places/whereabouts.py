"""Where a claim says something happened: a disc, a shape, or nowhere on the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.places.drawing import Drawing
from truceline.places.geojson import drawn
from truceline.places.precision import PRECISION_KM, UNSTATED_KM

if TYPE_CHECKING:
    from truceline.evidence.claim import Place


@dataclass(frozen=True, slots=True)
class Disc:
    """A point (degrees) and the radius (km) round it in which each spot is alike."""

    lon: float
    lat: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class Patch:
    """A drawn shape in which each spot is alike."""

    drawing: Drawing


def radius_km(place: Place) -> float:
    """The radius round a place's point: its own, else by its UCDP precision."""
    if place.radius_m is not None:
        return place.radius_m / 1000
    return UNSTATED_KM if place.precision is None else PRECISION_KM[place.precision]


def whereabouts(place: Place) -> Disc | Patch | None:
    """The disc or shape a place names; None where it has no location that can be used.

    A shape goes before a point, which then only marks it.
    """
    if place.geometry is not None:
        try:
            drawing = drawn(place.geometry)
        except ValueError:
            drawing = None
        if drawing and drawing.kind == "point" and len(drawing.coordinates) == 1:
            lon, lat = map(float, drawing.coordinates[0])
            return Disc(lon, lat, radius_km(place))
        if drawing:
            return Patch(drawing)
    if place.lat is None or place.lon is None:
        return None
    return Disc(place.lon, place.lat, radius_km(place))
