"""P(inside) of many events at once: worked out where it can differ from nought, and remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from threading import RLock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from truceline.web.apart import Apart, NotYet, give_back
from truceline.web.map.shares import has_kernel, near, shares

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.evidence.claim import Claim
    from truceline.ledger.spots import Spots
    from truceline.places.atlas import Atlas
    from truceline.places.ground import Ground

    Codes = NDArray[np.uint16]
MANY = 1_000
"""A case of more placed events is answered by the compiled kernel, where it is installed.

The exact geometry takes five milliseconds for an event and zone: of a view of 600 events, 20 seconds.
"""
_AT_ONCE = 1 << 17
"""So many are worked out in one go beside the pages: what that takes meanwhile stays some megabytes."""
_FEW = 8
"""So many are worked out while somebody waits, though the case has many."""
_REMEMBERED_BYTES = 32 * 1024 * 1024
"""Of chances that are kept: two bytes for an event and zone, under some drawing and reading."""
_WHOLE, _UNTOLD, _UNASKED = 50_000, 65_534, 65_535
"""How a chance of 1 is kept; one that cannot be told; and one that nobody asked for."""
Readings = Mapping[str, str]
ClaimOf = Callable[[int], "Claim | None"]
"""The claim of a row of the spots, by its number in the ledger."""


class Asked(NamedTuple):
    """A zone as drawn in an atlas, under some readings."""

    atlas: Atlas
    zone: str
    readings: Readings

    def key(self, spots: Spots) -> tuple[object, ...]:
        """Equal where the chances are; after an erasure rows stand elsewhere."""
        return (self.atlas.digest, self.zone, tuple(sorted(self.readings.items())), spots.buried)


class Chances:
    """P(inside) by zone, for the spots of one case.

    With a process apart, the chances of many are worked out there: until then there is `NotYet`.
    """

    def __init__(self, claim_of: ClaimOf, apart: Apart | None = None) -> None:
        self._claim_of = claim_of
        self._apart = apart
        self._kept: OrderedDict[tuple[object, ...], Codes] = OrderedDict()
        self._lock = RLock()
        self._underway: dict[tuple[object, ...], Future[None]] = {}
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="chances")

    def of(self, spots: Spots, rows: NDArray[Any], asked: Asked) -> NDArray[np.float32]:
        """P(inside) the zone of some rows, on the day of each; NaN where it cannot be told.

        Raises NotYet where it is being worked out.
        """
        key = asked.key(spots)
        with self._lock:
            codes = self._known(key, spots)[rows]
            missing = rows[codes == _UNASKED]
            if len(missing):
                if self._apart is not None and len(spots) > MANY and len(missing) > _FEW:
                    self._ask(spots, missing, asked)
                    raise NotYet
                self._put(key, spots, missing, self._worked_out(spots, missing, asked))
                codes = self._known(key, spots)[rows]
        found: NDArray[np.float32] = codes.astype(np.float32) / np.float32(_WHOLE)
        found[codes == _UNTOLD] = np.nan
        return found

    def warm(self, spots: Spots, asked: Asked) -> None:
        """Have the chances of all rows worked out, before anybody asks, and wait for them."""
        points = np.flatnonzero(~spots["is_odd"])
        with self._lock:
            if not np.any(self._known(asked.key(spots), spots)[points] == _UNASKED):
                return
            working = self._ask(spots, points[:0], asked)
        working.result()

    def _known(self, key: tuple[object, ...], spots: Spots) -> Codes:
        """The codes of all rows, as far as they are known."""
        known = self._kept.pop(key, np.empty(0, np.uint16))
        if len(known) < len(spots):
            known = np.concatenate([known, np.full(len(spots) - len(known), _UNASKED, np.uint16)])
        self._kept[key] = known
        while len(self._kept) > 1 and sum(one.nbytes for one in self._kept.values()) > _REMEMBERED_BYTES:
            self._kept.popitem(last=False)
        return known

    def _put(self, key: tuple[object, ...], spots: Spots, rows: NDArray[Any], found: Codes) -> None:
        with self._lock:
            self._known(key, spots)[rows] = found

    def _ask(self, spots: Spots, rows: NDArray[Any], asked: Asked) -> Future[None]:
        """Have some rows worked out, and with them every point: who looks at some looks at others next."""
        key = asked.key(spots)
        if key not in self._underway:
            known = self._known(key, spots)
            points = np.flatnonzero((known[: len(spots)] == _UNASKED) & ~spots["is_odd"])
            wanted = np.union1d(points, rows)
            self._underway[key] = self._threads.submit(self._fill, key, spots, wanted, asked)
        return self._underway[key]

    def _fill(self, key: tuple[object, ...], spots: Spots, rows: NDArray[Any], asked: Asked) -> None:
        try:
            for begin in range(0, len(rows), _AT_ONCE):
                part = rows[begin : begin + _AT_ONCE]
                self._put(key, spots, part, self._worked_out(spots, part, asked))
            give_back()
        finally:
            with self._lock:
                self._underway.pop(key, None)

    def _worked_out(self, spots: Spots, rows: NDArray[Any], asked: Asked) -> Codes:
        found = np.full(len(rows), np.nan)
        odd = spots["is_odd"][rows]
        for ground, which in _by_ground(spots["first"][rows], asked):
            points = which[~odd[which]]
            found[points] = self._shares(spots, rows[points], ground)
        for at in np.flatnonzero(odd).tolist():
            p = self._of_claim(int(spots["seq"][rows[at]]), asked)
            found[at] = np.nan if p is None else p
        codes: Codes = np.where(np.isnan(found), _UNTOLD, np.round(found * _WHOLE)).astype(np.uint16)
        return codes

    def _shares(self, spots: Spots, rows: NDArray[Any], ground: Ground) -> NDArray[np.float64]:
        found = np.zeros(len(rows))
        lon, lat = spots["lon"][rows], spots["lat"][rows]
        radius_km = np.round(spots["radius_km"][rows].astype(np.float64), 6)
        close = np.flatnonzero(near(ground, lon, lat, radius_km))
        points = lon[close], lat[close], radius_km[close]
        # A few need no kernel, which is 100 MB of code.
        are_many = len(spots) > MANY and len(close) > _FEW
        by_kernel = are_many and has_kernel()
        if self._apart is not None and are_many:
            found[close] = self._apart.run(shares, ground, *points, by_kernel=by_kernel)
        else:
            found[close] = shares(ground, *points, by_kernel=by_kernel)
        return found

    def _of_claim(self, seq: int, asked: Asked) -> float | None:
        """Of a place that is a shape or a zone's name: the likeliest of those that the claim names."""
        claim = self._claim_of(seq)
        if claim is None:
            return None
        day = claim.time.start or claim.published_on
        places = (place for place in claim.place if place.role == "location")
        told = (
            asked.atlas.membership(place, asked.zone, on=day, readings=asked.readings).p for place in places
        )
        return max((p for p in told if p is not None), default=None)


def _by_ground(days: NDArray[Any], asked: Asked) -> Iterator[tuple[Ground, NDArray[Any]]]:
    """The zone as it lay, with the rows (by their places in `days`) of the days on which it lay so."""
    several, inverse = np.unique(days, return_inverse=True)
    told = (date.fromordinal(day) if day else None for day in several.tolist())
    grounds = [asked.atlas.ground(asked.zone, day, asked.readings) for day in told]
    numbers = {id(ground): number for number, ground in enumerate(grounds) if ground is not None}
    each = np.array([-1 if ground is None else numbers[id(ground)] for ground in grounds], int)[inverse]
    for number in sorted(numbers.values()):
        ground = grounds[number]
        assert ground is not None
        yield ground, np.flatnonzero(each == number)
