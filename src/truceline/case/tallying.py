"""The sides' daily figures beside what everybody else tells of the same places and days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
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


def tallied(
    case: Case,
    known_at: datetime | None = None,
    last: date | None = None,
    sees: Callable[[Tally], bool] = lambda _tally: True,
) -> tuple[Agreed, ...]:
    """How every two sides' figures agree, week by week, beside the incidents that others report there.

    Days after the last do not count, if one is given; nor what whoever asks does not see.
    Reports of one incident count once. A report that names no governorate, or no single day, counts nowhere.
    """
    every = case.mechanism.record(known_at=known_at).each(Tally)
    tallies = tuple(one for one in every if sees(one) and (last is None or one.day <= last))
    if not tallies:
        return ()
    days = [tally.day for tally in tallies]
    query = EvidenceQuery(known_at=known_at, first=min(days), last=max(days), acts=FORCE)
    mechanism_s_own = {filed.sha256 for filed in case.ledger.filed(MEDIA_TYPE)}
    told = (one for one in case.ledger.claims(query) if one.evidence.document not in mechanism_s_own)
    found = _by_place_and_day(told)
    others = {tally.id: found.get((tally.governorate.casefold(), tally.day), 0) for tally in tallies}
    return agreement_by_week(tallies, others)


def _by_place_and_day(claims: Iterable[Claim]) -> Mapping[tuple[str, date], int]:
    """How many incidents were told for a governorate and a day."""
    found: dict[tuple[str, date], set[str]] = defaultdict(set)
    for claim in claims:
        day = _one_day(claim)
        if day is None or claim.status is not Status.ACCEPTED or why_not_done(claim):
            continue
        for place in claim.place:
            if place.adm1:
                found[place.adm1.casefold(), day].add(claim.incident or claim.claim_id)
    return {key: len(names) for key, names in found.items()}


def _one_day(claim: Claim) -> date | None:
    """The day on which it happened; None where it may have been one of several."""
    start, end = claim.time.start, claim.time.end
    return start if start is not None and end in (None, start) else None
