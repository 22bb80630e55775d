"""What every call that writes has in common: keys, states, bodies, and who may."""

from __future__ import annotations

import json

import pytest
from tests.web.api.calling import ROLES, ROOT
from tests.web.api.posting import BY_HAND, post, seen, upload
from tests.web.console.reports import waiting_report
from tests.web.console.visiting import Visitor

from truceline.web.rights import Right, rights_of

CANARY = "kanarienvogel"


def test_the_same_request_again_has_one_effect_and_the_same_answer(visitor: Visitor):
    before = visitor.held.position
    first, second = (post(visitor, "claims", BY_HAND, key="k") for _ in range(2))
    assert first.status_code == 201, first.text
    assert (first.content, first.headers["location"]) == (second.content, second.headers["location"])
    assert ("idempotency-replayed" in first.headers, second.headers["idempotency-replayed"]) == (
        False,
        "true",
    )
    assert visitor.held.position == before + 1


def test_a_key_is_of_one_request(visitor: Visitor):
    post(visitor, "claims", BY_HAND, key="k")
    before = visitor.held.position
    for other in ({**BY_HAND, "denied": True}, {**BY_HAND, "words": "Three."}):
        answer = post(visitor, "claims", other, key="k")
        assert answer.status_code == 422
        assert answer.json()["problems"][0]["field"] == "Idempotency-Key"
    assert visitor.held.position == before


def test_somebody_else_s_key_is_another_one(visitor: Visitor):
    first = post(visitor, "claims", BY_HAND, key="k")
    other = post(visitor, "claims", {**BY_HAND, "words": "Another thing."}, key="k", name="observer")
    assert first.status_code == other.status_code == 201
    assert first.json()["claim_id"] != other.json()["claim_id"]


def test_a_request_that_was_refused_leaves_its_key_free(visitor: Visitor):
    assert post(visitor, "claims", {**BY_HAND, "words": ""}, key="k").status_code == 422
    assert post(visitor, "claims", BY_HAND, key="k").status_code == 201


@pytest.mark.parametrize("key", ["", " ", "a b", "é", "x" * 201])
def test_without_a_key_nothing_is_written(visitor: Visitor, key: str):
    before = visitor.held.position
    headers = {"content-type": "application/json", "idempotency-key": key.encode("latin-1")}
    answer = visitor.ask("POST", f"{ROOT}/cases/idlib/claims", headers=headers, content=json.dumps(BY_HAND))
    assert answer.status_code == 400
    assert visitor.held.position == before


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b'"x"', b"{", b"\xff\xfe", b"{}" * 2, b"[" * 100_000, b'{"a":' * 5000,
        b'{"act": 1}', b'{"act": "peace"}', b'{"act": NaN}', b'{"x": 1e999}', b"\x1f\x8b\x08" + b"\0" * 90,
        json.dumps({**BY_HAND, "nothing": 1}).encode(),
        json.dumps({**BY_HAND, "words": "a\0b"}).encode(),
        json.dumps({**BY_HAND, "words": "a\ud800b"}).encode(),
        json.dumps({**BY_HAND, "words": "\u0085"}).encode(),
        json.dumps({**BY_HAND, "published": 20181019}).encode(),
        json.dumps({**BY_HAND, "denied": "yes"}).encode(),
        json.dumps({**BY_HAND, "fields": ["who"]}).encode(),
        json.dumps({**BY_HAND, "fields": {"claim_id": "x"}}).encode(),
        json.dumps({**BY_HAND, "fields": {"__class__": CANARY}}).encode(),
        json.dumps({**BY_HAND, "fields": {"count": "9" * 4000}}).encode(),
        json.dumps({**BY_HAND, "fields": {"when": CANARY}}).encode(),
        json.dumps({**BY_HAND, "source": "x" * 201}).encode(),
        json.dumps({**BY_HAND, "words": "x" * 4001}).encode(),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_is_written(visitor: Visitor, body: bytes):
    before = visitor.held.position
    headers = {"content-type": "application/json"}
    answer = post(visitor, "claims", content=body, headers=headers)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert visitor.held.position == before


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_what_a_form_of_another_site_could_send_is_not_taken(visitor: Visitor, kind: str):
    before = visitor.held.position
    answer = post(visitor, "claims", content=json.dumps(BY_HAND), headers={"content-type": kind})
    assert answer.status_code == 415
    assert visitor.held.position == before


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}, {"origin": "null"}]
)
def test_another_site_writes_nothing_with_a_browser_s_cookie(visitor: Visitor, headers: dict[str, str]):
    before = visitor.held.position
    assert post(visitor, "claims", BY_HAND, headers=headers).status_code == 403
    assert visitor.held.position == before


def test_a_huge_body_is_not_read(visitor: Visitor):
    answer = post(visitor, "claims", {**BY_HAND, "words": "x" * 200_000})
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_parameter_that_is_none_is_told(visitor: Visitor):
    assert post(visitor, "claims?as_of=2018-10-19", BY_HAND).status_code == 422


@pytest.mark.parametrize("name", [*ROLES, "owner", "nobody", ""])
def test_whoever_may_not_write_does_not(visitor: Visitor, name: str):
    """Told before anything else is looked at: neither key nor body."""
    (claim, *_) = waiting_report(visitor)
    asked = {
        "claims": Right.PROPOSE,
        "documents?name=x": Right.PROPOSE,
        f"claims/{claim.claim_id}/decisions": Right.DECIDE,
        f"claims/{claim.claim_id}/corrections": Right.DECIDE,
        f"desk/{claim.evidence.document}/accept": Right.DECIDE,
        f"desk/{claim.evidence.document}/undo": Right.DECIDE,
        "acts": Right.ACT,
        "acts/prepared": Right.ACT,
    }
    before = visitor.held.position
    person = visitor.door.people.get(name)
    held = rights_of(one.role for one in person.roles.get("idlib", ())) if person else frozenset()
    for path, right in asked.items():
        answer = visitor.ask("POST", f"{ROOT}/cases/idlib/{path}", name=name, content=b"\xff")
        if not name:
            assert answer.status_code == 401
        elif not held:
            assert answer.status_code == 404
        else:
            assert answer.status_code == (400 if right in held else 403), path
    assert visitor.held.position == before


@pytest.mark.parametrize(
    ("tag", "status"),
    [
        (None, 428), ("", 428), ("*", 400), ("7", 400), ('"x"', 400), ('"1", "2"', 400), ('"999999"', 412),
        ('"0"', 201), ('W/"0"', 201),
    ],
)  # fmt: skip
def test_a_decision_says_which_state_was_looked_at(visitor: Visitor, tag: str | None, status: int):
    claim = waiting_report(visitor)[0]
    headers = {} if tag is None else {"if-match": tag}
    body = {"status": "rejected", "why": "it is none"}
    answer = post(visitor, f"claims/{claim.claim_id}/decisions", body, headers=headers)
    assert answer.status_code == status, answer.text


def test_what_somebody_else_decided_meanwhile_is_not_overwritten(visitor: Visitor):
    claim = waiting_report(visitor)[0]
    path = f"claims/{claim.claim_id}"
    looked = seen(visitor, path)
    first = post(visitor, f"{path}/decisions", {"status": "accepted"}, headers=looked, name="second")
    assert first.status_code == 201
    late = post(visitor, f"{path}/decisions", {"status": "rejected", "why": "no"}, headers=looked)
    assert (late.status_code, late.json()["type"].rpartition(":")[2]) == (412, "moved-on")


def test_what_moved_elsewhere_is_no_reason_to_look_again(visitor: Visitor):
    one, other, *_ = waiting_report(visitor)
    looked = seen(visitor, f"claims/{one.claim_id}")
    post(visitor, f"claims/{other.claim_id}/decisions", {"status": "accepted"}, headers=looked)
    answer = post(visitor, f"claims/{one.claim_id}/decisions", {"status": "accepted"}, headers=looked)
    assert answer.status_code == 201, answer.text


def test_every_answer_says_where_the_ledger_stands(visitor: Visitor):
    answer = post(visitor, "claims", BY_HAND)
    assert answer.headers["truceline-position"] == str(visitor.held.position)
    assert answer.json()["position"] == visitor.held.position
    assert "no-store" in answer.headers["cache-control"]


def test_a_file_may_be_larger_than_a_claim(visitor: Visitor):
    text = b"The guns were moved back. " * 8000
    assert upload(visitor, text).status_code == 202
