"""Who may be named in public: only where an inquiry or the case's rules say so, and the party could reply."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from truceline.assess.result import RegisterEntry
    from truceline.evidence.claim import Claim
    from truceline.mechanism.inquiries import Inquiry
    from truceline.publish.release.ground import Ground
    from truceline.publish.release.rules import Naming

UNNAMED = "who did it is not named yet"


def named(ground: Ground, entry: RegisterEntry, claims: Iterable[Claim]) -> tuple[str, ...]:
    """The parties that may be named for an incident, among those whom its told claims name."""
    told = tuple(claims)
    return tuple(party for party in entry.committed_by if _may_name(ground, party, entry, told))


def basis_of(ground: Ground, entry: RegisterEntry, claims: Iterable[Claim], party: str) -> str:
    """The basis on which the case's rules name a party; empty where an inquiry does."""
    return next((one.basis for one in _by_rule(ground, party, entry, tuple(claims))), "")


def attributed(inquiry: Inquiry, party: str | None = None) -> str | None:
    """The party that an inquiry names in public: verified, released, and by then free to reply.

    That it could reply is a condition of releasing a finding.
    """
    found = inquiry.finding
    if found is None or found.finding != "verified" or not is_released(inquiry):
        return None
    return found.attributed_to if party in (None, found.attributed_to) else None


def is_released(inquiry: Inquiry) -> bool:
    """Whether the finding was released for the public."""
    return any(act.signed.deed.name == "publish" for act in inquiry.acts)


def _may_name(ground: Ground, party: str, entry: RegisterEntry, told: tuple[Claim, ...]) -> bool:
    if party not in ground.agreement.party:
        return False
    inquiry = ground.inquiries.get(entry.incident or "")
    if inquiry is not None and attributed(inquiry, party) == party:
        return True
    return any(True for _ in _by_rule(ground, party, entry, told))


def _by_rule(ground: Ground, party: str, entry: RegisterEntry, told: tuple[Claim, ...]) -> Iterable[Naming]:
    """The case's rules that name a party for an incident of which its claims say so well enough."""
    is_known = any(party in claim.parties and ground.rules.names(claim.attribution_grade) for claim in told)
    handles = {entry.incident, *(claim.label for claim in told)} - {None}
    return (
        one
        for one in ground.rules.named
        if is_known and one.party == party and one.incident in handles and _could_reply(ground, one)
    )


def _could_reply(ground: Ground, naming: Naming) -> bool:
    return naming.replied or ground.today >= naming.told_on + timedelta(days=ground.rules.reply_days)
