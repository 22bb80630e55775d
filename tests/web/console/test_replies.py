from __future__ import annotations

from pathlib import Path

import pytest
from tests.replies.conftest import folder, key, made
from tests.replies.making import CANARY, opened
from tests.web.console.visiting import Visitor, everybody

from truceline.case.entering import needs_other_eyes
from truceline.evidence.claim import Kind, Status
from truceline.replies.reply import Arrival, ReplyState

__all__ = ["folder", "key", "made"]
NASTY = "<script>alert(1)</script> The road was open."


@pytest.fixture
def moderated(folder: Path) -> Visitor:
    slug = folder.name
    people = [one for one in everybody() if one.name]
    moved = [
        type(one)(**{**one.__dict__, "roles": {slug: next(iter(one.roles.values()), ())}}) for one in people
    ]
    return Visitor(folder, moved, name="publisher")


@pytest.fixture
def waiting(moderated: Visitor) -> str:
    with_store = opened(moderated.held.case.folder)
    return with_store.store.receive(Arrival(page="index.html", name="A reader", text=NASTY), b"sealed")


def test_a_reply_waits_until_somebody_shows_it(moderated: Visitor, waiting: str):
    page = moderated.get("replies")
    assert "&lt;script&gt;" in page.text
    assert "<script>alert" not in page.text
    assert CANARY not in page.text
    answer = moderated.post(f"replies/{waiting}", data={"deed": "show", "was": "held"})
    assert answer.status_code == 303
    assert waiting in moderated.get("replies?state=shown").text


def test_a_reply_that_somebody_else_decided_on_is_left(moderated: Visitor, waiting: str):
    data = {"deed": "refuse", "was": "held", "why": "no words"}
    assert moderated.post(f"replies/{waiting}", data=data).status_code == 303
    assert moderated.post(f"replies/{waiting}", data={"deed": "show", "was": "held"}).status_code == 409
    assert "no words" in moderated.get("replies?state=refused").text


def test_a_refusal_needs_a_reason(moderated: Visitor, waiting: str):
    answer = moderated.post(f"replies/{waiting}", data={"deed": "refuse", "was": "held"})
    assert answer.status_code == 422
    assert waiting in moderated.get(f"replies?state={ReplyState.HELD.value}").text


def test_replies_are_for_publishers(moderated: Visitor, waiting: str):
    for name in ("analyst", "observer", "liaison", "auditor", "verifier"):
        assert moderated.get("replies", name=name).status_code == 403
        assert (
            moderated.post(f"replies/{waiting}", name=name, data={"deed": "show", "was": "held"}).status_code
            == 403
        )


def test_a_case_that_takes_no_replies_says_so(reading: Visitor):
    assert "takes no replies yet" in reading.get("replies", name="publisher").text
    assert (
        reading.post("replies/r-1", name="publisher", data={"deed": "show", "was": "held"}).status_code == 404
    )


def test_a_party_s_word_becomes_a_claim_that_somebody_else_decides_on(moderated: Visitor, waiting: str):
    party = moderated.held.case.agreement.parties[0].id
    told = {"deed": "show", "was": "held", "party": party, "basis": "its letterhead"}
    answer = moderated.post(f"replies/{waiting}", data=told)
    assert "state=shown" in answer.headers["location"]
    page = moderated.get(answer.headers["location"]).text
    assert "You can answer it here." in page
    assert "Make a claim of it" in page
    said = {"deed": "claim", "was": "shown", "act": "reject", "modality": "asserted", "words": ""}
    assert moderated.post(f"replies/{waiting}", data={**said, "act": "fly"}).status_code == 422
    assert moderated.post(f"replies/{waiting}", data=said).status_code == 303
    (claim,) = [one for one in moderated.held.case.ledger.claims() if one.source.id == f"{party}-reply"]
    assert (claim.status, claim.kind) == (Status.PROPOSED, Kind.STATEMENT)
    made = moderated.held.case.ledger.waiting.makers([claim.claim_id])[claim.claim_id]
    assert needs_other_eyes(made, "publisher")
    assert f"claims/{claim.claim_id}" in moderated.get("replies?state=shown").text


def test_what_nobody_speaks_for_becomes_no_claim(moderated: Visitor, waiting: str):
    moderated.post(f"replies/{waiting}", data={"deed": "show", "was": "held"})
    assert "Make a claim of it" not in moderated.get("replies?state=shown").text
    said = {"deed": "claim", "was": "shown", "act": "reject", "modality": "asserted"}
    assert moderated.post(f"replies/{waiting}", data=said).status_code == 422
