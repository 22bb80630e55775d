"""Places told before, drawn anew: a part of one, the province it lies in, a zone called by its kind."""

from __future__ import annotations

from datetime import date

from truceline.evidence.claim import Place, Wind
from truceline.places.spelling import key
from truceline.reading.whereabouts.agreed import AgreedNames, plain
from truceline.reading.whereabouts.senses import Sense, Senses
from truceline.reading.whereabouts.shapes import Manner, Shapes

_PROVINCE, _COUNTRY = 4, 6
_AREAL = frozenset({"polygon", "band"})


class Redrawing:
    """Draws them."""

    def __init__(self, shapes: Shapes, senses: Senses, agreed: AgreedNames) -> None:
        self.shapes, self.senses, self.agreed = shapes, senses, agreed
        self._last_words = senses.last_words()
        self._only: dict[str, Place | None] = {}
        self._called: dict[str, str | None] = {}

    def noun_of(self, place: Place) -> str:
        """What the case's list calls a place: "port", "town"; empty where it is silent."""
        return next((one.kind for one in self._senses(place) if one.curated), "")

    def only(self, noun: str) -> Place | None:
        """The one place of a short list that is called by the noun: "the airport"."""
        if noun not in self._only:
            fit = [one for one in self.senses.curated_of(noun) if one.form == "spot"]
            self._only[noun] = self.shapes.place(fit[0], Manner()) if len(fit) == 1 else None
        return self._only[noun]

    @property
    def last_words(self) -> frozenset[str]:
        """Words by which a place of a short list may come without the rest of its name."""
        return self._last_words

    def part(self, place: Place, sides: tuple[Wind, ...], on: date | None) -> Place:
        """The part of a place on those sides."""
        if not sides:
            return place
        if place.zone is not None:
            return self.shapes.zone(place.zone, sides, on)
        one = next(iter(self._senses(place)), None)
        return place if one is None else self.shapes.place(one, Manner(sides))

    def whole(self, place: Place) -> Place:
        """The place itself, of one told as near it or as a part of it."""
        if place.direction is None and place.geometry is None:
            return place
        one = next(iter(self._senses(place)), None)
        return place if one is None else self.shapes.place(one, Manner())

    def province(self, place: Place) -> Place | None:
        """The province a place lies in, or the place itself where it is one."""
        if place.precision == _PROVINCE:
            return place
        if place.adm1 is None or place.zone is not None:
            return None
        areas = (one for one in self.senses.of(key(place.adm1)) if one.form == "area" and one.near)
        one = next((one for one in areas if one.precision < _COUNTRY), None)
        return None if one is None else self.shapes.place(one, Manner())

    def zone(self, noun: str) -> str | None:
        """The one zone that is called by the noun: "the ports", "the city"."""
        if noun not in self._called:
            word = plain(noun)
            fit = [
                zone.id
                for zone in self.agreed.zones
                if zone.shape in _AREAL and word and word[0] in plain(zone.name or zone.id)
            ]
            self._called[noun] = fit[0] if len(fit) == 1 else None
        return self._called[noun]

    def _senses(self, place: Place) -> list[Sense]:
        """What the place's name may mean, where it stands on the map."""
        found = self.senses.of(key(place.base or ""))
        is_area = (place.precision or 0) >= _PROVINCE
        return [one for one in found if (one.form == "area") == is_area]
