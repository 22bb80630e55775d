"""How far the engine is off: distances, sides and chances, each against an independent answer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from benchmarks.bulk.karney import GEOD, Edges, Outline, distances
from benchmarks.bulk.monte_carlo import SAMPLES_LOG2, Membership, drawn, share_inside
from benchmarks.bulk.places import Part, parts
from benchmarks.measure import Figure
from truceline.bulk.brims import brim
from truceline.bulk.spread import Spread
from truceline.bulk.survey import Survey

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.places.drawing import Drawing
    from truceline.places.ground import Ground

    Floats = NDArray[np.float64]

Kind = Literal["disc", "normal"]
KINDS: tuple[Kind, ...] = ("disc", "normal")
NEAR_M = 1000.0
LIMIT_NEAR_M, LIMIT_BEYOND, LIMIT_P99, LIMIT_P = 0.1, 1e-3, 0.01, 0.03
POINTS, CASES = 600, 6000
"""Points for each zone, and cases of P(inside) over all zones and both spreads."""
SIZES_M = (50.0, 100_000.0)
_FARTHEST_M, _NEAREST_M = 500_000.0, 0.01
# Nearer than this to an edge either side is right: rounding of a coordinate is as much.
_ON_EDGE_M = 0.001
_M_PER_KM = 1000.0
# Shares nearer to 0 or 1 than one in so many are not in doubt.
_TOLD = 1000


class Distances(NamedTuple):
    """The errors of a zone's distances: metres within `NEAR_M` of its edge, and beyond as a share of them."""

    zone: str
    near_m: float
    beyond: float
    points: int
    mismatches: int


class Chances(NamedTuple):
    """A zone's cases: degrees, metres, P(inside) as the engine says and as drawn places say."""

    zone: str
    kind: Kind
    points: Floats
    size_m: Floats
    found: Floats
    wanted: Floats

    @property
    def off(self) -> Floats:
        return np.abs(self.found - self.wanted)


def distance_errors(count: int = POINTS) -> Iterator[Distances]:
    """The errors of all zones that have an edge which surely is where it is drawn."""
    for part in parts():
        survey = Survey.of(part.grounds)
        for zone, ground in enumerate(part.grounds):
            if ground.unsure_km == 0 and ground.within is None and ground.side == "both":
                rng = np.random.default_rng((zone, count))
                yield _distances(part.names[zone], ground, zone, survey, _round(ground, count, rng))


def _distances(name: str, ground: Ground, zone: int, survey: Survey, points: Floats) -> Distances:
    lon, lat = points.T.copy()
    found = survey.measure(lon, lat, np.zeros(len(points))).distance_m[:, zone]
    _, inside = survey.chances(lon, lat, np.full(len(points), SIZES_M[0]))
    exact = distances(ground.base, points)
    if ground.is_strip:
        wanted = ground.most_km * _M_PER_KM - exact
    else:
        wanted = np.where(Outline.of(ground.base).holds(points), exact, -exact)
    off = np.abs(np.abs(found) - np.abs(wanted))
    near = np.abs(wanted) < NEAR_M
    told = np.abs(wanted) > _ON_EDGE_M
    is_wrong = ((found >= 0) != (wanted >= 0)) | (inside[:, zone] != (wanted >= 0))
    wrong = int(np.count_nonzero(is_wrong[told]))
    beyond = off[~near] / np.abs(wanted[~near])
    return Distances(name, float(off[near].max()), float(beyond.max()), len(points), wrong)


def _round(ground: Ground, count: int, rng: np.random.Generator) -> Floats:
    """Points from a centimetre to 500 km off a zone's edge, as many in each decade (degrees)."""
    away = rng.permutation(np.geomspace(_NEAREST_M, _FARTHEST_M, count))
    # A strip's own outline is drawn on a flat map, which may be hundreds of metres off.
    drawing = brim(ground, ground.most_km) if ground.is_strip else ground.area()
    return _strayed(_spots(drawing, count, rng), away, rng)


def _spots(drawing: Drawing, count: int, rng: np.random.Generator) -> Floats:
    """Places anywhere along an edge, and every third a corner (degrees)."""
    edges = Edges.of(drawing)
    edge = rng.choice(len(edges.length), count, p=edges.length / edges.length.sum())
    along = rng.random(count) * edges.length[edge] * (np.arange(count) % 3 > 0)
    return edges.at(edge, along)[0]


def _strayed(points: Floats, metres: Floats, rng: np.random.Generator) -> Floats:
    lon, lat, _ = GEOD.fwd(points[:, 0], points[:, 1], rng.uniform(-180, 180, len(points)), metres)
    return np.column_stack((lon, lat))


def chance_errors(count: int = CASES) -> Iterator[Chances]:
    """The cases of every zone and spread: `count` in all, or a few more."""
    everywhere = parts()
    each = -(-count // (len(KINDS) * sum(len(part.grounds) for part in everywhere)))
    numbers = drawn(1)
    for part in everywhere:
        for kind in KINDS:
            survey = Survey.of(part.grounds, Spread(kind))
            yield from _Asked(part, kind, survey, numbers).chances(each)


@dataclass(frozen=True, eq=False)
class _Asked:
    """The zones of one part of the world with one spread."""

    part: Part
    kind: Kind
    survey: Survey
    numbers: Floats

    def chances(self, count: int) -> Iterator[Chances]:
        for zone, ground in enumerate(self.part.grounds):
            rng = np.random.default_rng((zone, count))
            size = np.geomspace(*SIZES_M, count)
            points = self._doubtful(ground, size, rng)
            lon, lat = points.T.copy()
            found = self.survey.measure(lon, lat, size).p_inside[:, zone]
            wanted = self._wanted(ground, points, size, rng)
            yield Chances(self.part.names[zone], self.kind, points, size, found, wanted)

    def _doubtful(self, ground: Ground, size: Floats, rng: np.random.Generator) -> Floats:
        """Points so near to an edge that an event of such a size may well lie on either side."""
        whole = np.hypot(size * Spread(self.kind).grain, ground.uncertainty_km * _M_PER_KM)
        away = np.abs(rng.normal(0, 1, len(size))) * whole
        depth = ground.least_km + rng.random() * ground.unsure_km
        return _strayed(_spots(ground.area(depth), len(size), rng), away, rng)

    def _wanted(self, ground: Ground, points: Floats, size: Floats, rng: np.random.Generator) -> Floats:
        """P(inside) from drawn places, which are shifted anew for every case."""
        membership = Membership(ground)
        membership.of(points, np.zeros(len(points)))

        def share(case: tuple[Floats, float, Floats]) -> float:
            point, size_m, shift = case
            return share_inside(membership, point, size_m, self.kind, (self.numbers + shift) % 1.0)

        shifts = rng.random((len(size), self.numbers.shape[1]))
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            return np.array(list(threads.map(share, zip(points, size.tolist(), shifts, strict=True))))


@dataclass(frozen=True, eq=False)
class Report:
    """All that was measured."""

    distances: tuple[Distances, ...]
    chances: tuple[Chances, ...]

    def figures(self) -> Iterator[tuple[Figure, str]]:
        """Each error against its limit, and the zone where it is largest."""
        near = max(self.distances, key=lambda one: one.near_m)
        beyond = max(self.distances, key=lambda one: one.beyond)
        wrong = max(self.distances, key=lambda one: one.mismatches)
        mismatches = sum(one.mismatches for one in self.distances)
        yield Figure("distance within 1 km of an edge", near.near_m, LIMIT_NEAR_M, "m"), near.zone
        yield Figure("distance beyond, as a share of it", beyond.beyond, LIMIT_BEYOND, ""), beyond.zone
        where = wrong.zone if mismatches else ""
        yield Figure("points on the wrong side", float(mismatches), 0.0, ""), where
        for kind in KINDS:
            some = [one for one in self.chances if one.kind == kind]
            off = np.concatenate([one.off for one in some])
            worst = max(some, key=lambda one: float(one.off.max()))
            p99 = float(np.quantile(off, 0.99))
            yield Figure(f"P(inside), {kind}, 99th percentile", p99, LIMIT_P99, ""), ""
            yield Figure(f"P(inside), {kind}, largest", float(off.max()), LIMIT_P, ""), worst.zone

    def told(self) -> str:
        """What was measured, in words."""
        wanted = np.concatenate([one.wanted for one in self.chances])
        doubtful = float(np.mean((wanted > 1 / _TOLD) & (wanted < 1 - 1 / _TOLD)))
        points = sum(one.points for one in self.distances)
        return (
            f"Distances of {points:,} points, from a centimetre to 500 km off the edges of "
            f"{len(self.distances)} zones, against geodesics (Karney); P(inside) in {len(wanted):,} cases, "
            f"radii and standard deviations from 50 m to 100 km, {doubtful:.0%} of them in doubt, against "
            f"{1 << SAMPLES_LOG2:,} quasi-random places each. Among the zones are some drawn or deep "
            "unsurely, at both poles and across 180 degrees, of 100 m and of 3,000 km, holed, and a sliver."
        )

    def worst(self, count: int = 10) -> Iterator[str]:
        """The cases whose chance is farthest off, one a line."""
        cases = [(float(one.off[n]), one, n) for one in self.chances for n in range(len(one.off))]
        for off, one, n in sorted(cases, key=lambda case: -case[0])[:count]:
            lon, lat = one.points[n]
            yield (
                f"{off:.4f}: {one.zone}, {one.kind} of {one.size_m[n]:.0f} m at {lon:.5f} {lat:.5f}, "
                f"{one.found[n]:.4f} for {one.wanted[n]:.4f}"
            )


def report_of(cases: int = CASES) -> Report:
    """Measure everything."""
    return Report(tuple(distance_errors()), tuple(chance_errors(cases)))
