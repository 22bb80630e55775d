"""Which claims may be told in public, and why another may not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from truceline.evidence.acts import Act
from truceline.evidence.claim import Kind, Status

if TYPE_CHECKING:
    from truceline.evidence.claim import Claim
    from truceline.publish.release.ground import Ground

UNHELD = "no longer held or counted"
RESTRICTED = "restricted or secret"
EMBARGO = "under embargo"
LICENCE = "licence forbids passing on"
DELAY = "positions that are too fresh"
REASONS = (UNHELD, RESTRICTED, EMBARGO, LICENCE, DELAY)
"""Why something is left out, the most lasting reason first."""
CANNOT_SAY = "too little is known"
"""Said instead of how little: that would be a figure."""

_POSITIONS = frozenset(
    {Act.PRESENCE, Act.ABSENCE, Act.DEPLOY, Act.WITHDRAW, Act.PATROL, Act.MONITOR, Act.RESTORE_CONTROL}
)
"""Acts that say where weapons, forces or patrols are, were or will be."""


def why_not(ground: Ground, claim: Claim) -> str | None:
    """Why a claim may not be told; None if it may."""
    if claim.status is not Status.ACCEPTED:
        return UNHELD
    if claim.sensitivity != "public":
        return RESTRICTED
    if claim.embargo_until is not None and ground.today <= claim.embargo_until:
        return EMBARGO
    if claim.licence is not None and claim.licence not in ground.rules.licences:
        return LICENCE
    return None if _is_old_enough(ground, claim) else DELAY


def why_none(reasons: Mapping[str, str], claim_ids: Iterable[str]) -> str:
    """Why nothing may be told that only these claims tell: the reason that will be over first."""
    return max((reasons.get(one, UNHELD) for one in claim_ids), key=REASONS.index, default=UNHELD)


def _is_old_enough(ground: Ground, claim: Claim) -> bool:
    """Whether a claim tells of no position, or of one that is past by the delay."""
    if claim.act not in _POSITIONS and claim.kind is not Kind.LOOK:
        return True
    days = [day for day in (claim.time.start, claim.time.end, claim.published_on) if day is not None]
    return bool(days) and is_over(ground, max(days))


def is_over(ground: Ground, day: date) -> bool:
    """Whether a day is past by the delay."""
    wait = timedelta(hours=ground.rules.delay_hours)
    return day < date.max and ground.agreement.tempo.end_of(day) <= ground.now - wait
