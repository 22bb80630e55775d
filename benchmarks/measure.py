"""Run a command in a process of its own and take its time and its peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

TRUCELINE = Path(sys.executable).with_name("truceline")
REPEATS = 5
# A child's peak begins with the memory of whoever starts it. So a small process starts it, and tells.
_WATCH = """
import os, subprocess, sys, time
start = time.perf_counter()
child = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(child.pid, 0)
seconds = time.perf_counter() - start
told = (seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
os.write(int(sys.argv[1]), " ".join(map(str, told)).encode())
"""
# Linux counts the resident peak in KiB, macOS in bytes.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took; `worked` are the seconds of all processors together."""

    seconds: float
    peak_mb: float
    printed: str
    worked: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value against its limit (None: it has none), both in `unit`; `least`: no less than it."""

    what: str
    value: float
    limit: float | None
    unit: str
    peak_mb: float | None = None
    least: bool = False

    @property
    def ratio(self) -> float | None:
        """How much of the limit is used; above 1 is too much."""
        if self.least and self.limit is not None:
            return self.limit / self.value if self.value else float("inf")
        if self.limit == 0:
            return float("inf") if self.value else 0.0
        return None if self.limit is None else self.value / self.limit


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run the command in `folder`; RuntimeError with what it said if it fails."""
    log = folder / ".printed"
    words = [str(word) for word in command]
    told, tells = os.pipe()
    with log.open("wb") as output, os.fdopen(told, "rb") as answer:
        try:
            subprocess.run(
                [sys.executable, "-ISc", _WATCH, str(tells), *words],
                env=_as_installed(folder),
                cwd=folder, stdout=output, stderr=subprocess.STDOUT, pass_fds=(tells,), check=False,
            )  # fmt: skip
        finally:
            os.close(tells)
        found = answer.read().decode().split()
    printed = log.read_text(encoding="utf-8", errors="replace")
    if not found or found[3] != "0":
        raise RuntimeError(f"{' '.join(words)} ended with {found[3] if found else 'nothing'}:\n{printed}")
    seconds, worked, peak = map(float, found[:3])
    return Run(seconds, peak * RSS_UNIT / 1e6, printed, worked)


def _as_installed(folder: Path) -> dict[str, str]:
    """The environment, but modules keep their bytecode, as those of an installed package have it.

    Where none may be written beside them, every start would compile them anew: 0.4 s.
    """
    kept = dict(os.environ)
    if kept.pop("PYTHONDONTWRITEBYTECODE", None):
        kept["PYTHONPYCACHEPREFIX"] = str(folder / ".bytecode")
    return kept


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
