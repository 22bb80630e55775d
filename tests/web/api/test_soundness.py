from __future__ import annotations

import json
from typing import Any

import pytest
from tests.web.api.calling import ROOT
from tests.web.api.posting import ended, post
from tests.web.console.visiting import Visitor

from truceline.ledger.checkpoint import Checkpoint
from truceline.ledger.codes import Code
from truceline.ledger.signing import Signer

SIGNER = Signer.new("the cell")


def verified(visitor: Visitor) -> dict[str, Any]:
    answer = post(visitor, "soundness/verify", name="auditor")
    assert answer.status_code == 202, answer.text
    job = answer.json()["id"]
    assert answer.headers["location"].endswith(f"/jobs/{job}")
    assert ended(visitor, job, "auditor")["state"] == "done"
    found: dict[str, Any] = soundness(visitor)["verified"]
    return found


def soundness(visitor: Visitor) -> dict[str, Any]:
    told: dict[str, Any] = visitor.get(f"{ROOT}/cases/idlib/soundness", name="auditor").json()
    return told


def check(visitor: Visitor, body: dict[str, Any]):
    return post(visitor, "checkpoints/check", body, name="auditor")


def test_a_record_is_verified_as_long_work_and_its_outcome_stays(visitor: Visitor):
    assert soundness(visitor)["verified"] is None
    found = verified(visitor)
    mark = visitor.held.case.ledger.mark()
    assert (found["holds"], found["faults"], found["by"]) == (True, [], "auditor")
    assert (found["position"], found["digest"]) == (mark.position, mark.digest)
    assert soundness(visitor)["code"] == str(Code.of(mark))
    assert "The record holds." in visitor.get("audit/soundness", name="auditor").text


def test_a_checkpoint_is_of_a_record_that_was_verified_as_it_stands(visitor: Visitor):
    assert post(visitor, "checkpoints", name="auditor").status_code == 409
    verified(visitor)
    before = visitor.held.position
    made = post(visitor, "checkpoints", name="auditor")
    assert made.status_code == 201, made.text
    checkpoint = Checkpoint.model_validate_json(made.content)
    assert checkpoint.mark == visitor.held.case.ledger.mark()
    assert checkpoint.signatures == ()
    assert visitor.held.position == before, "a checkpoint is no entry"


def test_a_checkpoint_that_others_keep_is_held_against_the_record(visitor: Visitor):
    verified(visitor)
    whole = post(visitor, "checkpoints", name="auditor").json()
    signed = json.loads(Checkpoint.model_validate(whole).signed(SIGNER).text())
    unknown = check(visitor, {"checkpoint": signed}).json()
    assert not unknown["holds"], "nobody whom the case trusts has signed it"
    assert unknown["findings"][0]["right"] is True
    other = check(visitor, {"checkpoint": {**whole, "digest": "0" * 64}}).json()
    assert other["findings"][0]["right"] is False


def test_a_code_that_was_read_out_is_compared(visitor: Visitor):
    mark = visitor.held.case.ledger.mark()
    assert check(visitor, {"code": str(Code.of(mark)).lower()}).json()["holds"]
    other = Code.of(mark._replace(digest="0" * 64))
    assert not check(visitor, {"code": str(other)}).json()["holds"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, ""),
        ({"code": "57"}, "code"),
        ({"code": "57", "checkpoint": {}}, ""),
        ({"checkpoint": {"case": "idlib"}}, "checkpoint.ledger"),
        ({"checkpoint": []}, "checkpoint"),
    ],
)
def test_what_is_no_checkpoint_and_no_code_is_told(reading: Visitor, body: dict[str, Any], field: str):
    answer = check(reading, body)
    assert answer.status_code == 422, answer.text
    assert field in {one["field"] for one in answer.json()["problems"]}


@pytest.mark.parametrize("name", ["observer", "analyst", "verifier", "liaison", "publisher"])
def test_soundness_is_for_auditors(reading: Visitor, name: str):
    assert reading.get(f"{ROOT}/cases/idlib/soundness", name=name).status_code == 403
    for path in ("soundness/verify", "checkpoints", "checkpoints/check"):
        assert post(reading, path, {}, name=name).status_code == 403
