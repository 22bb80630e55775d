from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.client.writing import client, copied
from tests.web.conftest import idlib_made
from tests.web.console.reports import REPORT, SHA256, claims_of
from tests.web.console.visiting import Visitor

from truceline.client.errors import DoesNotFit, Forbidden, Stale
from truceline.client.orders import HandClaim
from truceline.client.receipts import JobTold
from truceline.evidence.acts import Act
from truceline.evidence.claim import Status

__all__ = ["idlib_made"]
HAND = HandClaim(act=Act.SHELL, source="post-7", words="Two shells fell near the mill.")


@pytest.fixture
def visitor(idlib_made: Path, tmp_path: Path) -> Visitor:
    return copied(idlib_made, tmp_path)


def test_a_report_is_brought_in_read_and_decided_on(visitor: Visitor):
    with client(visitor) as asking:
        case = asking.case("idlib")
        taken = case.desk.bring(REPORT, "report.txt", published=date(2018, 10, 12), source="our-radio")
        done = case.desk.wait(taken.job)
        assert (done.state, done.document) == ("done", SHA256)
        assert [one.id for one in case.desk.jobs()] == [taken.job.id]
        found = case.desk.together(SHA256)
        assert found.left
        case.desk.accept_together(found, SHA256, "Read, and as told.")
        accepted = {one.claim_id for one in claims_of(visitor) if one.status is Status.ACCEPTED}
        assert accepted == set(found.claims)
        case.desk.undo(SHA256)
        assert {one.status for one in claims_of(visitor)} == {Status.PROPOSED}


def test_a_decision_is_on_what_was_read(visitor: Visitor):
    with client(visitor, "observer") as observing, client(visitor) as asking:
        made = observing.case("idlib").desk.enter(HAND)
        case = asking.case("idlib")
        told = case.claim(made.claim_id)
        assert case.desk.decide(told, "accepted", "As told.").claim.status is Status.ACCEPTED
        with pytest.raises(Stale):
            case.desk.decide(told, "rejected", "No.")


def test_a_correction_waits_for_somebody_else(visitor: Visitor):
    with client(visitor) as asking:
        case = asking.case("idlib")
        made = case.desk.enter(HAND)
        fixed = case.desk.correct(case.claim(made.claim_id), {"count": "2"}, "Two.")
        with pytest.raises(Forbidden, match="somebody else"):
            case.desk.decide(case.claim(fixed.claim_id), "accepted")
        with pytest.raises(DoesNotFit):
            case.desk.correct(case.claim(fixed.claim_id), {"count": "many"})


def test_a_key_of_one_s_own_is_for_one_request(visitor: Visitor):
    with client(visitor) as asking:
        desk = asking.case("idlib").desk
        assert desk.enter(HAND, key="k") == desk.enter(HAND, key="k")
        with pytest.raises(DoesNotFit, match="another request"):
            desk.enter(HAND.model_copy(update={"denied": True}), key="k")


def test_whoever_waits_does_not_wait_for_ever(visitor: Visitor):
    with client(visitor) as asking:
        job = JobTold(id="x", name="Reading", state="running", share=0.1, may_cancel=True)
        with pytest.raises(TimeoutError, match="Reading"):
            asking.case("idlib").desk.wait(job, most_s=0)
