"""Sightings of what was to be withdrawn: each with how deep behind the line it stood."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from truceline.assess.matching import is_of_category, says_present, told_as_fact
from truceline.core.frame import Frame
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Status
from truceline.evidence.query import EvidenceQuery
from truceline.evidence.strict import Strict
from truceline.mechanism.withdrawals import Withdrawal
from truceline.places.whereabouts import radius_km

if TYPE_CHECKING:
    from truceline.case.folder import Case
    from truceline.evidence.claim import Place
    from truceline.places.atlas import Atlas

_THERE = frozenset({Act.PRESENCE, Act.DEPLOY})


class Sighting(Strict):
    """One claim that something of the category stood somewhere."""

    claim_id: str
    day: date | None
    says: str
    parties: tuple[str, ...]
    """Whose it is said to be."""
    count: float | None
    source: str
    p_inside: float | None
    """P(inside) the zone on that day, 0-1; null where the claim gives no point or the zone is not drawn."""
    depth_km: float | None
    """Kilometres behind the line along which the zone is drawn, else inside its boundary; below 0 beyond."""
    lat: float | None = None
    lon: float | None = None
    """Of the deepest place that it names, degrees."""
    radius_km: float | None = None
    """How far from there it may truly be, by the precision given."""


class Sightings(Strict):
    """A declared withdrawal beside what was seen of the category since."""

    withdrawal: str
    state: str
    declared: int
    counted: int | None
    what: str
    zone: str
    line: str
    """What depths are measured from: a line, or the zone itself for its boundary."""
    since: date
    """The day of the declaration."""
    seen: tuple[Sighting, ...]


def sightings_since(case: Case, withdrawal: Withdrawal, known_at: datetime | None = None) -> Sightings:
    """Every sighting told as fact since a withdrawal was declared, oldest first, wherever it was."""
    agreement = case.agreement
    said, since = withdrawal.declared, agreement.tempo.day_of(withdrawal.first.deed.made_at)
    zone = agreement.zone[said.leaves]
    atlas = case.law(Frame(as_of=date.max, known_at=known_at)).atlas
    query = EvidenceQuery(known_at=known_at, first=since, acts=_THERE)
    claims = (one for one in case.ledger.claims(query) if one.status is Status.ACCEPTED)
    shown = [
        one
        for one in claims
        if is_of_category(agreement, one, said.what) and told_as_fact(one) and says_present(one)
    ]
    measure = _Measure(atlas, said.leaves, zone.along or said.leaves, -1.0 if zone.side == "right" else 1.0)
    return Sightings(
        withdrawal=withdrawal.id,
        state=withdrawal.state,
        declared=said.count,
        counted=withdrawal.counted,
        what=said.what,
        zone=said.leaves,
        line=measure.line,
        since=since,
        seen=tuple(measure.sighting(one) for one in sorted(shown, key=_day)),
    )


class _Measure:
    """Distances from one line, and chances of lying in one zone."""

    def __init__(self, atlas: Atlas, zone: str, line: str, inwards: float) -> None:
        self.atlas, self.zone, self.line, self.inwards = atlas, zone, line, inwards

    def sighting(self, claim: Claim) -> Sighting:
        """A claim with its place measured; where it names several the deepest."""
        day = claim.time.start or claim.published_on
        places = [place for place in claim.place if place.role == "location"]
        chances = [self.atlas.membership(one, self.zone, on=day).p for one in places]
        depth_km, at = max(self._depths(places, day), key=lambda one: one[0], default=(None, None))
        return Sighting(
            claim_id=claim.claim_id,
            day=day,
            says=claim.says,
            parties=tuple(sorted(claim.parties)),
            count=next((q.best for q in claim.quantity if q.kind == "count"), None),
            source=claim.source.id,
            p_inside=max((p for p in chances if p is not None), default=None),
            depth_km=depth_km,
            lat=at.lat if at else None,
            lon=at.lon if at else None,
            radius_km=radius_km(at) if at else None,
        )

    def _depths(self, places: list[Place], day: date | None) -> Iterator[tuple[float, Place]]:
        for place in places:
            km = self.atlas.distance_km(place, self.line, day) if place.is_point else None
            if km is not None:
                yield km * self.inwards, place


def _day(claim: Claim) -> date:
    return claim.time.start or claim.published_on or date.min
