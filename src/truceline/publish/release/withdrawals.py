"""Withdrawals and what was seen since, as the public is told: nothing that is yet to move, nothing fresh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from truceline.publish.release.fields import built
from truceline.publish.release.proofs import source_class
from truceline.publish.release.telling import is_over

if TYPE_CHECKING:
    from truceline.case.depths import Sighting, Sightings
    from truceline.publish.release.ground import Ground
    from truceline.publish.release.places import Places
    from truceline.publish.report.facts import WithdrawalTold


def withdrawals_told(
    ground: Ground, places: Places, ones: Iterable[WithdrawalTold]
) -> Iterator[WithdrawalTold]:
    """Those whose day is past by the delay: one that is ahead is a movement of forces to come."""
    for one in ones:
        is_past = is_over(ground, one.by) and is_over(ground, one.seen.since)
        is_open = ("withdrawal", one.id) not in ground.secret
        if is_past and is_open and one.party in ground.agreement.party:
            name = ground.key.reference("withdrawal", one.id)
            yield built(one, id=name, party=one.party, seen=_sightings(ground, places, one.seen, name))


def _sightings(ground: Ground, places: Places, seen: Sightings, name: str) -> Sightings:
    law = ground.agreement
    return built(
        seen,
        withdrawal=name,
        what=seen.what if seen.what in law.term else "",
        zone=seen.zone if seen.zone in law.zone else "",
        line=seen.line if seen.line in law.zone else "",
        seen=tuple(
            _sighting(ground, places, each, seen) for each in seen.seen if ground.may_tell(each.claim_id)
        ),
    )


def _sighting(ground: Ground, places: Places, one: Sighting, among: Sightings) -> Sighting:
    """A sighting by its square: how deep that lies, not how deep what was seen stood."""
    claim = ground.claims[one.claim_id]
    spot = places.spot(claim)
    zone = ground.agreement.zone.get(among.zone)
    inwards = -1.0 if zone and zone.side == "right" else 1.0
    return built(
        one,
        claim_id=ground.key.reference("claim", one.claim_id),
        source=source_class(ground, claim),
        p_inside=places.p_inside(spot, (among.zone,), one.day),
        depth_km=places.depth_km(spot, among.line, one.day, inwards),
        lat=spot.lat,
        lon=spot.lon,
        radius_km=spot.radius_km,
    )
