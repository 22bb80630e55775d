"""Time one weekly report with many incidents as a PDF: `python -m benchmarks.publishing CASE DAY INCIDENTS`.

The incidents are spread over the week and the case's zones; each is a claim of its own. Timed are what is
gathered from the open case, assessments and outlook included, and what is written and set from that.
"""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.evidence.claim import Claim
from truceline.ledger.entry import Origin
from truceline.publish.report.compose import composed
from truceline.publish.report.gathering import Asked, gathered
from truceline.publish.report.printed import printed
from truceline.publish.report.readers import settings_of

_WEEK = 7


def shelled(case: Case, day: date, incidents: int) -> list[Claim]:
    """Shellings of the week before a day, at random spots of the case's area."""
    bounds = case.atlas.bounds(0)
    assert bounds is not None, "a case without zones has no map to draw"
    west, south, east, north = bounds
    chance = np.random.default_rng(7)
    lons, lats = chance.uniform(west, east, incidents), chance.uniform(south, north, incidents)
    days = chance.integers(0, _WEEK, incidents)
    return [
        _shelling(number, day - timedelta(days=int(back)), float(lon), float(lat))
        for number, (back, lon, lat) in enumerate(zip(days, lons, lats, strict=True))
    ]


def _shelling(number: int, when: date, lon: float, lat: float) -> Claim:
    given = {
        "kind": "event",
        "act": "shell",
        "says": f"Shelling {number}.",
        "source": {"id": "x", "family": f"f{number % 5}"},
        "time": {"start": when, "end": when},
        "recorded_at": f"{when}T12:00:00Z",
        "attribution_grade": "none",
        "place": ({"text": f"spot {number}", "lat": lat, "lon": lon, "precision": 1},),
        "casualties": {"killed": {"low": 0, "best": 1, "high": 3}},
    }
    return Claim.model_validate(given).identified()


def main(folder: str, day: str, incidents: str) -> None:
    """Print the seconds that gathering took, and those that writing and setting took."""
    case, last = Case.open(Path(folder)), date.fromisoformat(day)
    case.ledger.append(Origin("benchmark", "incidents"), shelled(case, last, int(incidents)))
    start = time.perf_counter()
    facts = gathered(case, Asked("weekly", Frame(as_of=last)), "Weekly")
    ready = time.perf_counter()
    pdf = printed(composed(settings_of(case)(facts, "en")))
    done = time.perf_counter()
    assert pdf.startswith(b"%PDF"), "nothing was set"
    assert len(facts.now.violations) >= int(incidents), "the incidents are not in the report"
    print(f"{ready - start:.4f} {done - ready:.4f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
