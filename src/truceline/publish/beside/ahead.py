"""Tables of the outlook: what changed since the agreement, what may come, how good forecasts were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

from truceline.outlook.forecast import Unsaid
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


class ComparisonRow(Row):
    """The pace since the agreement against the pace before."""

    norm: Annotated[Text, Of("#meta+promise+id")]
    """Id of the promise."""
    event: Annotated[Text, Of("#event+type")]
    """What is counted."""
    where: Annotated[Text | None, Of("#loc+zone+id")]
    """Id of the zone; empty: everywhere."""
    party: Annotated[Text | None, Of("#org+committed+id")]
    """Whose; empty: everybody together."""
    before_events: Annotated[float, Of("#indicator+before+num")]
    """Expected events in the days before."""
    before_observed: Annotated[float, Of("#indicator+observed+before", "days")]
    """Those days, each by how well it was observed."""
    since_events: Annotated[float, Of("#indicator+since+num")]
    """Expected events in the days since."""
    since_observed: Annotated[float, Of("#indicator+observed+since", "days")]
    """Those days, each by how well it was observed."""
    ratio: Annotated[float | None, Of("#indicator+ratio+num")]
    """How many times the pace before."""
    ratio_low: Annotated[float | None, Of("#indicator+ratio+min")]
    """The interval that holds this with 95 % begins here ..."""
    ratio_high: Annotated[float | None, Of("#indicator+ratio+max")]
    """... and ends here; empty where nothing bounds it."""
    cannot_say: Annotated[Text | None, Of("#description+reason")]
    """Why there is no ratio, and how much is missing."""


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


def comparisons(facts: Facts) -> Iterator[ComparisonRow]:
    """A row for each strand of events."""
    for one in facts.outlook.comparisons if facts.outlook else ():
        yield ComparisonRow.of(
            one,
            before_events=one.before.events,
            before_observed=one.before.observed,
            since_events=one.since.events,
            since_observed=one.since.observed,
            ratio=one.ratio.ratio if one.ratio else None,
            ratio_low=one.ratio.low if one.ratio else None,
            ratio_high=one.ratio.high if one.ratio else None,
            cannot_say=one.cannot_say,
        )


def scores(facts: Facts) -> Iterator[ScoreRow]:
    """A row for each length of forecasts that have come due."""
    for one in facts.scores.records if facts.scores else ():
        yield ScoreRow.of(one)
