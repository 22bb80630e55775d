"""Strands of nowhere in particular, with what is found of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
from tests.publish.making import agreement

from truceline.assess.result import AgreementRef, FrameRef
from truceline.core.frame import Frame
from truceline.outlook.comparison import compared
from truceline.outlook.document import Outlook
from truceline.outlook.forecast import Forecast, Unsaid, forecasts
from truceline.outlook.observed import Observation, Silence
from truceline.outlook.strands import Name, Strand
from truceline.publish.charts.page import outlook_page
from truceline.publish.charts.subject import Names, Subject
from truceline.publish.wording import Wording

PACT = agreement()
STARTS = date(2030, 1, 1)
NAMES = Names(Wording(PACT), str)


def strand(before: Any, since: Any, **changes: Any) -> Strand:
    """Daily counts until the day before the truce, and since."""
    counts = np.concatenate([np.asarray(before, dtype=float), np.asarray(since, dtype=float)])
    fields = {
        "name": Name("no-fire", "fire", "river-strip", None),
        "first": STARTS - timedelta(days=len(before)),
        "starts": STARTS,
        "expected": counts,
        "raw": counts,
        "observed": Observation(np.ones(len(counts)), 1, ()),
        "too_wide": 0,
        "provinces": {"Upper": counts * 0.7, "Lower": counts * 0.3},
    }
    return Strand(**(fields | changes))


def shelled(**changes: Any) -> Strand:
    """Three events a day for a year, and one a day for 60 days since."""
    rng = np.random.default_rng(1)
    return strand(rng.poisson(3.0, 365), rng.poisson(1.0, 60), **changes)


def unseen(first: int, last: int, days: int = 425) -> Observation:
    """A stretch of days that nobody observed."""
    exposure = np.ones(days)
    exposure[first : last + 1] = 0.0
    quiet = STARTS if last == days - 1 else None
    return Observation(exposure, 1, (Silence("watch", STARTS),), quiet)


def outlook(*strands: Strand, **changes: Any) -> Outlook:
    """What is found of them, as of their last day."""
    as_of = max((one.last for one in strands), default=STARTS)
    told = [one for strand in strands for one in forecasts(strand)]
    fields = {
        "agreement": AgreementRef.of(PACT),
        "frame": FrameRef.of(PACT, Frame(as_of=as_of), {}),
        "ledger_position": 1,
        "inputs": "0" * 64,
        "comparisons": tuple(compared(one) for one in strands),
        "displacement": (),
        "infighting": (),
        "fulfilments": (),
        "precedents": (),
        "forecasts": tuple(one for one in told if isinstance(one, Forecast)),
        "unsaid": tuple(one for one in told if isinstance(one, Unsaid)),
    }
    return Outlook(**(fields | changes))


def subject(one: Strand, *hindsight: Any) -> Subject:
    """A strand with what was found of it."""
    return Subject(one, NAMES, outlook(one), hindsight)


def page(*strands: Strand, **changes: Any) -> str:
    """The whole page."""
    return outlook_page(PACT, outlook(*strands, **changes), strands)
