"""Time moves of the console's map: `python -m benchmarks.mapping CASE DAY`, on a case with many claims.

Reads the placed events once, then moves a view of several widths about and answers as the server does, down
to the bytes of the layer. Prints seconds for the first reading, and for each width the events in view, the
median and the slowest move in milliseconds and the kilobytes of an answer.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.web.map.case_map import CaseMap
from truceline.web.map.reader import Reader
from truceline.web.map.wanted import Wanted

MOVES = 20
WIDTHS = (12.0, 4.0, 1.5, 0.5, 0.15)
"""Of a view, degrees; it is two thirds as high."""


def views(bounds: tuple[float, float, float, float], wide: float) -> list[Wanted]:
    """Views of a width about what is drawn, the same each time."""
    chance = random.Random(1)  # noqa: S311 - a load, no secret
    west, south, east, north = bounds
    found = []
    for _ in range(MOVES):
        lon, lat = chance.uniform(west, east), chance.uniform(south, north)
        found.append(Wanted(bbox=(lon - wide / 2, lat - wide / 3, lon + wide / 2, lat + wide / 3)))
    return found


def main(folder: str, day: str) -> None:
    """Print a line for the first reading, and one for each width."""
    case = Case.open(Path(folder))
    drawn, frame, reader = CaseMap(case), Frame(date.fromisoformat(day)), Reader(secret=True)
    start = time.perf_counter()
    drawn.warm()
    print(f"first reading: {time.perf_counter() - start:.1f} s for {len(drawn.spots()):,} placed events")
    for wide in WIDTHS:
        took, counts, sizes = [], [], []
        for wanted in views(drawn.bounds, wide):
            start = time.perf_counter()
            found = drawn.events(frame, reader, wanted)
            content = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
            took.append((time.perf_counter() - start) * 1000)
            counts.append(found["count"])
            sizes.append(len(content) / 1000)
        print(
            f"{wide:5.2f} degrees: {statistics.median(counts):9,.0f} events,"
            f" median {statistics.median(took):4.0f} ms, slowest {max(took):4.0f} ms,"
            f" {statistics.median(sizes):4.0f} kB"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
