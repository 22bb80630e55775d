"""`truceline serve` against its limits: `python -m benchmarks.web [--write] [--claims N] [--cases FOLDER]`.

One process serves the bundled case, then the same case with a million made-up claims in its ledger. Making
that takes minutes: with `--cases` it is kept in the folder, and taken from there the next time. `--large`
measures it alone.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

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
_NEAR = "36.2,35.2,36.4,35.3"
"""A view with so few events that they are told one by one."""
_LISTS = ("register", "documents", "desk", "postures", "withdrawals", "mechanism", "reports", "settings")
_POLL_S = 0.2


def figures(scratch: Path, claims: int, cases: Path | None) -> Iterator[Figure]:
    """One figure after another: the bundled case, then the large one."""
    small = scratch / "idlib"
    Case.create(small, bundle=BUNDLE)
    with serving(small, scratch) as server:
        yield from _pages(server, "", 50)
        yield Figure("matrix, answers a second", server.per_second(MATRIX, FLOOD_S), 200, "/s", least=True)
        yield from _in_chromium(server, "")
        yield from _map(server, "")
        yield Figure("memory of the server", server.resident_mb, 400, "MB")
    yield from large_figures(scratch, claims, cases)


def large_figures(scratch: Path, claims: int, cases: Path | None) -> Iterator[Figure]:
    """The same of a case with very many claims, and how long the server takes to have read it."""
    folder, told = large(cases or scratch, claims), f", {claims:,} claims"
    with serving(folder, scratch) as server:
        yield from _reading(server, told)
        yield from _pages(server, told, 500)
        yield from _map(server, told)
        yield from _lists(server, told)
        yield from _in_chromium(server, told)
        yield Figure(f"memory of the server{told}", server.resident_mb, 400, "MB")
        yield Figure(f"memory of the server at its most{told}", server.most_mb, None, "MB")


def large(cases: Path, claims: int) -> Path:
    """The bundled case with so many claims besides: as it is kept in the folder, else made there."""
    folder, making = cases / f"claims-{claims}", cases / f"making-{claims}"
    if not folder.exists():
        shutil.rmtree(making, ignore_errors=True)
        imported(Case.create(making, bundle=BUNDLE), claims)
        making.rename(folder)
    return folder


def _reading(server: Serving, told: str) -> Iterator[Figure]:
    """From a server that has just begun to answer: its first answer, and when the map has all it tells."""
    began = time.perf_counter()
    first = server.asked([f"map/events?as_of={DAY}&bbox={_VIEWS[0]}"])
    yield Figure(f"map, the first answer of a new server{told}", first.median_ms, 1000, "ms")
    for name, is_there in (("events", _has_events), ("P(inside)", _has_chances)):
        while not is_there(server.answer(f"map/events?as_of={DAY}&bbox={_NEAR}")):
            time.sleep(_POLL_S)
        yield Figure(
            f"map of a new server, until it has {name}{told}", time.perf_counter() - began, None, "s"
        )


def _has_events(layer: dict[str, Any]) -> bool:
    return bool(layer["mode"] != "later")


def _has_chances(layer: dict[str, Any]) -> bool:
    return _has_events(layer) and not layer.get("later")


def _lists(server: Serving, told: str) -> Iterator[Figure]:
    """Pages that list what there is much of, each asked for again."""
    for name in _LISTS:
        server.asked([f"{name}?as_of={DAY}"])
        again = server.asked([f"{name}?as_of={DAY}"] * 5)
        yield Figure(f"{name}, median{told}", again.median_ms, 500, "ms")


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


def _in_chromium(server: Serving, told: str) -> Iterator[Figure]:
    """What a reader waits for; left out where there is no Chromium."""
    found = browsed(server, MATRIX)
    if found is not None:
        yield Figure(f"first page usable in Chromium{told}", found.usable_ms, 1000, "ms")
        yield Figure(f"slider, script of a step, longest{told}", found.step_ms, 16, "ms")
        yield Figure(f"slider, script of the answer{told}", found.swap_ms, None, "ms")


def page(rows: Sequence[Sequence[str]], note: str) -> str:
    """The table as a document; `note` says what the machine did besides."""
    lines = [f"| {' | '.join(cells[:4])} |" for cells in (HEADER, ["---"] * len(HEADER), *rows)]
    when = f"truceline {version()}, {datetime.now(UTC):%d %B %Y}".replace(", 0", ", ")
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    told = [
        "# Benchmarks of the console",
        "",
        f"{when}; {machine}, {os.cpu_count()} processors. One process of `truceline serve`, asked from",
        f"the same machine; answers a second by 8 readers for {FLOOD_S:g} s.",
        "A matrix of another day is timed until its answer is there; a browser is shown the page meanwhile",
        "of the position before, told as such. Memory is what the server's process has resident, shared code",
        "included; what it works out in processes apart (events of the map, P(inside), the matrix of a large",
        "case) is theirs, and they end when they have nothing to do.",
        "",
        note,
        "",
        "`make bench-web ARGS=--write` writes this page anew; `--note TEXT` says what else ran.",
        "",
    ]
    return "\n".join([*told, *lines, ""])


def _after(option: str, arguments: Sequence[str], otherwise: str) -> str:
    return arguments[arguments.index(option) + 1] if option in arguments else otherwise


def main(arguments: Sequence[str]) -> int:
    """Measure, print as it comes, and write the page if asked."""
    claims, cases = int(_after("--claims", arguments, str(CLAIMS))), _after("--cases", arguments, "")
    note = _after("--note", arguments, "Nothing else was measured or asked of the machine meanwhile.")
    form = "{:<50}{:>12}{:>18}{:>16}"
    print(form.format(*HEADER[:4]))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        measured = large_figures if "--large" in arguments else figures
        for figure in measured(Path(folder), claims, Path(cases) if cases else None):
            rows.append(row(figure))
            print(form.format(*rows[-1][:4]), flush=True)
    if "--write" in arguments:
        PAGE.write_text(page(rows, note), encoding="utf-8")
        print(f"written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
