"""What a told place means on the map: every candidate, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from shapely.geometry import Point, shape

from truceline.evidence.claim import Place
from truceline.places.spelling import key
from truceline.reading.whereabouts.senses import Sense, Senses, about_km
from truceline.reading.whereabouts.shapes import Manner, Shapes
from truceline.reading.whereabouts.told import Base, Told
from truceline.reading.whereabouts.words import Words

Kind = Literal["place", "area", "zone", "line", "route", "relative"]
_RELATIVE = frozenset({"near", "beyond", "skirts"})
_NEAR, _PROVINCE = 2, 4
# Farther than this from where the brackets put it, a listed place is a namesake.
_ASTRAY_KM = 25.0
# People of a town that is meant by its bare name, rather than its province.
_LARGE = 1_000_000
# Degrees: edges are drawn light.
_EDGE = 0.05


class Meanings:
    """Draws what was told."""

    def __init__(self, shapes: Shapes, senses: Senses, words: Words) -> None:
        self.shapes, self.senses, self.words = shapes, senses, words

    def places(self, told: Told, on: date | None) -> Iterator[Place]:
        base = told.base
        if base.zone:
            yield from (self.shapes.zone(zone, told.manner.sides, on) for zone in base.zone.zones)
        elif base.unknown:
            yield self._unlisted(base.unknown, told.within, on)
        elif told.other is not None:
            near = Manner(scope="near")
            ends = (self._ordered(told.base, near), self._ordered(told.other, near))
            yield self.shapes.along(ends[0][0], ends[1][0])
        elif told.within is not None:
            yield from self._contained(told, told.within, on)
        else:
            for sense in self._ordered(base, told.manner):
                yield self.shapes.place(sense, told.manner, self._home(sense, base))

    def _unlisted(self, name: str, within: Told | None, on: date | None) -> Place:
        """A place that no list has: where the words put it, or nowhere on the map."""
        outer = next(self.places(within, on), None) if within else None
        if outer is None:
            return Place(base=name)
        precision = _NEAR if within and within.manner.km is not None else outer.precision
        return outer.model_copy(update={"base": name, "direction": None, "precision": precision})

    def _contained(self, told: Told, within: Told, on: date | None) -> Iterator[Place]:
        """The senses that lie in the larger place or where the brackets put them, with its province."""
        outer = next(self.places(within, on), None)
        spots = [one for one in self._ordered(told.base, told.manner) if one.form == "spot"]
        if outer is None or outer.lat is None or outer.lon is None:
            yield from (self.shapes.place(one, told.manner) for one in spots)
            return
        if within.manner.km is not None:
            spots.sort(key=lambda one: about_km(one.lat, one.lon, outer.lat or 0, outer.lon or 0))
            if about_km(spots[0].lat, spots[0].lon, outer.lat, outer.lon) > _ASTRAY_KM:
                yield self._unlisted(told.base.senses[0].name, within, on)
        else:
            held = [one for one in spots if _holds(outer, one)]
            spots = held or spots
        for one in spots:
            place = self.shapes.place(one, told.manner)
            yield place if place.adm1 or within.manner.km else place.model_copy(update={"adm1": outer.adm1})

    def _ordered(self, base: Base, manner: Manner) -> list[Sense]:
        """The senses that the words allow, the likeliest first."""
        senses = [one for one in base.senses if one.near] or list(base.senses)
        senses += [one for one in base.senses if one.known and not one.near and senses[0].near]
        form = base.form
        if not form and manner.scope == "rural":
            form = "area"
        elif not form and (manner.km is not None or manner.scope in _RELATIVE):
            form = "spot"
        elif (
            not form
            and manner.sides
            and manner.sides != ("C",)
            and not any(sense.is_capital for sense in base.senses)
        ):
            form = "area"
        if base.form == "area" and base.admin and base.admin not in self.words["provinces"]:
            kept = [one for one in senses if one.kind == base.admin]
            senses = kept or senses
        form = form or ("spot" if any(sense.is_capital for sense in base.senses) else _bare_form(senses))
        wanted = [one for one in senses if one.form == form]
        return wanted if base.form and wanted else [*wanted, *(one for one in senses if one.form != form)]

    def _home(self, area: Sense, base: Base) -> Sense | None:
        """The town in a province that gives it its name."""
        if area.area is None or area.kind == "country":
            return None
        named = [one for one in base.senses if one.form == "spot"]
        if not named:  # "X governorate" is a name by itself: the town is X
            called = key(area.name)
            named = [*self.senses.of(called), *self.senses.of(called.rpartition(" ")[0])]
        return next((one for one in named if one.form == "spot" and area.area.spans(one.lat, one.lon)), None)

    def kind(self, told: Told) -> Kind:
        if told.base.zone:
            kind = told.base.zone.kind
            return kind if kind != "group" else "place"
        if told.other is not None or told.manner.km is not None or told.manner.scope in _RELATIVE:
            return "relative"
        if not told.manner.is_plain or told.base.form == "area":
            return "area"
        senses = self._ordered(told.base, told.manner)
        return "area" if senses and senses[0].form == "area" else "place"


def _bare_form(senses: Sequence[Sense]) -> Literal["spot", "area"]:
    """What a name says by itself that a town and its province share: a large town, else the province."""
    spots = [one for one in senses if one.form == "spot"]
    has_province = any(one.form == "area" and one.near and one.precision >= _PROVINCE for one in senses)
    return "area" if has_province and all(one.size < _LARGE for one in spots) else "spot"


def _holds(outer: Place, one: Sense) -> bool:
    """Whether a spot lies in an area; on its edge counts."""
    if outer.geometry is not None:
        return bool(shape(outer.geometry).buffer(_EDGE).covers(Point(one.lon, one.lat)))
    assert outer.lat is not None
    assert outer.lon is not None
    return about_km(one.lat, one.lon, outer.lat, outer.lon) * 1000 <= (outer.radius_m or 0)
