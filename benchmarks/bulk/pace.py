"""One step of the cost model, in a process of its own: `python -m benchmarks.bulk.pace SIZE FILE`.

SIZE is the JSON of a `Size`. Prints a line of JSON, a `Pace`. Seconds are of all processors together, which
others on the machine disturb less than wall-clock time; `wall` is that of counting.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from pyarrow import parquet

from benchmarks.bulk.scenery import scene_of
from benchmarks.bulk.stage import LAST_DAY, staged
from truceline.bulk.aggregates import Aggregate, read_aggregate, write_aggregate
from truceline.bulk.answers import columns_of, gathered, told_of_part
from truceline.bulk.assessing import BATCH, Assessed, assess_rows
from truceline.bulk.parts import Part
from truceline.bulk.survey import Survey
from truceline.bulk.tables import Source
from truceline.case.counting import setup_of
from truceline.core.frame import Frame

T = TypeVar("T")
_WARM = 2
_MB = 1e6
_PARTS = 4


class Size(NamedTuple):
    """What a step is made of. `corners`: of every area; none told, from 100 to 10,000."""

    rows: int
    zones: int = 20
    norms: int = 60
    corners: int | None = None


class Pace(NamedTuple):
    """What it cost: seconds of indexing, of counting, of writing and reading the answer, and of adding up.

    `corners` are all that were indexed, `index_mb` what they came to, `cells` the rows of the answer.
    `gathering` is of one row of a part's answer on a cluster, microseconds.
    """

    indexing: float
    counting: float
    wall: float
    writing: float
    gathering: float
    corners: int
    index_mb: float
    cells: int


def pace(size: Size, events: Path) -> Pace:
    """Measure a step, warm: compiled code is loaded and the first rows are counted before."""
    scene = scene_of(zones=size.zones, norms=size.norms, corners=size.corners)
    Survey.of(scene.grounds[:1])
    survey, indexing = _worked(lambda: Survey.of(scene.grounds))
    with tempfile.TemporaryDirectory() as folder:
        case, mapping = staged(scene, Path(folder))
        setup, _ = setup_of(case, Frame(as_of=LAST_DAY), events, Source(events).schema, mapping, sha256="")
        assess_rows(setup, islice(_batches(events, size, setup.columns), _WARM))
        start = time.perf_counter()
        found, counting = _worked(lambda: assess_rows(setup, _batches(events, size, setup.columns)))
        wall = time.perf_counter() - start
        out = Path(folder) / "counted.parquet"
        whole = Aggregate("", {}, (), found.tally)

        def written() -> Aggregate:
            write_aggregate(out, whole, setup.obligations)
            return read_aggregate(out)

        _, writing = _worked(written)
    cells = sum(len(days) for days, _ in found.tally.counts.values())
    drawn = {id(ground.base): len(ground.base.coordinates) for ground in scene.grounds}
    return Pace(
        indexing, counting, wall, writing, _gathering(found), sum(drawn.values()), _size_mb(survey), cells
    )


def _gathering(found: Assessed) -> float:
    """Microseconds that adding up takes for each row of the parts' answers."""
    answers = [told_of_part(Part(0, "", range(1), 2, found.rows), n, found) for n in range(_PARTS)]
    _, seconds = _worked(lambda: gathered(columns_of(answers)))
    return float(seconds / sum(answer.num_rows for answer in answers) * 1e6)


def _batches(events: Path, size: Size, columns: Sequence[str]) -> Iterator[Any]:
    file = parquet.ParquetFile(events, buffer_size=1 << 20)
    left = size.rows
    for batch in file.iter_batches(batch_size=BATCH, columns=list(columns)):
        yield batch.slice(0, left)
        left -= batch.num_rows
        if left <= 0:
            return


def _worked(work: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    return work(), time.process_time() - start


def _size_mb(survey: Survey) -> float:
    parts = (*survey.index, *survey.pyramid, *survey.zones)
    return sum(part.nbytes for part in parts if isinstance(part, np.ndarray)) / _MB


def main(arguments: Sequence[str]) -> int:
    """Print the pace of one step."""
    print(json.dumps(pace(Size(*json.loads(arguments[0])), Path(arguments[1]))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
