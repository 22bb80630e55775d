from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from tests.client.bridge import Bridge
from tests.life.cells import SIGNERS
from tests.web.console.one_table import Table, table, table_made

from truceline.client.client import Client
from truceline.client.errors import Forbidden, Stale
from truceline.errors import CheckFailed

__all__ = ["table", "table_made"]
WHO = "turkey-liaison"
SEND = {"kind": "send", "message": "tr-9", "to": "russia", "subject": "Who flew?", "text": "Last night."}


def client(at: Table, name: str = WHO, transport: Any = None) -> Client:
    return Client("http://localhost", "tlc_x", transport=transport or Bridge(at.app, name))


def test_an_act_is_signed_here_and_entered_there(table: Table):
    with client(table) as asking:
        case = asking.case("idlib")
        done = case.mechanism.act(SIGNERS[WHO], SEND)
        assert case.matter("message", "tr-9").acts[-1].act == done.entered[0]
        with pytest.raises(Stale):
            case.mechanism.act(SIGNERS[WHO], {**SEND, "message": "tr-10"}, seen=done.position + 99)
    assert table.record.matters["message", "tr-9"].last.key == str(SIGNERS[WHO].public)


def test_nobody_s_key_signs_for_another_account(table: Table):
    of_others = [one.signed for one in table.record.acts if one.signed.deed.party == "russia"]
    with client(table) as asking, pytest.raises(Forbidden):
        asking.case("idlib").mechanism.enter(of_others[:1])


class Lying(Bridge):
    """A server that would have something else signed than was asked for."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = super().handle_request(request)
        if not request.url.path.endswith("/prepared"):
            return answer
        told = json.loads(answer.content)
        for one in told["acts"]:
            one["deed"] = one["deed"].replace("Last night.", "We did it.")
            one["to_sign"] = one["to_sign"].replace("Last night.", "We did it.")
        return httpx.Response(answer.status_code, json=told)


def test_what_was_not_asked_for_is_not_signed(table: Table):
    before = table.held.position
    with (
        client(table, transport=Lying(table.app, WHO)) as asking,
        pytest.raises(CheckFailed, match="another"),
    ):
        asking.case("idlib").mechanism.act(SIGNERS[WHO], SEND)
    assert table.held.position == before
