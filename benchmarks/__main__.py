"""Print every figure against its limit; `--write` keeps the table in docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import DATA, EVENTS, ROOT, all_figures, version
from benchmarks.measure import REPEATS, Figure
from benchmarks.sections import part

PAGE = ROOT / "docs" / "benchmarks.md"
PARTS = ("bulk", "limits")
"""What other commands write of the page."""
HEADER = ("what", "measured", "limit", "of the limit", "peak memory")


def row(figure: Figure) -> tuple[str, ...]:
    """One line of the table."""
    digits = 0 if figure.unit in {"ms", "MB"} else 2
    peak = "" if figure.peak_mb is None else f"{figure.peak_mb:.0f} MB"
    limit = "" if figure.limit is None else f"{figure.limit:g} {figure.unit}"
    limit = f"at least {limit}" if figure.least else limit
    return (figure.what, f"{figure.value:.{digits}f} {figure.unit}", limit, share(figure.ratio), peak)


def share(ratio: float | None) -> str:
    """How much of the limit is used, in words that catch the eye where it is too much."""
    if ratio is None:
        return ""
    return f"{ratio:.0%} OVER" if ratio > 1 else f"{ratio:.0%}"


def page(rows: Sequence[Sequence[str]], note: str) -> str:
    """The table as a document."""
    lines = [f"| {' | '.join(cells)} |" for cells in (HEADER, ["---"] * len(HEADER), *rows)]
    when = f"truceline {version()}, {datetime.now(UTC):%d %B %Y}".replace(", 0", ", ")
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return "\n".join(
        [
            "# Benchmarks",
            "",
            f"{when}; {machine}, {os.cpu_count()} processors. Medians of {REPEATS} runs,",
            "each in a process of its own after one that warms the file cache; peak memory is the highest of",
            "them. Modules keep their bytecode, as installed.",
            "`make bench ARGS=--write` writes this page anew.",
            "",
            *lines,
            *(["", note] if note else []),
            "",
        ]
    )


def main(arguments: Sequence[str]) -> int:
    """Measure, print as it comes, and write the page if asked."""
    note = ""
    if not (DATA / EVENTS).is_file():
        note = f"Left out for want of {EVENTS} (set TRUCELINE_DATA): the import, and the assessment with it."
        print(note)
    form = "{:<38}{:>12}{:>10}{:>16}{:>14}"
    print(form.format(*HEADER))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for figure in all_figures(Path(folder)):
            rows.append(row(figure))
            print(form.format(*rows[-1]), flush=True)
    if "--write" in arguments:
        old = PAGE.read_text(encoding="utf-8")
        kept = [found for found in (part(old, name) for name in PARTS) if found]
        PAGE.write_text("\n".join([page(rows, note), *kept]), encoding="utf-8")
        print(f"written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
