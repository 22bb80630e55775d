from __future__ import annotations

from pathlib import Path

import pytest
from tests.replies.conftest import folder, key, made
from tests.replies.making import CANARY, opened
from tests.web.console.visiting import Visitor, everybody

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
