"""Hold single rooms to a higher coverage than the whole: `coverage_floor.py REPORT.json core=95 ...`.

Reads coverage.py's JSON report; lines and branches count alike, as in its own total.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Room:
    """What the tests reached in one room of the package."""

    name: str
    covered: int
    total: int

    @property
    def percent(self) -> float:
        return 100.0 * self.covered / self.total


def measured(report: Mapping[str, Any], name: str) -> Room:
    """Sum the files of `truceline/NAME/`; LookupError if the report has none."""
    covered = total = 0
    for path, entry in report["files"].items():
        if f"/truceline/{name}/" in f"/{Path(path).as_posix()}":
            summary = entry["summary"]
            covered += summary["covered_lines"] + summary.get("covered_branches", 0)
            total += summary["num_statements"] + summary.get("num_branches", 0)
    if not total:
        raise LookupError(f"the coverage report has no file of {name}")
    return Room(name, covered, total)


def main(arguments: Sequence[str]) -> int:
    """Print each room against its floor; 1 if any lies below it."""
    report = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    below = False
    for floor in arguments[1:]:
        name, least = floor.split("=")
        room = measured(report, name)
        short = room.percent < float(least)
        below = below or short
        print(f"{name:<12}{room.percent:6.1f} %  (at least {least} %){'  TOO LOW' if short else ''}")
    return int(below)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
