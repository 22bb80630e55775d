"""A made-up front line with its zones and norms: always the same for one seed.

The engine and its peers are given the same shapes: the engine a strip as a line and a depth, a peer the
strip's outline.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from truceline.places.drawing import Drawing
from truceline.places.ground import Ground
from truceline.places.plane import Plane, densified, unwrapped

if TYPE_CHECKING:
    from truceline.places.plane import Points

HOME = Plane(35.0, 48.5)
LINE_VERTICES = 2000
DEPTHS_KM = (10, 15, 20, 50, 70, 140)
FEWEST, MOST, AREAS = 100, 10_000, 14
SMALLEST_KM, LARGEST_KM = 12.0, 110.0
NORMS = 60
DAYS = 2557
"""Seven years, from `FIRST_DAY` on."""
FIRST_DAY = np.datetime64("2019-01-01", "D")
CATEGORIES = 8
PARTIES = ("a", "b", "other")
ACTORS = 400
# The ends of the front, kilometres from its middle.
_ENDS = np.array([[-265.0, -230.0], [280.0, 235.0]])
_DOUBLINGS = 11
_ROUGHEST = 0.13
_TRIES = 60


class Norm(NamedTuple):
    """What is forbidden in a zone: to which parties, which acts (as bits), on which days (end excluded)."""

    zone: int
    parties: int
    categories: int
    first_day: int
    end_day: int


@dataclass(frozen=True, eq=False)
class Scene:
    """Twenty zones: six strips along one line, and fourteen areas. `party_of` tells an actor's party."""

    line: Drawing
    names: tuple[str, ...]
    grounds: tuple[Ground, ...]
    norms: tuple[Norm, ...]
    party_of: np.ndarray

    @property
    def boundaries(self) -> tuple[Drawing, ...]:
        """What distances are measured from: the line, and the outline of every area."""
        return (self.line, *(ground.base for ground in self.grounds if not ground.is_strip))

    @cached_property
    def polygons(self) -> list[shapely.Polygon | shapely.MultiPolygon]:
        """Every zone as a polygon in degrees, for those who know polygons only."""
        return [polygon_of(ground.area()) for ground in self.grounds]

    @cached_property
    def outlines(self) -> list[shapely.LineString]:
        """Every boundary as a path in degrees."""
        return [shapely.LineString(drawing.coordinates) for drawing in self.boundaries]


def scene_of(
    seed: int = 7, zones: int = len(DEPTHS_KM) + AREAS, norms: int = NORMS, corners: int | None = None
) -> Scene:
    """The scene of a seed, with more or fewer zones and norms, or with areas of so many corners each."""
    rng = np.random.default_rng(seed)
    depths = DEPTHS_KM[:zones]
    path = _front(rng)
    line = Drawing("line", ((densified(path),),))
    strips = [Ground(line, depth, depth) for depth in depths]
    sizes = _sizes(zones - len(depths), rng)
    areas = [Ground(_area(path, corners or usual, radius, rng)) for usual, radius in sizes]
    names = [f"front_{depth}km" for depth in depths] + [f"area_{n}" for n in range(len(areas))]
    party_of = rng.choice(len(PARTIES), ACTORS, p=(0.4, 0.35, 0.25)).astype(np.int8)
    return Scene(line, tuple(names), (*strips, *areas), _norms(norms, len(names), rng), party_of)


def polygon_of(drawing: Drawing) -> shapely.Polygon | shapely.MultiPolygon:
    """A drawn area as a polygon in degrees."""
    parts = [shapely.Polygon(rings[0], list(rings[1:])) for rings in drawing.groups]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _front(rng: np.random.Generator) -> Points:
    """A ragged path that does not cross itself, degrees: every middle is moved aside, again and again."""
    for attempt in range(_TRIES):
        path = _ENDS
        rough = _ROUGHEST * (1 - attempt / _TRIES)
        for _ in range(_DOUBLINGS):
            step = np.diff(path, axis=0)
            aside = np.column_stack((-step[:, 1], step[:, 0])) * rng.normal(0, rough, (len(step), 1))
            longer = np.empty((2 * len(path) - 1, 2))
            longer[::2], longer[1::2] = path, path[:-1] + step / 2 + aside
            path = longer
        kept = path[np.linspace(0, len(path) - 1, LINE_VERTICES).round().astype(int)]
        if shapely.LineString(kept).is_simple:
            return HOME.unproject(kept)
    raise RuntimeError("every line tried crossed itself: try another seed")


def _sizes(areas: int, rng: np.random.Generator) -> list[tuple[int, float]]:
    """Corners and mean radius (km) of each area; the two have nothing to do with each other."""
    corners = np.geomspace(FEWEST, MOST, areas).round().astype(int)
    radii = rng.permutation(np.geomspace(SMALLEST_KM, LARGEST_KM, areas))
    return list(zip(corners.tolist(), radii.tolist(), strict=True))


def _area(path: Points, corners: int, radius_km: float, rng: np.random.Generator) -> Drawing:
    """A ragged ring near the front."""
    lon, lat = path[rng.integers(len(path))] + rng.normal(0, (1.0, 0.7))
    return ragged(float(lon), float(lat), radius_km, corners, int(rng.integers(1 << 30)))


def ragged(lon: float, lat: float, radius_km: float, corners: int, seed: int = 1) -> Drawing:
    """A ring round a point (degrees): a circle with waves of all lengths, the short ones low."""
    rng = np.random.default_rng(seed)
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    order = np.arange(1, max(8, min(corners // 3, 400)))[:, None]
    high = rng.normal(0, 0.3, (len(order), 2)) / order**1.25
    away = 1 + (high[:, :1] * np.cos(order * turn) + high[:, 1:] * np.sin(order * turn)).sum(axis=0)
    away = radius_km * np.clip(away, 0.25, None)
    flat = np.column_stack((away * np.cos(turn), away * np.sin(turn)))
    ring = Plane(lon, lat).unproject(np.concatenate((flat, flat[:1])))
    return Drawing("area", ((densified(unwrapped(ring)),),))


def _norms(count: int, zones: int, rng: np.random.Generator) -> tuple[Norm, ...]:
    first = rng.integers(0, DAYS - 400, count)
    end = np.minimum(DAYS, first + rng.integers(90, 1200, count))
    parties = rng.choice((1, 2, 3), count)
    categories = rng.integers(1, 1 << CATEGORIES, count)
    rows = zip(np.arange(count) % zones, parties, categories, first, end, strict=True)
    return tuple(Norm(*map(int, row)) for row in rows)
