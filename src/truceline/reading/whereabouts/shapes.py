"""Places on the ground: from what a name means, and how the words take it, to a point or a shape."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from truceline.core.record import record
from truceline.evidence.claim import Place
from truceline.places.atlas import Atlas
from truceline.places.bearing import Wind, offset_point, part_of_disc
from truceline.places.countries import drawing
from truceline.places.locate import COUNTRYSIDE_KM
from truceline.places.parts import between, light, part_of_area, ring_part
from truceline.reading.whereabouts.senses import Sense

_REMEMBERED = 5000
# How far the outskirts of a town reach past its edge, and the ground that "near" it means.
_OUTSKIRTS_KM = 3.0
_NEAR_KM = 5.0
# "North of a town" is the ground past its edge.
_BEYOND_KM = 20.0
_ROAD_KM = 2.0
_LINEAR, _NEAR, _PROVINCE, _COUNTRY = 5, 2, 4, 6


@record
class Manner:
    """How the words around a name take the place.

    `sides` as told; `beyond` for "north of a town", which lies outside it; `km` for a distance.
    """

    sides: tuple[Wind, ...] = ()
    scope: Literal["", "rural", "skirts", "near", "beyond"] = ""
    km: float | None = None

    @property
    def is_plain(self) -> bool:
        return not self.sides and not self.scope and self.km is None


PLAIN = Manner()


class Shapes:
    """Draws each place once; the words and where they stand are put in by whoever found them."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self._drawn: dict[Any, Place] = {}

    def place(self, sense: Sense, manner: Manner, home: Sense | None = None) -> Place:
        """The place; `home` is the town that gives an area its name, from which its sides are told."""
        return self._once((sense, manner, home), lambda: _place(sense, manner, home))

    def along(self, one: Sense, other: Sense) -> Place:
        """The ground between two places, or the road from one to the other."""
        return self._once((one, other), lambda: _along(one, other))

    def zone(self, zone: str, sides: tuple[Wind, ...], on: date | None) -> Place:
        """A zone of the agreement, or a part of it where it is drawn."""
        if not sides:
            return self._once(zone, lambda: Place(zone=zone))
        return self._once((zone, sides, on), lambda: self._zone_part(zone, sides, on))

    def _zone_part(self, zone: str, sides: tuple[Wind, ...], on: date | None) -> Place:
        whole = self.atlas.shape(zone, on)
        if whole is None or whole.area == 0:
            return Place(zone=zone)
        return _of_shape(part_of_area(whole, sides), Place(base=zone, direction=_single(sides)))

    def _once(self, key: Any, draw: Callable[[], Place]) -> Place:
        if key not in self._drawn:
            if len(self._drawn) >= _REMEMBERED:
                self._drawn.clear()
            self._drawn[key] = draw()
        return self._drawn[key]


def _place(sense: Sense, manner: Manner, home: Sense | None) -> Place:
    bare = Place(base=sense.name, adm1=sense.adm1, direction=_single(manner.sides), precision=sense.precision)
    if manner.km is not None:
        return _offset(sense, manner, bare)
    if sense.form == "area":
        return _in_area(sense, manner, home, bare)
    return _at_spot(sense, manner, bare)


def _offset(sense: Sense, manner: Manner, bare: Place) -> Place:
    """So far off, in a direction or in any."""
    assert manner.km is not None
    extent_km = (sense.radius_m or 0) / 1000
    lon, lat, astray = sense.lon, sense.lat, manner.km
    if manner.sides:
        lon, lat, astray = offset_point(sense.lon, sense.lat, manner.km, manner.sides[0])
    radius_m = round(1000 * float(extent_km**2 + astray**2) ** 0.5)
    return bare.model_copy(
        update={"lat": round(lat, 5), "lon": round(lon, 5), "radius_m": float(radius_m), "precision": _NEAR}
    )


def _in_area(sense: Sense, manner: Manner, home: Sense | None, bare: Place) -> Place:
    if sense.area is None:
        radius_km = (sense.radius_m or 1000 * COUNTRYSIDE_KM) / 1000
        return _in_disc(sense, radius_km, manner.sides, bare)
    # Writers tell the sides of a province from the town that gives it its name, not from its middle.
    centre = (home.lon, home.lat) if home and manner.sides != ("C",) else None
    if manner.sides:
        return _of_shape(part_of_area(sense.area.shape, manner.sides, centre), bare)
    drawn = _pointed(drawing(sense.area), bare)
    if home is None:
        return drawn
    # Of a province its town stands for it best: most of what happens there happens near.
    return drawn.model_copy(update={"lat": home.lat, "lon": home.lon})


def _at_spot(sense: Sense, manner: Manner, bare: Place) -> Place:
    radius_km = (sense.radius_m or 1000.0) / 1000
    match manner.scope:
        case "near":
            reach = radius_km + _NEAR_KM
            if not manner.sides:
                return _disc(sense, reach, bare.model_copy(update={"precision": _NEAR}))
            return _of_shape(_ring(sense, radius_km, reach, manner.sides), bare, _NEAR)
        case "skirts":
            inner = radius_km * 0.6
            return _of_shape(_ring(sense, inner, radius_km + _OUTSKIRTS_KM, manner.sides), bare, _NEAR)
        case "beyond":
            return _of_shape(_ring(sense, radius_km, radius_km + _BEYOND_KM, manner.sides), bare, _NEAR)
        case "rural":
            return _in_disc(sense, max(radius_km, COUNTRYSIDE_KM), manner.sides, bare, _PROVINCE - 1)
        case _:
            return _in_disc(sense, radius_km, manner.sides, bare)


def _ring(sense: Sense, inner_km: float, outer_km: float, sides: tuple[Wind, ...]) -> BaseGeometry:
    return ring_part(sense.lon, sense.lat, inner_km, outer_km, sides)


def _in_disc(
    sense: Sense, radius_km: float, sides: tuple[Wind, ...], bare: Place, precision: int | None = None
) -> Place:
    told = bare if precision is None else bare.model_copy(update={"precision": precision})
    if not sides:
        return _disc(sense, radius_km, told)
    if len(sides) == 1:
        drawn = part_of_disc(sense.lon, sense.lat, radius_km, sides[0])
        return _pointed(drawn, told)
    return _of_shape(ring_part(sense.lon, sense.lat, 0.001, radius_km, sides), told)


def _disc(sense: Sense, radius_km: float, bare: Place) -> Place:
    return bare.model_copy(
        update={"lat": sense.lat, "lon": sense.lon, "radius_m": float(round(radius_km * 1000))}
    )


def _along(one: Sense, other: Sense) -> Place:
    strip = between((one.lon, one.lat), (other.lon, other.lat), _ROAD_KM)
    bare = Place(base=f"{one.name} - {other.name}", adm1=one.adm1 if one.adm1 == other.adm1 else None)
    return _of_shape(strip, bare, _LINEAR)


def _of_shape(area: BaseGeometry, bare: Place, precision: int | None = None) -> Place:
    told = bare if precision is None else bare.model_copy(update={"precision": precision})
    return _pointed(light(area), told)


def _pointed(drawn: dict[str, Any], bare: Place) -> Place:
    """The shape, and a point in it that stands for it."""
    spot = shape(drawn).representative_point()
    return bare.model_copy(update={"geometry": drawn, "lat": round(spot.y, 5), "lon": round(spot.x, 5)})


def _single(sides: tuple[Wind, ...]) -> Wind | None:
    return sides[0] if len(sides) == 1 else None
