"""Promises that are not kept yet: how likely they are kept in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from truceline.publish.charts.plot import panel, stacked, table
from truceline.publish.markup import Html
from truceline.publish.words import day, percent

if TYPE_CHECKING:
    from truceline.outlook.fulfilment import Fulfilment
    from truceline.outlook.more_time import Likelihood
    from truceline.publish.charts.subject import Names

_MORE_HEADS = ("Promise", "Rule", "Until", "Asked on", "It applies", "Kept in time")
_HEADS = ("Promise", "Shown", "By", "Chance", "Slow to quick", "As likely as not by", "Not within a year")


def in_time(found: Sequence[Fulfilment], today: date, names: Names) -> Html | None:
    """The panel; None where nothing can be said of any promise."""
    rows = [row for one in found if one.cannot_say is None for row in _rows(one, names)]
    told = "A part is one party's or one place's share. From the parts shown so far, and how long they took."
    more = [row for one in found for row in _more_rows(one, today, names)]
    if not rows and not more:
        return None
    whole = stacked(table(_HEADS, rows) if rows else None, table(_MORE_HEADS, more) if more else None)
    return panel("in-time", "Kept in time?", told, whole)


def _more_rows(one: Fulfilment, today: date, names: Names) -> Iterator[list[str]]:
    """A row for each rule that may grant more time, as far as anybody can say."""
    for rule in one.more_time:
        if rule.applies is not None:
            days = (day(rule.to), day(rule.asked_on))
            applies = rule.in_a_word(today) or _likelihood(rule.applies)
            yield [names.promise(one.norm), rule.rule, *days, applies, _likelihood(rule.in_time)]


def _likelihood(found: Likelihood | None) -> str:
    if found is None:
        return "cannot say"
    return f"{percent(found.chance)} ({percent(found.low)} to {percent(found.high)})"


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
