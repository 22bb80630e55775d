"""Fights between groups of one side: how many, how deadly, and whether there are more than before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from truceline.assess.matching import is_infighting
from truceline.assess.paces import is_done
from truceline.evidence.acts import Act
from truceline.evidence.strict import Strict
from truceline.outlook.changes import mean_excess
from truceline.outlook.comparison import Ratio
from truceline.outlook.ratio import Window, rate_ratio
from truceline.outlook.repeats import without_repeats
from truceline.outlook.strands import chance_of, hold, summed

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.assess.docket import Exhibit
    from truceline.evidence.claim import Claim
    from truceline.outlook.stage import Stage

DAYS = 30
"""The last days, which are held against as many before."""
FORCE = frozenset({Act.ATTACK, Act.SHELL, Act.AIR_STRIKE, Act.AMBUSH, Act.CLASH, Act.KILL, Act.VIOLATE})


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


def fought(stage: Stage) -> tuple[Infighting, ...]:
    """Infighting in every zone that a refrain duty is about, by side; none where nobody fought."""
    zones = dict.fromkeys(
        check.where for _, _, checks in stage.refrained() for check in checks if check.where
    )
    return tuple(one for zone in zones for one in _in_zone(stage, zone))


def _in_zone(stage: Stage, zone: str) -> Iterator[Infighting]:
    agreement, last = stage.inquiry.agreement, stage.last
    exhibits = without_repeats(_exhibits(stage, zone))
    everything = sum(chance_of(one) for one in exhibits if _is_recent(one, last))
    sides: dict[str, list[Exhibit]] = defaultdict(list)
    for one in exhibits:
        side = _side_of(agreement, one.claim) if is_infighting(agreement, one.claim) else None
        if side is not None:
            sides[side].append(one)
    for side, fights in sorted(sides.items()):
        yield _of_side(stage, (side, zone), fights, everything)


def _of_side(stage: Stage, name: tuple[str, str], fights: Sequence[Exhibit], everything: float) -> Infighting:
    """The fights of one side in one zone, of all that happened there."""
    first = stage.last - timedelta(days=2 * DAYS - 1)
    series = summed(((one, chance_of(one)) for one in fights), first, 2 * DAYS)
    before, events = float(series[:DAYS].sum()), float(series[DAYS:].sum())
    observed = [
        float(stage.seen.exposure[part].sum()) for part in (slice(-2 * DAYS, -DAYS), slice(-DAYS, None))
    ]
    excess = mean_excess(series)
    killed = sum(chance_of(one) * _killed(one.claim) for one in fights if _is_recent(one, stage.last))
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
    docket = stage.inquiry.docket
    first = stage.last - timedelta(days=2 * DAYS - 1)
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


def _side_of(agreement: Agreement, claim: Claim) -> str | None:
    """The widest group that all who fought belong to."""
    parties = [actor.party for actor in (*claim.actor, *claim.target) if actor.party]
    shared = (
        frozenset.intersection(*(agreement.groups_of(party) for party in parties)) if parties else frozenset()
    )
    return min(shared, key=lambda one: (len(agreement.groups_of(one)), one), default=None)


def _killed(claim: Claim) -> int:
    killed = claim.casualties.killed if claim.casualties else None
    return killed.best or 0 if killed else 0
