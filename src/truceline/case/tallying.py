"""The sides' daily figures beside what everybody else tells of the same places and days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from truceline.assess.matching import why_not_done
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Status
from truceline.evidence.query import EvidenceQuery
from truceline.mechanism.media import MEDIA_TYPE
from truceline.mechanism.tallies import Agreed, Reported, Tally, agreement_by_week

if TYPE_CHECKING:
    from truceline.case.folder import Case

FORCE = frozenset({Act.ATTACK, Act.SHELL, Act.AIR_STRIKE, Act.AMBUSH, Act.CLASH, Act.KILL, Act.VIOLATE})
"""Acts that somebody may count as a firing."""

_OPEN = "public"
_Spot = tuple[str, date]
"""A governorate, in small letters, and a day."""


class Tallied(NamedTuple):
    """How the sides' figures agree, and what of it is not for everybody."""

    weeks: tuple[Agreed, ...]
    reserved: tuple[Claim, ...] = ()
    """Restricted and secret claims that tell of the incidents counted."""


def tallied(
    case: Case,
    tallies: Sequence[Tally],
    known_at: datetime | None = None,
    reads: Callable[[Claim], bool] = lambda _claim: True,
) -> Tallied:
    """How every two sides' figures agree, week by week, beside the incidents that others report there.

    The tallies are as whoever asks may know them: no figure that is not for them stands in them.
    Incidents of which they may read no report are withheld: how many is said, beside the others.
    Reports of one incident count once. A report that names no governorate, or no single day, counts nowhere.
    """
    if not tallies:
        return Tallied(())
    days = [tally.day for tally in tallies]
    query = EvidenceQuery(known_at=known_at, first=min(days), last=max(days), acts=FORCE)
    mechanism_s_own = {filed.sha256 for filed in case.ledger.filed(MEDIA_TYPE)}
    told = (one for one in case.ledger.claims(query) if one.evidence.document not in mechanism_s_own)
    found = _by_place_and_day(told)
    both = [one for one in tallies if len(one.figures) > 1]
    reported = {one.id: found.get(_where(one), ()) for one in both}
    counted = {one.claim_id: one for claims in reported.values() for one in claims if reads(one)}
    return Tallied(
        agreement_by_week(tallies, {name: _reported(claims, reads) for name, claims in reported.items()}),
        tuple(one for one in counted.values() if one.sensitivity != _OPEN),
    )


def is_not_secret(claim: Claim) -> bool:
    """Whether everybody who has the case may read a claim."""
    return claim.sensitivity != "secret"


def _where(tally: Tally) -> _Spot:
    return tally.governorate.casefold(), tally.day


def _reported(claims: Iterable[Claim], reads: Callable[[Claim], bool]) -> Reported:
    told: dict[str, bool] = {}
    for claim in claims:
        incident = claim.incident or claim.claim_id
        told[incident] = told.get(incident, False) or reads(claim)
    return Reported(sum(told.values()), len(told) - sum(told.values()))


def _by_place_and_day(claims: Iterable[Claim]) -> Mapping[_Spot, list[Claim]]:
    """What was told as done in a governorate on a day."""
    found: dict[_Spot, list[Claim]] = defaultdict(list)
    for claim in claims:
        day = _one_day(claim)
        if day is None or claim.status is not Status.ACCEPTED or why_not_done(claim):
            continue
        for adm1 in {place.adm1.casefold() for place in claim.place if place.adm1}:
            found[adm1, day].append(claim)
    return found


def _one_day(claim: Claim) -> date | None:
    """The day on which it happened; None where it may have been one of several."""
    start, end = claim.time.start, claim.time.end
    return start if start is not None and end in (None, start) else None
