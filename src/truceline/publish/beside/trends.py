"""Tables of what changed since the agreement: the pace of events, where they went, fights within a side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from truceline.publish.beside.columns import SHARE, Of, Row
from truceline.publish.beside.plain_text import Text

if TYPE_CHECKING:
    from truceline.outlook.comparison import Ratio
    from truceline.publish.report.facts import Facts


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
    table: Annotated[Text | None, Of("#meta+table")]
    """The attached table that is counted; empty: the case's own claims."""
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


class ChangeRow(Row):
    """A day from which on the pace of events was another one."""

    norm: Annotated[Text, Of("#meta+promise+id")]
    """Id of the promise."""
    event: Annotated[Text, Of("#event+type")]
    """What is counted."""
    where: Annotated[Text | None, Of("#loc+zone+id")]
    """Id of the zone; empty: everywhere."""
    party: Annotated[Text | None, Of("#org+committed+id")]
    """Whose; empty: everybody together."""
    table: Annotated[Text | None, Of("#meta+table")]
    """The attached table that is counted; empty: the case's own claims."""
    day: Annotated[date, Of("#date+changed")]
    """The day."""
    earliest: Annotated[date, Of("#date+changed+min")]
    """It lies between this day, with a chance of 80 % ..."""
    latest: Annotated[date, Of("#date+changed+max")]
    """... and this."""
    before: Annotated[float, Of("#indicator+pace+before", "events a day")]
    """The pace before."""
    after: Annotated[float, Of("#indicator+pace+after", "events a day")]
    """The pace after."""


class DisplacementRow(Row):
    """What a promise forbids in a zone, in one ring: in the zone, just outside it, or elsewhere."""

    norm: Annotated[Text, Of("#meta+promise+id")]
    """Id of the promise."""
    event: Annotated[Text, Of("#event+type")]
    """What is counted."""
    zone: Annotated[Text, Of("#loc+zone+id")]
    """Id of the zone."""
    ring: Annotated[Text, Of("#loc+ring")]
    """Which ring."""
    before: Annotated[float, Of("#indicator+before+num")]
    """Expected events in the days before."""
    since: Annotated[float, Of("#indicator+since+num")]
    """Expected events in the days since."""
    ratio: Annotated[float | None, Of("#indicator+ratio+num")]
    """How many times the pace before."""
    ratio_low: Annotated[float | None, Of("#indicator+ratio+min")]
    """The interval that holds this with 95 % begins here ..."""
    ratio_high: Annotated[float | None, Of("#indicator+ratio+max")]
    """... and ends here; empty where nothing bounds it."""


class InfightingRow(Row):
    """Fights within one side in a zone, in the last 30 days against the 30 before."""

    side: Annotated[Text, Of("#org+side+id")]
    """Id of the party whose groups fought each other."""
    where: Annotated[Text, Of("#loc+zone+id")]
    """Id of the zone."""
    events: Annotated[float, Of("#indicator+since+num")]
    """Expected events in the last 30 days."""
    killed: Annotated[float, Of("#affected+killed", "persons")]
    """Killed in them, each weighted with P(inside)."""
    before: Annotated[float, Of("#indicator+before+num")]
    """Expected events in the 30 days before."""
    ratio: Annotated[float | None, Of("#indicator+ratio+num")]
    """How many times as many."""
    ratio_low: Annotated[float | None, Of("#indicator+ratio+min")]
    """The interval that holds this with 95 % begins here ..."""
    ratio_high: Annotated[float | None, Of("#indicator+ratio+max")]
    """... and ends here; empty where nothing bounds it."""
    share: Annotated[float | None, Of("#indicator+share+num", SHARE)]
    """Their share of all events of force in the zone in the last 30 days."""


def comparisons(facts: Facts) -> Iterator[ComparisonRow]:
    """A row for each strand of events."""
    for one in facts.outlook.comparisons if facts.outlook else ():
        yield ComparisonRow.of(
            one,
            before_events=one.before.events,
            before_observed=one.before.observed,
            since_events=one.since.events,
            since_observed=one.since.observed,
            **_ratio(one.ratio),
        )


def changes(facts: Facts) -> Iterator[ChangeRow]:
    """A row for each strand and day on which its pace changed."""
    for one in facts.outlook.comparisons if facts.outlook else ():
        for change in one.changes:
            named = {name: getattr(one, name) for name in ("norm", "event", "where", "party", "table")}
            yield ChangeRow.of(change, **named)


def displacement(facts: Facts) -> Iterator[DisplacementRow]:
    """A row for each promise, zone and ring."""
    for one in facts.outlook.displacement if facts.outlook else ():
        if one.table is not None:
            continue
        yield DisplacementRow.of(one, **_ratio(one.ratio))


def infighting(facts: Facts) -> Iterator[InfightingRow]:
    """A row for each side and zone."""
    for one in facts.outlook.infighting if facts.outlook else ():
        if one.table is not None:
            continue
        yield InfightingRow.of(one, **_ratio(one.ratio))


def _ratio(told: Ratio | None) -> dict[str, Any]:
    """A ratio and its interval, as columns."""
    return {
        "ratio": told.ratio if told else None,
        "ratio_low": told.low if told else None,
        "ratio_high": told.high if told else None,
    }
