"""The answer to whether a place lies in a zone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import shapely

from truceline.places.ground import Ground
from truceline.places.plane import Plane
from truceline.places.whereabouts import Disc, Patch

_AT_ONCE = 256
"""Places looked at together: few enough for what is worked out of them to stay in the processor's cache."""
State = Literal["inside", "undetermined", "outside", "unknown"]
Basis = Literal["named", "point", "shape", "share-of-named-zone", "no-location", "no-geometry"]


@dataclass(frozen=True)
class Membership:
    """Whether a place lies in a zone.

    `p` is P(inside), 0-1, from the place's own extent, the zone's uncertainty and an unsure depth;
    None where it cannot be told. `basis` says what the answer rests on. What the nominal point tells
    is worked out only if somebody asks: an assessment never does.
    """

    p: float | None
    basis: Basis
    _located: tuple[Ground, Disc | Patch] | None = field(default=None, repr=False)

    @classmethod
    def located(cls, ground: Ground, where: Disc | Patch) -> Membership:
        """The answer for a place that is on the map and a zone that is drawn."""
        if isinstance(where, Disc):
            return cls(ground.disc_share(nominal(where), where.radius_km), "point", (ground, where))
        return cls(ground.shape_share(where.drawing), "shape", (ground, where))

    @classmethod
    def of_discs(cls, ground: Ground, discs: Iterable[Disc]) -> Iterator[tuple[Disc, Membership]]:
        """The answers for many places at once."""
        alike: defaultdict[float, list[Disc]] = defaultdict(list)
        for disc in discs:
            alike[disc.radius_km].append(disc)
        for radius_km, those in alike.items():
            for first in range(0, len(those), _AT_ONCE):
                some = those[first : first + _AT_ONCE]
                shares = ground.disc_shares([nominal(one) for one in some], radius_km)
                for disc, share in zip(some, shares, strict=True):
                    yield disc, cls(share, "point", (ground, disc))

    @cached_property
    def state(self) -> State:
        """Where the nominal point lies in the zone as drawn; without one, what `p` alone says."""
        if self._located:
            ground, where = self._located
            return ground.standing(nominal(where)).value
        if self.p is None:
            return "unknown"
        return "undetermined" if 0 < self.p < 1 else "inside" if self.p else "outside"

    @cached_property
    def distance_km(self) -> float | None:
        """Signed distance of the nominal point from the zone's edge at its greatest depth, + inside."""
        if self._located is None:
            return None
        ground, where = self._located
        return ground.offset_km(nominal(where))


def nominal(where: Disc | Patch) -> Plane:
    """The plane around the point that stands for a place."""
    if isinstance(where, Disc):
        return Plane(where.lon, where.lat)
    home = where.drawing.home
    flat = where.drawing.seen_from(home)
    spot = flat.centroid if flat.contains(flat.centroid) else flat.representative_point()
    lon, lat = home.unproject(shapely.get_coordinates(spot))[0]
    return Plane(float(lon), float(lat))
