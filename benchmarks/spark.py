"""Time a count on a cluster against one on this machine: `python -m benchmarks.spark ROWS MASTER...`.

A made-up table (ACLED's columns, a million rows a row group) is counted for the bundled Minsk case, turn by
turn, by the embedded engine and on every master, `RUNS` times each, once each before that to warm up. Every
answer must be the same to the bit. `sail` as a master starts a Sail of our own; `local-cluster[2,1,2048]`
starts Spark with two workers on this machine. With `--kill` workers are killed while they count.
"""

from __future__ import annotations

import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from benchmarks.event_tables import write_events
from truceline.bulk.assessing import Setup
from truceline.bulk.engines import Whole, count_here
from truceline.bulk.masters import session
from truceline.bulk.parts import Footer, footers
from truceline.bulk.spark import counted_by
from truceline.case.counting import setup_of
from truceline.case.folder import Case
from truceline.core.frame import Frame

RUNS = 3
KILL_AFTER_S = 2.0
GROUP = 1 << 20
SIDES = ("Military Forces of Ukraine", "DPR", "LPR", "Unidentified Armed Group", "Police Forces", "Rioters")
NAMED = {"actor1": 1.0, "actor2": 0.6, "assoc_actor_1": 0.1, "assoc_actor_2": 0.05, "sub_event_type": 0.0}
"""How often a column names a side."""


def main(rows: int, masters: list[str], *, kill: bool) -> None:
    """Print the seconds of every engine and its ratio to the embedded one."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        path = Path(folder) / "events.parquet"
        write_table(path, rows)
        setup, files = _asked(path, Path(folder))
        engines: dict[str, Callable[[], Whole]] = {"embedded": lambda: count_here(setup, [str(path)])}
        for master in masters:
            start = time.perf_counter()
            spark = stack.enter_context(_session(master))
            print(f"{master}: session in {time.perf_counter() - start:.1f} s", flush=True)
            engines[master] = _on(spark, setup, files, kill=kill and master != "sail")
        _compare(engines)


def _compare(engines: dict[str, Callable[[], Whole]]) -> None:
    taken: dict[str, list[float]] = {name: [] for name in engines}
    answers = set()
    for run in range(RUNS + 1):
        for name, count in engines.items():
            start = time.perf_counter()
            found = count()
            seconds = time.perf_counter() - start
            answers.add(_fingerprint(found))
            print(f"{'first' if run == 0 else run}: {name} {seconds:.2f} s", flush=True)
            if run:
                taken[name].append(seconds)
    assert len(answers) == 1, "the engines counted differently"
    middle = {name: statistics.median(times) for name, times in taken.items()}
    for name, seconds in middle.items():
        print(f"{name}: {seconds:.2f} s, {seconds / middle['embedded']:.2f} times the embedded engine")


def _fingerprint(found: Whole) -> int:
    lines = tuple(
        (line, days.tobytes(), counts.tobytes()) for line, (days, counts) in found.tally.counts.items()
    )
    best = tuple((line, days.tobytes(), rank.tobytes()) for line, (days, rank) in found.tally.best.items())
    return hash((lines, best, found.rows, tuple(sorted(found.issues.counts.items()))))


def _on(spark: Any, setup: Setup, files: list[Footer], *, kill: bool) -> Callable[[], Whole]:
    def count() -> Whole:
        with tempfile.TemporaryDirectory() as scratch, _killing() if kill else ExitStack():
            return counted_by(spark, setup, files, scratch)

    return count


@contextmanager
def _killing() -> Iterator[None]:
    """Kill a Python worker of our own once in a count, as soon as it has something to lose."""
    over = Event()

    def kill() -> None:
        if not over.wait(KILL_AFTER_S):
            for one in _workers()[:1]:
                os.kill(one, signal.SIGKILL)
                print(f"killed worker {one}", flush=True)

    thread = Thread(target=kill, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _workers() -> list[int]:
    """Processes below this one in which Spark runs Python (Linux)."""
    parents, workers = {}, []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            status = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            command = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        parents[int(entry.name)] = int(status[1])
        if b"pyspark.daemon" in command or b"pyspark/daemon" in command:
            workers.append(int(entry.name))
    ours = [one for one in workers if parents.get(one) in workers]
    return [one for one in ours if _is_below(one, os.getpid(), parents)]


def _is_below(process: int, ancestor: int, parents: dict[int, int]) -> bool:
    while process > 1:
        if process == ancestor:
            return True
        process = parents.get(process, 0)
    return False


@contextmanager
def _session(master: str) -> Iterator[Any]:
    if master != "sail":
        with session(master) as spark:
            yield spark
        return
    from pysail.spark import SparkConnectServer  # noqa: PLC0415 - only where it is asked for

    server = SparkConnectServer()
    server.start(background=True)
    with session(f"sc://localhost:{server.listening_address[1]}") as spark:
        yield spark
    server.stop()


def write_table(path: Path, rows: int) -> None:
    """Events round the contact line, by sides some of whom are parties."""
    plain = path.with_suffix(".plain")
    write_events(plain, rows)
    rng = np.random.default_rng(5)
    with ExitStack() as stack:
        writer = None
        for batch in parquet.ParquetFile(plain).iter_batches(GROUP):
            names = {name: _sides(rng, len(batch), share) for name, share in NAMED.items()}
            table = pa.table({**{name: batch[name] for name in batch.schema.names}, **names})
            writer = writer or stack.enter_context(
                parquet.ParquetWriter(path, table.schema, compression="zstd")
            )
            writer.write_table(table, row_group_size=GROUP)
    plain.unlink()


def _sides(rng: np.random.Generator, rows: int, share: float) -> Any:
    """Names of sides, one the commoner the earlier it stands; nobody where none is named."""
    weight = 1 / np.arange(1, len(SIDES) + 1)
    named = rng.choice(len(SIDES), rows, p=weight / weight.sum())
    given = np.where(rng.random(rows) < share, named, len(SIDES)).astype(np.int32)
    return pa.DictionaryArray.from_arrays(given, pa.array([*SIDES, ""]))


def _asked(path: Path, folder: Path) -> tuple[Setup, list[Footer]]:
    files = footers([str(path)])
    case = Case.create(folder / "case", bundle="minsk-2015")
    setup, _ = setup_of(case, Frame(as_of=date(2022, 2, 21)), path, files[0].schema, sha256="")
    return setup, files


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word != "--kill"]
    main(int(float(given[0])), given[1:], kill="--kill" in sys.argv)
