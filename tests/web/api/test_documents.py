from __future__ import annotations

from tests.web.api.calling import call, pages
from tests.web.console.visiting import Visitor

from truceline.evidence.claim import Claim
from truceline.ledger.entry import Origin

WORDS = b"The guns were moved back. Nobody saw it."


def kept(visitor: Visitor, *, sensitivity: str = "public", name: str = "report.txt") -> str:
    case = visitor.held.case
    sha256 = case.add_document(WORDS, name, "text/plain")
    one = next(iter(case.ledger.claims())).model_dump(mode="json")
    one |= {"claim_id": "", "label": None, "says": "guns moved", "sensitivity": sensitivity}
    one["evidence"] = {"document": sha256, "span": [0, 25], "quote": "The guns were moved back."}
    case.ledger.append(Origin("claims", "read.jsonl"), [Claim.model_validate(one).identified()])
    return sha256


def test_documents_are_listed_page_by_page(visitor: Visitor):
    for number in range(5):
        visitor.held.case.add_document(f"Report {number}.".encode(), f"{number}.txt", "text/plain")
    listed = pages(visitor, "documents", limit=2)
    assert [one["name"] for one in listed] == [f"{number}.txt" for number in range(5)]


def test_a_document_comes_with_the_claims_that_rest_on_it(visitor: Visitor):
    told = call(visitor, f"documents/{kept(visitor)}", name="observer").json()
    (claim,) = told["claims"]
    start, end = claim["span"]
    assert told["text"][start:end] == "The guns were moved back."


def test_the_bytes_of_a_document_are_saved_and_never_shown(visitor: Visitor):
    answer = call(visitor, f"documents/{kept(visitor, name='page.html')}/content", name="observer")
    assert answer.content == WORDS
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_a_document_with_a_secret_claim_is_for_those_who_may_read_it(visitor: Visitor):
    sha256 = kept(visitor, sensitivity="secret")
    for path in (f"documents/{sha256}", f"documents/{sha256}/content"):
        assert call(visitor, path, name="publisher").status_code == 403
        assert call(visitor, path, name="analyst").status_code == 200


def test_acts_and_reports_are_no_documents_to_read(reading: Visitor):
    assert call(reading, "documents/" + "0" * 64).status_code == 404
    assert call(reading, "documents/" + "0" * 64 + "/content").status_code == 404
