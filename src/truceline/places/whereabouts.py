"""Where a claim says something happened: a disc, a shape, or nowhere on the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.places.drawing import Drawing
from truceline.places.geojson import drawn

if TYPE_CHECKING:
    from truceline.evidence.claim import Place

# Radius in kilometres of the disc in which an event truly lies, by UCDP `where_prec` (codebook of the
# Georeferenced Event Dataset). Our choice, reasons in docs/explanation/places.md.
PRECISION_KM = {
    1: 1.0,  # the exact place: a village's or a quarter's extent
    2: 25.0,  # near a place: the codebook's own "within about 25 km"
    3: 30.0,  # only the district is known: a wide second-order division
    4: 75.0,  # only the province is known: as large as a first-order division of 18,000 km2
    5: 50.0,  # along a road, river or border, or in a region without edges
    6: 250.0,  # only the country is known: as large as one of 200,000 km2
    7: 100.0,  # at sea or in the air: the point is nominal
}
# A point that comes without any word on its precision is taken as the place it names.
UNSTATED_KM = PRECISION_KM[1]


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
