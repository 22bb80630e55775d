"""Days on a chart: an axis of months with the years told, and weeks that end with the last day known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from truceline.publish.charts.plot import words_at
from truceline.publish.markup import Html, el
from truceline.publish.words import MONTHS

if TYPE_CHECKING:
    from truceline.outlook.predictive import Figures
    from truceline.outlook.strands import Strand
    from truceline.publish.timescale import Timescale

WEEK = 7
LONGEST = 6 * 53 * WEEK
"""Days of history that a chart has room for."""
_ROOM, _ROOM_FOR_YEAR = 46.0, 60.0
_STEPS = (1, 3, 6, 12)


def months_below(scale: Timescale, top: float, bottom: float) -> Html:
    """Upright lines at the starts of months, with their names below: as many as there is room for."""
    starts = list(scale.months())
    wide = (scale.right - scale.left) / max(len(starts), 1)
    step = next((one for one in _STEPS if one * wide >= _ROOM), _STEPS[-1])
    drawn = []
    named = [one for one in starts if (one.month - 1) % step == 0]
    for start in named:
        x = scale.x(start)
        name = str(start.year) if start.month == 1 else MONTHS[start.month - 1]
        if start == named[0] and start.month > 1 and step * wide >= _ROOM_FOR_YEAR:
            name += f" {start.year}"
        looks = "tick year" if start.month == 1 else "tick"
        drawn.append(el("path", {"class": looks, "d": f"M{x:.1f} {top:.1f}V{bottom + 4:.1f}"}))
        if x < scale.right - 20:
            drawn.append(words_at(x + 2, bottom + 14, name, "year" if start.month == 1 else None))
    return el("g", {"class": "months"}, drawn)


def weekly(series: Figures) -> list[float]:
    """Sums of whole weeks, the last of which ends with the series; days before the first are left out."""
    whole = series[len(series) % WEEK :][-(LONGEST // WEEK * WEEK) :]
    return [float(one) for one in whole.reshape(-1, WEEK).sum(axis=1)]


def first_week(strand: Strand) -> date:
    """The first day of the first whole week that is shown."""
    return strand.last - timedelta(days=WEEK * len(weekly(strand.expected)) - 1)
