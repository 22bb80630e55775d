"""Who asks: a signed-in person or a program with a token, and what they may do in each case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from starlette.requests import Request

from truceline.ledger.signers import Role
from truceline.mechanism.sight import Viewer
from truceline.web.rights import Right, rights_of


class Membership(NamedTuple):
    """A role in one case; a liaison officer's with the party that they act for."""

    role: Role
    party: str | None = None


@dataclass(frozen=True)
class Asker:
    """Somebody who is let in, with their roles by case."""

    account: str
    """The account's id."""
    name: str
    language: str = "en"
    roles: Mapping[str, tuple[Membership, ...]] = field(default_factory=dict)
    is_owner: bool = False
    """Whether they make accounts and give roles; that alone lets them into no case."""
    limit: frozenset[Right] | None = None
    """Of a program: what its token lets through at most; null for a person."""
    is_program: bool = False
    session: str = ""
    """The session's id, for what is held only as long as it lasts; empty for a program."""

    def rights(self, case: str) -> frozenset[Right]:
        """What they may do in a case."""
        given = rights_of(one.role for one in self.roles.get(case, ()))
        return given if self.limit is None else given & self.limit

    def party(self, case: str) -> str | None:
        """The party that they act for in a case, as its liaison officer; null for none."""
        parties = (one.party for one in self.roles.get(case, ()) if one.role is Role.LIAISON)
        return next(parties, None)

    def viewer(self, case: str) -> Viewer:
        """What they may see of the mechanism, by the role of theirs that sees most."""
        held = self.roles.get(case, ())
        order = (Role.AUDITOR, Role.LIAISON, Role.VERIFIER, Role.OBSERVER, Role.ANALYST, Role.PUBLISHER)
        found = next((one for role in order for one in held if one.role is role), None)
        return Viewer(self.name, found.party, found.role) if found else Viewer()


class Door(Protocol):
    """Whoever knows accounts, sessions and tokens."""

    def asker(self, request: Request) -> Asker | None:
        """Who sent the request; null where nobody known did. Reads, and may block."""
        ...
