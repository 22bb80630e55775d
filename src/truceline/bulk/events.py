"""A batch of rows as events: points with their last day, their sort and their dead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from truceline.bulk.points import ISSUES as PLACE_ISSUES
from truceline.bulk.points import points_of
from truceline.bulk.values import NO_DAY, days, numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.bulk.layout import Layout, Telling
    from truceline.bulk.points import Points

ISSUES = (*PLACE_ISSUES, "bad-count", "disordered-toll", "reversed-dates", "too-long")
_COUNT, _DISORDERED, _REVERSED, _LONG = range(len(PLACE_ISSUES), len(PLACE_ISSUES) + 4)
MOST_KILLED = 10_000_000
"""A toll above this is a slip of the pen."""
MOST_DAYS = 36_600


class Events(NamedTuple):
    """Points, the last day of each (since 1970), and low, best and high figures of its dead, shape (n, 3)."""

    points: Points
    last: NDArray[np.int32]
    killed: NDArray[np.int32]
    issue: NDArray[np.uint8]


@dataclass(frozen=True)
class _Tolls:
    killed: NDArray[np.int32]
    bad: NDArray[np.bool_]
    disordered: NDArray[np.bool_]


def events_of(batch: Any, layout: Layout, telling: Telling) -> Events:
    """The events of an Arrow record batch; `issue` is a number of this module's `ISSUES`, the first told."""
    points = points_of(batch, layout)
    last, reversed_, long = _last_days(batch, telling, points.day)
    tolls = _tolls(batch, telling)
    issue = points.issue.copy()
    for number, rows in (
        (_COUNT, tolls.bad),
        (_DISORDERED, tolls.disordered),
        (_REVERSED, reversed_),
        (_LONG, long),
    ):
        if rows.any():
            issue[rows & (issue == 0)] = number
    # Of an event that ends before it starts nobody knows the days: it is kept without them.
    day = np.where(reversed_ | long, np.int32(NO_DAY), points.day) if (reversed_ | long).any() else points.day
    return Events(points._replace(day=day), last, tolls.killed, issue)


def _last_days(
    batch: Any, telling: Telling, first: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.bool_]]:
    if telling.end is None:
        none = np.zeros(len(first), np.bool_)
        return first, none, none
    last = days(batch, telling.end)
    last = np.where((last == NO_DAY) | (first == NO_DAY), first, last)
    return last, last < first, last - first >= MOST_DAYS


def _tolls(batch: Any, telling: Telling) -> _Tolls:
    count = batch.num_rows
    if not telling.killed:
        none = np.zeros(count, np.bool_)
        return _Tolls(np.zeros((count, 3), np.int32), none, none)
    killed = np.empty((count, 3), np.int32)
    bad = np.zeros(count, np.bool_)
    # A figure that is not given is at least nought, and no less than the one below it.
    below = np.zeros(count)
    for number, name in enumerate(telling.killed):
        told = numbers(batch, name)
        usable = (told >= 0) & (told <= MOST_KILLED) & (told == np.floor(told))
        if not usable.all():
            bad |= ~usable & ~_is_blank(batch.column(name))
            told = np.where(usable, told, below)
        killed[:, number] = below = told
    return _Tolls(killed, bad, (killed[:, 0] > killed[:, 1]) | (killed[:, 1] > killed[:, 2]))


def _is_blank(column: Any) -> NDArray[np.bool_]:
    import pyarrow as pa
    from pyarrow import compute

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string_view(column.type):
        column = column.cast(pa.large_string())
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return np.asarray(compute.utf8_length(compute.utf8_trim_whitespace(column)).fill_null(0)) < 1
    return np.asarray(column.is_null())
