"""Time map tiles: `python -m benchmarks.tiles TABLE`, a table that `benchmarks.sorting` has sorted.

For each zoom twelve tiles seen together (four by three, where most events are), filtered by days and
categories, selected and encoded over a connection that is open already: milliseconds, those that all
processors together worked (medians of five), and how many events the tiles show. An overview is made
first where there is none.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date
from pathlib import Path

from truceline.bulk.overview import write_overview
from truceline.bulk.tile_grid import TileName
from truceline.bulk.tile_table import Filter
from truceline.bulk.tiles import Tiles

CHOSEN = Filter(date(2021, 1, 5), date(2024, 3, 3), ("Riots", "Protests"))
ZOOMS, REPEATS = range(2, 17), 5
# The middle of the made-up country, 34 E 48.5 N, in shares of the map.
EAST, SOUTH = 0.5944, 0.3441


def main(table: str) -> None:
    """Print a line for each zoom."""
    tiles = Tiles.of(Path(table))
    if tiles.overview is None:
        start = time.perf_counter()
        size = write_overview(tiles.table).stat().st_size
        print(f"overview: {time.perf_counter() - start:.1f} s, {size / 1e6:.0f} MB")
        tiles = Tiles.of(Path(table))
    for zoom in ZOOMS:
        count = 1 << zoom
        x, y = (min(max(0, int(share * count) - 1), count - 4) for share in (EAST, SOUTH))
        names = [TileName(zoom, x + east, y + south) for east in range(4) for south in range(3)]
        wall, worked, shown = zip(*(_once(tiles, names) for _ in range(REPEATS + 1)), strict=True)
        medians = [1000 * statistics.median(one[1:]) for one in (wall, worked)]
        print(f"{zoom} {medians[0]:.0f} ms {medians[1]:.0f} ms {shown[0]}")


def _once(tiles: Tiles, names: list[TileName]) -> tuple[float, float, int]:
    start, worked = time.perf_counter(), time.process_time()
    found = tiles.cut(names, CHOSEN)
    for tile in found:
        tile.encoded()
    return time.perf_counter() - start, time.process_time() - worked, sum(tile.shown for tile in found)


if __name__ == "__main__":
    main(*sys.argv[1:])
