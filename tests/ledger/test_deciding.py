"""Decisions taken together: one entry, all or none; and claims found by the document they rest on."""

from __future__ import annotations

import pytest
from tests.ledger.conftest import START, said

from truceline.errors import InputError
from truceline.evidence.claim import Status
from truceline.ledger.deciding import Verdict
from truceline.ledger.documents import Paper
from truceline.ledger.entry import Origin

ORIGIN = Origin("reading", "report.txt", "0" * 64)
PAPER = Paper(b"It was quiet.", "report.txt", "text/plain")


def verdict(claim, status=Status.REJECTED):
    return Verdict(claim.content_digest, status, "me", "why not")


def test_many_decisions_are_one_entry(fresh):
    ledger, pair = fresh(), [said(1), said(2)]
    ledger.append(ORIGIN, pair)
    assert ledger.decide_all([verdict(one) for one in pair]) == 2
    assert {claim.status for claim in ledger.claims()} == {Status.REJECTED}
    assert [one.why for one in ledger.decisions(pair[1].content_digest)] == ["why not"]


def test_an_unknown_claim_among_them_undoes_all_and_is_named(fresh):
    ledger = fresh()
    ledger.append(ORIGIN, [said(1)])
    with pytest.raises(InputError) as raised:
        ledger.decide_all([verdict(said(1)), verdict(said(2)), verdict(said(3))])
    assert len(raised.value.problems) == 2
    assert ledger.position == 1
    assert {claim.status for claim in ledger.claims()} == {Status.ACCEPTED}


def test_a_decision_may_be_of_an_earlier_day(fresh):
    ledger = fresh()
    ledger.append(ORIGIN, [said(1)])
    ledger.decide_all([verdict(said(1))], at=START)
    assert ledger.decisions(said(1).content_digest)[0].at == START


def test_claims_may_bring_their_paper_and_decide_about_others(fresh):
    ledger = fresh()
    ledger.append(ORIGIN, [said(1)])
    receipt = ledger.append(ORIGIN, [said(2)], paper=PAPER, decided=[verdict(said(1), Status.SUPERSEDED)])
    assert (receipt.position, receipt.added) == (2, 1)
    (held,) = ledger.documents()
    assert ledger.document(held.sha256) == PAPER.content
    assert ledger.claim(said(1).content_digest).status is Status.SUPERSEDED
    assert ledger.append(ORIGIN, [said(2)], paper=PAPER).batch is None


def test_claims_are_found_by_their_document(fresh):
    ledger = fresh()
    ledger.append(ORIGIN, [said(1, evidence={"document": "a" * 64}), said(2)])
    assert [held.claim_id for held in ledger.of_document("a" * 64)] == [
        said(1, evidence={"document": "a" * 64}).content_digest
    ]
    assert ledger.of_document("b" * 64) == ()
