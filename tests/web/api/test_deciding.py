from __future__ import annotations

from tests.web.api.calling import ROOT
from tests.web.api.posting import BY_HAND, post, seen
from tests.web.console.reports import SHA256, claims_of, now, waiting_report
from tests.web.console.secrets import CANARY, secret_claim
from tests.web.console.visiting import Visitor

from truceline.assess.matching import why_not_done
from truceline.evidence.claim import Claim, Status


def decide(visitor: Visitor, claim: Claim, status: str, why: str = "", name: str = "analyst"):
    path = f"claims/{claim.claim_id}"
    body = {"status": status, "why": why}
    return post(visitor, f"{path}/decisions", body, headers=seen(visitor, path, name), name=name)


def test_a_claim_by_hand_is_proposed_and_somebody_else_accepts_it(visitor: Visitor):
    made = post(visitor, "claims", BY_HAND, name="observer").json()
    assert made["claim"]["status"] == "proposed"
    post(visitor, "claims", BY_HAND, name="analyst")  # the same again, by somebody else, adds nothing
    claim = next(visitor.held.case.ledger.known([made["claim_id"]]))
    accepted = decide(visitor, claim, "accepted")
    assert accepted.status_code == 201
    assert accepted.json()["decisions"][-1]["by"] == "analyst"


def test_nobody_accepts_their_own(visitor: Visitor):
    made = post(visitor, "claims", BY_HAND).json()
    claim = next(visitor.held.case.ledger.known([made["claim_id"]]))
    assert decide(visitor, claim, "accepted").status_code == 403
    assert now(visitor, claim) is Status.PROPOSED


def test_a_reason_is_needed_to_turn_down_what_bears_on_a_promise(visitor: Visitor):
    claim = next(one for one in waiting_report(visitor) if one.bears_on)
    assert decide(visitor, claim, "rejected").status_code == 422
    assert decide(visitor, claim, "rejected", "Misread.").status_code == 201
    assert decide(visitor, claim, "accepted").status_code == 409


def test_a_correction_takes_the_place_of_a_claim_and_waits_for_somebody_else(visitor: Visitor):
    claim = waiting_report(visitor)[0]
    path = f"claims/{claim.claim_id}"
    body = {"changes": {"count": "3..5"}, "why": "The next sentence says so."}
    answer = post(visitor, f"{path}/corrections", body, headers=seen(visitor, path))
    assert answer.status_code == 201, answer.text
    made = next(visitor.held.case.ledger.known([answer.json()["claim_id"]]))
    assert (made.supersedes, now(visitor, claim)) == (claim.claim_id, Status.SUPERSEDED)
    assert decide(visitor, made, "accepted").status_code == 403
    assert decide(visitor, made, "accepted", name="second").status_code == 201


def test_what_is_wrong_with_a_correction_is_told_by_its_field(visitor: Visitor):
    claim = waiting_report(visitor)[0]
    path = f"claims/{claim.claim_id}"
    for changes in ({"when": "soon"}, {"claim_id": "x"}, {"evidence.quote": "x"}, {"count": "many"}, {}):
        answer = post(visitor, f"{path}/corrections", {"changes": changes}, headers=seen(visitor, path))
        assert answer.status_code == 422, changes
        assert now(visitor, claim) is Status.PROPOSED


def test_what_is_denied_planned_or_conditional_is_never_accepted_with_others(visitor: Visitor):
    claims = waiting_report(visitor)
    told = visitor.get(f"{ROOT}/cases/idlib/desk/{SHA256}").json()
    done = {one.claim_id for one in claims if why_not_done(one) is None}
    assert (set(told["claims"]), {one["claim"] for one in told["left"]}) == (
        done,
        {one.claim_id for one in claims} - done,
    )
    assert done
    assert told["left"]
    body = {"digest": told["digest"], "why": "Read, and as told."}
    answer = post(visitor, f"desk/{SHA256}/accept", body)
    assert answer.status_code == 200, answer.text
    standing = {one.claim_id for one in claims_of(visitor) if one.status is Status.ACCEPTED}
    assert standing == done


def test_more_than_was_looked_at_is_not_accepted(visitor: Visitor):
    claims = waiting_report(visitor)
    told = visitor.get(f"{ROOT}/cases/idlib/desk/{SHA256}").json()
    claim = next(one for one in claims if one.claim_id in told["claims"])
    decide(visitor, claim, "rejected", "no")
    body = {"digest": told["digest"], "why": "Read."}
    assert post(visitor, f"desk/{SHA256}/accept", body).status_code == 409
    assert not [one for one in claims_of(visitor) if one.status is Status.ACCEPTED]


def test_what_accepting_would_change_is_told_before_and_nothing_is_stored(visitor: Visitor):
    claim = next(one for one in waiting_report(visitor) if one.bears_on and why_not_done(one) is None)
    before = visitor.held.position
    path = f"{ROOT}/cases/idlib/claims/{claim.claim_id}/effect"
    told = visitor.get(path, name="observer").json()
    assert visitor.held.position == before
    assert claim.bears_on[0] in {one["norm"] for one in told["changes"]}
    page = visitor.get(f"desk/{SHA256}/effect?claim={claim.claim_id}").text
    assert f"promises/{claim.bears_on[0]}" in page
    accepted = decide(visitor, claim, "accepted")
    assert accepted.status_code == 201
    day = told["as_of"]
    norms = visitor.get(f"{ROOT}/cases/idlib/assessment?as_of={day}").json()["norms"]
    standing = {one["norm"]: one["standing"] for one in norms}
    for one in told["changes"]:
        if one["part"] is None:
            assert one["after"]["standing"] == standing[one["norm"]]
    assert visitor.get(path, name="publisher").status_code == 403


def test_one_s_own_last_step_is_taken_back_and_nobody_else_s(visitor: Visitor):
    claim = waiting_report(visitor)[0]
    assert post(visitor, f"desk/{SHA256}/undo").status_code == 409
    decide(visitor, claim, "accepted")
    assert post(visitor, f"desk/{SHA256}/undo", name="second").status_code == 409
    assert post(visitor, f"desk/{SHA256}/undo").json()["claims"] == [claim.claim_id]
    assert now(visitor, claim) is Status.PROPOSED


def test_by_page_and_by_call_the_same_comes_into_the_ledger(visitor: Visitor):
    one, other, *_ = waiting_report(visitor)
    start = visitor.held.position
    form = {"claim": one.claim_id, "verdict": "accept", "expected": "proposed", "why": "As told."}
    assert visitor.post(f"desk/{SHA256}/decide", data=form).status_code == 303
    middle = visitor.held.position
    assert decide(visitor, other, "accepted", "As told.").status_code == 201
    by_page, by_call = (
        [(one.what, one.by) for one in visitor.held.case.ledger.history() if first < one.position <= last]
        for first, last in ((start, middle), (middle, visitor.held.position))
    )
    assert by_page == by_call
    told = [visitor.held.case.ledger.decisions(each.claim_id)[-1] for each in (one, other)]
    assert {(each.status, each.by, each.why) for each in told} == {(Status.ACCEPTED, "analyst", "As told.")}


def test_a_document_that_nothing_rests_on_has_no_pile(visitor: Visitor):
    for document in (SHA256, "0" * 64):
        assert visitor.get(f"{ROOT}/cases/idlib/desk/{document}").status_code == 404
        assert post(visitor, f"desk/{document}/undo").status_code == 404
    assert visitor.get(f"{ROOT}/cases/idlib/desk/..%2f").status_code in (404, 422)


def test_a_secret_claim_is_entered_by_whoever_may_and_told_to_nobody_who_may_not(visitor: Visitor):
    body = {**BY_HAND, "words": CANARY, "sensitivity": "secret"}
    answer = post(visitor, "claims", body, name="observer")
    assert (answer.status_code, answer.json()["claim"]) == (201, None)
    secret_claim(visitor.held.case)
    claim = next(one for one in visitor.held.case.ledger.claims() if CANARY in one.says)
    body = {"status": "rejected", "why": "x"}
    answer = post(
        visitor, f"claims/{claim.claim_id}/decisions", body, headers={"if-match": '"9999"'}, name="publisher"
    )
    assert answer.status_code == 403
    assert CANARY not in answer.text
