"""How fast the reader reads: documents a second on one core, each stage, loading, and peak memory.

`python -m benchmarks.reading_speed`. Documents of 475 words are windows over the texts of the project's
own corpus. Time is the process's own, the least of several rounds; a plain loop of Python runs beside
each round, so that figures of a busy machine can be told from those of a slow program. The gazetteer of
600,000 names is made up; it is indexed once for a machine, and what is measured is opening it again.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

from benchmarks.figures import ROOT
from benchmarks.measure import Figure
from benchmarks.reading.check_corpus import CONFLICTS
from benchmarks.reading_corpus import reader_of, reports
from truceline.agreement.load import load_agreement
from truceline.evidence.claim import Claim, Source
from truceline.places.atlas import Atlas
from truceline.places.gazetteer import COLUMNS, Gazetteer
from truceline.reading import marking
from truceline.reading import reader as reading
from truceline.reading.actors.finder import ActorFinder
from truceline.reading.acts.finder import ActFinder
from truceline.reading.acts.objects import ObjectFinder
from truceline.reading.assembly.discourse import Discourse
from truceline.reading.assembly.drafting import Drafting
from truceline.reading.assembly.revisiting import Revisiting
from truceline.reading.assembly.writing import Writing
from truceline.reading.document import Document
from truceline.reading.marking import Marking
from truceline.reading.reader import Reader
from truceline.reading.tokens import tokens_of
from truceline.reading.whereabouts.finder import PlaceFinder

WORDS = 475
ROUNDS = 7
NAMES = 600_000
LEAST_PER_SECOND = 60.0
MOST_LOAD_S = 0.4
MOST_MB = 400.0
CASE = "idlib-2018"
# The peer: a fixed loop over integers and a dict, whose time tells how busy the machine is.
_PEER_STEPS = 300_000
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
_SOURCE = Source(id="speed", family="speed")
_SYLLABLES = (
    "ba",
    "da",
    "ka",
    "ra",
    "sha",
    "al",
    "mo",
    "ne",
    "ti",
    "zu",
    "fa",
    "ir",
    "qa",
    "ed",
    "abad",
    "khan",
)

Job = tuple[Reader, Document]


def documents() -> list[Job]:
    """A document of 475 words from each report of the tune half, run on into the next of its conflict."""
    made: dict[str, Reader] = {}
    texts: dict[str, list[tuple[str, Any]]] = {}
    for report in reports("tune"):
        texts.setdefault(report["conflict"], []).append((report["text"], report["published"]))
    jobs = []
    for conflict, listed in texts.items():
        reader = reader_of(conflict, made)
        for first, (_, published) in enumerate(listed):
            whole = "\n\n".join(text for text, _ in (*listed[first:], *listed[:first]))
            text = whole[: _end_of_word(whole, WORDS)]
            name = f"{conflict}-{first}"
            jobs.append((reader, Document(name, text, "0" * 64, "text/plain", published, "given")))
    return jobs


def _end_of_word(text: str, number: int) -> int:
    at = 0
    for word in text.split()[:number]:
        at = text.index(word, at) + len(word)
    return at


def seconds(work: Callable[[], object]) -> float:
    """Processor time that a piece of work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peer() -> None:
    """A fixed piece of work in plain Python."""
    total, known = 0, {}
    for number in range(_PEER_STEPS):
        total += number % 7
        known[number & 1023] = total


def read_all(jobs: Sequence[Job]) -> None:
    """Read every document once."""
    for reader, document in jobs:
        reader.read(document, _SOURCE)


# -- what a child process measures


def measured_documents() -> dict[str, Any]:
    """Rates over all documents: met for the first time, and again."""
    jobs = documents()
    tokens = sum(len(tokens_of(document.text)) for _, document in jobs)
    first = seconds(lambda: read_all(jobs))
    rounds = [(seconds(lambda: read_all(jobs)), seconds(peer)) for _ in range(ROUNDS)]
    best, beside = min(one for one, _ in rounds), min(one for _, one in rounds)
    return {
        "first": len(jobs) / first,
        "again": len(jobs) / best,
        "us_per_token": best / tokens * 1e6,
        "tokens": tokens / len(jobs),
        "peer_ms": beside * 1000,
        "mb": _peak_mb(),
    }


def measured_stages() -> dict[str, Any]:
    """Microseconds for each token by stage, what a stage calls of another left out; timers cost, too."""
    spent: dict[str, float] = defaultdict(float)
    _time_stages(spent)
    jobs = documents()
    tokens = sum(len(tokens_of(document.text)) for _, document in jobs)
    read_all(jobs)
    least: dict[str, float] = {}
    for _ in range(ROUNDS):
        spent.clear()
        read_all(jobs)
        least = {stage: min(took, least.get(stage, took)) for stage, took in spent.items()}
    return {stage: took / tokens * 1e6 for stage, took in sorted(least.items(), key=lambda one: -one[1])}


def _time_stages(spent: dict[str, float]) -> None:
    inner: list[float] = []

    def timed(stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(work)
        def wrapped(*values: Any, **named: Any) -> Any:
            start = time.process_time()
            inner.append(0.0)
            found = work(*values, **named)
            took = time.process_time() - start
            spent[stage] += took - inner.pop()
            if inner:
                inner[-1] += took
            return found

        return wrapped

    for stage, room, name in (
        ("sentences", reading, "sentences_of"), ("times", marking, "find_times"),
        ("quantities", marking, "find_quantities"), ("tolls", marking, "find_tolls"),
        ("syntax", marking, "parse_all"),
    ):  # fmt: skip
        setattr(room, name, timed(stage, getattr(room, name)))
    for stage, kind, name in (
        ("places", PlaceFinder, "find"), ("actors", ActorFinder, "find"), ("acts", ActFinder, "find"),
        ("objects", ObjectFinder, "find"), ("drafts", Drafting, "drafts"), ("claims", Writing, "claims"),
        ("digests", Claim, "content"), ("discourse", Discourse, "close"),
        ("revisiting", Revisiting, "filled"), ("marking", Marking, "of"), ("the rest", Reader, "read"),
    ):  # fmt: skip
        setattr(kind, name, timed(stage, getattr(kind, name)))


def measured_load(gazetteer: Path | None) -> dict[str, Any]:
    """Seconds from a parsed agreement to a reader that is ready, with the case's own gazetteer or another."""
    folder = CONFLICTS[CASE]
    agreement = load_agreement(folder / "agreement.yaml")
    if gazetteer is not None:
        folder, agreement = gazetteer.parent, agreement.model_copy(update={"gazetteer": gazetteer.name})
    atlas = Atlas.of(agreement, CONFLICTS[CASE])

    def load() -> None:
        Reader(agreement, Gazetteer.of(agreement, folder, atlas.bounds(40.0)), atlas)

    return {"s": seconds(load), "mb": _peak_mb()}


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT / 1e6


def made_up_names(path: Path) -> None:
    """A gazetteer of 600,000 names that nobody bears."""
    chance = random.Random(3)  # noqa: S311 - names for a test
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for _ in range(NAMES):
            name = "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))).title()
            lat, lon = chance.uniform(33, 38), chance.uniform(35, 42)
            rows.writerow((name, f"{lat:.4f}", f"{lon:.4f}", 1000, "village", "", ""))


# -- the table


def child(what: str, *more: str, folder: Path) -> dict[str, Any]:
    """What a process of its own measured; its index of names is kept in `folder`."""
    paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.reading_speed", "--measure", what, *more],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": paths, "XDG_CACHE_HOME": str(folder)},
        cwd=ROOT,
    )
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def figures(folder: Path) -> Iterator[Figure]:
    """Every figure with its limit."""
    child("load", folder=folder)  # indexes the world's names, once for a machine
    read = child("documents", folder=folder)
    yield Figure("documents a second, met again", read["again"], LEAST_PER_SECOND, "1/s")
    yield Figure("documents a second, met first", read["first"], LEAST_PER_SECOND, "1/s")
    yield Figure("a token, all in", read["us_per_token"], 1e6 / LEAST_PER_SECOND / read["tokens"], "us")
    yield Figure("tokens of a document", read["tokens"], None, "")
    yield Figure("the plain loop beside it", read["peer_ms"], None, "ms")
    yield Figure("memory while reading", read["mb"], MOST_MB, "MB")
    load = child("load", folder=folder)
    yield Figure("loading, the bundled case", load["s"], MOST_LOAD_S, "s")
    names = folder / "names.csv"
    made_up_names(names)
    indexed = child("load", str(names), folder=folder)
    yield Figure("indexing 600,000 names, once", indexed["s"], None, "s")
    yield Figure("memory while indexing", indexed["mb"], MOST_MB, "MB")
    large = child("load", str(names), folder=folder)
    yield Figure("loading, 600,000 names", large["s"], MOST_LOAD_S, "s")
    yield Figure("memory with 600,000 names", large["mb"], MOST_MB, "MB")
    for stage, took in child("stages", folder=folder).items():
        yield Figure(f"  {stage}", took, None, "us")


def wanted(figure: Figure) -> str:
    """The limit in words, and whether it is missed; empty without one."""
    if figure.limit is None:
        return ""
    is_rate = figure.unit == "1/s"
    side = "at least" if is_rate else "at most"
    missed = "" if (figure.value >= figure.limit) == is_rate else " MISSED"
    return f"{side} {figure.limit:.3g}{missed}"


def row(figure: Figure) -> str:
    """One line of the table."""
    told = f"{figure.what:<34}{figure.value:>10.2f} {figure.unit:<4}"
    return f"{told}  {wanted(figure)}".rstrip()


def main(arguments: Sequence[str]) -> int:
    """Print the table, or as a child one measurement as JSON."""
    parser = argparse.ArgumentParser(description="how fast the reader reads, against its limits")
    parser.add_argument("--measure", choices=("documents", "stages", "load"), help=argparse.SUPPRESS)
    parser.add_argument("gazetteer", nargs="?", type=Path, help=argparse.SUPPRESS)
    told = parser.parse_args(arguments)
    match told.measure:
        case None:
            with tempfile.TemporaryDirectory() as folder:
                for figure in figures(Path(folder)):
                    print(row(figure), flush=True)
        case "documents":
            print(json.dumps(measured_documents()))
        case "stages":
            print(json.dumps(measured_stages()))
        case _:
            print(json.dumps(measured_load(told.gazetteer)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
