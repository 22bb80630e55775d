"""What the next days may bring: forecasts of one strand, or why none can be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from truceline.core.counted import counted
from truceline.evidence.strict import Strict
from truceline.outlook.comparison import BEFORE
from truceline.outlook.models import BASELINES, CHOSEN, LEAST_DAYS, MODELS
from truceline.outlook.predictive import Predictive
from truceline.outlook.strands import Name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.outlook.predictive import Figures
    from truceline.outlook.strands import Strand

HORIZONS = (7, 14, 30)
"""Days looked ahead."""
MULTIPLES = (1.0, 2.0, 3.0)
"""Multiples of the pace before the agreement that may be exceeded."""
LEAST_EVENTS = 10.0
"""Events in the last year without which nothing can be told from chance."""
_YEAR = 365
_SEEN = 0.25
"""Days that were observed less than so well, against the usual, tell nothing."""
_RECENT = 7
_DIGITS = 5


class Chance(Strict):
    """How likely the total is above a multiple of what the pace before the agreement would bring."""

    multiple: float
    above: float
    """The total that is exceeded."""
    chance: float


class Forecast(Strict):
    """How many events a window of days may bring in one strand."""

    norm: str
    event: str
    where: str | None
    party: str | None
    table: str | None = None
    """The attached table that it is of; null: the case's claims."""
    province: str | None = None
    """The province that it is of; null: all together."""
    days: int
    first: date
    last: date
    mean: float
    median: int
    likely: tuple[int, int]
    """Holds the total with a chance of 80 %."""
    wide: tuple[int, int]
    """Holds it with 95 %."""
    chances: tuple[Chance, ...]
    """Resumption: none where nothing was observed before the agreement."""
    cdf: tuple[float, ...]
    """The chance of 0, of 1 or fewer, of 2 or fewer ...; what is scored when the last day has come."""
    baselines: Mapping[str, tuple[float, ...]]
    """The same by the models that this one has to beat."""

    @property
    def name(self) -> Name:
        """The strand that it is of."""
        return Name(self.norm, self.event, self.where, self.party, self.table, self.province)

    @property
    def predictive(self) -> Predictive:
        """The forecast as a distribution."""
        return Predictive(np.array(self.cdf))


class Unsaid(Strict):
    """A forecast that was not made, and what is missing."""

    norm: str
    event: str
    where: str | None
    party: str | None
    table: str | None = None
    """The attached table that it is of; null: the case's claims."""
    province: str | None = None
    """The province that it is of; null: all together."""
    days: int
    why: str


def forecasts(strand: Strand) -> Iterator[Forecast | Unsaid]:
    """A forecast for each horizon, from the day after the strand's last; or what is missing for it."""
    seen = strand.observed.exposure >= _SEEN
    counts = strand.expected[seen]
    for days in HORIZONS:
        why = _reason(strand, counts, seen, days)
        if why:
            yield Unsaid(**strand.name._asdict(), days=days, why=why)
        else:
            yield _forecast(strand, counts, days)


def _reason(strand: Strand, counts: Figures, seen: NDArray[np.bool_], days: int) -> str | None:
    """Why nothing can be said; None if something can."""
    if not seen[-_RECENT:].any():
        since = strand.observed.quiet_since
        return f"nobody has told anything since {since}: calm or silence, nobody can say"
    needed = LEAST_DAYS + 2 * days
    if len(counts) < needed:
        return f"{counted(len(counts), 'day was', 'days were')} observed: {needed - len(counts)} more needed"
    events = float(counts[-_YEAR:].sum())
    if events < LEAST_EVENTS:
        return f"{events:.1f} events in the last year: {LEAST_EVENTS - events:.1f} more needed"
    return None


def _forecast(strand: Strand, counts: Figures, days: int) -> Forecast:
    made = MODELS[CHOSEN](counts, days)
    assert made is not None, "what is missing was told before"
    known = {name: model(counts, days) for name, model in BASELINES.items()}
    first = strand.last + timedelta(days=1)
    return Forecast(
        **strand.name._asdict(),
        days=days,
        first=first,
        last=strand.last + timedelta(days=days),
        mean=round(made.mean, 2),
        median=made.quantile(0.5),
        likely=made.interval(0.8),
        wide=made.interval(0.95),
        chances=tuple(_chances(strand, made, days)),
        cdf=_rounded(made),
        baselines={name: _rounded(one) for name, one in known.items() if one is not None},
    )


def _chances(strand: Strand, made: Predictive, days: int) -> Iterator[Chance]:
    """Chances of exceeding multiples of the pace in the days before the duty began to bind."""
    before = strand.before(BEFORE)
    observed = float(strand.observed.exposure[before].sum())
    events = float(strand.expected[before].sum())
    if observed and events:
        for multiple in MULTIPLES:
            above = multiple * events / observed * days
            yield Chance(multiple=multiple, above=round(above, 1), chance=round(made.above(above), 4))


def _rounded(made: Predictive) -> tuple[float, ...]:
    """Up to where all but one in 10,000 is told."""
    end = int(np.searchsorted(made.cdf, 0.9999)) + 1
    return tuple(round(float(one), _DIGITS) for one in made.cdf[:end])
