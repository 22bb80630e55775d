"""Time points against the zones of a case: `python -m benchmarks.locating CASE`.

A million points are scattered over and round the zones with radii from 0 to 100 km. Prints the error of
P(inside) against the exact geometry (the 99th percentile), how many times faster a point and zone is
than with it, and the microseconds one takes; reading and writing the table is left out, and so is
building the index.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

from truceline.bulk.survey import Survey
from truceline.case.folder import Case
from truceline.places.plane import Plane

COUNT, CHECKED = 1_000_000, 250
SIZES_M = (0.0, 500.0, 1000.0, 2000.0, 5000.0, 15_000.0, 25_000.0, 75_000.0)


def main(folder: str) -> None:
    """Print the three figures."""
    atlas = Case.open(Path(folder)).atlas
    grounds = [ground for zone in atlas.agreement.zones if (ground := atlas.ground(zone.id)) is not None]
    survey = Survey.of(grounds)
    rng = np.random.default_rng(1)
    west, south, east, north = atlas.bounds(100.0) or (0.0, 0.0, 1.0, 1.0)
    lon, lat = rng.uniform(west, east, COUNT), rng.uniform(south, north, COUNT)
    size = rng.choice(SIZES_M, COUNT)
    survey.measure(lon[:10], lat[:10], size[:10])
    start = time.perf_counter()
    found = survey.measure(lon, lat, size)
    bulk = (time.perf_counter() - start) / COUNT / len(grounds)
    start = time.perf_counter()
    exact = np.array(
        [
            [ground.disc_share(Plane(lon[n], lat[n]), size[n] / 1000) for ground in grounds]
            for n in range(CHECKED)
        ]
    )
    slow = (time.perf_counter() - start) / CHECKED / len(grounds)
    off = float(np.quantile(np.abs(found.p_inside[:CHECKED] - exact), 0.99))
    print(f"{off:.4f} {slow / bulk:.0f} {bulk * 1e6:.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
