from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.web.api.calling import ROOT
from tests.web.api.posting import post
from tests.web.console.test_replies import NASTY, folder, key, made, moderated, waiting
from tests.web.console.visiting import Visitor

from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.evidence.claim import Status
from truceline.publish.report import issued as report_issued
from truceline.publish.report.facts import Facts, cited_in
from truceline.publish.report.issued import issued

__all__ = ["folder", "key", "made", "moderated", "waiting"]
WEEK = {"kind": "weekly", "as_of": "2018-10-19"}
SHOW = {"deed": "show", "was": "held"}


def issue(visitor: Visitor, name: str = "publisher", **more: object):
    headers = more.pop("headers", {})
    return post(visitor, "reports", {**WEEK, **more}, name=name, headers=headers)


def replies(visitor: Visitor, state: str = "held"):
    return visitor.get(f"{ROOT}/cases/{visitor.slug}/replies?state={state}", name="publisher")


def test_what_is_issued_stays_and_is_issued_once(visitor: Visitor):
    first = issue(visitor)
    assert first.status_code == 201, first.text
    (kept,) = issued(visitor.held.case)
    assert (first.json()["sha256"], first.json()["is_new"]) == (kept.sha256, True)
    assert visitor.get(first.headers["location"]).status_code == 200
    again = issue(visitor)
    assert (again.status_code, again.json()["is_new"]) == (201, False)
    assert len(list(issued(visitor.held.case))) == 1


def test_by_page_and_by_call_the_same_is_issued(visitor: Visitor):
    data = {"kind": "weekly", "day": "2018-10-19"}
    assert visitor.post("reports", name="publisher", data=data).status_code == 303
    (kept,) = issued(visitor.held.case)
    told = issue(visitor).json()
    assert (told["sha256"], told["is_new"]) == (kept.sha256, False)


def test_a_public_report_makes_the_bulletin(visitor: Visitor):
    path = f"{ROOT}/cases/idlib/bulletin.zip"
    assert visitor.get(path, name="publisher").status_code == 404
    assert issue(visitor, public=True).status_code == 201
    packed = ZipFile(BytesIO(visitor.get(path, name="publisher").content))
    assert {"index.html", "manifest.json"} <= set(packed.namelist())


def test_whoever_decided_on_its_claims_does_not_publish_a_report(visitor: Visitor):
    case = visitor.held.case
    cited = cited_in(case.assess(Frame(as_of=date(2018, 10, 19))))
    case.ledger.decide(next(iter(cited)), Status.ACCEPTED, "publisher", "read")
    answer = issue(visitor, public=True)
    assert answer.status_code == 403
    assert "somebody else must publish it" in answer.json()["detail"]
    assert not list(issued(case))


def test_a_report_is_issued_only_from_the_state_that_was_previewed(visitor: Visitor):
    preview = visitor.get(f"{ROOT}/cases/idlib/reports/preview?as_of=2018-10-19", name="publisher")
    looked = {"if-match": preview.headers["etag"]}
    visitor.held.case.add_document(b"News.", "news.txt", "text/plain")
    assert issue(visitor, headers=looked).status_code == 412
    assert not list(issued(visitor.held.case))


def test_a_report_is_not_issued_where_the_ledger_moves_while_it_is_written(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
):
    """The last word is the transaction's: here somebody enters a document just before it."""
    preview = visitor.get(f"{ROOT}/cases/idlib/reports/preview?as_of=2018-10-19", name="publisher")
    looked = {"if-match": preview.headers["etag"]}
    look = report_issued.is_issued

    def meanwhile(case: Case, facts: Facts) -> bool:
        case.add_document(b"News.", "news.txt", "text/plain")
        return look(case, facts)

    monkeypatch.setattr(report_issued, "is_issued", meanwhile)
    assert issue(visitor, headers=looked).status_code == 412
    assert not list(issued(visitor.held.case))
    assert issue(visitor).status_code == 201


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "yearly"},
        {"as_of": "soon"},
        {"as_of": "9999-12-31T00:00:00Z"},
        {"kind": "spot"},
        {"kind": "spot", "incident": "nothing"},
        {"incident": "x" * 201},
        {"public": "yes"},
    ],
)
def test_a_report_that_does_not_fit_is_not_issued(visitor: Visitor, wrong: dict[str, object]):
    answer = post(visitor, "reports", {**WEEK, **wrong}, name="publisher")
    assert answer.status_code == 422, answer.text
    assert not list(issued(visitor.held.case))


@pytest.mark.parametrize("name", ["analyst", "observer", "verifier", "liaison", "auditor"])
def test_publishing_is_for_publishers(visitor: Visitor, name: str):
    assert issue(visitor, name=name).status_code == 403
    for path in ("replies", "replies/r-1", "bulletin.zip"):
        assert visitor.get(f"{ROOT}/cases/idlib/{path}", name=name).status_code == 403
    for path in ("replies/r-1/decisions", "replies/r-1/claims"):
        assert post(visitor, path, SHOW, name=name).status_code == 403


def test_a_reply_is_told_without_how_to_reach_anybody(moderated: Visitor, waiting: str):
    (told,) = replies(moderated).json()["items"]
    assert (told["id"], told["text"], told["state"]) == (waiting, NASTY, "held")
    assert "sealed" not in replies(moderated).text
    assert not {"mailbox", "sealed", "address", "steps"} & set(told)


def test_a_reply_is_shown_answered_and_its_words_are_claimed(moderated: Visitor, waiting: str):
    party = moderated.held.case.agreement.parties[0].id
    path = f"replies/{waiting}/decisions"
    shown = {**SHOW, "party": party, "basis": "its letterhead"}
    assert post(moderated, path, shown, name="publisher").json()["party"] == party
    late = post(moderated, path, {"deed": "refuse", "was": "held", "why": "x"}, name="publisher")
    assert late.status_code == 409
    answer = {"deed": "answer", "was": "shown", "words": "We saw it closed."}
    assert post(moderated, path, answer, name="publisher").status_code == 201
    body = {"act": "reject", "quote": "The road was open."}
    claim = post(moderated, f"replies/{waiting}/claims", body, name="publisher")
    assert claim.status_code == 201, claim.text
    assert (claim.json()["claim"]["status"], claim.json()["claim"]["kind"]) == ("proposed", "statement")


def test_what_does_not_fit_a_reply_is_told_by_the_body_s_fields(moderated: Visitor, waiting: str):
    path = f"replies/{waiting}/decisions"
    for body, field in (
        ({"deed": "refuse", "was": "held"}, "why"),
        ({**SHOW, "party": "mars", "basis": "x"}, "party"),
        ({**SHOW, "party": moderated.held.case.agreement.parties[0].id}, "basis"),
        ({**SHOW, "basis": "x"}, "basis"),
    ):
        answer = post(moderated, path, body, name="publisher")
        assert answer.status_code == 422, body
        assert field in {one["field"] for one in answer.json()["problems"]}, answer.text
    assert replies(moderated).json()["items"][0]["state"] == "held"
    claim = post(moderated, f"replies/{waiting}/claims", {"act": "reject"}, name="publisher")
    assert claim.status_code == 422


@pytest.mark.parametrize("reply", ["r-0000000000", "nothing", "..", "%00", "r-%27--"])
def test_a_reply_that_is_not_there_is_not_found(moderated: Visitor, waiting: str, reply: str):
    assert post(moderated, f"replies/{reply}/decisions", SHOW, name="publisher").status_code == 404
    assert waiting in replies(moderated).text
