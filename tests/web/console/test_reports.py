from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.web.console.secrets import CANARY, secret_claim
from tests.web.console.visiting import Visitor

from truceline.evidence.claim import Status
from truceline.ledger.disclosures import Outlet
from truceline.publish.report.facts import cited_in
from truceline.publish.report.issued import issued

WEEK = {"kind": "weekly", "day": "2018-10-19"}
ASKED = "kind=weekly&day=2018-10-19"


def test_a_preview_is_the_report_as_it_would_be_issued(reading: Visitor):
    page = reading.get(f"reports/preview?{ASKED}", name="publisher")
    assert page.status_code == 200
    assert "Weekly report" in page.text
    assert "Issue it" in page.text
    assert "Issue it" not in reading.get(f"reports/preview?{ASKED}", name="analyst").text


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_a_report_can_be_taken_along_as_a_page_or_a_pdf(reading: Visitor, form: str):
    file = reading.get(f"reports/preview.{form}?{ASKED}&public=true&tongue=ar", name="publisher")
    assert file.status_code == 200
    assert file.content[:5] == (b"%PDF-" if form == "pdf" else b"<!DOC")


def test_what_is_issued_stands_in_the_list_and_stays(visitor: Visitor):
    answer = visitor.post("reports", name="publisher", data=WEEK)
    assert answer.status_code == 303
    assert "weekly-2018-10-19" in visitor.get("reports").text
    (one,) = issued(visitor.held.case)
    assert not one.facts.is_public
    assert visitor.get(f"reports/{one.sha256}.html").status_code == 200
    assert visitor.get("reports/" + "0" * 64 + ".html").status_code == 404


def test_a_public_report_makes_a_bulletin(visitor: Visitor):
    assert visitor.get("bulletin.zip", name="publisher").status_code == 404
    assert visitor.post("reports", name="publisher", data={**WEEK, "public": "true"}).status_code == 303
    packed = ZipFile(BytesIO(visitor.get("bulletin.zip", name="publisher").content))
    assert {"index.html", "manifest.json"} <= set(packed.namelist())


def test_whoever_decided_on_its_claims_does_not_publish_a_report(visitor: Visitor):
    case = visitor.held.case
    cited = cited_in(visitor.held.facts(_frame(), visitor.held.position).now)
    case.ledger.decide(next(iter(cited)), Status.ACCEPTED, "publisher", "read")
    answer = visitor.post("reports", name="publisher", data={**WEEK, "public": "true"})
    assert answer.status_code == 403
    assert "somebody else must publish it" in answer.text
    assert not list(issued(case))


def _frame():
    from datetime import date

    from truceline.core.frame import Frame

    return Frame(as_of=date(2018, 10, 19))


@pytest.mark.parametrize(
    "data",
    [
        {**WEEK, "day": "2018-02-31"},
        {"kind": "spot", "day": "2018-10-19", "incident": "nothing"},
        {"kind": "yearly"},
    ],
)
def test_a_report_that_is_none_is_refused_and_nothing_is_kept(visitor: Visitor, data: dict[str, str]):
    assert visitor.post("reports", name="publisher", data=data).status_code == 422
    assert not list(issued(visitor.held.case))


@pytest.mark.parametrize("name", ["observer", "analyst", "liaison", "verifier", "auditor"])
def test_only_a_publisher_issues(visitor: Visitor, name: str):
    assert visitor.post("reports", name=name, data=WEEK).status_code == 403
    assert visitor.get("bulletin.zip", name=name).status_code == 403


def test_no_report_gives_secret_words_to_whoever_may_not_read_them(visitor: Visitor):
    secret_claim(visitor.held.case)
    for path in (f"reports/preview?{ASKED}", f"reports/preview.html?{ASKED}"):
        assert CANARY in visitor.get(path, name="auditor").text
        assert CANARY not in visitor.get(path, name="publisher").text
    left = [one.by for one in visitor.held.case.ledger.disclosures() if one.outlet is Outlet.REPORT]
    assert left == ["auditor"]


def test_a_public_preview_says_what_was_left_out(visitor: Visitor):
    private = visitor.get("reports/preview?kind=weekly&day=2018-10-18", name="publisher").text
    assert "See what everybody would get" in private
    public = visitor.get("reports/preview?kind=weekly&day=2018-10-18&public=true", name="publisher").text
    assert "left out of it" in public
    assert "See what everybody would get" not in public
