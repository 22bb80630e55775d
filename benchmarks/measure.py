"""Run a command in a process of its own and take its time and its peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

TRUCELINE = Path(sys.executable).with_name("truceline")
REPEATS = 5
# Linux counts the resident peak in KiB, macOS in bytes.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took."""

    seconds: float
    peak_mb: float
    printed: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value against its limit (None: it has none), both in `unit`."""

    what: str
    value: float
    limit: float | None
    unit: str
    peak_mb: float | None = None

    @property
    def ratio(self) -> float | None:
        """How much of the limit is used; above 1 is too much."""
        if self.limit == 0:
            return float("inf") if self.value else 0.0
        return None if self.limit is None else self.value / self.limit


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run the command in `folder`; RuntimeError with what it said if it fails."""
    log = folder / ".printed"
    with log.open("wb") as output:
        start = time.perf_counter()
        child = subprocess.Popen(
            [str(word) for word in command], cwd=folder, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    printed = log.read_text(encoding="utf-8", errors="replace")
    if child.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {child.returncode}:\n{printed}")
    return Run(seconds, usage.ru_maxrss * _RSS_UNIT / 1e6, printed)


def median_of(once: Callable[[int], Run], seconds: Callable[[Run], float]) -> tuple[float, float]:
    """Median seconds and highest peak memory of repeated runs, after one that warms the file cache."""
    once(0)
    runs = [once(number) for number in range(1, REPEATS + 1)]
    return statistics.median(map(seconds, runs)), max(one.peak_mb for one in runs)


def wall_seconds(one: Run) -> float:
    """The whole of a run, from the start of the process to its end."""
    return one.seconds


def told_seconds(one: Run) -> float:
    """What the measured process itself printed as its last word."""
    return float(one.printed.split()[-1])
