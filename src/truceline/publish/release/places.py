"""Where something was, as the public is told: a square's middle, the nearest town, the province.

A point is told only where all else that is told of it would be true of the square's middle, too. Else the
two together would say more about the place than the square does: which side of a border it is on.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from truceline.agreement.checks import walk
from truceline.agreement.norms import Constitutive, Duty
from truceline.core.finding import Standard
from truceline.evidence.claim import Claim, Place
from truceline.places.plane import geodesic_km
from truceline.places.spelling import key
from truceline.places.whereabouts import radius_km
from truceline.publish.release.towns import nearest, province, province_at

if TYPE_CHECKING:
    from truceline.places.atlas import Atlas
    from truceline.places.general import Town
    from truceline.publish.release.ground import Ground
    from truceline.publish.release.squares import Square

_WIDEST_KM = 25.0
"""What is known no better than this has no point."""
_STEP_KM = 5
_BRACKETS = (0.1, 0.9)
"""Surely outside a zone, near its edge, surely inside."""
_DIGITS = 2
_SAME_KM = 10.0
"""Two lists put the middle of one town this far apart at most."""


class Spot(NamedTuple):
    """Where a claim is told to have been."""

    place: str = ""
    """The nearest town to the square's middle, or the zone that the source names."""
    adm1: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None


NOWHERE = Spot()


@dataclass
class Places:
    """The places of claims, each told in the same way wherever it is cited."""

    ground: Ground
    atlas: Atlas
    """The zones as they are drawn in the frame."""
    _found: dict[str, Spot] = field(default_factory=dict)

    def spot(self, claim: Claim) -> Spot:
        """Where a claim is told to have been."""
        if claim.claim_id not in self._found:
            place = next((one for one in claim.place if one.role == "location"), None)
            is_told = place is not None and not self.ground.is_sited(claim)
            self._found[claim.claim_id] = self._spot(claim, place) if place and is_told else NOWHERE
        return self._found[claim.claim_id]

    def p_inside(self, spot: Spot, zones: tuple[str, ...], day: date | None) -> float | None:
        """P(inside) any of the zones, as far as the place that is told says it."""
        if spot.lat is None:
            return None
        at = Place(lat=spot.lat, lon=spot.lon, radius_m=(spot.radius_km or 0.0) * 1000)
        found = (self.atlas.membership(at, zone, on=day).p for zone in zones)
        return max((round(p, _DIGITS) for p in found if p is not None), default=None)

    def depth_km(self, spot: Spot, line: str, day: date | None, inwards: float) -> float | None:
        """How deep behind a line the place that is told lies, to a kilometre."""
        if spot.lat is None:
            return None
        km = self.atlas.distance_km(Place(lat=spot.lat, lon=spot.lon), line, day)
        return None if km is None else float(round(km * inwards))

    def zones_of(self, norm_id: str) -> tuple[str, ...]:
        """The zones that a norm is about."""
        return self._zones.get(norm_id, ())

    def _spot(self, claim: Claim, place: Place) -> Spot:
        known = self._named(place)
        if not place.is_point or place.geometry is not None or radius_km(place) > _WIDEST_KM:
            return known
        assert place.lat is not None
        assert place.lon is not None
        square = self.ground.squares.square(place.lat, place.lon)
        adm1 = self._province(place, square)
        if known.adm1 is not None and adm1 is None:
            return known
        if not self._is_alike(claim, place, square):
            return known._replace(adm1=known.adm1 or adm1)
        town = nearest(square.lat, square.lon)
        widest = max(square.radius_km, ceil(radius_km(place) / _STEP_KM) * _STEP_KM if _is_wide(place) else 0)
        return Spot(self._name(town) if town else "", adm1, square.lat, square.lon, widest)

    def _name(self, town: Town) -> str:
        """A town's name as the case spells it, where everybody knows it by that name, too."""
        spellings = self.ground.spellings
        for one in (town.name, *town.names):
            for entry in spellings.get(key(one), ()):
                if geodesic_km(entry.lon, entry.lat, town.lon, town.lat) <= _SAME_KM and key(entry.name) in (
                    key(each) for each in (town.name, *town.names)
                ):
                    return entry.name
        return town.name

    def _named(self, place: Place) -> Spot:
        """The zone and the province that the source names, as the agreement and maps know them."""
        zone = place.zone if place.zone in self.ground.agreement.zone else ""
        known = province(place.adm1)
        return Spot(zone or "", known[0].name if known else None)

    @staticmethod
    def _province(place: Place, square: Square) -> str | None:
        """The province that the square's middle lies in; None where the source names another."""
        named = place.adm1 if province(place.adm1) else None
        found = province_at(square.lat, square.lon, named)
        return found.name if found else None

    def _is_alike(self, claim: Claim, place: Place, square: Square) -> bool:
        """Whether all that is told of a zone would be true of the square's middle, too.

        That is whether it lies outside, near the edge or inside, and which standards the claim reaches there.
        """
        middle = Place(lat=square.lat, lon=square.lon, radius_m=radius_km(place) * 1000)
        true = Place(lat=place.lat, lon=place.lon, radius_m=radius_km(place) * 1000)
        bars = (one.bar / claim.weight for one in Standard if one.bar <= claim.weight)
        brackets, day = sorted({*_BRACKETS, *bars}), _day(claim)
        return all(
            self._bracket(true, zone, day, brackets) == self._bracket(middle, zone, day, brackets)
            for zone in self._all_zones
        )

    def _bracket(self, place: Place, zone: str, day: date | None, brackets: list[float]) -> int | None:
        p = self.atlas.membership(place, zone, on=day).p
        return None if p is None else bisect(brackets, p)

    @cached_property
    def _zones(self) -> dict[str, tuple[str, ...]]:
        return {norm.id: tuple(dict.fromkeys(_zones(norm))) for norm in self._norms()}

    @cached_property
    def _all_zones(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(zone for zones in self._zones.values() for zone in zones))

    def _norms(self) -> Iterator[Duty | Constitutive]:
        for norm in self.atlas.agreement.norms.values():
            if isinstance(norm, Duty | Constitutive):
                yield norm


def _zones(norm: Duty | Constitutive) -> Iterator[str]:
    for check in walk(norm.test):
        where = getattr(check, "where", None)
        if isinstance(where, str):
            yield where


def _is_wide(place: Place) -> bool:
    return radius_km(place) > _STEP_KM


def _day(claim: Claim) -> date | None:
    return claim.time.start or claim.published_on
