"""Towns as everybody knows them: where one is, and the nearest to a point.

Only the general gazetteer is asked. A case's own list may hold a name that only one source uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from shapely import Point

from truceline.places.areas import Area, areas
from truceline.places.general import Town, read_row, table
from truceline.places.plane import geodesic_km, upright
from truceline.places.spelling import key

FARTHEST_KM = 50.0
"""A town that is farther off tells nobody where something was."""
_KM_A_RADIAN = 6371.0
_SLACK = 1.01
"""A sphere is not the earth: look a little farther."""


@dataclass(frozen=True, eq=False)
class _Known:
    rows: list[str]
    up: NDArray[np.float64]
    """Which way is up at each of them, unit vectors."""

    def town(self, number: int) -> Town:
        """One of the towns; few are ever asked for."""
        return read_row(self.rows[number])


@cache
def _known() -> _Known:
    rows = table()
    places = np.array([row.split("\t", 4)[2:4] for row in rows], dtype=float)
    return _Known(rows, upright(places[:, ::-1]))


@lru_cache(maxsize=100_000)
def nearest(lat: float, lon: float) -> Town | None:
    """The town whose middle is nearest to a point; None where none is near."""
    known = _known()
    cosines = known.up @ upright(np.array([(lon, lat)]))[0]
    found = known.town(int(np.argmax(cosines)))
    return found if geodesic_km(lon, lat, found.lon, found.lat) <= FARTHEST_KM else None


@lru_cache(maxsize=100_000)
def in_town(lat: float, lon: float, least_km: float) -> bool:
    """Whether a point lies in a town that reaches at least so far from its middle."""
    known = _known()
    cosines = known.up @ upright(np.array([(lon, lat)]))[0]
    near = np.flatnonzero(cosines >= np.cos(_SLACK * FARTHEST_KM / _KM_A_RADIAN))
    return any(
        town.radius_m >= least_km * 1000 and geodesic_km(lon, lat, town.lon, town.lat) * 1000 <= town.radius_m
        for town in (known.town(int(number)) for number in near)
    )


@lru_cache(maxsize=10_000)
def province(name: str | None) -> tuple[Area, ...]:
    """The provinces that maps of the world call so, with or without their kind ("X governorate")."""
    spelling = key(name or "")
    found = areas().find(spelling) or areas().find(spelling.rpartition(" ")[0])
    return tuple(one for one in found if not one.is_country)


@lru_cache(maxsize=100_000)
def province_at(lat: float, lon: float, name: str | None = None) -> Area | None:
    """The province that a point lies in; with a name, only one that is called so."""
    among = (one for one in areas().rows if not one.is_country) if name is None else province(name)
    return next((one for one in among if _holds(one, lat, lon)), None)


def _holds(area: Area, lat: float, lon: float) -> bool:
    return area.spans(lat, lon) and bool(area.shape.contains(Point(lon, lat)))
