"""Statuses and their proofs as the public is told: the conclusions, and of the evidence what may be told.

A standing is a conclusion, and leaves also where it rests on claims that do not. Which claims those are, how
many, whose and since when is not told; strengths are told no finer than the standards of proof.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.assess.result import Cited, NormStatus, PartStatus, PostureEntry, ProofNode
from truceline.core.finding import Standard, Verdict
from truceline.publish.release.fields import built
from truceline.publish.release.voice import UNTOLD, Voice

if TYPE_CHECKING:
    from truceline.evidence.claim import Claim
    from truceline.publish.release.ground import Ground

_DIGITS = 1
_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Proofs:
    """Statuses and proofs of one frame."""

    ground: Ground
    voice: Voice

    def status(self, one: NormStatus, named: Collection[str]) -> NormStatus:
        """A status: the axes as they are, its proof as far as it may be told.

        Of a promise to refrain, a part that is broken says who did it. Where that party is not among those
        `named`, no part is told: the one that is missing would be the one.
        """
        accused = {part.party for part in one.parts if part.verdict is Verdict.REFUTED}
        is_joint = one.mode == "refrain" and len(one.parts) > 1 and not accused <= {None, *named}
        return built(
            one,
            due=tuple(built(due, source=self._origin(due.source)) for due in one.due),
            branches=tuple(
                built(branch, condition=self.voice.said(branch.condition)) for branch in one.branches
            ),
            parts=() if is_joint else tuple(map(self._part, one.parts)),
            proof=self._whole(one.proof) if is_joint else self.step(one.proof),
            would_change=() if is_joint else self.voice.kept(one.would_change),
            marks=self.voice.kept(one.marks),
        )

    def _whole(self, one: ProofNode) -> ProofNode:
        """The last step of a proof alone: those before it, and what is noted of them, go by party."""
        return self.step(one.model_copy(update={"parts": (), "notes": ()}))

    def _origin(self, source: str) -> str:
        return source if source == "text" or source in self.ground.known else ""

    def _part(self, one: PartStatus) -> PartStatus:
        party = one.party if one.party in self.ground.agreement.party else None
        part = self.voice.said(one.part)
        return built(one, part=part, party=party, proof=self.step(one.proof))

    def step(self, one: ProofNode) -> ProofNode:
        """A step of a proof, with the claims that may be told."""
        supporting, opposing = self.cited(one.supporting), self.cited(one.opposing)
        is_bare = (one.verdict is Verdict.ESTABLISHED and one.supporting and not supporting) or (
            one.verdict is Verdict.REFUTED and one.opposing and not opposing
        )
        notes = self.voice.kept(one.notes)
        return built(
            one,
            statement=self.voice.said(one.statement),
            check=self.voice.said(one.check),
            support=level(one.support),
            opposition=level(one.opposition),
            supporting=supporting,
            opposing=opposing,
            parts=tuple(map(self.step, one.parts)),
            would_change=self.voice.kept(one.would_change),
            notes=(*notes, UNTOLD) if is_bare else notes,
        )

    def cited(self, ones: Iterable[Cited]) -> tuple[Cited, ...]:
        """The claims that may be told."""
        return tuple(self._cited(one) for one in ones if self.ground.may_tell(one.claim_id))

    def _cited(self, one: Cited) -> Cited:
        """A claim as a reference, its days, and the class of its source; its weight is that of its grade."""
        claim = self.ground.claims[one.claim_id]
        return built(
            one,
            claim_id=self.ground.key.reference("claim", one.claim_id),
            source=source_class(self.ground, claim),
            family=source_class(self.ground, claim),
            grade=f"{claim.source.reliability}{claim.source.credibility}",
            weight=round(claim.weight, _DIGITS),
        )

    def posture(self, one: PostureEntry) -> PostureEntry | None:
        """What a party says in public about a norm; None of what it says elsewhere only."""
        claims = self.cited(one.claims)
        if one.party not in self.ground.agreement.party or not claims:
            return None
        return built(one, party=one.party, since=one.since, claims=claims)


def source_class(ground: Ground, claim: Claim) -> str:
    """The letter of a source's reliability; its family's name where the rules make that public.

    Not even a reference to a family: whoever can tell which rows come from one can find out who it is.
    """
    is_public = claim.source.family in ground.rules.families
    return claim.source.family if is_public else claim.source.reliability


def level(strength: float) -> float:
    """The highest standard of proof that a strength reaches, by its bar; 0 below all."""
    return max((one.bar for one in Standard if strength >= one.bar - _TOLERANCE), default=0.0)
