"""Small multiples: the weeks of a strand in each province, all on one scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from truceline.outlook import strands
from truceline.outlook.forecast import HORIZONS, Forecast, Unsaid
from truceline.publish.charts.dated import WEEK, first_week, months_below, weekly
from truceline.publish.charts.plot import (
    Scale,
    Told,
    boxes,
    chart,
    figures,
    rule,
    shape,
    stacked,
    table,
    words_at,
)
from truceline.publish.markup import Html, el
from truceline.publish.timescale import Timescale
from truceline.publish.words import day, shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    from truceline.outlook.strands import Strand
    from truceline.publish.charts.subject import Subject

_MOST = 11
"""Provinces that are drawn by themselves; what happened in any more is drawn together."""
_WIDTH, _ACROSS, _TALL, _HEAD, _FOOT, _LEFT, _GAP = 1160.0, 3, 92.0, 22.0, 30.0, 34.0, 22.0
_LONGEST = 34
UNTOLD = "province not given"
_LEAST = 1.0
"""Events in all that are worth a drawing; fewer are told in words."""
_THINNEST = 2.0
"""Points that a bar is high at least: what happened is seen to have happened."""


def by_province(subject: Subject) -> Html:
    """The drawings, most events first, and their figures."""
    strand = subject.strand
    if strand.name.table is not None and not strand.provinces:
        return el("p", {"class": "quiet"}, "The counts of this table know no provinces.")
    found = shown(strand, subject.names.known_as)
    if not found:
        return el("p", {"class": "quiet"}, "Nothing happened on the days shown.")
    starts = [first_week(strand) + timedelta(days=WEEK * at) for at in range(len(weekly(strand.expected)))]
    rows = [
        [day(start), *(f"{weeks[at]:.2f}" for weeks in found.values())] for at, start in enumerate(starts)
    ]
    totals = ", ".join(f"{name} {sum(weeks):.1f}" for name, weeks in found.items())
    told = Told(
        subject.key("provinces"),
        f"{subject.counted}: events a week by province",
        f"Weeks of 7 days that end on {day(strand.last)}. Events in all: {totals}.",
    )
    drawn = {name: weeks for name, weeks in found.items() if sum(weeks) >= _LEAST}
    few = ", ".join(f"{name} {sum(weeks):.1f}" for name, weeks in found.items() if name not in drawn)
    return stacked(
        _drawn(told, strand, drawn) if drawn else None,
        el("p", {"class": "quiet"}, f"Too few events to draw: {few}.") if few else None,
        figures("The figures by week", ("From", *found), rows),
        _ahead(subject),
    )


def shown(strand: Strand, known_as: Callable[[str], str]) -> Mapping[str, list[float]]:
    """Events a week by province, most events first; small ones together, and last those told of nowhere."""
    spelled = strand.by_province(known_as)
    named = {_heading(name): series for name, series in spelled.items()}
    weeks = {name: weekly(series) for name, series in named.items()}
    kept = {name: one for name, one in weeks.items() if sum(one) > 0}
    order = sorted(kept, key=lambda name: (name == UNTOLD, -sum(kept[name]), name))
    told = [name for name in order if name != UNTOLD]
    rest = told[_MOST:]
    found = {name: kept[name] for name in order if name not in rest}
    if rest:
        sums = [sum(parts) for parts in zip(*(kept[name] for name in rest), strict=True)]
        found[f"{len(rest)} others together"] = sums
    return found


def _heading(name: str) -> str:
    return UNTOLD if name == strands.UNTOLD else name


def _ahead(subject: Subject) -> Html | None:
    """What may come in each province; None where nobody can say it of any."""
    told = subject.in_provinces
    if not any(isinstance(one, Forecast) for ones in told.values() for one in ones):
        return None
    rows = [[name, *(_expected(one) for one in ones)] for name, ones in told.items()]
    heads = ("Province", *(f"The next {days} days" for days in HORIZONS))
    note = "Half of all such forecasts should lie below the first figure, four in five inside the next two."
    return stacked(
        el("h4", {}, "What may come, by province"), el("p", {"class": "key"}, note), table(heads, rows)
    )


def _expected(one: Forecast | Unsaid) -> str:
    if isinstance(one, Unsaid):
        return f"cannot say: {one.why}"
    low, high = one.likely
    return f"{one.median} ({low} to {high})"


@dataclass(frozen=True)
class _Cell:
    """One drawing among several."""

    strand: Strand
    left: float
    top: float
    wide: float
    most: float

    def drawn(self, name: str, weeks: list[float]) -> Html:
        left, right = self.left + _LEFT, self.left + self.wide
        top, bottom = self.top + _HEAD, self.top + _HEAD + _TALL
        time = Timescale(first_week(self.strand), self.strand.last, left, right)
        height = Scale.up_to(self.most, bottom, top)
        step = (right - left) / len(weeks)
        bars = boxes(
            (left + at * step, bottom - tall, max(0.8 * step, 0.8), tall)
            for at, week in enumerate(weeks)
            if week > 0
            for tall in (max(bottom - height.at(week), _THINNEST),)
        )
        x = time.x(self.strand.starts)
        return el(
            "g",
            {},
            words_at(left, self.top + 14, shortened(name, _LONGEST), "strong"),
            words_at(right, self.top + 14, f"{sum(weeks):.1f} in all", "small", "end"),
            months_below(time, top, bottom),
            rule(height, left, right),
            shape("bar", bars, f"{name}: {sum(weeks):.1f} events"),
            shape("starts", f"M{x:.1f} {top:.1f}V{bottom:.1f}") if time.holds(self.strand.starts) else None,
        )


def _drawn(told: Told, strand: Strand, found: Mapping[str, list[float]]) -> Html:
    across = min(_ACROSS, len(found))
    wide = (_WIDTH - _GAP * (_ACROSS - 1)) / _ACROSS
    tall = _HEAD + _TALL + _FOOT
    most = max(max(weeks) for weeks in found.values())
    cells = [
        _Cell(strand, (at % across) * (wide + _GAP), (at // across) * tall, wide, most).drawn(name, weeks)
        for at, (name, weeks) in enumerate(found.items())
    ]
    return chart(told, _WIDTH, -(-len(found) // across) * tall, cells)
