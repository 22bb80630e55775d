"""The dead of incidents that are told without a figure: together, by whole months, once and for all."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from truceline.assess.toll import least as fewest
from truceline.assess.toll import most, tolls
from truceline.publish.release.telling import is_over
from truceline.publish.report.facts import DeadApart

if TYPE_CHECKING:
    from truceline.assess.result import RegisterEntry
    from truceline.core.quantity import Bounds
    from truceline.publish.release.ground import Ground


def dead_apart(ground: Ground, entries: Iterable[RegisterEntry], as_of: date) -> tuple[DeadApart, ...]:
    """The dead of all incidents of a month that each had fewer than may be told with their place.

    A month is told when it is over, where as many incidents and people stand in its sum as the rules demand;
    then it stays as it was told. One that moved with every row that comes to light would give the row away.
    """
    told = {one.month: one for facts in ground.earlier if facts.released for one in facts.released.dead_apart}
    fresh = {one.month: one for one in _months(ground, entries, as_of)}
    return tuple((fresh | told)[month] for month in sorted(fresh | told) if month <= as_of)


def _months(ground: Ground, entries: Iterable[RegisterEntry], as_of: date) -> Iterator[DeadApart]:
    least = ground.rules.least
    for month, ones in _by_month(entries).items():
        last = month.replace(day=monthrange(month.year, month.month)[1])
        small = [toll for toll in tolls(ones) if most(toll) and _smallest(toll) < least]
        low, high = (int(sum(map(figure, small))) for figure in (fewest, most))
        if last <= as_of and is_over(ground, last) and len(small) >= least and low >= least:
            yield DeadApart(month=month, low=low, high=high)


def _smallest(toll: Bounds) -> float:
    return min(one for one in (toll.low, toll.best, toll.high) if one is not None)


def _by_month(entries: Iterable[RegisterEntry]) -> dict[date, list[RegisterEntry]]:
    found: dict[date, list[RegisterEntry]] = defaultdict(list)
    for entry in entries:
        if entry.start is not None:
            found[entry.start.replace(day=1)].append(entry)
    return dict(sorted(found.items()))
