"""Who may see what of the record: an outsider what is public, a cell what its side made or was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from truceline.ledger.signers import KeyStanding, Role, Signers
from truceline.mechanism.matter import Entered, Matter
from truceline.mechanism.retracting import Retraction

if TYPE_CHECKING:
    from truceline.evidence.claim import Claim
    from truceline.mechanism.record import Record

Sort = TypeVar("Sort", bound=Matter)
PUBLIC = "public"
"""The name under which an outsider looks: somebody whom the case does not know."""


SECRET_READERS = frozenset({Role.ANALYST, Role.VERIFIER, Role.AUDITOR})
"""Roles that may read the words of secret claims."""


class Viewer(NamedTuple):
    """Somebody who looks at the record; without a role an outsider."""

    name: str = PUBLIC
    party: str | None = None
    role: Role | None = None

    @classmethod
    def named(cls, name: str, signers: Signers) -> Viewer | None:
        """Who signs under a name that the case trusts now; `public` is an outsider, None nobody known."""
        if name == PUBLIC:
            return cls()
        held = [line for line in signers.now() if line.signer == name]
        trusted = [line for line in held if line.standing is KeyStanding.TRUSTED]
        return cls(name, trusted[-1].party, trusted[-1].role) if trusted else None

    def reads(self, claim: Claim) -> bool:
        """Whether they may read a claim that is none of the mechanism's own."""
        if claim.sensitivity == PUBLIC:
            return True
        return self.role is not None and (claim.sensitivity != "secret" or self.role in SECRET_READERS)

    def sees(self, matter: Matter) -> bool:
        """Whether they may know that a matter exists: where any act is for them; outsiders, where all are.

        Where sides report beside each other, what one keeps to itself takes nothing from what another tells.
        """
        seen = self.acts_of(matter)
        is_partial = matter.beside or self.role is not None
        return bool(seen) and (is_partial or len(seen) == len(matter.acts))

    def shown(self, matter: Sort) -> Sort | None:
        """A matter as they may know it; None where they may not know that it exists."""
        return matter.told_by(self.acts_of(matter)) if self.sees(matter) else None

    def acts(self, record: Record) -> list[Entered]:
        """All acts that they may see, in the order they were entered: what may be handed to them."""
        seen = {one.signed.digest for matter in record.matters.values() for one in self.acts_of(matter)}
        # An act that was taken back stands in no matter; without it nobody can enter its retraction.
        gone = (one for one in record.each(Retraction) if self.acts_of(one))
        seen |= {one.target.signed.digest for one in gone}
        return [one for one in record.acts if one.signed.digest in seen]

    def acts_of(self, matter: Matter) -> tuple[Entered, ...]:
        """The acts of a matter that they may see."""
        return tuple(act for act in matter.acts if self.sees_act(act, matter))

    def sees_act(self, act: Entered, matter: Matter) -> bool:
        """Whether they may see one act of a matter."""
        deed = act.signed.deed
        if matter.hides(act):
            return self._is_own(act) or self._is_inside(matter)
        if deed.sensitivity == PUBLIC:
            return True
        return self._is_own(act) or self._is_concerned(matter)

    def _is_own(self, act: Entered) -> bool:
        """Whether their own side made it."""
        deed = act.signed.deed
        return self.role is not None and (
            deed.party == self.party if self.party is not None else deed.signer == self.name
        )

    def _is_inside(self, matter: Matter) -> bool:
        """Whether they may see what is secret in a matter."""
        if self.role is Role.AUDITOR or self.role in matter.inspectors:
            return True
        return matter.insiders is not None and self.party in matter.insiders

    def _is_concerned(self, matter: Matter) -> bool:
        """Whether a matter that is not for the public is for them."""
        return self.role is not None and (matter.insiders is None or self._is_inside(matter))
