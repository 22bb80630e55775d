"""Days on a drawing: the axis, its months, and weeks to count in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from truceline.publish.markup import Html, el
from truceline.publish.words import MONTHS

_WEEK = 7
_DECEMBER = 12
# Months get narrower than their names on long axes; then only some are named.
_ROOM_FOR_A_NAME = 34.0


@dataclass(frozen=True)
class Timescale:
    """Days `first` to `last`, both included, between `left` and `right` points."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date, part: float = 0.0) -> float:
        """Where a day begins (`part` 0) or ends (1), held within the axis."""
        whole = (self.last - self.first).days + 1
        at = ((day - self.first).days + part) / whole
        return self.left + (self.right - self.left) * min(max(at, 0.0), 1.0)

    def holds(self, day: date) -> bool:
        """Whether the day is on the axis."""
        return self.first <= day <= self.last

    def week(self, day: date) -> date:
        """The Monday of the day's week (ISO 8601)."""
        return day - timedelta(days=day.weekday())

    def week_span(self, monday: date) -> tuple[float, float]:
        """Left edge and width of a week's bar, cut at the ends of the axis."""
        start, end = self.x(monday), self.x(monday + timedelta(days=_WEEK - 1), 1.0)
        return start, end - start

    def months(self) -> Iterator[date]:
        """The first days of the months on the axis."""
        day = self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first:
                yield day
            day = date(day.year + (day.month == _DECEMBER), day.month % _DECEMBER + 1, 1)

    def axis(self, top: float, bottom: float) -> Html:
        """Month lines through the whole drawing with their names on top."""
        months = list(self.months())
        every = max(1, round(_ROOM_FOR_A_NAME * len(months) / (self.right - self.left) + 0.5))
        parts = []
        for number, month in enumerate(months):
            x = f"{self.x(month):.1f}"
            parts.append(el("path", {"class": "tick", "d": f"M{x} {top:.0f}V{bottom:.0f}"}))
            if number % every == 0:
                year = f" {month.year}" if month.month == 1 or number == 0 else ""
                parts.append(
                    el("text", {"x": x, "dx": 3, "y": f"{top + 10:.0f}"}, MONTHS[month.month - 1] + year)
                )
        return el("g", {"class": "axis"}, parts)
