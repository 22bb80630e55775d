from __future__ import annotations

import pytest
from tests.web.api.calling import call, pages
from tests.web.console.secrets import CANARY, secret_claim
from tests.web.console.visiting import Visitor

from truceline.evidence.claim import Status


@pytest.mark.parametrize("status", list(Status))
def test_a_status_is_that_of_the_last_decision(visitor: Visitor, status: Status):
    ledger = visitor.held.case.ledger
    one = next(iter(ledger.claims())).claim_id
    ledger.decide(one, status, "analyst", "for a test")
    listed = pages(visitor, f"claims?status={status.value}", limit=50)
    expected = [each.claim_id for each in ledger.claims() if each.status is status]
    assert [each["claim_id"] for each in listed] == expected
    assert one in expected


def test_claims_are_found_by_source_and_promise(reading: Visitor):
    claims = list(reading.held.case.ledger.claims())
    source = claims[0].source.id
    listed = pages(reading, f"claims?source={source}", limit=20)
    assert len(listed) == sum(each.source.id == source for each in claims)
    norm = next(each.bears_on[0] for each in claims if each.bears_on)
    named = pages(reading, f"claims?norm={norm}", limit=20)
    assert {each.claim_id for each in claims if norm in each.bears_on} <= {each["claim_id"] for each in named}


def test_what_was_not_known_then_is_not_told(reading: Visitor):
    known = pages(reading, "claims?known_at=2018-09-30", limit=100)
    assert 0 < len(known) < len(pages(reading, "claims", limit=100))
    assert max(each["recorded_at"] for each in known) < "2018-10-01"


def test_a_claim_comes_with_what_was_decided_on_it(visitor: Visitor):
    ledger = visitor.held.case.ledger
    one = next(iter(ledger.claims())).claim_id
    ledger.decide(one, Status.WITHDRAWN, "analyst", "it was another village")
    told = call(visitor, f"claims/{one}").json()
    assert told["claim"]["status"] == "withdrawn"
    assert told["decisions"][-1]["why"] == "it was another village"


def test_a_secret_claim_is_refused_and_in_no_list(visitor: Visitor):
    case = visitor.held.case
    secret_claim(case)
    (secret,) = [one.claim_id for one in case.ledger.claims() if one.source.id == CANARY]
    assert call(visitor, f"claims/{secret}", name="publisher").status_code == 403
    assert pages(visitor, f"claims?source={CANARY}", limit=10, name="publisher") == []
    assert len(pages(visitor, f"claims?source={CANARY}", limit=10)) == 1


def test_a_claim_that_is_not_there_is_not_found(reading: Visitor):
    assert call(reading, "claims/nothing").status_code == 404
