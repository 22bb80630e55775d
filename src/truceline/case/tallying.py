"""The sides' daily figures beside what everybody else tells of the same places and days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from truceline.assess.matching import why_not_done
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Status
from truceline.evidence.query import EvidenceQuery
from truceline.mechanism.media import MEDIA_TYPE
from truceline.mechanism.tallies import Agreed, Tally, agreement_by_week

if TYPE_CHECKING:
    from truceline.case.folder import Case

FORCE = frozenset({Act.ATTACK, Act.SHELL, Act.AIR_STRIKE, Act.AMBUSH, Act.CLASH, Act.KILL, Act.VIOLATE})
"""Acts that somebody may count as a firing."""


def tallied(case: Case, known_at: datetime | None = None) -> tuple[Agreed, ...]:
    """How every two sides' figures agree, week by week, beside the incidents that others report there.

    Reports of one incident count once. A report that names no governorate, or no single day, counts nowhere.
    """
    tallies = tuple(case.mechanism.record(known_at=known_at).each(Tally))
    if not tallies:
        return ()
    days = [tally.day for tally in tallies]
    query = EvidenceQuery(known_at=known_at, first=min(days), last=max(days), acts=FORCE)
    mechanism_s_own = {filed.sha256 for filed in case.ledger.filed(MEDIA_TYPE)}
    told = (one for one in case.ledger.claims(query) if one.evidence.document not in mechanism_s_own)
    others = _by_place_and_day(told)
    return agreement_by_week(
        tallies, {tally.id: others.get((_where(tally), tally.day), 0) for tally in tallies}
    )


def _by_place_and_day(claims: Iterable[Claim]) -> Mapping[tuple[str, date], int]:
    """How many incidents were told for a governorate and a day."""
    found: dict[tuple[str, date], set[str]] = defaultdict(set)
    for claim in claims:
        day = claim.time.start
        if (
            claim.status is not Status.ACCEPTED
            or why_not_done(claim)
            or day is None
            or not _is_one_day(claim)
        ):
            continue
        for place in claim.place:
            if place.adm1:
                found[place.adm1.casefold(), day].add(claim.incident or claim.claim_id)
    return {key: len(names) for key, names in found.items()}


def _is_one_day(claim: Claim) -> bool:
    start, end = claim.time.start, claim.time.end
    return start is not None and (end or start) - start < timedelta(days=1)


def _where(tally: Tally) -> str:
    return tally.governorate.casefold()
