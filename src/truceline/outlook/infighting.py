"""Fights between groups of one side: how many, how deadly, and whether there are more than before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from truceline.assess.matching import is_infighting, side_of
from truceline.assess.paces import FORCE, is_done
from truceline.evidence.strict import Strict
from truceline.outlook.attached import expected
from truceline.outlook.changes import mean_excess
from truceline.outlook.comparison import Ratio
from truceline.outlook.ratio import Window, rate_ratio
from truceline.outlook.repeats import without_repeats
from truceline.outlook.strands import chance_of, hold, summed

if TYPE_CHECKING:
    from truceline.assess.counts import CountedTable
    from truceline.assess.docket import Exhibit
    from truceline.evidence.claim import Claim
    from truceline.outlook.predictive import Figures
    from truceline.outlook.stage import Stage

DAYS = 30
"""The last days, which are held against as many before."""


class Infighting(Strict):
    """Fights within one side in a zone, in the last 30 days against the 30 before."""

    side: str
    """The party whose groups fought each other."""
    where: str
    events: float
    """Expected: chances of lying inside, added up."""
    killed: float
    before: float
    """Events in the 30 days before."""
    ratio: Ratio | None
    share: float | None
    """Of all events of force in the zone in the last 30 days, 0-1; null where there were none."""
    excess: float = 1.0
    """How many times more than Poisson's the weeks vary: by that the interval is wider."""
    table: str | None = None
    """The attached table that it is of; null: the case's claims."""


def fought(stage: Stage) -> tuple[Infighting, ...]:
    """Infighting in every zone that a refrain duty is about, by side; none where nobody fought."""
    zones = dict.fromkeys(
        check.where for _, _, checks in stage.refrained() for check in checks if check.where
    )
    own = [one for zone in zones for one in _in_zone(stage, zone)]
    return (*own, *(one for table in stage.tables for zone in zones for one in _of_table(stage, table, zone)))


def _in_zone(stage: Stage, zone: str) -> Iterator[Infighting]:
    agreement, last = stage.inquiry.agreement, stage.last
    exhibits = without_repeats(_exhibits(stage, zone))
    everything = sum(chance_of(one) for one in exhibits if _is_recent(one, last))
    sides: dict[str, list[Exhibit]] = defaultdict(list)
    for one in exhibits:
        side = side_of(agreement, one.claim) if is_infighting(agreement, one.claim) else None
        if side is not None:
            sides[side].append(one)
    for side, fights in sorted(sides.items()):
        yield _of_side(stage, (side, zone), fights, everything)


def _of_side(stage: Stage, name: tuple[str, str], fights: Sequence[Exhibit], everything: float) -> Infighting:
    """The fights of one side in one zone, of all that happened there."""
    series = summed(((one, chance_of(one)) for one in fights), _first(stage), 2 * DAYS)
    killed = sum(chance_of(one) * _killed(one.claim) for one in fights if _is_recent(one, stage.last))
    return _counted(stage, name, series, killed, everything)


def _of_table(stage: Stage, table: CountedTable, zone: str) -> Iterator[Infighting]:
    """The fights that a table counts in one zone, by side; none of what was attached before they were."""
    if table.paces is None or not table.paces.is_around:
        return
    counts = table.paces.under(stage.inquiry.frame.readings)
    first, days = _first(stage), 2 * DAYS
    here = {
        (one.paced, one.party): told for one, told in counts.items() if (one.norm, one.where) == ("", zone)
    }
    everything = float(expected(here.get(("force", None)), first, days)[DAYS:].sum())
    for side in sorted(party for paced, party in here if paced == "infighting" and party):
        series, killed = (
            expected(here.get((paced, side)), first, days) for paced in ("infighting", "killed")
        )
        if series.any():
            found = _counted(stage, (side, zone), series, float(killed[DAYS:].sum()), everything)
            yield found.model_copy(update={"table": table.name})


def _first(stage: Stage) -> date:
    """The first of the days looked at."""
    return stage.last - timedelta(days=2 * DAYS - 1)


def _counted(
    stage: Stage, name: tuple[str, str], series: Figures, killed: float, everything: float
) -> Infighting:
    """What the days looked at come to."""
    before, events = float(series[:DAYS].sum()), float(series[DAYS:].sum())
    observed = [
        float(stage.seen.exposure[part].sum()) for part in (slice(-2 * DAYS, -DAYS), slice(-DAYS, None))
    ]
    excess = mean_excess(series)
    side, zone = name
    return Infighting(
        side=side,
        where=zone,
        events=round(events, 2),
        killed=round(killed, 1),
        before=round(before, 2),
        ratio=Ratio.of(rate_ratio(Window(before, observed[0]), Window(events, observed[1]), excess)),
        share=round(min(events / everything, 1.0), 4) if everything else None,
        excess=round(excess, 4),
    )


def _is_recent(exhibit: Exhibit, last: date) -> bool:
    return exhibit.start > last - timedelta(days=DAYS)


def _exhibits(stage: Stage, zone: str) -> list[Exhibit]:
    """Events of force in the zone on the days looked at, one for each incident."""
    docket, first = stage.inquiry.docket, _first(stage)
    claims = [
        claim
        for claim in docket.claims
        if claim.act in FORCE
        and is_done(claim)
        and _is_within(docket.days.get(claim.claim_id), first, stage.last)
    ]
    held: dict[str, Exhibit] = {}
    for exhibit in docket.view(zone, stage.inquiry.frame.readings).exhibits(claims, ""):
        if exhibit.p_inside is not None:
            hold(held, exhibit)
    return list(held.values())


def _is_within(days: tuple[date, date] | None, first: date, last: date) -> bool:
    return days is not None and first <= days[0] and days[1] <= last


def _killed(claim: Claim) -> int:
    killed = claim.casualties.killed if claim.casualties else None
    return killed.best or 0 if killed else 0
