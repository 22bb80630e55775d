"""Promises that are not kept yet: how likely they are kept in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from truceline.publish.charts.plot import panel, table
from truceline.publish.markup import Html
from truceline.publish.words import day, percent

if TYPE_CHECKING:
    from truceline.outlook.fulfilment import Fulfilment
    from truceline.publish.charts.subject import Names

_HEADS = ("Promise", "Shown", "By", "Chance", "Slow to quick", "As likely as not by", "Not within a year")


def in_time(found: Sequence[Fulfilment], names: Names) -> Html | None:
    """The panel; None where nothing can be said of any promise."""
    rows = [row for one in found if one.cannot_say is None for row in _rows(one, names)]
    told = "A part is one party's or one place's share. From the parts shown so far, and how long they took."
    return panel("in-time", "Kept in time?", told, table(_HEADS, rows)) if rows else None


def _rows(one: Fulfilment, names: Names) -> Iterator[list[str]]:
    """A row for each deadline that is still ahead; one where all are over."""
    first = [names.promise(one.norm), f"{one.shown} of {one.parts} parts"]
    last = [
        day(one.half_by) if one.half_by else "not within a year",
        "" if one.never is None else percent(one.never),
    ]
    for due in one.deadlines:
        by = day(due.by) if due.certain else f"{day(due.by)}, perhaps ({due.source})"
        yield [*first, by, percent(due.chance), f"{percent(due.low)} to {percent(due.high)}", *last]
    if not one.deadlines:
        yield [*first, "every deadline is over", "", "", *last]
