"""What an outlook need not look at: far from every zone, and of nothing that a duty forbids.

Of it only one thing matters: that somebody was reporting.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.agreement.checks import NoEvent, walk
from truceline.agreement.norms import Duty
from truceline.assess.docket import Docket
from truceline.assess.engine import inquiry_into
from truceline.assess.judge import question_for
from truceline.assess.lifecycle import life_of
from truceline.assess.paces import laid_to
from truceline.case.selection import for_frame, padding_km
from truceline.ledger.sieve import Sieve

if TYPE_CHECKING:
    from truceline.case.law import Law
    from truceline.core.frame import Frame
    from truceline.evidence.claim import Claim


def sieve_of(
    law: Law, frame: Frame, files: Collection[str | None], supposed: Iterable[Claim] = ()
) -> Sieve | None:
    """A sieve that holds back what lies outside the zones and is laid to nobody; None where none is drawn.

    The rows of `files`, and what a supposed claim corrects, are never held back.
    """
    agreement = law.agreement
    # As of an assessment, the bounds hold whatever may be inside; just outside is nearer by far.
    box = law.atlas.bounds(padding_km(agreement))
    if box is None:
        return None
    inquiry = inquiry_into(agreement, Docket.of(agreement, law.atlas, (), frame), frame)
    # Whose an act was hangs on no evidence but the claim itself, nor on when the duty binds.
    asked = [
        (question_for(inquiry, norm, life_of(inquiry, norm)), check)
        for norm in agreement.assessed()
        if isinstance(norm, Duty) and norm.mode == "refrain" and inquiry.admits(norm.id)
        for check in walk(norm.test)
        if isinstance(check, NoEvent)
    ]

    besides = [
        replace(one, first=None, last=None) for one in for_frame(agreement, frame, box).besides
    ]  # what bears on a status wherever it was: when a duty binds may hang on it

    def wanted(claim: Claim) -> bool:
        if claim.evidence.file in files or any(one.matches(claim) for one in besides):
            return True
        return any(laid_to(question, claim, check) is not None for question, check in asked)

    corrected = frozenset(one.supersedes for one in supposed if one.supersedes)
    return Sieve(box, wanted, corrected)
