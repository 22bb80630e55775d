"""What a correction or a retraction changed: each status that the claim was part of, before and now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from truceline.evidence.claim import Claim

if TYPE_CHECKING:
    from truceline.assess.result import Assessment, NormStatus, PartStatus, ProofNode
    from truceline.case.folder import Case
    from truceline.core.frame import Frame
    from truceline.ledger.retractions import Retraction


@dataclass(frozen=True, slots=True)
class Touched:
    """One status that rested on the claim, or rests on its correction."""

    norm: str
    party: str | None
    """The bearer whose part it is; null: the promise as a whole."""
    before: NormStatus | PartStatus
    now: NormStatus | PartStatus

    @property
    def is_changed(self) -> bool:
        """Whether the answer is another one now."""
        return (self.before.standing, self.before.degree) != (self.now.standing, self.now.degree)


@dataclass(frozen=True, slots=True)
class Retracted:
    """A claim that counted and no longer does, with all that it was part of."""

    retraction: Retraction
    claim: Claim
    correction: Claim | None
    touched: tuple[Touched, ...]


@dataclass
class Aftermath:
    """The case in a frame, before each retraction and now; what was entered later than known is none."""

    case: Case
    frame: Frame

    def since(self, position: int) -> Iterator[Retracted]:
        """Every claim corrected or taken back by entries after a position, in order."""
        before: tuple[int, Assessment] | None = None
        for retraction in self.case.ledger.retractions(position):
            if not self.frame.sees(retraction.entered_at):
                continue
            if before is None or before[0] != retraction.position:
                at = retraction.position - 1
                before = retraction.position, self.case.assess_at(at, self.frame)
            yield self._retracted(retraction, before[1])

    @cached_property
    def _now(self) -> Assessment:
        return self.case.assess(self.frame)

    def _retracted(self, retraction: Retraction, before: Assessment) -> Retracted:
        claim = self.case.ledger.claim(retraction.claim_id)
        assert claim is not None, "a retraction is of a claim on record"
        replaced_by = retraction.replaced_by
        correction = self.case.ledger.claim(replaced_by) if replaced_by else None
        names = {retraction.claim_id, replaced_by}
        return Retracted(retraction, claim, correction, tuple(_touched(before, self._now, names)))


def _touched(before: Assessment, now: Assessment, names: set[str | None]) -> Iterator[Touched]:
    for old, new in zip(before.norms, now.norms, strict=True):
        if _cites((old.proof, new.proof), names):
            yield Touched(old.norm, None, old, new)
        for was, is_now in zip(old.parts, new.parts, strict=True):
            if was.party is not None and _cites((was.proof, is_now.proof), names):
                yield Touched(old.norm, was.party, was, is_now)


def _cites(proofs: Iterable[ProofNode], names: set[str | None]) -> bool:
    """Whether a claim counts anywhere in the proofs; set aside, it was part of nothing."""
    return any(
        any(cited.claim_id in names for cited in (*proof.supporting, *proof.opposing))
        or _cites(proof.parts, names)
        for proof in proofs
    )
