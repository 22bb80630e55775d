"""The figures that have a limit, each a function that measures it."""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from statistics import median

from benchmarks.measure import REPEATS, TRUCELINE, Figure, Run, median_of, run, told_seconds, wall_seconds

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("TRUCELINE_DATA", ROOT.parent / "shared" / "data"))
EVENTS = "ucdp-ged-syria-2016-2019.csv.gz"
BUNDLE = "idlib-2018"
DAY = "2019-01-15"
CLAIMS = 1_000_000
INCIDENTS = 200


def all_figures(scratch: Path) -> Iterator[Figure]:
    """Measure one figure after another; what needs the real data is left out where it is absent."""
    case = scratch / "case"
    run([TRUCELINE, "new", case, "--from", BUNDLE], scratch)
    yield _help(scratch)
    yield _assessment("assessment of the bundled case", case, 0.3, scratch)
    yield _command(case, scratch)
    yield _demo(scratch)
    yield from _report(case, scratch)
    yield install()
    yield from _bulk(case, scratch)
    yield from _record(scratch)
    if (DATA / EVENTS).is_file():
        full = scratch / "full-0"
        yield _import(scratch)
        yield _assessment("assessment with the UCDP file", full, 2.0, scratch)


def _help(scratch: Path) -> Figure:
    seconds, peak = median_of(lambda _: run([TRUCELINE, "--help"], scratch), wall_seconds)
    return Figure("truceline --help", seconds * 1000, 150, "ms", peak)


def _command(case: Path, scratch: Path) -> Figure:
    command: list[str | Path] = [TRUCELINE, "assess", case, "--as-of", DAY]
    seconds, peak = median_of(lambda _: run(command, scratch), wall_seconds)
    return Figure("truceline assess, the whole command", seconds, None, "s", peak)


def _demo(scratch: Path) -> Figure:
    seconds, peak = median_of(lambda _: run([TRUCELINE, "demo"], scratch), wall_seconds)
    return Figure("truceline demo, set up", seconds, 6, "s", peak)


def _report(case: Path, scratch: Path) -> Iterator[Figure]:
    """A weekly report of many incidents: gathered from the case, then written and set as a PDF."""
    os.environ["PYTHONPATH"] = str(ROOT)

    def once(number: int) -> Run:
        own = scratch / f"week-{number}"
        shutil.copytree(case, own)
        return run([sys.executable, "-m", "benchmarks.publishing", own, DAY, str(INCIDENTS)], scratch)

    runs = [once(number) for number in range(REPEATS)]
    gathered, written = (median(float(one.printed.split()[place]) for one in runs) for place in (-2, -1))
    what = f"weekly report of {INCIDENTS} incidents"
    peak = max(one.peak_mb for one in runs)
    yield Figure(f"{what}, gathered from the case", gathered, None, "s")
    yield Figure(f"{what}, written and set as a PDF", written, 2.0, "s", peak)


def _import(scratch: Path) -> Figure:
    def once(number: int) -> Run:
        case = scratch / f"full-{number}"
        run([TRUCELINE, "new", case, "--from", BUNDLE], scratch)
        return run([TRUCELINE, "import", case, DATA / EVENTS], scratch)

    seconds, peak = median_of(once, wall_seconds)
    return Figure("import of the UCDP file, 16,566 rows", seconds, 10, "s", peak)


def _bulk(case: Path, scratch: Path) -> Iterator[Figure]:
    """A million points against the bundled case's zones: error, speed against the exact geometry, time."""
    os.environ["PYTHONPATH"] = str(ROOT)
    done = run([sys.executable, "-m", "benchmarks.locating", case], scratch)
    off, faster, micros = map(float, done.printed.split()[-3:])
    yield Figure("bulk: error of P(inside), 99th percentile", 100 * off, 1.0, "%", done.peak_mb)
    yield Figure("bulk: a point and zone, exact against it", faster, None, "times")
    yield Figure("bulk: a point and zone", micros, None, "us")


def _record(scratch: Path) -> Iterator[Figure]:
    """A million claims in one ledger; measured once, as it takes minutes."""
    case = scratch / "record"
    run([TRUCELINE, "new", case, "--from", BUNDLE], scratch)
    os.environ["PYTHONPATH"] = str(ROOT)
    done = run([sys.executable, "-m", "benchmarks.recording", case, str(CLAIMS), DAY], scratch)
    peak, *_, claim, entry, row, answer = map(float, done.printed.split())
    yield Figure("ledger: a claim in an import of a million", claim, 100, "us", peak)
    yield Figure("ledger: one claim appended, with fsync", entry, 5, "ms")
    yield Figure("ledger: a row verified", row, 10, "us")
    yield Figure("assessment with a million claims", answer, 2.0, "s")


def _assessment(what: str, case: Path, limit: float, scratch: Path) -> Figure:
    command: list[str | Path] = [sys.executable, "-m", "benchmarks.assessing", case, DAY]
    os.environ["PYTHONPATH"] = str(ROOT)
    seconds, peak = median_of(lambda _: run(command, scratch), told_seconds)
    return Figure(what, seconds, limit, "s", peak)


def install() -> Figure:
    """Size of the package and of everything its pinned runtime requirements install."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    names = [line.partition("==")[0] for line in lines if "==" in line]
    code = sum(path.stat().st_size for path in (ROOT / "src").rglob("*") if path.is_file())
    return Figure("core install", (code + sum(map(_installed, names))) / 1e6, 250, "MB")


def _installed(name: str) -> int:
    try:
        files = distribution(name).files or []
    except PackageNotFoundError as missing:
        raise RuntimeError(f"{name} is not installed; run make test first") from missing
    located = (Path(str(file.locate())) for file in files)
    return sum(path.stat().st_size for path in located if path.is_file())


def version() -> str:
    """The version measured."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])
