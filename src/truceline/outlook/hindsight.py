"""Forecasts that were issued, day by day beside what then came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truceline.outlook.forecast import Forecast
    from truceline.outlook.frozen import Issued
    from truceline.outlook.strands import Strand


@dataclass(frozen=True)
class Hindsight:
    """One outlook of the past, for one strand."""

    told: date
    """The last day that it knew of."""
    forecasts: tuple[Forecast, ...]
    """Its windows, the shortest first."""
    came: tuple[float, ...]
    """Expected events since its first day, added up day by day, as far as they are known."""


def hindsight(kept: Iterable[Issued], strand: Strand, known_at: datetime | None) -> tuple[Hindsight, ...]:
    """What was issued for a strand, oldest first, where one day of it has come at least.

    What was issued again for the same days does not count, nor what was issued after `known_at`.
    """
    by_day: dict[date, dict[date, Forecast]] = defaultdict(dict)
    told: dict[date, date] = {}
    for one in kept:
        if known_at is None or one.entered_at <= known_at:
            for forecast in _of(one, strand):
                by_day[forecast.first].setdefault(forecast.last, forecast)
                told.setdefault(forecast.first, one.outlook.as_of)
    return tuple(
        Hindsight(told[first], tuple(windows[last] for last in sorted(windows)), _came(strand, windows))
        for first, windows in sorted(by_day.items())
    )


def _of(one: Issued, strand: Strand) -> Iterator[Forecast]:
    """The forecasts of the strand whose first day has come."""
    for forecast in one.outlook.forecasts:
        if forecast.name == strand.name and strand.first <= forecast.first <= strand.last:
            yield forecast


def _came(strand: Strand, windows: dict[date, Forecast]) -> tuple[float, ...]:
    first, last = min(one.first for one in windows.values()), max(windows)
    start, end = (first - strand.first).days, (last - strand.first).days + 1
    return tuple(accumulate(float(one) for one in strand.expected[start:end]))
