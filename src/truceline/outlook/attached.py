"""Strands from the counts of an attached table, which has no claims of its own to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.assess import paces
from truceline.outlook.strands import Name, Strand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from truceline.outlook.observed import Observation
    from truceline.outlook.predictive import Figures


def strands_of(
    table: str,
    counts: Mapping[paces.Strand, paces.Counted],
    names: Iterable[Name],
    span: tuple[date, date, date],
    seen: Observation,
) -> Iterator[Strand]:
    """The strands of a table, from the first day of `span` to its last; the duty binds from its second on.

    Two tables may tell of the same events, as may claims: what they tell is never added up.
    """
    first, starts, last = span
    days = (last - first).days + 1
    for name in names:
        told = counts.get(paces.Strand(*name[:4], "pace"))
        wide = counts.get(paces.Strand(*name[:4], "too_wide"))
        yield Strand(
            name=name._replace(table=table),
            first=first,
            starts=starts,
            expected=expected(told, first, days),
            raw=_placed(told.days, told.reports, first, days) if told else np.zeros(days),
            observed=seen.of_last(days),
            too_wide=int(wide.reports[wide.days <= last.toordinal()].sum()) if wide else 0,
            provinces=_provinces(counts, name, first, days) if name.party is None else {},
        )


def expected(told: paces.Counted | None, first: date, days: int) -> Figures:
    """The events of a count on so many days from the first on."""
    return _placed(told.days, told.expected, first, days) if told else np.zeros(days)


def _provinces(
    counts: Mapping[paces.Strand, paces.Counted], name: Name, first: date, days: int
) -> dict[str, Figures]:
    """The whole of a strand by province, as its rows spell it."""
    return {
        one.party or "": expected(told, first, days)
        for one, told in counts.items()
        if one.paced == "province" and one[:3] == name[:3]
    }


def _placed(ordinals: NDArray[np.int64], figures: Any, first: date, days: int) -> Figures:
    """Figures of days in their places between the first day and the last."""
    found = np.zeros(days)
    at = ordinals - first.toordinal()
    within = (at >= 0) & (at < days)
    found[at[within]] = figures[within]
    return found
