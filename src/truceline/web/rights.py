"""What each role may do in a case; nobody has a right that no role gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from truceline.ledger.signers import Role


class Right(StrEnum):
    """One thing that somebody may do in a case; each route of console and API asks for one."""

    READ = "read"
    """Statuses, proofs, register, documents and reports; of secret claims only that they weigh."""
    SECRET = "secret"  # noqa: S105 - a right, no password
    """The words, sources and places of secret claims."""
    PROPOSE = "propose"
    """Bring in documents and forms; what they say is proposed and counts for nothing yet."""
    DECIDE = "decide"
    """Accept, reject and correct claims."""
    ACT = "act"
    """Make acts of the mechanism, each signed with a key of one's own; which ones, the key's role says."""
    PUBLISH = "publish"
    """Issue reports, build the bulletin, decide on replies."""
    AUDIT = "audit"
    """The ledger's history and soundness, who took in what, what happened to accounts."""


_OF: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.OBSERVER: frozenset({Right.READ, Right.PROPOSE, Right.ACT}),
        Role.ANALYST: frozenset({Right.READ, Right.SECRET, Right.PROPOSE, Right.DECIDE, Right.ACT}),
        Role.VERIFIER: frozenset({Right.READ, Right.SECRET, Right.ACT}),
        Role.LIAISON: frozenset({Right.READ, Right.ACT}),
        Role.PUBLISHER: frozenset({Right.READ, Right.PUBLISH, Right.ACT}),
        Role.AUDITOR: frozenset({Right.READ, Right.SECRET, Right.AUDIT}),
    }
)
assert set(_OF) == set(Role), "every role says what it may do"


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    """What somebody with these roles may do."""
    return frozenset().union(*(_OF[role] for role in roles))
