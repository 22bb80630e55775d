"""Claims that counted and were then corrected or taken back."""

from __future__ import annotations

from tests.ledger.conftest import FILE, said

from truceline.evidence.claim import Status
from truceline.ledger.deciding import Verdict
from truceline.ledger.entry import Origin

ONE, TWO, OPEN = said(1), said(2), said(3, status="proposed")


def kinds(ledger, since=0):
    return [(one.position, one.what, one.claim_id) for one in ledger.retractions(since)]


def test_corrections_and_decisions_are_told_in_order(ledger):
    ledger.append(FILE, [ONE, TWO])
    better = said(4, supersedes=ONE.content_digest)
    accepted = Verdict(better.content_digest, Status.ACCEPTED, "ana", "a slip")
    ledger.append(Origin("correction", ONE.content_digest, by="ana"), [better], decided=[accepted])
    ledger.decide(TWO.content_digest, Status.WITHDRAWN, "bo", "the post took it back")
    corrected, withdrawn = ledger.retractions()
    assert (corrected.what, corrected.claim_id, corrected.replaced_by) == (
        "corrected",
        ONE.content_digest,
        better.content_digest,
    )
    assert (corrected.by, corrected.why) == ("ana", "a slip")
    assert (withdrawn.what, withdrawn.by, withdrawn.why) == ("withdrawn", "bo", "the post took it back")
    assert kinds(ledger, since=2) == [(3, "withdrawn", TWO.content_digest)]


def test_what_never_counted_is_not_retracted(ledger):
    ledger.append(FILE, [OPEN])
    ledger.decide(OPEN.content_digest, Status.REJECTED, "ana", "a rumour")
    assert kinds(ledger) == []
    ledger.decide(OPEN.content_digest, Status.ACCEPTED, "ana", "two sources")
    ledger.decide(OPEN.content_digest, Status.REJECTED, "ana", "one source after all")
    ledger.decide(OPEN.content_digest, Status.WITHDRAWN, "ana", "and taken back")
    assert kinds(ledger) == [(4, "rejected", OPEN.content_digest)]
