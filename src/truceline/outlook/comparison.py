"""Did the agreement change anything: the pace since against the pace before, raw and as observed."""

from __future__ import annotations

from datetime import date, timedelta

from truceline.core.counted import counted
from truceline.evidence.strict import Strict
from truceline.outlook.changes import changes, mean_excess
from truceline.outlook.observed import Silence
from truceline.outlook.ratio import RateRatio, Window, rate_ratio
from truceline.outlook.strands import Strand

BEFORE = 60
"""Days before the duty began to bind that are compared with."""
LEAST_OBSERVED = 14.0
"""Days, as well observed as usual, that either window needs."""
LEAST_EVENTS = 5.0
"""Events that both windows need together."""
_PRECISION = 4


class WindowShown(Strict):
    """A stretch of days and what was told of it."""

    first: date
    last: date
    events: float
    """Expected events: chances of lying inside, added up."""
    reports: int
    observed: float
    """Days, each by how well it was observed."""
    pace: float | None
    """Events for each day observed; null where none was."""


class Ratio(Strict):
    """How many times the pace before; the interval holds 95 %."""

    ratio: float | None
    """Null where nothing was told before."""
    low: float
    high: float | None
    """Null where nothing bounds it above."""

    @classmethod
    def of(cls, found: RateRatio | None) -> Ratio | None:
        """A ratio as a document."""
        if found is None:
            return None
        high = None if found.high == float("inf") else round(found.high, _PRECISION)
        ratio = None if found.ratio is None else round(found.ratio, _PRECISION)
        return cls(ratio=ratio, low=round(found.low, _PRECISION), high=high)


class ChangeShown(Strict):
    """A day from which on the pace was another one."""

    day: date
    earliest: date
    latest: date
    """Between these with a chance of 80 %."""
    before: float
    after: float
    """Events a day."""


class Comparison(Strict):
    """One strand before and since, or why that cannot be said."""

    norm: str
    event: str
    where: str | None
    party: str | None
    table: str | None = None
    """The attached table that it is of; null: the case's claims."""
    before: WindowShown
    since: WindowShown
    ratio: Ratio | None
    """Of expected events, corrected for how much was observed and for how unevenly events come."""
    raw: Ratio | None
    """Of reports as they are, corrected for nothing."""
    excess: float
    """How many times more than Poisson's the weeks vary: by that the interval is wider."""
    changes: tuple[ChangeShown, ...]
    silent: tuple[str, ...]
    """Sources that fell silent, the last to do so first, with the day of which they told last."""
    quiet_since: date | None = None
    """The last day of which anybody told anything, where that is too long ago to be chance."""
    too_wide: int
    """Reports left out, as nobody can say on which of many days it was."""
    cannot_say: str | None = None
    """Why there is no ratio, and how much is missing."""


def compared(strand: Strand, days_before: int = BEFORE) -> Comparison:
    """A strand's windows, their ratio, and the days on which its pace changed."""
    early, late = strand.before(days_before), strand.since
    before, since = _window(strand, early), _window(strand, late)
    reason = _reason(before, since, strand.observed.quiet_since)
    excess = _excess(strand)
    plain = rate_ratio(_raw(strand, early), _raw(strand, late))
    windows = Window(before.events, before.observed), Window(since.events, since.observed)
    return Comparison(
        norm=strand.name.norm,
        event=strand.name.event,
        where=strand.name.where,
        party=strand.name.party,
        table=strand.name.table,
        before=before,
        since=since,
        ratio=None if reason else Ratio.of(rate_ratio(*windows, excess)),
        raw=Ratio.of(plain),
        excess=round(excess, _PRECISION),
        changes=() if reason else _changes(strand),
        silent=tuple(f"{one.family} since {one.last}" for one in _late_first(strand.observed.silent)),
        quiet_since=strand.observed.quiet_since,
        too_wide=strand.too_wide,
        cannot_say=reason,
    )


def _late_first(silent: tuple[Silence, ...]) -> list[Silence]:
    return sorted(silent, key=lambda one: (one.last, one.family), reverse=True)


def _window(strand: Strand, part: slice) -> WindowShown:
    events = float(strand.expected[part].sum())
    observed = float(strand.observed.exposure[part].sum())
    return WindowShown(
        first=strand.first + timedelta(days=part.start),
        last=strand.first + timedelta(days=part.stop - 1),
        events=round(events, _PRECISION),
        reports=round(float(strand.raw[part].sum())),
        observed=round(observed, _PRECISION),
        pace=round(events / observed, _PRECISION) if observed else None,
    )


def _raw(strand: Strand, part: slice) -> Window:
    return Window(float(strand.raw[part].sum()), float(part.stop - part.start))


def _reason(before: WindowShown, since: WindowShown, quiet: date | None) -> str | None:
    """Why the windows cannot be compared; None if they can."""
    if quiet is not None and quiet < since.first:
        return f"{_observed(since)} since: nobody has told anything since {quiet}"
    for name, window in (("before", before), ("since", since)):
        if window.observed < LEAST_OBSERVED:
            missing = LEAST_OBSERVED - window.observed
            return f"{_observed(window)} {name}: {missing:.0f} more needed"
    together = before.events + since.events
    if together < LEAST_EVENTS:
        return f"{together:.1f} events in both windows: {LEAST_EVENTS - together:.1f} more needed"
    return None


def _observed(window: WindowShown) -> str:
    return f"{counted(window.observed, 'day was', 'days were')} observed"


def _excess(strand: Strand) -> float:
    """The overdispersion of the weeks in both windows, at their mean pace."""
    return mean_excess(strand.expected[strand.before(BEFORE).start :], strand.expected)


def _changes(strand: Strand) -> tuple[ChangeShown, ...]:
    def day(number: int) -> date:
        return strand.first + timedelta(days=number)

    return tuple(
        ChangeShown(
            day=day(one.day),
            earliest=day(one.earliest),
            latest=day(one.latest),
            before=round(one.before, _PRECISION),
            after=round(one.after, _PRECISION),
        )
        for one in changes(strand.expected, strand.observed.exposure)
    )
