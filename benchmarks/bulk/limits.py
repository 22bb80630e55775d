"""What the bulk engine must reach, each against its limit: `python -m benchmarks.bulk.limits [--write]`.

`--write` keeps the table in docs/benchmarks.md. Events are made up and written to a temporary folder: a
hundred million take 1.6 GB. What there are no packages for (Sail, Spark) is named and left out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from benchmarks.__main__ import HEADER, row
from benchmarks.bulk.__main__ import PAGE, table
from benchmarks.bulk.contest import ENGINE, SCAN
from benchmarks.bulk.events import write_events
from benchmarks.bulk.merging import Merged
from benchmarks.bulk.scenery import scene_of
from benchmarks.bulk.stage import LAST_DAY, staged
from benchmarks.figures import ROOT, version
from benchmarks.measure import REPEATS, TRUCELINE, Figure, Run, run
from benchmarks.sections import replaced

SECTION = "limits"
NEW = 10_000
MASTERS = {"sail": ("Sail", "pysail", 1.2), "local-cluster[2,1,2048]": ("Spark", "pyspark.core", 1.5)}
"""Cluster -> its name, a module that it needs, and how many times the embedded engine it may take."""
_MB_LIMIT = 1200.0


@dataclass(frozen=True)
class Bench:
    """A folder with a staged case, how many events are counted, and how many where memory is watched."""

    folder: Path
    rows: int
    most: int
    runs: int

    @cached_property
    def stage(self) -> tuple[Path, Path]:
        """The case's folder and the mapping."""
        case, mapping = staged(scene_of(), self.folder)
        return case.folder, mapping

    def events(self, rows: int, seed: int = 1) -> Path:
        """A table of so many made-up events, in the order of their days."""
        path = self.folder / f"events-{rows}-{seed}.parquet"
        return path if path.exists() else write_events(path, scene_of(), rows, seed)

    @cached_property
    def in_order_of_places(self) -> Path:
        """The same events as sorted by the command."""
        out = self.folder / "sorted.parquet"
        run([TRUCELINE, "bulk", "sort", self.events(self.rows), "--out", out], self.folder)
        return out

    def assess(self, events: Path, *more: str | Path) -> Run:
        """`truceline bulk assess` in a fresh process."""
        case, mapping = self.stage
        out = self.folder / "counted.parquet"
        asked = ("--mapping", mapping, "--as-of", str(LAST_DAY), "--out", out, "--format", "json", *more)
        return run([TRUCELINE, "bulk", "assess", case, events, *asked], self.folder)

    def seconds(self, who: str, events: Path) -> float:
        """A contestant's median over all events."""
        told = (who, events, str(self.rows), str(self.runs))
        done = run([sys.executable, "-m", "benchmarks.bulk.arena", *told], self.folder)
        return float(json.loads(done.printed.splitlines()[-1])[0])


def figures(bench: Bench) -> Iterator[Figure]:
    """All of them, one after another."""
    yield from _scans(bench)
    yield _cold(bench)
    yield from _merging(bench)
    yield from _memory(bench)
    yield _viewport(bench)
    yield from _clusters(bench)


def _scans(bench: Bench) -> Iterator[Figure]:
    taken = []
    for events, order, limit in (
        (bench.events(bench.rows), "days", 9.0),
        (bench.in_order_of_places, "places", 5.0),
    ):
        taken.append(bench.seconds(ENGINE, events))
        times = taken[-1] / bench.seconds(SCAN, events)
        yield Figure(f"assessed in order of {order}, against a bare scan", times, limit, "times")
    yield Figure("in order of places, against that of days", taken[1] / taken[0], None, "times")


def _cold(bench: Bench) -> Figure:
    # Another table each time: what is kept is of the case, and of rows like these.
    runs = [bench.assess(bench.events(NEW, seed=2 + n)) for n in range(bench.runs + 1)][1:]
    seconds = statistics.median(one.seconds for one in runs)
    what = f"`bulk assess`, {NEW:,} events, a fresh process"
    return Figure(what, seconds, 1.2, "s", max(one.peak_mb for one in runs))


def _merging(bench: Bench) -> Iterator[Figure]:
    """In one warm process, and as commands: there the start of the process is most of it."""
    every, new = bench.events(bench.rows), bench.events(NEW, seed=2)
    told = (*bench.stage, every, new, str(bench.runs))
    done = run([sys.executable, "-m", "benchmarks.bulk.merging", *told], bench.folder)
    taken = Merged(*json.loads(done.printed.splitlines()[-1]))
    what = f"{NEW:,} events merged, against counting all {bench.rows:,} anew"
    yield Figure(what, taken.all / taken.merging, 25.0, "times", done.peak_mb, least=True)
    yield Figure(f"{NEW:,} events merged, with files read and written", taken.merging, None, "s")


def _memory(bench: Bench) -> Iterator[Figure]:
    for rows in (bench.rows, bench.most):
        events = bench.events(rows)
        done = bench.assess(events)
        yield Figure(f"`bulk assess`, peak memory at {rows:,} rows", done.peak_mb, _MB_LIMIT, "MB")
    kept = bench.folder / "before.parquet"
    shutil.move(bench.folder / "counted.parquet", kept)
    merge = bench.assess(bench.events(NEW, seed=2), "--onto", kept)
    what = f"the same as commands, against counting {bench.most:,} anew"
    yield Figure(what, done.seconds / merge.seconds, 25.0, "times", merge.peak_mb, least=True)
    events.unlink()


def _viewport(bench: Bench) -> Figure:
    """The slowest zoom of twelve tiles seen together."""
    run([sys.executable, "-m", "benchmarks.sorting", str(bench.rows), bench.folder], bench.folder)
    tiles = bench.folder / f"sorted-{bench.rows}.parquet"
    done = run([sys.executable, "-m", "benchmarks.tiles", tiles], bench.folder)
    told = [line.split() for line in done.printed.splitlines() if line[:1].isdigit()]
    worst = max(told, key=lambda words: float(words[1]))
    what = f"twelve tiles of {bench.rows:,} events, filtered, at the slowest zoom ({worst[0]})"
    return Figure(what, float(worst[1]), 100.0, "ms", done.peak_mb)


def _clusters(bench: Bench) -> Iterator[Figure]:
    for master, (name, module, limit) in MASTERS.items():
        if not _has(module):
            print(f"left out for want of {module}: {name}")
            continue
        done = run([sys.executable, "-m", "benchmarks.spark", str(bench.rows), master], bench.folder)
        line = next(line for line in reversed(done.printed.splitlines()) if line.startswith(f"{master}: "))
        times = float(line.rsplit("s, ", 1)[1].split()[0])
        yield Figure(f"counted on {name}, against this machine's engine", times, limit, "times")


def _has(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def section(rows: Sequence[Sequence[str]], runs: int) -> str:
    """The part of the page."""
    when = f"{datetime.now(UTC):%d %B %Y}".lstrip("0")
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    told = (
        f"truceline {version()}, {when}; {machine}, {os.cpu_count()} processors. The scene and the events "
        f"are those of the part above; medians of {runs} runs, wall-clock time. Commands run in a fresh "
        "process; their compiled code, index and brief are kept from a table before. "
        "`make bench-limits ARGS=--write` writes this part anew."
    )
    return "\n\n".join(["## Many events: limits", told, table(HEADER, rows)])


def main(arguments: Sequence[str]) -> int:
    """Measure, print as it comes, and write the part of the page if asked."""
    told = _parser().parse_args(arguments)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), int(float(told.rows)), int(float(told.most)), told.runs)
        for figure in figures(bench):
            rows.append(row(figure))
            print("{:<66}{:>14}{:>18}{:>12}{:>12}".format(*rows[-1]), flush=True)
    if told.write:
        text = replaced(PAGE.read_text(encoding="utf-8"), SECTION, section(rows, told.runs))
        PAGE.write_text(text, encoding="utf-8")
        print(f"written: {PAGE.relative_to(ROOT)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.bulk.limits", description="the bulk engine's limits")
    parser.add_argument("--rows", default="1e7", help="how many events are counted, as 1e7 (default)")
    parser.add_argument("--most", default="1e8", help="and how many where memory is watched (default 1e8)")
    parser.add_argument("--runs", type=int, default=REPEATS, help="runs that medians are taken of")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/benchmarks.md")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
