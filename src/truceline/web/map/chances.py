"""P(inside) of many events at once: worked out where it can differ from nought, and remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.extras import PACKAGES
from truceline.places.lonlat import padded_bounds
from truceline.places.plane import Plane
from truceline.places.scatter import Scatter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.bulk.survey import Survey
    from truceline.evidence.claim import Claim
    from truceline.ledger.spots import Spots
    from truceline.places.atlas import Atlas
    from truceline.places.ground import Ground

_AT_ONCE = 256
MANY = 1_000
"""A case of more placed events is answered by the compiled kernel, where it is installed.

The exact geometry takes five milliseconds for an event and zone: of a view of 600 events, 20 seconds.
"""
_REMEMBERED = 24
"""Zones (under some drawing and reading) whose chances are kept: 4 MB each for a million events."""
_UNASKED = -1.0
Readings = Mapping[str, str]
ClaimOf = Callable[[int], "Claim | None"]
"""The claim of a row of the spots, by its number in the ledger."""


def is_compiled(spots: Spots) -> bool:
    """Whether chances come from the compiled kernel: within about a hundredth, and far quicker."""
    return len(spots) > MANY and all(find_spec(name) is not None for name in PACKAGES["bulk"])


class Chances:
    """P(inside) by zone, for the spots of one case."""

    def __init__(self, claim_of: ClaimOf) -> None:
        self._claim_of = claim_of
        self._surveys: dict[int, tuple[Ground, Survey]] = {}
        self._kept: OrderedDict[tuple[object, ...], NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    def of(
        self, spots: Spots, rows: NDArray[Any], atlas: Atlas, zone: str, readings: Readings
    ) -> NDArray[np.float32]:
        """P(inside) the zone of some rows, on the day of each; NaN where it cannot be told."""
        key = (atlas.digest, zone, tuple(sorted(readings.items())), spots.buried)
        with self._lock:
            known = self._kept.pop(key, np.empty(0, np.float32))
            if len(known) < len(spots):
                known = np.concatenate([known, np.full(len(spots) - len(known), _UNASKED, np.float32)])
            missing = rows[known[rows] == _UNASKED]
            if len(missing):
                known[missing] = self._worked_out(spots, missing, atlas, zone, readings)
            self._kept[key] = known
            while len(self._kept) > _REMEMBERED:
                self._kept.popitem(last=False)
            found: NDArray[np.float32] = known[rows]
            return found

    def _worked_out(
        self, spots: Spots, rows: NDArray[Any], atlas: Atlas, zone: str, readings: Readings
    ) -> NDArray[np.float32]:
        found = np.full(len(rows), np.nan, np.float32)
        odd = spots["is_odd"][rows]
        for ground, which in _by_ground(spots["first"][rows], atlas, zone, readings):
            points = which[~odd[which]]
            found[points] = self._shares(spots, rows[points], ground)
        for at in np.flatnonzero(odd).tolist():
            p = self._of_claim(int(spots["seq"][rows[at]]), atlas, zone, readings)
            found[at] = np.nan if p is None else p
        return found

    def warm(self, grounds: Iterable[Ground]) -> None:
        """Make ready for many questions about some grounds."""
        for ground in grounds:
            # What is compiled is loaded by its first use.
            self._survey(ground).measure(np.zeros(1), np.zeros(1), np.ones(1))

    def _survey(self, ground: Ground) -> Survey:
        from truceline.bulk.keeping import kept_survey  # noqa: PLC0415 - Numba takes half a second to load

        # The ground is held, as it is known by its identity, which another could have after it.
        if id(ground) not in self._surveys:
            self._surveys[id(ground)] = ground, kept_survey([ground])
        return self._surveys[id(ground)][1]

    def _shares(self, spots: Spots, rows: NDArray[Any], ground: Ground) -> NDArray[np.float32]:
        found = np.zeros(len(rows), np.float32)
        radii = spots["radius_km"][rows]
        for radius in np.unique(radii):
            alike = np.flatnonzero(radii == radius)
            radius_km = round(float(radius), 6)
            near = alike[_near(spots, rows[alike], ground, radius_km)]
            lon, lat = spots["lon"][rows[near]], spots["lat"][rows[near]]
            if is_compiled(spots):
                size_m = np.full(len(near), radius_km * 1000.0)
                found[near] = self._survey(ground).measure(lon, lat, size_m).p_inside[:, 0]
            else:
                found[near] = _exact(ground, lon, lat, radius_km)
        return found

    def _of_claim(self, seq: int, atlas: Atlas, zone: str, readings: Readings) -> float | None:
        """Of a place that is a shape or a zone's name: the likeliest of those that the claim names."""
        claim = self._claim_of(seq)
        if claim is None:
            return None
        day = claim.time.start or claim.published_on
        places = (place for place in claim.place if place.role == "location")
        told = (atlas.membership(place, zone, on=day, readings=readings).p for place in places)
        return max((p for p in told if p is not None), default=None)


def _by_ground(
    days: NDArray[Any], atlas: Atlas, zone: str, readings: Readings
) -> Iterator[tuple[Ground, NDArray[Any]]]:
    """The zone as it lay, with the rows (by their places in `days`) of the days on which it lay so."""
    several, inverse = np.unique(days, return_inverse=True)
    told = (date.fromordinal(day) if day else None for day in several.tolist())
    grounds = [atlas.ground(zone, day, readings) for day in told]
    numbers = {id(ground): number for number, ground in enumerate(grounds) if ground is not None}
    each = np.array([-1 if ground is None else numbers[id(ground)] for ground in grounds], int)[inverse]
    for number in sorted(numbers.values()):
        ground = grounds[number]
        assert ground is not None
        yield ground, np.flatnonzero(each == number)


def _exact(ground: Ground, lon: NDArray[Any], lat: NDArray[Any], radius_km: float) -> NDArray[np.float32]:
    found = np.zeros(len(lon), np.float32)
    for first in range(0, len(lon), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        planes = list(map(Plane, lon[part].tolist(), lat[part].tolist()))
        found[part] = ground.disc_shares(planes, radius_km)
    return found


def _near(spots: Spots, rows: NDArray[Any], ground: Ground, radius_km: float) -> NDArray[np.bool_]:
    """Those that are not surely outside."""
    lon, lat = spots["lon"][rows], spots["lat"][rows]
    area = ground.area()
    if area.is_empty:
        return np.zeros(len(rows), np.bool_)
    reach_km = Scatter(radius_km, ground.uncertainty_km).reach_km
    west, south, east, north = padded_bounds(area, reach_km)
    inside: NDArray[np.bool_] = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return inside
