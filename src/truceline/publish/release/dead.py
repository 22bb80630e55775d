"""The dead of incidents that are told without a figure: together, by whole months, once and for all."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from truceline.assess.toll import least as fewest
from truceline.assess.toll import most, tolls
from truceline.core.quantity import Bounds
from truceline.publish.release.telling import is_over
from truceline.publish.report.facts import DeadApart

if TYPE_CHECKING:
    from truceline.assess.result import RegisterEntry
    from truceline.publish.release.ground import Ground


def dead_apart(ground: Ground, entries: Iterable[RegisterEntry], as_of: date) -> tuple[DeadApart, ...]:
    """The dead of all incidents of a month that each had fewer than may be told with their place.

    A month is told when it is over, between two round figures, where many ways lead to the sum; then it stays
    as it was told. One that moved with every row that comes to light would give the row away.
    """
    told = {one.month: one for facts in ground.earlier if facts.released for one in facts.released.dead_apart}
    found = {one.month: one for one in _months(ground, entries)} | told
    return tuple(
        found[month] for month in sorted(found) if _last(month) <= as_of and is_over(ground, _last(month))
    )


def _months(ground: Ground, entries: Iterable[RegisterEntry]) -> Iterator[DeadApart]:
    for month, ones in _by_month(entries).items():
        sums = _sums(ones, ground.rules.least)
        if sums is not None:
            yield DeadApart(month=month, low=sums[0], high=sums[1])


def _sums(entries: list[RegisterEntry], least: int) -> tuple[int, int] | None:
    """Round figures that the sum lies between; None where few ways lead to it.

    Three rows with six dead, and fewer than three in each, are two in each: a sum near the least or the
    most that its rows can have says what is in them.
    """
    small = [toll for toll in tolls(entries) if most(toll) and _smallest(toll) < least]
    untold = [one for one in entries if not one.killed or _smallest(Bounds(*one.killed)) < least]
    # An incident has a row under each norm that it touches.
    plain = len({frozenset(each.claim_id for each in one.claims) for one in untold})
    low, high = (int(sum(map(figure, small))) // least * least for figure in (fewest, most))
    high += least
    is_safe = len(small) >= least and low >= 2 * least and high <= (plain - 1) * (least - 1)
    return (low, high) if is_safe else None


def _smallest(toll: Bounds) -> float:
    return min((one for one in (toll.low, toll.best, toll.high) if one is not None), default=0)


def _last(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _by_month(entries: Iterable[RegisterEntry]) -> dict[date, list[RegisterEntry]]:
    found: dict[date, list[RegisterEntry]] = defaultdict(list)
    for entry in entries:
        if entry.start is not None:
            found[entry.start.replace(day=1)].append(entry)
    return dict(sorted(found.items()))
