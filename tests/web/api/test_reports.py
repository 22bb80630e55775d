from __future__ import annotations

import pytest
from tests.web.api.calling import DAY, call
from tests.web.api.posting import post
from tests.web.console.secrets import CANARY, secret_claim
from tests.web.console.visiting import Visitor

PREVIEW = f"reports/preview?as_of={DAY}"


def an_incident(visitor: Visitor) -> str:
    return call(visitor, f"register?as_of={DAY}").json()["items"][0]["entry_id"]


def test_a_public_preview_is_what_is_issued(visitor: Visitor):
    shown = call(visitor, f"{PREVIEW}&public=true", name="publisher").json()
    assert shown["released"] is not None
    body = {"kind": "weekly", "as_of": DAY, "public": True}
    made = post(visitor, "reports", body, name="publisher").json()
    kept = call(visitor, f"reports/{made['sha256']}", name="publisher").json()
    assert {**shown, "previous": kept["previous"]} == kept


def test_a_public_preview_tells_nothing_secret_whoever_asks(visitor: Visitor):
    secret_claim(visitor.held.case)
    assert CANARY in call(visitor, PREVIEW).text
    for name in ("analyst", "publisher", "liaison"):
        assert CANARY not in call(visitor, f"{PREVIEW}&public=true", name=name).text


def test_a_spot_report_is_previewed_by_its_incident(reading: Visitor):
    entry = an_incident(reading)
    shown = call(reading, f"{PREVIEW}&kind=spot&incident={entry}")
    assert shown.status_code == 200, shown.text
    assert shown.json()["kind"] == "spot"
    assert shown.json()["report"].startswith(f"spot-{DAY}-")


@pytest.mark.parametrize(
    "query", ["kind=spot", "kind=spot&incident=nothing", "public=perhaps", "kind=yearly"]
)
def test_a_preview_of_what_is_no_report_is_refused(reading: Visitor, query: str):
    answer = call(reading, f"{PREVIEW}&{query}")
    assert answer.status_code == 422
    assert {one["field"] or one["place"] for one in answer.json()["problems"]} & {
        "incident",
        "public",
        "kind",
    }


@pytest.mark.parametrize("query", ["known_at=2018-10-01", "instruments=x", "reading.zone_depth=twenty"])
@pytest.mark.parametrize("kind", ["public=true", "kind=spot"])
def test_what_is_issued_is_previewed_with_what_is_known_now(reading: Visitor, query: str, kind: str):
    answer = call(reading, f"{PREVIEW}&{kind}&{query}")
    assert answer.status_code == 422


@pytest.mark.parametrize(("form", "media"), [("html", "text/html"), ("pdf", "application/pdf")])
def test_a_report_comes_as_it_is_on_its_page(visitor: Visitor, form: str, media: str):
    made = post(visitor, "reports", {"kind": "weekly", "as_of": DAY}, name="publisher").json()
    written = call(visitor, f"reports/{made['sha256']}/written?form={form}&tongue=ar", name="publisher")
    assert written.status_code == 200
    assert written.headers["content-type"].startswith(media)
    page = visitor.get(f"reports/{made['sha256']}.{form}?tongue=ar", name="publisher")
    assert form == "pdf" or written.content == page.content
    assert call(visitor, "reports/nothing/written", name="publisher").status_code == 404


def test_a_preview_is_written_too_and_a_private_one_stands_as_having_left(visitor: Visitor):
    secret_claim(visitor.held.case)
    before = len(visitor.held.case.ledger.disclosures())
    written = call(visitor, f"reports/preview/written?day={DAY}")
    assert written.status_code == 200
    assert CANARY in written.text
    assert len(visitor.held.case.ledger.disclosures()) > before
    public = call(visitor, f"reports/preview/written?day={DAY}&public=true")
    assert CANARY not in public.text
    assert call(visitor, "reports/preview/written?day=soon").status_code == 422
