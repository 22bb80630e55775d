"""Measure the bulk engine: its errors, and its speed beside that of its peers.

`make bench-bulk ARGS="--rows 1e7 --write"` keeps the tables in docs/benchmarks.md. With fewer rows, runs or
cases it is done sooner; one who is not installed is named and left out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.bulk.accuracy import CASES, Report, report_of
from benchmarks.bulk.arena import Contestant, Timed
from benchmarks.bulk.contest import CONTESTANTS, ENGINE
from benchmarks.bulk.events import write_events
from benchmarks.bulk.scenery import scene_of
from benchmarks.figures import ROOT, version
from benchmarks.measure import REPEATS, run
from benchmarks.sections import replaced

PAGE = ROOT / "docs" / "benchmarks.md"
SECTION = "bulk"
HEADER = ("who", "does", "events", "µs an event", "times truceline's", "pairs an event", "peak memory")
ERRORS = ("error of the engine", "measured", "at most", "where it is largest")
_MICRO = 1e6


class Turn(NamedTuple):
    """How a contestant did, or (no `timed`) why it did not."""

    who: Contestant
    timed: Timed | None
    peak_mb: float = 0.0
    why_not: str = ""

    @property
    def micros(self) -> float:
        """Microseconds an event."""
        return self.timed.seconds / self.timed.rows * _MICRO if self.timed else float("nan")


def turns(events: Path, rows: int, runs: int, only: Sequence[str]) -> Iterator[Turn]:
    """Every contestant's turn, each in a process of its own."""
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    for who in CONTESTANTS:
        if only and who.name not in only:
            continue
        if who.missing:
            yield Turn(who, None, why_not=f"not installed: {', '.join(who.missing)}")
            continue
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "benchmarks.bulk.arena",
            who.name,
            events,
            str(rows),
            str(runs),
        ]
        try:
            done = run(command, events.parent)
        except RuntimeError as failed:
            yield Turn(who, None, why_not=f"failed: {str(failed).splitlines()[-1][:200]}")
        else:
            yield Turn(who, Timed(*json.loads(done.printed.splitlines()[-1])), done.peak_mb)


def row(turn: Turn, engine_micros: float) -> tuple[str, ...]:
    """One line of the table of speeds."""
    if turn.timed is None:
        return (turn.who.name, f"{turn.who.does} ({turn.why_not})", "", "", "", "", "")
    pairs = "" if turn.timed.pairs is None else f"{turn.timed.pairs / turn.timed.rows:.4f}"
    return (
        turn.who.name,
        turn.who.does,
        f"{turn.timed.rows:,}",
        f"{turn.micros:.3g}",
        f"{turn.micros / engine_micros:.3g}",
        pairs,
        f"{turn.peak_mb:,.0f} MB",
    )


def error_rows(report: Report) -> list[tuple[str, ...]]:
    """The table of errors."""
    return [
        (
            one.what,
            f"{one.value:.2g} {one.unit}".strip(),
            f"{one.limit:g} {one.unit}".strip() + over(one.ratio),
            where,
        )
        for one, where in report.figures()
    ]


def over(ratio: float | None) -> str:
    """A word that catches the eye where a limit is broken."""
    return " OVER" if ratio is not None and ratio > 1 else ""


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows as a table of a document."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, ["---"] * len(header), *rows))


def preamble(done: Sequence[Turn], rows: int, runs: int) -> str:
    """What was measured, when, and on what."""
    when = f"{datetime.now(UTC):%d %B %Y}".lstrip("0")
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    packages = sorted({package for turn in done if turn.timed for package in turn.who.versions.split(", ")})
    return (
        f"truceline {version()}, {when}; {machine}, {os.cpu_count()} processors; {', '.join(packages)}. "
        f"{rows:,} made-up events, clustered on towns, three in ten at a place of their own, against 20 "
        "zones: six strips of 10 to 140 km along one line of 2,000 corners, and fourteen areas of 100 "
        f"to 10,000 corners. Medians of {runs} warm runs, each contestant in a process of its own, from "
        "Parquet; who is slow had only the first so many events. Setting up (zones read, indexed) is not "
        "counted. Pairs are events that lie in a zone as drawn. `make bench-bulk ARGS=--write` writes "
        "this part anew."
    )


def section(done: Sequence[Turn], report: Report | None, rows: int, runs: int) -> str:
    """The part of the page."""
    engine = next((turn.micros for turn in done if turn.who.name == ENGINE), float("nan"))
    parts = [
        "## Many events",
        preamble(done, rows, runs),
        table(HEADER, [row(turn, engine) for turn in done]),
    ]
    if report is not None:
        parts += [report.told(), table(ERRORS, error_rows(report))]
    return "\n\n".join(parts)


def main(arguments: Sequence[str]) -> int:
    """Measure, print as it comes, and write the part of the page if asked."""
    told = _parser().parse_args(arguments)
    rows, done = int(float(told.rows)), []
    with tempfile.TemporaryDirectory() as folder:
        events = write_events(Path(folder) / "events.parquet", scene_of(), rows)
        for turn in turns(events, rows, told.runs, told.only):
            done.append(turn)
            print("{:<20}{:<62}{:>12}{:>10}".format(*row(turn, np.nan)[:4]), flush=True)
    report = report_of(told.cases) if told.cases else None
    if report is not None:
        for cells in error_rows(report):
            print("{:<38}{:>12}{:>14}  {}".format(*cells))
        print(*report.worst(), sep="\n")
    if told.write:
        text = replaced(PAGE.read_text(encoding="utf-8"), SECTION, section(done, report, rows, told.runs))
        PAGE.write_text(text, encoding="utf-8")
        print(f"written: {PAGE.relative_to(ROOT)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="benchmarks.bulk", description="the bulk engine, its errors and its peers"
    )
    parser.add_argument("--rows", default="1e7", help="how many events to make, as 1e7 (default)")
    parser.add_argument("--runs", type=int, default=REPEATS, help="warm runs that the median is taken of")
    parser.add_argument("--cases", type=int, default=CASES, help="cases of P(inside) to check; 0: none")
    parser.add_argument("--only", nargs="*", default=(), help="names of contestants to time (default: all)")
    parser.add_argument("--write", action="store_true", help="keep the tables in docs/benchmarks.md")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
