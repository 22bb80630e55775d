from __future__ import annotations

import io
import json
from base64 import b64encode
from datetime import datetime, timedelta
from tempfile import gettempdir
from typing import Any

import openpyxl
import pytest
from tests.life.cells import SIGNERS
from tests.web.api.calling import ROOT
from tests.web.api.posting import post
from tests.web.console.one_table import Table
from tests.web.console.test_mechanism_forms import BAD, GOOD, HEAD, OTHER, bomb

from truceline.ledger.signing import Signer
from truceline.mechanism.forms import NOT_FORMS, form_kinds
from truceline.mechanism.kinds import KINDS, deed_from
from truceline.mechanism.signed import Signed

WHO = "turkey-observer"
BYTES = {"content-type": "application/octet-stream"}


def prepare(table: Table, content: str | bytes, called: str = "figures.csv", name: str = WHO, **more: str):
    sent = content.encode() if isinstance(content, str) else content
    query = {"key": str(SIGNERS[WHO].public), "name": called, "kind": "count", **more}
    return post(table, "submissions/prepared", content=sent, params=query, headers=BYTES, name=name)


def signatures(prepared: dict[str, Any], signer: Signer = SIGNERS[WHO]) -> dict[str, str]:
    made = [Signed.by(signer, deed_from(json.loads(one["deed"]))) for one in prepared["acts"]]
    return {one.digest: one.signature for one in made}


def body(content: str, prepared: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "name": "figures.csv",
        "content": b64encode(content.encode()).decode(),
        "kind": "count",
        "key": str(SIGNERS[WHO].public),
        "made_at": prepared["made_at"],
        "signatures": signatures(prepared),
        **more,
    }


def test_a_form_is_given_out_as_a_workbook_and_then_listed_so(table: Table):
    answer = post(table, "forms/count", name=WHO)
    assert answer.status_code == 201
    assert {"survey", "choices", "settings"} <= set(
        openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames
    )
    listed = table.get(f"{ROOT}/cases/idlib/forms", name=WHO).json()["forms"]
    assert {one["kind"] for one in listed} == set(form_kinds())
    assert [one["kind"] for one in listed if one["given_out"]] == ["count"]


@pytest.mark.parametrize("kind", sorted({"nothing", *NOT_FORMS} & {"nothing", "approve", "plan"}))
def test_no_form_is_given_out_of_what_stays_off_telephones(table: Table, kind: str):
    assert kind == "nothing" or kind in KINDS
    assert post(table, f"forms/{kind}", name=WHO).status_code == 404


def test_submissions_are_prepared_signed_elsewhere_and_taken_in(table: Table):
    before = table.held.position
    content = HEAD + GOOD + BAD + OTHER
    prepared = prepare(table, content)
    assert prepared.status_code == 200, prepared.text
    told = prepared.json()
    assert (told["submissions"], told["new"], len(told["acts"])) == (3, 2, 2)
    assert "is no whole number" in told["issues"][0]["message"]
    assert table.held.position == before
    taken = post(table, "submissions", body(content, told), name=WHO)
    assert taken.status_code == 201, taken.text
    assert (taken.json()["new"], len(taken.json()["issues"])) == (2, 1)
    assert table.record.matters["tally", "idlib.2018-11-20"].figures == {"turkey": 4}
    again = prepare(table, content).json()
    assert (again["already_there"], again["acts"]) == (2, [])


def test_a_later_edition_takes_its_act_back_by_signatures_too(table: Table):
    content = HEAD.replace("instanceID", "instanceID,deprecatedID") + GOOD.replace("uuid:1,", "uuid:1,,")
    post(table, "submissions", body(content, prepare(table, content).json()), name=WHO)
    edited = content.replace(",4,Idlib,uuid:1,,", ",5,Idlib,uuid:9,uuid:1,")
    told = prepare(table, edited).json()
    assert [one["kind"] for one in told["acts"]] == ["retract", "count"]
    taken = post(table, "submissions", body(edited, told), name=WHO)
    assert (taken.status_code, taken.json()["edited"]) == (201, 1)
    assert table.record.matters["tally", "idlib.2018-11-20"].figures == {"turkey": 5}


def test_nothing_is_taken_that_is_not_signed_by_its_key(table: Table):
    content = HEAD + GOOD
    prepared = prepare(table, content).json()
    before = table.held.position
    wrong = Signer.new("somebody else")
    late = (datetime.fromisoformat(prepared["made_at"]) - timedelta(hours=2)).isoformat()
    for sent in (
        body(content, prepared, signatures={}),
        body(content, prepared, signatures=signatures(prepared, wrong)),
        body(content, prepared, key=str(SIGNERS["russia-observer"].public)),
        body(content, prepared, key=str(wrong.public), signatures=signatures(prepared, wrong)),
        body(HEAD + GOOD.replace(",4,", ",5,"), prepared),
        {**body(content, prepared), "content": "no base 64!"},
        body(content, prepared, made_at=late),
        body(content, prepared, name="figures.exe"),
        body(content, prepared, kind="gossip"),
    ):
        answer = post(table, "submissions", sent, name=WHO)
        assert answer.status_code == 422, answer.text
        assert gettempdir() not in answer.text
    assert table.held.position == before
    assert ("tally", "idlib.2018-11-20") not in table.record.matters


@pytest.mark.parametrize(
    ("called", "content"),
    [
        ("figures.exe", b"MZ"),
        ("figures.zip", b"PK\x03\x04broken"),
        ("figures.zip", bomb()),
        ("figures.csv", b"\xff\xfe\x00"),
        ("figures.json", b"{"),
    ],
)
def test_a_file_that_is_none_is_refused_and_no_path_is_told(table: Table, called: str, content: bytes):
    answer = prepare(table, content, called)
    assert answer.status_code == 422
    assert gettempdir() not in answer.text


@pytest.mark.parametrize(("name", "status"), [("auditor", 403), ("nobody", 404), ("iran-liaison", 422)])
def test_who_signs_for_nobody_takes_nothing_in(table: Table, name: str, status: int):
    assert prepare(table, HEAD + GOOD, name=name).status_code == status
