"""What every contestant is given, and how one is timed: in a process of its own, warm, the middle of several.

`python -m benchmarks.bulk.arena NAME FILE ROWS RUNS` times one and prints a line of JSON.
"""

from __future__ import annotations

import importlib
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from pyarrow import parquet

from benchmarks.bulk.scenery import Scene, scene_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FLAT = "EPSG:32636"
"""The flat map (metres) that those use who know no ellipsoid: the front's UTM zone."""
_BATCH = 1 << 16


class Answer(NamedTuple):
    """What a contestant found, to hold against the others (None: not asked).

    `pairs` are an event and a zone that it lies in; `mean_m` is of all distances, without their signs.
    """

    pairs: int | None = None
    mean_m: float | None = None


Work = Callable[[], Answer]


@dataclass(frozen=True, eq=False)
class Arena:
    """The scene and the first `rows` events of a file. These are a fair sample of places, not of days."""

    path: Path
    rows: int
    scene: Scene = field(default_factory=scene_of)

    @cached_property
    def flat_outlines(self) -> list[Any]:
        """The boundaries as paths on the flat map, metres."""
        geopandas = importlib.import_module("geopandas")
        return list(geopandas.GeoSeries(self.scene.outlines, crs=4326).to_crs(FLAT))

    def batches(self, columns: Sequence[str], rows: int = _BATCH) -> Any:
        """Arrow record batches of these columns, of no more than so many rows each."""
        left = self.rows
        with parquet.ParquetFile(self.path, memory_map=True) as file:
            for batch in file.iter_batches(batch_size=rows, columns=list(columns)):
                yield batch.slice(0, left)
                left -= batch.num_rows
                if left <= 0:
                    return

    def columns(self, *names: str) -> list[Floats]:
        """Whole columns as floats."""
        parts = [[batch.column(name).to_numpy() for name in names] for batch in self.batches(names)]
        return [np.concatenate(part).astype(np.float64) for part in zip(*parts, strict=True)]


@dataclass(frozen=True)
class Contestant:
    """Somebody who does a piece of the work: what it does, which packages it needs and at most how many rows.

    `make` sets up what is not counted (zones read and indexed) and returns what is.
    """

    name: str
    does: str
    needs: tuple[str, ...]
    rows: int
    make: Callable[[Arena], Work]

    @property
    def missing(self) -> list[str]:
        """Packages that are not installed."""
        return [name for name in self.needs if not _version(name)]

    @property
    def versions(self) -> str:
        """The packages it needs, each with its version."""
        return ", ".join(f"{name} {_version(name)}" for name in self.needs)


class Timed(NamedTuple):
    """Seconds of a run (the median), of setting up, how many rows it had, and what was found."""

    seconds: float
    set_up: float
    rows: int
    pairs: int | None
    mean_m: float | None


def timed(contestant: Contestant, path: Path, rows: int, runs: int) -> Timed:
    """Set up, run once to warm, and then take the median of several runs."""
    arena = Arena(path, min(rows, contestant.rows))
    start = time.perf_counter()
    work = contestant.make(arena)
    set_up = time.perf_counter() - start
    answer = work()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return Timed(statistics.median(seconds), set_up, arena.rows, *answer)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def main(arguments: Sequence[str]) -> int:
    """Time one contestant."""
    from benchmarks.bulk.contest import CONTESTANTS  # noqa: PLC0415 - the list is made of contestants

    name, path, rows, runs = arguments
    one = next(one for one in CONTESTANTS if one.name == name)
    print(json.dumps(timed(one, Path(path), int(rows), int(runs))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
