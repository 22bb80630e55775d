"""Promises in an outlook: whether they are kept in time, or get more of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.table import Table

from truceline.cli.sheets.layout import heading, table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from truceline.outlook.fulfilment import Fulfilment
    from truceline.outlook.kept import PromiseRecord
    from truceline.outlook.more_time import Likelihood


def promise_tables(told: Sequence[Fulfilment], today: date) -> Iterator[RenderableType]:
    """What can be said of promises that are not kept yet."""
    in_time = [one for one in told if one.cannot_say is None]
    if in_time:
        yield heading("Kept in time?")
        yield _fulfilment_table(in_time)
    if any(one.applies for promise in told for one in promise.more_time):
        yield heading("More time?")
        yield _more_time_table(told, today)


def promises_unsaid(told: Iterable[Fulfilment]) -> Iterator[str]:
    """What cannot be said of them, each with what is missing."""
    for promise in told:
        if promise.cannot_say:
            yield f"{promise.norm}: no date; {promise.cannot_say}"
        for one in promise.more_time:
            if one.cannot_say:
                yield f"{promise.norm}, more time by {one.rule}: no chance; {one.cannot_say}"


def _fulfilment_table(told: Iterable[Fulfilment]) -> Table:
    made = table(
        "Promise", "Shown", "By", "Chance", "Slow to quick", "As likely as not by", "Not within a year"
    )
    for one in told:
        shown = f"{one.shown} of {one.parts} parts"
        half = str(one.half_by or "not within a year")
        never = "" if one.never is None else _percent(one.never)
        for due in one.deadlines:
            by = str(due.by) if due.certain else f"{due.by}, perhaps ({due.source})"
            span = f"{due.low:.0%} to {due.high:.0%}"
            made.add_row(one.norm, shown, by, _percent(due.chance), span, half, never)
        if not one.deadlines:
            made.add_row(one.norm, shown, "overdue", "", "", half, never)
    return made


def _more_time_table(told: Iterable[Fulfilment], today: date) -> Table:
    made = table("Promise", "Rule", "Until", "Asked on", "It applies", "Kept in time")
    for promise in told:
        for one in promise.more_time:
            if one.applies is not None:
                days = (str(one.to), str(one.asked_on))
                applies = one.in_a_word(today) or _likelihood(one.applies)
                made.add_row(promise.norm, one.rule, *days, applies, _likelihood(one.in_time))
    return made


def _likelihood(found: Likelihood | None) -> str:
    if found is None:
        return "cannot say"
    return f"{_percent(found.chance)} ({found.low:.0%} to {found.high:.0%})"


def promise_record_table(told: Iterable[PromiseRecord]) -> Table:
    """How good the chances were."""
    figures = ("Forecasts", "Said, mean", "Came", "Brier", "Usual")
    made = table("Chance of", *figures, right=figures)
    for one in told:
        what = {"kept": "being kept in time", "more_time": "getting more time"}[one.what]
        shares = (_percent(one.said), _percent(one.came))
        made.add_row(what, str(one.forecasts), *shares, f"{one.brier:.2f}", f"{one.usual:.2f}")
    return made


def _percent(share: float) -> str:
    return f"{share:.0%}"
