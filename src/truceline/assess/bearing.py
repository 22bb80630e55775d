"""What a report would count for under a check for who did what to whom, wherever and whenever it was.

Of a table of millions of rows few tell of another doing by another doer; each of these is asked once.
"""

from __future__ import annotations

from dataclasses import dataclass

from truceline.agreement.checks import ActivityAtLeast, EventOccurred, NoEvent, NonePresent
from truceline.assess.event_checks import THROUGHOUT, doer_refusal
from truceline.assess.inquiry import Question
from truceline.assess.matching import (
    ABOUT_PLACE,
    UNATTRIBUTED,
    concerns,
    doers,
    is_event,
    is_nil_report,
    is_of_category,
    says_present,
    told_as_fact,
)
from truceline.assess.scales import Bearing
from truceline.assess.sightings import UNOWNED, owner_refusal
from truceline.evidence.claim import Claim, Kind

Countable = NoEvent | NonePresent | EventOccurred | ActivityAtLeast
"""Checks whose evidence can be counted row by row."""


@dataclass(frozen=True)
class Bears:
    """How reports of one sort bear on a check, and the parties named as those who did it."""

    bearing: Bearing
    parties: tuple[str, ...] = ()
    reason: str = ""
    """Why it breaks no promise."""


def bearing_of(question: Question, claim: Claim, check: Countable) -> Bears | None:
    """How a claim like this bears on the check, its place and days aside; None if it does not."""
    if not told_as_fact(claim) or not concerns(claim, question.norm):
        return None
    if isinstance(check, NonePresent):
        return _of_sighting(question, claim, check)
    if claim.kind in (Kind.DECISION, Kind.LOOK) or not is_event(question.agreement, claim, check.event):
        return None
    if claim.polarity == "negative" or is_nil_report(claim):
        return None
    if isinstance(check, NoEvent):
        return _of_event(question, claim, check)
    did = doers(question.agreement, claim)
    if check.by and not did & set(check.by):
        return None
    return Bears("done", tuple(party for party in check.by if party in did))


def holds_throughout(claim: Claim) -> bool:
    """Whether what it tells holds on each of its days, rather than on one of them nobody knows which."""
    return claim.aspect in THROUGHOUT or claim.time.kind in THROUGHOUT


def _of_event(question: Question, claim: Claim, check: NoEvent) -> Bears:
    reason = doer_refusal(question, claim, check)
    if reason is None:
        return Bears("breach", tuple(sorted(claim.parties)))
    return Bears("not_attributed" if reason == UNATTRIBUTED else "no_breach", (), reason)


def _of_sighting(question: Question, claim: Claim, check: NonePresent) -> Bears | None:
    about = claim.act in ABOUT_PLACE and claim.event is None and says_present(claim)
    if not about or not is_of_category(question.agreement, claim, check.what):
        return None
    reason = owner_refusal(question, claim, check.what)
    if reason is None:
        return Bears("breach", tuple(sorted(claim.parties)))
    return Bears("not_attributed", (), reason) if reason == UNOWNED else None
