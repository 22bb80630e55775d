"""Made-up events over a scene, in the order of their days, written piece by piece in bounded memory.

Each piece is one row group with numbers of its own to draw from, and holds its share of the years; so
the first rows are no sample of the whole, but row groups taken here and there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet
from scipy import stats

from benchmarks.bulk.scenery import ACTORS, CATEGORIES, DAYS, FIRST_DAY, Scene

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROW_GROUP = 1 << 20
TOWNS = 20_000
NEAR_FRONT = 0.45
"""The share of towns that lie near the front, and so have seen more."""
OFF_TOWN = 0.3
"""The share of events with a place of their own; all others are recorded at a town."""
CLASSES_M = (500.0, 2000.0, 5000.0, 15_000.0, 25_000.0, 75_000.0)
OF_CLASS = (0.40, 0.20, 0.15, 0.10, 0.10, 0.05)
SEVERAL_DAYS = 0.1
LONGEST_DAYS = 30
_BOX = (26.0, 44.5, 42.0, 52.5)
_OF_CATEGORY = (0.30, 0.25, 0.15, 0.10, 0.08, 0.06, 0.04, 0.02)
_LOW, _BEST = (1.0, 1.0, 1.0, 0.5), (0, 0, 0, 2)


@dataclass(frozen=True, eq=False)
class Stream:
    """What every piece of the events has in common: towns (degrees, shape (n, 2)) and how often each is met.

    `met`, `day` and `actor` are running totals of chances, 0-1, to look drawn numbers up in.
    """

    towns: NDArray[np.float64]
    met: NDArray[np.float64]
    day: NDArray[np.float64]
    actor: NDArray[np.float64]
    seed: int

    @classmethod
    def of(cls, scene: Scene, seed: int = 1) -> Stream:
        """The events of a seed over a scene."""
        rng = np.random.default_rng((seed, 99))
        near = int(TOWNS * NEAR_FRONT)
        path = scene.line.coordinates
        aside = rng.exponential(0.45, near) * rng.choice((-1, 1), near)
        turn = rng.uniform(0, np.pi, near)
        beside = path[rng.integers(len(path), size=near)]
        beside = beside + np.column_stack((aside * np.cos(turn), 0.7 * aside * np.sin(turn)))
        farther = rng.uniform(_BOX[:2], _BOX[2:], (TOWNS - near, 2))
        weight = rng.permutation(1 / np.arange(1, TOWNS + 1) ** 0.9)
        weight[:near] *= 3
        days = stats.beta.cdf(np.arange(1, DAYS + 1) / DAYS, 1.3, 0.9)
        towns = np.round(np.concatenate((beside, farther)), 4)
        return cls(towns, _running(weight), days, _running(1 / np.arange(1, ACTORS + 1) ** 1.1), seed)

    def piece(self, number: int, rows: int, first: int, whole: int) -> pa.Table:
        """One row group: `rows` events of `whole`, beginning with number `first`."""
        rng = np.random.default_rng((self.seed, number))
        lon, lat, radius = self._places(rows, rng)
        day = self._days(rows, first, whole, rng)
        last = day + np.where(rng.random(rows) < SEVERAL_DAYS, rng.integers(1, LONGEST_DAYS, rows), 0)
        actors = [np.searchsorted(self.actor, rng.random(rows)).astype(np.int32) for _ in range(2)]
        category = rng.choice(CATEGORIES, rows, p=_OF_CATEGORY).astype(np.int8)
        columns = {
            "event_id": np.arange(first, first + rows),
            "lon": lon,
            "lat": lat,
            "radius_m": radius,
            "date": FIRST_DAY + day,
            "date_end": FIRST_DAY + last,
            "actor_a": actors[0],
            "actor_b": actors[1],
            "category": category,
            **_deaths(rows, rng),
        }
        return pa.table(columns)

    def _places(self, rows: int, rng: np.random.Generator) -> tuple[Any, Any, Any]:
        """Degrees, and radii in metres: by classes, and continuous for most that lie off a town."""
        lon, lat = self.towns[np.searchsorted(self.met, rng.random(rows))].T
        off = rng.random(rows) < OFF_TOWN
        lon = np.where(off, np.round(lon + rng.normal(0, 0.07, rows), 5), lon)
        lat = np.where(off, np.round(lat + rng.normal(0, 0.05, rows), 5), lat)
        told = np.clip(np.exp(rng.normal(np.log(800), 0.8, rows)), 50, 30_000)
        known = off & (rng.random(rows) < 0.6)  # noqa: PLR2004 - a share
        radius = np.where(known, told, rng.choice(CLASSES_M, rows, p=OF_CLASS))
        return lon, lat, radius.astype(np.float32)

    def _days(self, rows: int, first: int, whole: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Days since the first in order: those of this part of all events, the later years busier."""
        rank = (first + np.sort(rng.random(rows)) * rows) / whole
        return np.minimum(np.searchsorted(self.day, rank), DAYS - 1)


def write_events(path: Path, scene: Scene, rows: int, seed: int = 1) -> Path:
    """Write so many events as Parquet, a row group after the other; beside its place, then moved there."""
    stream = Stream.of(scene, seed)
    beside = path.with_name(f".{path.name}")
    schema = stream.piece(0, 1, 0, 1).schema
    with parquet.ParquetWriter(beside, schema, compression="zstd") as writer:
        for number, first in enumerate(range(0, rows, ROW_GROUP)):
            piece = stream.piece(number, min(ROW_GROUP, rows - first), first, rows)
            writer.write_table(piece, row_group_size=ROW_GROUP)
    return beside.replace(path)


def _running(weight: NDArray[np.float64]) -> NDArray[np.float64]:
    total = np.cumsum(weight)
    total /= total[-1]
    return total


def _deaths(rows: int, rng: np.random.Generator) -> dict[str, NDArray[np.int32]]:
    """Mostly none or a few, at times very many; a quarter with bounds apart."""
    best = rng.geometric(0.55, rows) - 1
    best += np.where(rng.random(rows) < 0.01, rng.integers(5, 120, rows), 0)  # noqa: PLR2004 - a share
    low, high = best * rng.choice(_LOW, rows), best + rng.choice(_BEST, rows)
    named = {"deaths_low": low, "deaths_best": best, "deaths_high": high}
    return {name: np.asarray(told, np.int32) for name, told in named.items()}
