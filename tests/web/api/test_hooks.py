from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterator

import pytest
from tests.accounts.making import with_owner, with_person
from tests.replies.making import PUBLIC, Web
from tests.web.console.signed import Browser, Server

from truceline.accounts.account import Grant
from truceline.ledger.signers import Role
from truceline.replies.outgoing import Outgoing

CALL = "/api/v1/cases/idlib/hooks"
ASKED = {"url": "https://programs.example/CANARY", "events": ["act_made"]}


@pytest.fixture
def server(idlib_made, tmp_path) -> Iterator[Server]:
    made = Server(shutil.copytree(idlib_made, tmp_path / "idlib"), tmp_path / "home")
    owner = with_owner(made.accounts)
    with_person(made.accounts, owner, "Ana", Grant("idlib", Role.OBSERVER))
    made.app.state.courier._outgoing = Outgoing(resolver=lambda *_: [PUBLIC], inner=Web({}))
    yield made
    made.accounts.close()


def post(browser: Browser, path: str = "", body: object = None, key: str = ""):
    headers = {"idempotency-key": key or uuid.uuid4().hex}
    if body is not None:
        headers["content-type"] = "application/json"
    content = None if body is None else json.dumps(body)
    return browser.post(CALL + path, headers=headers, content=content)


def test_a_hook_that_is_asked_for_again_with_its_key_is_made_once(server):
    mine = server.browser("Ana")
    first, second = (post(mine, body=ASKED, key="k") for _ in range(2))
    assert first.status_code == 201, first.text
    assert first.content == second.content
    assert second.headers["idempotency-replayed"] == "true"
    (hook,) = server.app.state.courier.store.alive()
    assert hook.id == first.json()["hook"]["id"]


def test_without_a_key_no_hook_is_made_tried_or_ended(server):
    mine = server.browser("Ana")
    hook = post(mine, body=ASKED).json()["hook"]["id"]
    for path in ("", f"/{hook}/trial", f"/{hook}/again", f"/{hook}/end"):
        assert mine.post(CALL + path, headers={"content-type": "application/json"}).status_code == 400
    store = server.app.state.courier.store
    assert [one.id for one in store.alive()] == [hook]
    assert store.deliveries(hook) == ()


def test_a_trial_that_is_sent_again_with_its_key_is_one_trial(server):
    mine = server.browser("Ana")
    hook = post(mine, body=ASKED).json()["hook"]["id"]
    for _ in range(2):
        assert post(mine, f"/{hook}/trial", key="t").status_code == 200
    assert len(server.app.state.courier.store.deliveries(hook)) == 1


def test_an_end_that_is_sent_again_with_its_key_is_told_again(server):
    mine = server.browser("Ana")
    hook = post(mine, body=ASKED).json()["hook"]["id"]
    first, second = (post(mine, f"/{hook}/end", key="e") for _ in range(2))
    assert first.json()["ended_by"] == "owner"
    assert first.content == second.content
    assert post(mine, f"/{hook}/end").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": "http://programs.example/CANARY"}, "url"),
        ({"events": []}, "events"),
        ({"events": ["act_made", "gossip"]}, "events.1"),
        ({"more": 1}, "more"),
    ],
)
def test_what_does_not_fit_is_told_by_the_body_s_fields(server, wrong, field):
    answer = post(server.browser("Ana"), body={**ASKED, **wrong})
    assert answer.status_code == 422, answer.text
    assert {one["field"] for one in answer.json()["problems"]} == {field}
    assert "CANARY" not in answer.text
    assert server.app.state.courier.store.alive() == ()


def test_a_form_of_another_site_makes_no_hook(server):
    mine = server.browser("Ana")
    headers = {"idempotency-key": "k", "content-type": "text/plain"}
    assert mine.post(CALL, headers=headers, content=json.dumps(ASKED)).status_code == 415
    assert server.app.state.courier.store.alive() == ()
