"""What more rows, zones, norms and corners cost: measured in steps, fitted, and held against a last step.

`python -m benchmarks.bulk.scale --write` keeps the tables in docs/scale.md. The model is fitted to the steps
up to `--rows`; how far off it is, is told on `--most` rows, which it never saw. Events are written to a
temporary folder (a hundred million take 1.6 GB) and removed again.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from benchmarks.bulk.__main__ import table
from benchmarks.bulk.events import write_events
from benchmarks.bulk.pace import Pace, Size
from benchmarks.bulk.scenery import scene_of
from benchmarks.figures import ROOT, version
from benchmarks.measure import run
from benchmarks.sections import replaced
from truceline.bulk.parts import MOST_PARTS
from truceline.bulk.parts import ROWS as PART_ROWS

PAGE = ROOT / "docs" / "scale.md"
SECTION = "scale"
HEADER = (
    *("rows", "zones", "norms", "corners", "indexing", "index"),
    *("counting", "an event", "wall-clock", "answer", "peak"),
)
_MICRO = 1e6
_TO_MODEL = (10**8, 10**9, 10**10)
_WORKERS = (1, 4, 16, 64)
_HOUR, _MINUTE = 3600.0, 60.0


class Step(NamedTuple):
    """One size, what it cost, and the process's peak memory (MB)."""

    size: Size
    pace: Pace
    peak_mb: float


def steps_of(rows: int) -> list[Size]:
    """The sizes that the model is fitted to; the last has most rows."""
    some = rows // 10
    return [
        *(Size(some, zones, 100) for zones in (1, 5, 20, 50, 100)),
        *(Size(some, 20, norms) for norms in (20, 200, 600)),
        *(Size(some, 20, 60, corners) for corners in (100, 1000, 10_000)),
        *(Size(many) for many in (rows // 100, some, rows)),
    ]


def measured(size: Size, events: Path) -> Step:
    """One step, in a process of its own."""
    done = run([sys.executable, "-m", "benchmarks.bulk.pace", json.dumps(size), events], events.parent)
    return Step(size, Pace(*json.loads(done.printed.splitlines()[-1])), done.peak_mb)


@dataclass(frozen=True)
class Model:
    """Processor seconds and megabytes, linear in what there is of each thing. None is below nought."""

    counting: NDArray[np.float64]
    """Of a run, of a row, of a row and zone, of a row and norm, of a row and ten thousand corners."""
    indexing: NDArray[np.float64]
    """Of an index, of a zone, of a corner."""
    memory: NDArray[np.float64]
    """Of a process, of a megabyte of index, of a thousand cells."""
    writing: float
    """Of a cell of the answer, written and read."""
    gathering: float
    """Of a row of a part's answer on a cluster."""
    at_once: float
    """Processors kept busy."""

    @classmethod
    def of(cls, steps: Sequence[Step]) -> Model:
        """Fitted to steps, each as important as any other, however long it took."""
        largest = max(steps, key=lambda step: step.size.rows)
        return cls(
            _fitted([_counted(one) for one in steps], [one.pace.counting for one in steps]),
            _fitted([_indexed(one) for one in steps], [one.pace.indexing for one in steps]),
            _fitted([_held(one) for one in steps], [one.peak_mb for one in steps]),
            float(np.median([one.pace.writing / one.pace.cells for one in steps])),
            float(np.median([one.pace.gathering for one in steps])) / _MICRO,
            largest.pace.counting / largest.pace.wall,
        )

    def told(self, step: Step) -> tuple[float, float, float, float]:
        """Seconds of counting and of indexing, megabytes, and wall-clock seconds of counting."""
        counting = float(self.counting @ _counted(step))
        return (
            counting,
            float(self.indexing @ _indexed(step)),
            float(self.memory @ _held(step)),
            counting / self.at_once,
        )

    def seconds(self, step: Step, rows: int, workers: int) -> float:
        """Wall-clock seconds that so many rows take like machines, with the scene of a step.

        With several of them every part answers with every cell, as a table in the order of places does.
        """
        counting = float(self.counting @ _counted(Step(step.size._replace(rows=rows), step.pace, 0.0)))
        adding = 0.0
        if workers > 1:
            adding = min(MOST_PARTS, -(-rows // PART_ROWS)) * step.pace.cells * self.gathering
        return (counting + adding) / self.at_once / workers + self.writing * step.pace.cells


def _counted(step: Step) -> NDArray[np.float64]:
    rows, zones, norms, _ = step.size
    return np.array([1.0, rows, rows * zones, rows * norms, rows * step.pace.corners / 1e4])


def _indexed(step: Step) -> NDArray[np.float64]:
    return np.array([1.0, step.size.zones, step.pace.corners])


def _held(step: Step) -> NDArray[np.float64]:
    return np.array([1.0, step.pace.index_mb, step.pace.cells / 1e3])


def _fitted(rows: Sequence[NDArray[np.float64]], values: Sequence[float]) -> NDArray[np.float64]:
    """Least squares of what each is off by as a share of it; no cost can be negative."""
    told = np.array(values)
    matrix = np.array(rows) / told[:, None]
    scale = np.abs(matrix).max(axis=0)
    found, _ = nnls(matrix / scale, np.ones(len(told)))
    return np.asarray(found / scale, np.float64)


def line(step: Step) -> tuple[str, ...]:
    """A row of the table of steps."""
    size, pace = step.size, step.pace
    return (
        f"{size.rows:,}",
        f"{size.zones}",
        f"{size.norms}",
        f"{pace.corners:,}",
        f"{pace.indexing:.1f} s",
        f"{pace.index_mb:,.0f} MB",
        f"{pace.counting:.2f} s",
        f"{pace.counting / size.rows * _MICRO:.3f} µs",
        f"{pace.wall:.2f} s",
        f"{pace.cells:,}",
        f"{step.peak_mb:,.0f} MB",
    )


def costs(model: Model) -> list[tuple[str, str]]:
    """What each thing costs."""
    run_, row, zone, norm, corners = model.counting
    index, of_zone, of_corner = model.indexing
    process, megabyte, cells = model.memory
    return [
        ("an event, read and understood", f"{row * _MICRO:.3f} µs"),
        ("an event and zone", f"{zone * _MICRO * 1e3:.2f} ns"),
        ("an event and norm", f"{norm * _MICRO * 1e3:.2f} ns"),
        ("an event and ten thousand corners", f"{corners * _MICRO * 1e3:.2f} ns"),
        ("a count, whatever its rows", f"{run_:.2f} s"),
        ("a zone's part of the index", f"{of_zone:.2f} s"),
        ("a corner's part of the index", f"{of_corner * _MICRO:.0f} µs"),
        ("an index, whatever is in it", f"{index:.2f} s"),
        (
            "a cell of the answer (a series and day), written and read again",
            f"{model.writing * _MICRO:.2f} µs",
        ),
        ("a cell of a part's answer, added up on a cluster", f"{model.gathering * _MICRO:.2f} µs"),
        ("memory of a process", f"{process:,.0f} MB"),
        ("memory of a megabyte of index", f"{megabyte:.2f} MB"),
        ("memory of a thousand cells", f"{cells:.2f} MB"),
    ]


def errors(model: Model, steps: Sequence[Step], last: Step) -> list[tuple[str, ...]]:
    """How far the model is off: at most where it was fitted, and on the step it never saw."""
    fitted = np.array([_off(model, step) for step in steps])
    unseen = _off(model, last)
    worst = fitted[np.abs(fitted).argmax(axis=0), range(fitted.shape[1])]
    names = ("counting", "indexing", "peak memory", "counting, wall-clock")
    rows = zip(names, model.told(last), _actual(last), unseen, worst, strict=True)
    return [
        (name, f"{said:,.4g}", f"{was:,.4g}", _share(off), _share(most))
        for name, said, was, off, most in rows
    ]


def _share(off: float) -> str:
    return f"{round(100 * off):+d}%"


def _actual(step: Step) -> tuple[float, float, float, float]:
    return step.pace.counting, step.pace.indexing, step.peak_mb, step.pace.wall


def _off(model: Model, step: Step) -> list[float]:
    return [said / was - 1 for said, was in zip(model.told(step), _actual(step), strict=True)]


def modelled(model: Model, step: Step) -> Iterator[tuple[str, ...]]:
    """Wall-clock times of more rows than were measured, on one machine like this and on several."""
    for rows in _TO_MODEL:
        yield (f"{rows:,}", *(_spoken(model.seconds(step, rows, workers)) for workers in _WORKERS))


def _spoken(seconds: float) -> str:
    if seconds >= _HOUR:
        return f"{seconds / _HOUR:.1f} h"
    return f"{seconds / _MINUTE:.1f} min" if seconds >= _MINUTE else f"{seconds:.0f} s"


def section(steps: Sequence[Step], last: Step) -> str:
    """The part of the page."""
    model = Model.of(steps)
    when = f"{datetime.now(UTC):%d %B %Y}".lstrip("0")
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    workers = [f"{n} machine{'s' if n > 1 else ''}" for n in _WORKERS]
    told = (
        f"truceline {version()}, {when}; {machine}, {os.cpu_count()} processors. Seconds are of all "
        "processors together, but for wall-clock ones."
    )
    return "\n\n".join(
        [
            told,
            "## Measured",
            table(HEADER, [line(step) for step in (*steps, last)]),
            "## The model",
            table(("what", "costs"), costs(model)),
            "## How far it is off",
            f"Fitted to all steps but the last, of {last.size.rows:,} rows, and held against that.",
            table(("of the last step", "modelled", "measured", "off", "off at most where fitted"),
                  errors(model, steps, last)),
            "## Beyond what was measured",
            table(("rows", *workers), list(modelled(model, last))),
        ]
    )  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Measure, print as it comes, and write the part of the page if asked."""
    told = _parser().parse_args(arguments)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    rows, most = int(float(told.rows)), int(float(told.most))
    with tempfile.TemporaryDirectory() as folder:
        # A dozen indexes would push out those that are kept for good.
        os.environ["XDG_CACHE_HOME"] = folder
        events = write_events(Path(folder) / "events.parquet", scene_of(), rows)
        # The first process compiles, which takes more memory than all that comes after.
        measured(Size(min(rows, 1000), 1, 1), events)
        steps = []
        for size in steps_of(rows):
            steps.append(measured(size, events))
            print(*line(steps[-1]), sep=" | ", flush=True)
        last = measured(Size(most), write_events(events, scene_of(), most))
        print(*line(last), sep=" | ", flush=True)
    text = section(steps, last)
    print(text)
    if told.write:
        PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), SECTION, text), encoding="utf-8")
        print(f"written: {PAGE.relative_to(ROOT)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="benchmarks.bulk.scale", description="what more of each thing costs"
    )
    parser.add_argument("--rows", default="1e7", help="rows up to which the model is fitted (default 1e7)")
    parser.add_argument("--most", default="1e8", help="rows that it is held against (default 1e8)")
    parser.add_argument("--write", action="store_true", help="keep the tables in docs/scale.md")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
