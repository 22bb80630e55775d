"""The engine `spark`: the same count on a cluster, by Spark, Spark Connect or whatever speaks as it does."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from truceline.bulk.aggregates import Counted
from truceline.bulk.answers import DDL, SERIES, Kind, read_back
from truceline.bulk.engines import Whole, require_alike
from truceline.bulk.files import is_remote, removed
from truceline.bulk.masters import cancelled, is_near, session, told_plainly, watched
from truceline.bulk.parcel import Parcel, code_digest
from truceline.bulk.parts import ROWS, Part, parts_of
from truceline.bulk.points import Issues
from truceline.bulk.tasks import CountParts, gather

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from truceline.bulk.assessing import Setup
    from truceline.bulk.parts import Footer


def count_on_spark(
    setup: Setup,
    files: Sequence[Footer],
    master: str,
    *,
    scratch: str | None = None,
    rows: int = ROWS,
    advance: Callable[[int], object] = lambda _rows: None,
) -> Whole:
    """Count a table on a cluster: to the bit what `count_here` counts.

    `scratch` is a folder that this machine and all workers reach; `rows` says how long a part is.
    InputError where the master or its workers cannot do it.
    """
    require_alike(setup, [file.path for file in files], [file.schema for file in files])
    with _folder(master, scratch) as folder, session(master) as spark:
        return counted_by(spark, setup, files, folder, rows=rows, advance=advance)


def counted_by(
    spark: Any,
    setup: Setup,
    files: Sequence[Footer],
    scratch: str | None,
    *,
    rows: int = ROWS,
    advance: Callable[[int], object] = lambda _rows: None,
) -> Whole:
    """Count a table in a session that is there already."""
    parts = parts_of(files, rows)
    parcel = Parcel.of(setup, scratch)
    try:
        answers = _answers(spark, CountParts(parcel, _for_workers(parts), code_digest()), advance)
    finally:
        if parcel.path is not None:
            with suppress(OSError):
                removed(parcel.path)
    return whole_of(answers, parts, files)


@contextmanager
def _folder(master: str, scratch: str | None) -> Iterator[str | None]:
    """Where parcels lie: as told, or here where the workers are here, too; else nowhere."""
    if scratch is not None or not is_near(master):
        yield scratch
        return
    with tempfile.TemporaryDirectory(prefix="truceline-") as folder:
        yield folder


def _for_workers(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Workers have working folders of their own."""
    return tuple(
        part if is_remote(part.path) else replace(part, path=str(Path(part.path).absolute()))
        for part in parts
    )


def _answers(spark: Any, count: CountParts, advance: Callable[[int], object]) -> Any:
    """All answers, added up by series. One task a part: the numbers of a range are its parts."""
    number = len(count.parts)
    told = spark.range(0, number, 1, number).mapInArrow(count, DDL)
    told = told.repartition(*SERIES).mapInArrow(gather, DDL)
    rows = sum(part.rows for part in count.parts)
    with told_plainly(), watched(spark, number, rows, advance):
        try:
            return told.toArrow()
        except KeyboardInterrupt:
            cancelled(spark)
            raise


def whole_of(answers: Any, parts: Sequence[Part], files: Sequence[Footer]) -> Whole:
    """What answers say of the whole table; every part must have been counted, once."""
    tally, others = read_back(answers)
    counted = {one.number: one.values[:2] for one in others if one.kind is Kind.PART}
    for number, part in enumerate(parts):
        told = counted.get(number)
        assert told == [part.rows, 1], f"of part {number} with {part.rows} rows: {told} (rows, times counted)"
    digests = {one.number: one.name for one in others if one.kind is Kind.FILE}
    issues = Issues()
    by_file: dict[int, dict[str, int]] = {number: {} for number in range(len(files))}
    for one in others:
        if one.kind is Kind.ISSUE:
            issues.counts[one.name] = issues.counts.get(one.name, 0) + one.values[0]
            by_file[one.number][one.name] = one.values[0]
        elif one.kind is Kind.DOUBT:
            issues.first.setdefault(one.name, []).append(one.number)
    whole = [
        Counted(digests[n], PurePath(file.path).name, file.rows, by_file[n]) for n, file in enumerate(files)
    ]
    return Whole(tally, tuple(whole), issues)
