"""Fights between groups of one side: how many, how deadly, and whether there are more than before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from truceline.assess.matching import is_infighting
from truceline.assess.paces import is_done
from truceline.evidence.acts import Act
from truceline.evidence.strict import Strict
from truceline.outlook.comparison import Ratio
from truceline.outlook.ratio import Window, rate_ratio

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


@dataclass
class _Sums:
    events: float = 0.0
    killed: float = 0.0
    before: float = 0.0


@dataclass
class _Fights:
    """What happened in one zone."""

    everything: float = 0.0
    sides: dict[str, _Sums] = field(default_factory=lambda: defaultdict(_Sums))


def fought(stage: Stage) -> tuple[Infighting, ...]:
    """Infighting in every zone that a refrain duty is about, by side; none where nobody fought."""
    zones = dict.fromkeys(
        check.where for _, _, checks in stage.refrained() for check in checks if check.where
    )
    return tuple(one for zone in zones for one in _in_zone(stage, zone))


def _in_zone(stage: Stage, zone: str) -> Iterator[Infighting]:
    fights = _Fights()
    for exhibit in _exhibits(stage, zone):
        _add(stage.inquiry.agreement, fights, exhibit, stage.last)
    parts = (slice(-2 * DAYS, -DAYS), slice(-DAYS, None))
    observed = [float(stage.seen.exposure[part].sum()) for part in parts]
    for side, sums in sorted(fights.sides.items()):
        ratio = rate_ratio(Window(sums.before, observed[0]), Window(sums.events, observed[1]))
        yield Infighting(
            side=side,
            where=zone,
            events=round(sums.events, 2),
            killed=round(sums.killed, 1),
            before=round(sums.before, 2),
            ratio=Ratio.of(ratio),
            share=round(sums.events / fights.everything, 4) if fights.everything else None,
        )


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
    found: dict[str, Exhibit] = {}
    for exhibit in docket.view(zone, stage.inquiry.frame.readings).exhibits(claims, ""):
        if exhibit.p_inside is not None:
            found.setdefault(exhibit.claim.incident or exhibit.key, exhibit)
    return list(found.values())


def _is_within(days: tuple[date, date] | None, first: date, last: date) -> bool:
    return days is not None and first <= days[0] and days[1] <= last


def _add(agreement: Agreement, fights: _Fights, exhibit: Exhibit, last: date) -> None:
    is_recent = exhibit.start > last - timedelta(days=DAYS)
    chance = exhibit.p_inside or 0.0
    fights.everything += chance if is_recent else 0.0
    side = _side_of(agreement, exhibit.claim) if is_infighting(agreement, exhibit.claim) else None
    if side is None:
        return
    sums = fights.sides[side]
    if is_recent:
        sums.events += chance
        sums.killed += chance * _killed(exhibit.claim)
    else:
        sums.before += chance


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
