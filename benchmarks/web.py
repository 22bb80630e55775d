"""`truceline serve` against its limits: `python -m benchmarks.web [--write] [--claims N]`.

One process serves the bundled case, then the same case with a million made-up claims in its ledger.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.__main__ import HEADER, row
from benchmarks.browsing import browsed
from benchmarks.figures import BUNDLE, CLAIMS, ROOT, version
from benchmarks.measure import Figure
from benchmarks.recording import imported
from benchmarks.serving import Serving, serving
from truceline.case.folder import Case

PAGE = ROOT / "docs" / "benchmarks-web.md"
DAY = "2018-11-20"
MATRIX = f"?as_of={DAY}"
ASKS, FLOOD_S = 60, 8.0
_VIEWS = ("36.0,35.0,37.5,36.5", "36.2,35.2,36.8,35.9", "35.6,32.3,42.4,37.3", "36.5,34.0,38.0,35.5")
"""Views that a map is moved over, some near and one of the whole country."""


def figures(scratch: Path, claims: int) -> Iterator[Figure]:
    """One figure after another: the bundled case, then the large one."""
    folder = scratch / "idlib"
    case = Case.create(folder, bundle=BUNDLE)
    with serving(folder, scratch) as server:
        yield from _pages(server, "", 50)
        yield Figure("matrix, answers a second", server.per_second(MATRIX, FLOOD_S), 200, "/s", least=True)
        yield from _in_chromium(server)
        yield from _map(server, "")
        yield Figure("memory of the server", server.resident_mb, 400, "MB")
    imported(case, claims)
    told = f", {claims:,} claims"
    with serving(folder, scratch) as server:
        yield from _pages(server, told, 500)
        yield from _map(server, told)
        yield Figure(f"memory of the server{told}", server.resident_mb, 400, "MB")


def _pages(server: Serving, told: str, limit: float) -> Iterator[Figure]:
    """The matrix: asked for first, again, and on days that nobody asked for yet."""
    first = server.asked([MATRIX])
    yield Figure(f"matrix, the first time{told}", first.median_ms, None, "ms")
    again = server.asked([MATRIX] * ASKS)
    yield Figure(f"matrix, median{told}", again.median_ms, limit, "ms")
    yield Figure(f"matrix, 95th percentile{told}", again.p95_ms, limit, "ms")
    yield Figure(f"matrix, processor time{told}", again.worked_ms, None, "ms")
    fresh = server.asked([f"?as_of=2018-10-{day:02}" for day in range(1, 11)])
    yield Figure(f"matrix of another day, median{told}", fresh.median_ms, limit, "ms")


def _map(server: Serving, told: str) -> Iterator[Figure]:
    """The map: its first view, and one move after another."""
    first = server.asked([f"map/events?as_of={DAY}&bbox={_VIEWS[0]}"])
    yield Figure(f"map, the first view{told}", first.median_ms, None, "ms")
    moves = server.asked([f"map/events?as_of={DAY}&bbox={view}" for view in _VIEWS * 5])
    yield Figure(f"map, a move, median{told}", moves.median_ms, 150, "ms")
    yield Figure(f"map, a move, 95th percentile{told}", moves.p95_ms, 150, "ms")


def _in_chromium(server: Serving) -> Iterator[Figure]:
    """What a reader waits for; left out where there is no Chromium."""
    found = browsed(server, MATRIX)
    if found is not None:
        yield Figure("first page usable in Chromium", found.usable_ms, 1000, "ms")
        yield Figure("slider, script of a step, longest", found.step_ms, 16, "ms")
        yield Figure("slider, script of the answer", found.swap_ms, None, "ms")


def page(rows: Sequence[Sequence[str]]) -> str:
    """The table as a document."""
    lines = [f"| {' | '.join(cells[:4])} |" for cells in (HEADER, ["---"] * len(HEADER), *rows)]
    when = f"truceline {version()}, {datetime.now(UTC):%d %B %Y}".replace(", 0", ", ")
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    told = [
        "# Benchmarks of the console",
        "",
        f"{when}; {machine}, {os.cpu_count()} processors. One process of `truceline serve`, asked from",
        f"the same machine; answers a second by 8 readers for {FLOOD_S:g} s.",
        "`make bench-web ARGS=--write` writes this page anew.",
        "",
    ]
    return "\n".join([*told, *lines, ""])


def main(arguments: Sequence[str]) -> int:
    """Measure, print as it comes, and write the page if asked."""
    claims = int(arguments[arguments.index("--claims") + 1]) if "--claims" in arguments else CLAIMS
    form = "{:<50}{:>12}{:>18}{:>16}"
    print(form.format(*HEADER[:4]))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for figure in figures(Path(folder), claims):
            rows.append(row(figure))
            print(form.format(*rows[-1][:4]), flush=True)
    if "--write" in arguments:
        PAGE.write_text(page(rows), encoding="utf-8")
        print(f"written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
