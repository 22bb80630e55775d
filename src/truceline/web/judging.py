"""Judging proposed claims, for pages and programs alike: what stands against a decision, and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from truceline.assess.matching import why_not_done
from truceline.case.entering import needs_other_eyes
from truceline.case.reviewing import CORRECTION, Desk, Effect, day_for, effect
from truceline.core.frame import Frame
from truceline.evidence.claim import Claim, Status
from truceline.ledger.steps import Step
from truceline.ledger.waiting import Wanted
from truceline.web.visit import Visit

WHOLE = "whole"
"""What a part of a promise is called that is all of it."""
VERDICTS = frozenset({Status.ACCEPTED, Status.REJECTED})


class Objection(StrEnum):
    """Why a decision is not taken."""

    DECIDED = "decided"
    """The claim is proposed no more."""
    OWN = "own"
    """Somebody else has to accept what one entered or corrected."""
    NO_REASON = "no_reason"
    """A claim that bears on a promise is not turned down without one."""


class Left(NamedTuple):
    """A claim that is not accepted with others at once."""

    claim: Claim
    is_own: bool
    """No: it tells of nothing that is done (denied, planned, conditional)."""


@dataclass(frozen=True)
class Together:
    """What waits in a document: what may be accepted at once, and what is left for a look at each."""

    claims: tuple[Claim, ...]
    left: tuple[Left, ...]

    @property
    def digest(self) -> str:
        """Which claims they are: whoever decides on them has seen these and no others."""
        return sha256("".join(sorted(one.claim_id for one in self.claims)).encode()).hexdigest()


@dataclass(frozen=True)
class Judge:
    """Somebody who decides on claims of a case."""

    visit: Visit

    @property
    def _desk(self) -> Desk:
        return Desk(self.visit.held.case, self.visit.asker.name, expects=True)

    def objection(self, claim: Claim, status: Status, why: str) -> Objection | None:
        """What stands against accepting or rejecting a claim; null where nothing does."""
        assert status in VERDICTS, status
        if claim.status is not Status.PROPOSED:
            return Objection.DECIDED
        if status is Status.ACCEPTED and self.is_own(claim):
            return Objection.OWN
        if status is Status.REJECTED and claim.bears_on and not why.strip():
            return Objection.NO_REASON
        return None

    def is_own(self, claim: Claim) -> bool:
        """Whether they entered or corrected it themselves."""
        made = self.visit.held.case.ledger.waiting.makers([claim.claim_id])[claim.claim_id]
        return needs_other_eyes(made, self.visit.asker.name)

    def decide(self, claims: Sequence[Claim], status: Status, why: str) -> None:
        """Decide, all or none; Overtaken where one stands otherwise by now."""
        self._desk.decide(claims, status, " ".join(why.split()))

    def effect(self, claims: Sequence[Claim]) -> Effect:
        """What accepting claims would change, as of the frame's day, else the day the first came out."""
        visit, case = self.visit, self.visit.held.case
        given = visit.request.query_params.get("as_of")
        day = visit.frame.as_of if given else day_for(case, claims[0].published_on if claims else None)
        ids = tuple(one.claim_id for one in claims)

        def work_out() -> Effect:
            return effect(case, claims, day, visit.held.assessment(Frame(as_of=day), visit.position))

        return visit.held.kept(("effect", visit.position, day, ids), work_out)

    def correct(self, claim: Claim, changes: Sequence[str], why: str) -> Claim:
        """Enter a correction, proposed; InputError with all that does not fit, Overtaken as in `decide`."""
        return self._desk.edit(claim, changes, " ".join(why.split()), accept=False)

    def together(self, wanted: Wanted) -> Together:
        """What may be accepted at once: all that is told as done, and is not their own."""
        waiting = self.visit.held.case.ledger.waiting
        ids = [one.claim_id for one in waiting.pile(wanted)]
        makers, name = waiting.makers(ids), self.visit.asker.name
        taken: list[Claim] = []
        left: list[Left] = []
        for claim in waiting.claims(ids).values():
            if not self.visit.may_read(claim):
                continue
            if why_not_done(claim) is not None:
                left.append(Left(claim, is_own=False))
            elif needs_other_eyes(makers[claim.claim_id], name):
                left.append(Left(claim, is_own=True))
            else:
                taken.append(claim)
        return Together(tuple(taken), tuple(left))

    def undone(self, document: str | None) -> Step | None:
        """Take back their own last step on a document's claims (null: on those without); null for none.

        Overtaken where somebody else has decided since.
        """
        ledger = self.visit.held.case.ledger
        step = ledger.last_step(self.visit.asker.name, CORRECTION, document)
        if step is not None:
            ledger.decide_all(step.back)
        return step
