"""Tables of what may come: events, promises kept in time, and how good forecasts were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

from truceline.outlook.forecast import Unsaid
from truceline.outlook.fulfilment import ByDay
from truceline.publish.beside.columns import SHARE, Of, Row
from truceline.publish.beside.plain_text import Text

if TYPE_CHECKING:
    from truceline.publish.report.facts import Facts


class ForecastRow(Row):
    """How many events the next days may bring, or why that cannot be said."""

    norm: Annotated[Text, Of("#meta+promise+id")]
    """Id of the promise that they are held against."""
    event: Annotated[Text, Of("#event+type")]
    """What is counted."""
    where: Annotated[Text | None, Of("#loc+zone+id")]
    """Id of the zone; empty: everywhere."""
    table: Annotated[Text | None, Of("#meta+table")]
    """The attached table that is counted; empty: the case's own claims."""
    days: Annotated[int, Of("#indicator+horizon+num", "days")]
    """How many days it looks ahead."""
    first: Annotated[date | None, Of("#date+start")]
    """The first of them."""
    last: Annotated[date | None, Of("#date+end")]
    """The last."""
    mean: Annotated[float | None, Of("#indicator+expected+num")]
    """Events to be expected."""
    median: Annotated[int | None, Of("#indicator+expected+median")]
    """Half of all such forecasts should lie at or below it."""
    likely_low: Annotated[int | None, Of("#indicator+expected+p10")]
    """Four in five should lie between this ..."""
    likely_high: Annotated[int | None, Of("#indicator+expected+p90")]
    """... and this."""
    wide_low: Annotated[int | None, Of("#indicator+expected+p2_5")]
    """Nineteen in twenty should lie between this ..."""
    wide_high: Annotated[int | None, Of("#indicator+expected+p97_5")]
    """... and this."""
    chance_more_than_before: Annotated[float | None, Of("#indicator+resumption+num", SHARE)]
    """The chance of more than the pace before the agreement would bring."""
    cannot_say: Annotated[Text | None, Of("#description+reason")]
    """Why there is no forecast, and what is missing."""


class FulfilmentRow(Row):
    """How likely a promise is kept by one of its deadlines, or why that cannot be said."""

    norm: Annotated[Text, Of("#meta+promise+id")]
    """Id of the promise."""
    parts: Annotated[int, Of("#indicator+parts+num")]
    """Its parts: shares of parties, or places."""
    shown: Annotated[int, Of("#indicator+shown+num")]
    """Of those, how many are shown to be kept."""
    by: Annotated[date | None, Of("#date+due")]
    """A deadline; empty: none is ahead."""
    source: Annotated[Text | None, Of("#meta+due+source")]
    """What sets it: the text, or a rule."""
    certain: Annotated[bool | None, Of("#meta+due+certain")]
    """Whether this is the deadline whatever comes."""
    chance: Annotated[float | None, Of("#indicator+kept+num", SHARE)]
    """The chance that it is kept by then."""
    low: Annotated[float | None, Of("#indicator+kept+min", SHARE)]
    """The same under a slow pace, with one in ten beyond it."""
    high: Annotated[float | None, Of("#indicator+kept+max", SHARE)]
    """The same under a quick one."""
    half_by: Annotated[date | None, Of("#date+expected")]
    """The day by which it is as likely as not to be kept; empty: not within a year."""
    never: Annotated[float | None, Of("#indicator+never+num", SHARE)]
    """The chance that it is not kept within a year."""
    cannot_say: Annotated[Text | None, Of("#description+reason")]
    """Why there are no chances, and what is missing."""


class ScoreRow(Row):
    """How good all forecasts of one length were so far."""

    days: Annotated[int, Of("#indicator+horizon+num", "days")]
    """How many days they looked ahead."""
    forecasts: Annotated[int, Of("#indicator+forecasts+num")]
    """How many have come due."""
    crps: Annotated[float, Of("#indicator+crps+num", "events")]
    """The mean continuous ranked probability score: the smaller the better."""
    skill: Annotated[float | None, Of("#indicator+skill+num")]
    """What part of the better baseline's score is saved; below nought plain persistence did better."""
    held: Annotated[float, Of("#indicator+held+num", SHARE)]
    """The share that lay in the intervals of 80 %."""


def forecasts(facts: Facts) -> Iterator[ForecastRow]:
    """A row for each forecast, and for each that could not be made."""
    if facts.outlook is None:
        return
    nothing = dict.fromkeys(ForecastRow.model_fields.keys() - Unsaid.model_fields.keys() - {"cannot_say"})
    for one in facts.outlook.forecasts:
        resumed = next((each.chance for each in one.chances if each.multiple == 1), None)
        yield ForecastRow.of(
            one,
            likely_low=one.likely[0],
            likely_high=one.likely[1],
            wide_low=one.wide[0],
            wide_high=one.wide[1],
            chance_more_than_before=resumed,
            cannot_say=None,
        )
    for gap in facts.outlook.unsaid:
        yield ForecastRow.of(gap, **nothing, cannot_say=gap.why)


def fulfilments(facts: Facts) -> Iterator[FulfilmentRow]:
    """A row for each promise that is not kept yet and each of its deadlines."""
    for one in facts.outlook.fulfilments if facts.outlook else ():
        if not one.deadlines:
            yield FulfilmentRow.of(one, **dict.fromkeys(ByDay.model_fields))
        for day in one.deadlines:
            yield FulfilmentRow.of(one, **{name: getattr(day, name) for name in ByDay.model_fields})


def scores(facts: Facts) -> Iterator[ScoreRow]:
    """A row for each length of forecasts that have come due, those of single provinces aside."""
    for one in facts.scores.records if facts.scores else ():
        if one.scope == "whole":
            yield ScoreRow.of(one)
