"""What a check needs to see: one selection of claims, the same in memory and in a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from math import cos, radians
from typing import Any, Protocol

from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor, Attribution, Claim, Kind

Box = tuple[float, float, float, float]
"""West, south, east, north in WGS84 degrees; all four edges belong to it."""

# Length of one degree of latitude at its shortest (the equator), so that a disc is never cut short.
_METRES_PER_DEGREE = 110_574.0
# Precision 4 and above names a province, a line or a country: the point only marks its middle.
_COARSE = 4
_POLAR = 89.0
_HALF_TURN = 180.0
_NOBODY = frozenset[str]()
"""What most claims name; made once and not a million times."""


@dataclass(frozen=True)
class EvidenceQuery:
    """A selection of claims; every field that is given narrows it.

    `known_at` holds for all of it. A claim passes if it fits the other fields, or if one of the
    `besides` lets it through. `first` and `last` are days: the claim started by `last` and did not
    end before `first` (an open end always fits). `bbox` keeps claims whose place may touch the box,
    and those with no place on the map. The sets keep what names at least one of their members; an
    empty set narrows nothing. `about_norm` and `about_state` keep claims that name a norm or a state.
    """

    known_at: datetime | None = None
    first: date | None = None
    last: date | None = None
    bbox: Box | None = None
    kinds: frozenset[Kind] = frozenset()
    acts: frozenset[Act] = frozenset()
    events: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    norms: frozenset[str] = frozenset()
    about_norm: bool = False
    about_state: bool = False
    besides: tuple[EvidenceQuery, ...] = ()

    def __post_init__(self) -> None:
        assert self.known_at is None or self.known_at.tzinfo is not None, "known_at must be aware"

    def matches(self, claim: Claim) -> bool:
        """Whether the claim is part of the selection."""
        if self.known_at and claim.recorded_at and claim.recorded_at > self.known_at:
            return False
        return self._fits(claim) or any(other.matches(claim) for other in self.besides)

    def _fits(self, claim: Claim) -> bool:
        return (
            self._fits_time(claim)
            and self._fits_what(claim)
            and (not self.parties or not self.parties.isdisjoint(parties_of(claim)))
            and (not self.norms or not self.norms.isdisjoint(norms_of(claim)))
            and (not self.about_norm or bool(norms_of(claim)))
            and (not self.about_state or claim.state is not None)
            and (self.bbox is None or _touch(extent(claim), self.bbox))
        )

    def _fits_time(self, claim: Claim) -> bool:
        start, end = claim.time.start, claim.time.end
        return not ((self.last and start and start > self.last) or (self.first and end and end < self.first))

    def _fits_what(self, claim: Claim) -> bool:
        return (
            (not self.kinds or claim.kind in self.kinds)
            and (not self.acts or claim.act in self.acts)
            and (not self.events or claim.event in self.events)
        )


EVERYTHING = EvidenceQuery()


def parties_of(claim: Claim) -> frozenset[str]:
    """The parties a claim names: acting, acted upon or speaking."""
    named: list[Actor | Attribution] = [*claim.actor, *claim.target, claim.attribution]
    for who in named:
        if who.party:
            return frozenset([who.party for who in named if who.party])
    return _NOBODY


def norms_of(claim: Claim) -> frozenset[str]:
    """The norms a claim says it bears on or rates."""
    rated, norms = claim.judgement, claim.bears_on
    if rated is None:
        return frozenset(norms) if norms else _NOBODY
    return frozenset([*norms, rated.norm])


def extent(claim: Claim) -> Box | None:
    """The box round all places of a claim; None when one of them is not safely on the map."""
    places = claim.place
    return reach(places[0]) if len(places) == 1 else around([reach(place) for place in places])


class Whereabouts(Protocol):
    """What a place must tell to be found on the map; see `Place`."""

    @property
    def zone(self) -> str | None: ...
    @property
    def lat(self) -> float | None: ...
    @property
    def lon(self) -> float | None: ...
    @property
    def geometry(self) -> dict[str, Any] | None: ...
    @property
    def precision(self) -> int | None: ...
    @property
    def radius_m(self) -> float | None: ...


def reach(place: Whereabouts) -> Box | None:
    """The box round a place's shape and point, as far as its radius reaches; None: it may be anywhere."""
    radius_m, shape, lat, lon = place.radius_m, place.geometry, place.lat, place.lon
    is_coarse = radius_m is None and (place.precision or 1) >= _COARSE
    # A place that names a zone is in that zone, wherever its point may be.
    if is_coarse or place.zone is not None:
        return None
    if shape is None:
        if lat is None or lon is None:
            return None
        # A point without a radius, as of most events, is its own box.
        return _disc(lon, lat, radius_m) if radius_m else _dot(lon, lat)
    corners = list(_points(shape.get("coordinates")))
    if not corners:
        return None
    if lat is not None and lon is not None:
        corners.append((lon, lat))
    return around([_disc(*corner, radius_m or 0.0) for corner in corners])


def around(boxes: list[Box | None]) -> Box | None:
    """The smallest box round all boxes; None if there is none, or one is unknown."""
    known = [box for box in boxes if box is not None]
    if not known or len(known) < len(boxes):
        return None
    west, south, east, north = zip(*known, strict=True)
    return min(west), min(south), max(east), max(north)


def _disc(lon: float, lat: float, radius_m: float) -> Box | None:
    """The box round a disc; None near a pole or across the date line, where no box is safe."""
    if not radius_m:
        return _dot(lon, lat)
    tall = radius_m / _METRES_PER_DEGREE
    farthest = abs(lat) + tall
    if farthest > _POLAR:
        return None
    wide = tall / cos(radians(farthest))
    if abs(lon) + wide > _HALF_TURN:
        return None
    return lon - wide, lat - tall, lon + wide, lat + tall


def _dot(lon: float, lat: float) -> Box | None:
    return (lon, lat, lon, lat) if -_POLAR <= lat <= _POLAR and -_HALF_TURN <= lon <= _HALF_TURN else None


def _points(coordinates: object) -> Iterator[tuple[float, float]]:
    """The positions in nested GeoJSON coordinates, whatever their depth."""
    match coordinates:
        case [int() | float() as lon, int() | float() as lat, *_]:
            yield float(lon), float(lat)
        case [*parts]:
            for part in parts:
                yield from _points(part)


def _touch(box: Box | None, other: Box) -> bool:
    if box is None:
        return True
    return box[0] <= other[2] and other[0] <= box[2] and box[1] <= other[3] and other[1] <= box[3]
