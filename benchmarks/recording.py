"""The ledger under load: `python -m benchmarks.recording CASE CLAIMS DAY`, on a case that nobody needs.

Enters made-up events, scattered over a country and ten years, in one import; then single claims, each
with its fsync; verifies the whole record; and assesses the case with all of it. Prints microseconds for
a claim imported, milliseconds for one appended (median), microseconds for a row verified and seconds for
the assessment.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.evidence.claim import Claim
from truceline.ledger.entry import Origin, Recording

SINGLE = 200
_ORIGIN = Origin("benchmark", "made up")
_FIRST_DAY, _DAYS = date(2010, 1, 1), 3650
_BOX = (35.6, 32.3, 42.4, 37.3)
"""West, south, east and north of where things happen, degrees."""


def events(count: int, seed: int) -> Iterator[Claim]:
    """Shellings with a place, a day, an actor and a source; the same for one seed."""
    chance = random.Random(seed)  # noqa: S311 - a load, no secret
    west, south, east, north = _BOX
    for number in range(count):
        day = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
        place = {"text": "a village", "lat": chance.uniform(south, north), "lon": chance.uniform(west, east)}
        yield Claim.model_validate(
            {
                "kind": "event",
                "act": "shell",
                "actor": [{"text": "somebody"}],
                "place": [place | {"precision": chance.choice((1, 2, 3))}],
                "time": {"start": day, "end": day, "precision": 1},
                "casualties": {"killed": {"low": 0, "best": number % 4, "high": 4}},
                "source": {"id": f"wire-{number % 40}", "family": f"wire-{number % 40}", "reliability": "C"},
                "published_on": day,
                "evidence": {"file": f"{seed:064x}", "row": number},
                "says": f"Shelling number {number} of a made-up list.",
            }
        )


def imported(case: Case, count: int) -> float:
    """Microseconds for each claim of one import; making the claims is taken off."""
    start = time.perf_counter()
    for _ in events(count, 1):
        pass
    made = time.perf_counter() - start
    start = time.perf_counter()
    case.ledger.append(_ORIGIN, events(count, 1), recorded=Recording.PUBLISHED)
    return (time.perf_counter() - start - made) / count * 1e6


def appended(case: Case) -> float:
    """Median milliseconds of one claim in an entry of its own."""
    took = []
    for claim in events(SINGLE, 2):
        start = time.perf_counter()
        case.ledger.append(_ORIGIN, [claim])
        took.append(time.perf_counter() - start)
    return statistics.median(took) * 1000


def verified(case: Case) -> float:
    """Microseconds for each row of the record."""
    start = time.perf_counter()
    found = case.ledger.verify()
    assert found.holds, found.faults[0]
    return (time.perf_counter() - start) / sum(found.rows.values()) * 1e6


def assessed(case: Case, day: date) -> float:
    """Seconds for an answer with all of it in the ledger."""
    start = time.perf_counter()
    case.assess(Frame(day))
    return time.perf_counter() - start


def main(folder: str, count: str, day: str) -> None:
    """Print the four figures in a line."""
    case = Case.open(Path(folder))
    print(f"{imported(case, int(count)):.2f} {appended(case):.3f} {verified(case):.3f}", end=" ")
    print(f"{assessed(case, date.fromisoformat(day)):.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
