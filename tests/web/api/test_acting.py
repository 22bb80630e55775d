"""Acts that programs sign with keys of their own."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pytest
from nacl.signing import SigningKey
from tests.life.cells import CAST, SIGNERS
from tests.web.api.posting import post, seen
from tests.web.console.one_table import Table

from truceline.core.canonical import digest_bytes
from truceline.ledger.signing import Signer
from truceline.mechanism.kinds import deed_from
from truceline.mechanism.signed import Signed

SEND = {"kind": "send", "message": "tr-9", "to": "russia", "subject": "Who flew?", "text": "Last night."}
WHO = "turkey-liaison"


def prepared(table: Table, *acts: dict[str, Any], name: str = WHO, signer: Signer | None = None):
    key = str((signer or SIGNERS[name]).public)
    return post(table, "acts/prepared", {"key": key, "acts": list(acts)}, name=name)


def signed(answer: Any, signer: Signer) -> dict[str, Any]:
    """What a program does with what was prepared: an Ed25519 signature over the text, no more."""
    made = []
    for one in answer.json()["acts"]:
        value = SigningKey(signer.secret).sign(one["to_sign"].encode()).signature
        sent = {"deed": json.loads(one["deed"]), "key": str(signer.public)}
        made.append({**sent, "signature": b64encode(value).decode()})
    return {"acts": made}


def test_the_exact_text_is_signed_and_entered(table: Table):
    before = table.held.position
    looked = prepared(table, SEND)
    assert looked.status_code == 200, looked.text
    assert table.held.position == before
    (one,) = looked.json()["acts"]
    assert one["sha256"] == digest_bytes(one["deed"].encode())
    answer = post(table, "acts", signed(looked, SIGNERS[WHO]), name=WHO)
    assert answer.status_code == 201, answer.text
    assert answer.json()["entered"] == [one["sha256"]]
    act = table.record.matters["message", "tr-9"].last
    assert act.written.decode() == one["deed"]


def test_by_page_and_by_call_the_same_comes_into_the_ledger(table: Table):
    start = table.held.position
    fields = {name: value for name, value in SEND.items() if name != "kind"}
    assert table.act(WHO, "send", **{**fields, "message": "tr-8"}).status_code == 303
    middle = table.held.position
    post(table, "acts", signed(prepared(table, SEND), SIGNERS[WHO]), name=WHO)
    by_page, by_call = (
        [
            (one.what, one.by, one.kind)
            for one in table.held.case.ledger.history()
            if first < one.position <= last
        ]
        for first, last in ((start, middle), (middle, table.held.position))
    )
    assert by_page == by_call
    deeds = [
        table.record.matters["message", name].last.deed.model_dump(exclude={"made_at", "message"})
        for name in ("tr-8", "tr-9")
    ]
    assert deeds[0] == deeds[1]


def test_an_act_sent_again_stands_once(table: Table):
    body = signed(prepared(table, SEND), SIGNERS[WHO])
    assert post(table, "acts", body, name=WHO).json()["already_there"] == 0
    again = post(table, "acts", body, name=WHO).json()
    assert (again["entered"], again["already_there"]) == ([], 1)


def test_nobody_enters_what_another_signed(table: Table):
    body = signed(prepared(table, SEND), SIGNERS[WHO])
    before = table.held.position
    for name in CAST:
        if name != WHO:
            answer = post(table, "acts", body, name=name)
            assert answer.status_code == 403, (name, answer.text)
    assert post(table, "acts", body, name="auditor").status_code == 403
    assert table.held.position == before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda act: act | {"signature": "A" * 86 + "=="},
        lambda act: act | {"signature": "none"},
        lambda act: act | {"deed": act["deed"] | {"text": "Something else."}},
        lambda act: act | {"deed": act["deed"] | {"made_at": "2199-01-01T00:00:00Z"}},
        lambda act: act | {"deed": act["deed"] | {"kind": "peace"}},
        lambda act: act | {"deed": act["deed"] | {"signer": "somebody"}},
        lambda act: act | {"deed": {}},
        lambda act: act | {"key": "tk1" + "a" * 56},
        lambda act: act | {"more": 1},
    ],
)
def test_an_act_that_is_not_as_it_was_signed_is_refused(table: Table, spoil: Any):
    (act,) = signed(prepared(table, SEND), SIGNERS[WHO])["acts"]
    before = table.held.position
    answer = post(table, "acts", {"acts": [spoil(act)]}, name=WHO)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert table.held.position == before


def test_all_are_entered_or_none(table: Table):
    good, bad = prepared(table, SEND), prepared(table, {**SEND, "message": "tr-10"})
    body = {"acts": signed(good, SIGNERS[WHO])["acts"] + signed(bad, SIGNERS["russia-liaison"])["acts"]}
    before = table.held.position
    assert post(table, "acts", body, name=WHO).status_code in (403, 422)
    assert table.held.position == before


def test_a_key_that_the_case_does_not_trust_prepares_and_signs_nothing(table: Table):
    stranger = Signer.new("stranger")
    assert prepared(table, SEND, signer=stranger).status_code == 422
    body = signed(prepared(table, SEND), SIGNERS[WHO])
    deed = deed_from(body["acts"][0]["deed"])
    answer = post(table, "acts", {"acts": [Signed.by(stranger, deed).plain()]}, name=WHO)
    assert answer.status_code == 403


def test_nobody_prepares_for_another_side(table: Table):
    assert prepared(table, SEND, signer=SIGNERS["russia-liaison"]).status_code == 422


def test_what_the_record_would_not_take_is_told_before_it_is_signed(table: Table):
    for act in (
        {"kind": "acknowledge", "message": "nothing"},
        {"kind": "send", "message": "TR 9", "to": "mars", "subject": "", "text": ""},
        {"kind": "peace"},
        {"kind": "plan", "patrol": "x-1", "route": {"type": "Point", "coordinates": [[[[]]]]}},
        {},
    ):
        answer = prepared(table, act)
        assert answer.status_code == 422, act
        assert all(one["place"].startswith("acts") for one in answer.json()["problems"]), answer.text


def test_what_is_hidden_is_told_as_if_it_were_not_there(table: Table):
    """An observer who acts for no party tries to take back what two cells wrote to each other in secret."""
    name = "team-observer"
    visible = {one.signed.digest for one in table.door.people[name].viewer(table.slug).acts(table.record)}
    hidden = next(one.signed for one in table.record.acts if one.signed.digest not in visible)
    told, nothing = (
        prepared(table, {"kind": "retract", "act": act, "why": "A slip."}, name=name)
        for act in (hidden.name, "0" * 12)
    )
    assert (told.status_code, told.json()["problems"]) == (422, nothing.json()["problems"])
    values = {**json.loads(prepared(table, SEND).json()["acts"][0]["deed"]), "text": None}
    deed = {name: values[name] for name in ("agreement", "made_at")} | {"signer": name, "kind": "retract"}
    made = Signed.by(SIGNERS[name], deed_from({**deed, "act": hidden.name, "why": "A slip."}))
    answer = post(table, "acts", {"acts": [made.plain()]}, name=name)
    assert (answer.status_code, answer.json()["problems"][0]["message"]) == (
        422,
        nothing.json()["problems"][0]["message"],
    )


def test_an_act_is_entered_only_where_its_matter_has_not_moved(table: Table):
    post(table, "acts", signed(prepared(table, SEND), SIGNERS[WHO]), name=WHO)
    name = "russia-liaison"
    looked = seen(table, "matters/message/tr-9", name)
    deliver = prepared(table, {"kind": "deliver", "message": "tr-9", "via": "telephone"}, name=name)
    body = {"kind": "acknowledge", "message": "tr-9"}
    first = prepared(table, body, name=name) if deliver.status_code != 200 else deliver
    assert first.status_code == 200, first.text
    assert post(table, "acts", signed(first, SIGNERS[name]), name=name, headers=looked).status_code == 201
    after = prepared(table, {"kind": "answer", "message": "tr-9", "text": "Nobody."}, name=name)
    assert after.status_code == 200, after.text
    late = post(table, "acts", signed(after, SIGNERS[name]), name=name, headers=looked)
    assert late.status_code == 412
    fresh = seen(table, "matters/message/tr-9", name)
    assert post(table, "acts", signed(after, SIGNERS[name]), name=name, headers=fresh).status_code == 201
