"""The ledger under load: `python -m benchmarks.recording CASE CLAIMS DAY`, on a case that nobody needs.

Enters made-up events, scattered over a country and ten years, in one import; then single claims, each
with its fsync; verifies the whole record; and assesses the case with all of it. Prints microseconds for
a claim imported, milliseconds for one appended (median), microseconds for a row verified and seconds for
the assessment: first what the processors worked, which tells more where others work too, then what a
clock on the wall says. Before them stands the peak of this process's own memory, MB: the one that looks
through the file maps it, and what is mapped is the kernel's to take back.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import NamedTuple

from benchmarks.measure import RSS_UNIT
from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.evidence.claim import Claim
from truceline.ledger.entry import Origin, Recording
from truceline.ledger.verification import Verification

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


class Took(NamedTuple):
    """Seconds that something took: of all processors together, and on the wall."""

    worked: float
    waited: float

    @classmethod
    def by(cls, done: Callable[[], object]) -> Took:
        """What it takes to do something."""
        worked, waited = _worked(), time.perf_counter()
        done()
        return cls(_worked() - worked, time.perf_counter() - waited)

    def less(self, other: Took) -> Took:
        """Without what another thing took."""
        return Took(self.worked - other.worked, self.waited - other.waited)

    def each(self, share: float) -> Took:
        """So much of it."""
        return Took(self.worked * share, self.waited * share)


def _worked() -> float:
    """Seconds that this process and those it started and ended have worked."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def imported(case: Case, count: int) -> Took:
    """Microseconds for each claim of one import; making the claims is taken off."""
    made = Took.by(lambda: deque(events(count, 1), maxlen=0))
    took = Took.by(lambda: case.ledger.append(_ORIGIN, events(count, 1), recorded=Recording.PUBLISHED))
    return took.less(made).each(1e6 / count)


def appended(case: Case) -> Took:
    """Median milliseconds of one claim in an entry of its own."""
    took = [Took.by(partial(case.ledger.append, _ORIGIN, [claim])) for claim in events(SINGLE, 2)]
    return Took(*map(statistics.median, zip(*took, strict=True))).each(1000)


def verified(case: Case) -> Took:
    """Microseconds for each row of the record."""
    told: list[Verification] = []
    took = Took.by(lambda: told.append(case.ledger.verify()))
    assert told[0].holds, told[0].faults[0]
    return took.each(1e6 / sum(told[0].rows.values()))


def assessed(case: Case, day: date) -> Took:
    """Seconds for an answer with all of it in the ledger."""
    return Took.by(lambda: case.assess(Frame(day)))


def main(folder: str, count: str, day: str) -> None:
    """Print the peak of memory, then the four figures in a line, twice."""
    case = Case.open(Path(folder))
    told = imported(case, int(count)), appended(case), verified(case), assessed(case, date.fromisoformat(day))
    print(f"{getrusage(RUSAGE_SELF).ru_maxrss * RSS_UNIT / 1e6:.0f}")
    for figures in zip(*told, strict=True):
        print(" ".join(f"{figure:.3f}" for figure in figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
