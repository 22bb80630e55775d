"""Time new events merged into what was counted before, against counting all of them anew.

`python -m benchmarks.bulk.merging CASE MAPPING ALL NEW RUNS` prints a line of JSON: seconds of counting ALL
and writing its aggregate, and of merging NEW into it (both tables and both aggregates are read and written,
and the case is opened anew each time), medians in one warm process, which keeps what it knows of a case that
stands as it stood. What was merged must be to the bit what counting both together comes to.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.bulk.stage import LAST_DAY
from truceline.bulk.aggregates import Aggregate, read_aggregate, read_ahead, setup_digest, write_aggregate
from truceline.bulk.engines import count_here
from truceline.bulk.tables import Source
from truceline.case.counting import about, setup_of
from truceline.case.folder import Case
from truceline.core.frame import Frame


class Merged(NamedTuple):
    """Seconds of counting all, and of merging what is new into it."""

    all: float
    merging: float


@dataclass(frozen=True)
class Desk:
    """A case, and how its tables' columns are named."""

    case: Path
    mapping: Path

    def count(self, tables: Sequence[Path], out: Path, onto: Path | None = None) -> None:
        """What `truceline bulk assess` does."""
        case, frame = Case.open(self.case), Frame(as_of=LAST_DAY)
        before = read_ahead(onto) if onto else None
        first = tables[0]
        setup, _ = setup_of(case, frame, first, Source(first).schema, self.mapping, sha256="")
        found = count_here(setup, [str(table) for table in tables])
        agreed = about(case, frame)
        whole = Aggregate(setup_digest(setup, agreed), agreed, found.files, found.tally)
        write_aggregate(out, before.result().plus(whole, first) if before else whole, setup.obligations)


def merged(desk: Desk, whole: Path, new: Path, runs: int) -> Merged:
    """Count, merge, and hold the sum against both counted together."""
    with tempfile.TemporaryDirectory() as folder:
        base, sum_, both = (Path(folder) / f"{name}.parquet" for name in ("base", "sum", "both"))
        every = _median(lambda: desk.count([whole], base), runs)
        merging = _median(lambda: desk.count([new], sum_, onto=base), runs)
        desk.count([whole, new], both)
        one, other = (read_aggregate(path).tally.counts for path in (sum_, both))
    assert one.keys() == other.keys(), "merged series differ from those counted together"
    for line, (days, counts) in one.items():
        assert (days == other[line][0]).all(), line
        assert (counts == other[line][1]).all(), line
    return Merged(every, merging)


def _median(work: Callable[[], None], runs: int) -> float:
    work()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main(arguments: Sequence[str]) -> int:
    """Print the two."""
    case, mapping, whole, new = map(Path, arguments[:4])
    print(json.dumps(merged(Desk(case, mapping), whole, new, int(arguments[4]))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
