"""A ledger of a million claims: `python -m benchmarks.ledgers CASE CLAIMS DAY`.

The claims are made up: events of thirty years all over a country and its neighbours, as in a table of
everything that was ever reported there. One in about six hundred may matter to the bundled case by time and
place. Prints claims entered a second, the median of single appends in milliseconds, and the seconds of an
assessment.
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
from truceline.core.sweep import unswept
from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor, Casualties, Claim, Evidence, Kind, Place, Source, Toll, When
from truceline.evidence.content import known
from truceline.ledger.entry import Origin, Recording

SINGLE = 300
"""How many appends of one claim are timed."""

# Around the bundled case, and as long as UCDP has had events.
_WEST, _SOUTH, _EAST, _NORTH = 32.0, 29.0, 48.0, 38.0
_FIRST = date(1994, 1, 1)
_DAYS = 30 * 365
_ACTS = (Act.SHELL, Act.CLASH, Act.AIR_STRIKE, Act.AMBUSH, Act.KILL, Act.ATTACK)
_PARTIES = ("syria-gov", "opposition", "russia", None)
_SOURCES = 50
# A place known to its province alone may be in any zone; of UCDP's events for Syria one in twenty is so.
_PRECISIONS = (1,) * 10 + (2,) * 6 + (3,) * 3 + (4,)


def made_up(count: int, seed: int = 2018) -> Iterator[Claim]:
    """Claims as a reader of tables makes them: right by type, and made without validation."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    sources = [
        known(Source, id=f"wire-{n}", family=f"wire-{n % 20}", reliability="C", credibility=3)
        for n in range(_SOURCES)
    ]
    actors = [(known(Actor, text=str(party), party=party),) for party in _PARTIES]
    for row in range(count):
        day = _FIRST + timedelta(days=chance.randrange(_DAYS))
        place = known(
            Place,
            lat=round(chance.uniform(_SOUTH, _NORTH), 5),
            lon=round(chance.uniform(_WEST, _EAST), 5),
            precision=chance.choice(_PRECISIONS),
        )
        killed = chance.randrange(9)
        yield known(
            Claim,
            kind=Kind.EVENT,
            act=chance.choice(_ACTS),
            actor=chance.choice(actors),
            place=(place,),
            time=known(When, start=day, end=day, precision=1),
            casualties=known(Casualties, killed=known(Toll, low=killed, best=killed, high=killed + 2)),
            source=chance.choice(sources),
            published_on=day,
            evidence=known(Evidence, file="0" * 64, row=row + 2),
            says=f"Event {row} of table {seed}: fighting is reported near a village.",
        )


def entered_a_second(case: Case, count: int) -> float:
    """Claims entered a second in one import of so many, from claims to the commit."""
    origin = Origin("claims", "made-up.jsonl", "0" * 64)
    start = time.perf_counter()
    with unswept():
        rows = made_up(count)
        case.ledger.append(origin, rows, recorded=Recording.PUBLISHED, days=case.agreement.tempo)
    return count / (time.perf_counter() - start)


def one_append_ms(case: Case) -> float:
    """Milliseconds from one claim to its receipt, median."""
    taken = []
    for claim in made_up(SINGLE, seed=2019):
        start = time.perf_counter()
        case.ledger.append(Origin("claims", "one.jsonl"), [claim])
        taken.append(time.perf_counter() - start)
    return 1000 * statistics.median(taken)


def assessed_s(case: Case, day: str) -> float:
    """Seconds of one assessment, the second: the first also draws the zones."""
    frame = Frame(date.fromisoformat(day))
    case.assess(frame)
    start = time.perf_counter()
    case.assess(frame)
    return time.perf_counter() - start


def main(folder: str, count: str, day: str) -> None:
    """Print the three figures."""
    case = Case.open(Path(folder))
    bulk = entered_a_second(case, int(float(count)))
    print(f"{bulk:.0f} {one_append_ms(case):.3f} {assessed_s(case, day):.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
