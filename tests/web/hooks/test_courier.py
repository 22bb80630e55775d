"""Hooks told for real: a receiver on loopback, a server with accounts, and what happens in its case."""

from __future__ import annotations

import asyncio
import json
import logging
import shutil
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from starlette.concurrency import run_in_threadpool
from tests.accounts.making import with_owner, with_person
from tests.replies.making import PUBLIC, Web
from tests.web.console.secrets import CANARY, secret_claim
from tests.web.console.signed import HERE, Server

from truceline.accounts.account import Grant, Scope
from truceline.evidence.claim import Status
from truceline.hooks.hook import CHOICES, Ending, Event, Fate, Hook
from truceline.hooks.signature import DELIVERY, EVENT, SIGNATURE, TIMESTAMP, holds
from truceline.hooks.store import Made, Wanted
from truceline.ledger.signers import Role
from truceline.replies.outgoing import Outgoing
from truceline.web.app import Serving, console_app, stopping
from truceline.web.hooks import courier

PATIENCE_S = 40.0
INSIDE = "http://10.0.0.1/"
URL = "https://programs.example/told?key=CANARY-of-the-address"


def until(met) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not met():
        assert time.monotonic() < ends, "it does not come"
        time.sleep(0.02)


class Told(Server):
    """A server whose hooks end in a web that is not there."""

    def __init__(self, case, folder):
        super().__init__(case, folder)
        self.owner = with_owner(self.accounts)
        self.courier = self.app.state.courier
        self.held = self.house.cases["idlib"]
        self.web = Web({"programs.example/told?key=CANARY-of-the-address": httpx.Response(200)})
        self.courier._outgoing = Outgoing(resolver=lambda *_: [PUBLIC], inner=self.web, purpose="hooks")

    def person(self, name: str, *roles: Role):
        grants = [Grant("idlib", one, "turkey" if one is Role.LIAISON else None) for one in roles]
        return with_person(self.accounts, self.owner, name, *grants)

    def hook_of(self, account, *events: Event, token: str | None = None) -> Made:
        wanted = Wanted(account.id, "idlib", URL, events or CHOICES, token)
        return self.courier.store.make(wanted, self.courier.mark("idlib"))

    def told(self, hook: Hook) -> list[dict]:
        return [json.loads(one.body) for one in self.courier.store.deliveries(hook.id)][::-1]

    def deliver(self) -> None:
        while self.courier.deliver():
            until(lambda: not self.courier._underway)


@pytest.fixture
def server(idlib_made, tmp_path) -> Iterator[Told]:
    made = Told(shutil.copytree(idlib_made, tmp_path / "idlib"), tmp_path / "home")
    yield made
    made.accounts.close()


def decide(server: Told, status: Status = Status.REJECTED) -> str:
    """Somebody decides on a claim that counts much."""
    claim = next(one for one in server.held.case.ledger.claims() if one.kind == "event")
    server.held.case.ledger.decide(claim.claim_id, status, "amal", "CANARY-of-the-reason")
    return claim.claim_id


def test_a_decision_is_told_once_with_ids_alone_and_signed(server):
    made = server.hook_of(server.person("Vera", Role.LIAISON), Event.CLAIM_DECIDED)
    claim = decide(server)
    server.courier.gather()
    server.courier.gather()
    server.deliver()
    (told,) = server.told(made.hook)
    assert told | {"delivery": "", "at": ""} == {
        "format": "truceline/hook/1", "delivery": "", "event": "claim_decided", "case": "idlib", "at": "",
        "position": server.held.position, "subject": {"claim": claim, "status": "rejected"},
        "page": f"{HERE}/cases/idlib/claims/{claim}", "call": f"{HERE}/api/v1/cases/idlib/claims/{claim}",
    }  # fmt: skip
    (body,) = server.web.sent
    assert json.loads(body) == told
    assert b"CANARY" not in body
    (one,) = server.courier.store.deliveries(made.hook.id)
    assert one.fate is Fate.DELIVERED


def test_what_is_sent_can_be_checked_by_whoever_has_the_secret(server):
    seen: list[httpx.Request] = []

    def takes(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(204)

    server.web.pages = {"programs.example/told?key=CANARY-of-the-address": takes}
    made = server.hook_of(server.person("Vera", Role.VERIFIER))
    server.courier.trial(made.hook)
    server.deliver()
    (request,) = seen
    headers = request.headers
    assert holds(made.secret, headers[TIMESTAMP], request.content, headers[SIGNATURE])
    assert headers[EVENT] == "trial"
    assert headers[DELIVERY] == json.loads(request.content)["delivery"]
    assert int(headers[TIMESTAMP]) == int(server.clock.at.timestamp())


def test_a_status_that_changes_is_told_with_where_it_stood(server):
    made = server.hook_of(server.person("Olaf", Role.OBSERVER), Event.STATUS_CHANGED)
    ledger = server.held.case.ledger
    before = {one.norm: one.standing.value for one in _statuses(server)}
    for claim in list(ledger.claims()):
        ledger.decide(claim.claim_id, Status.WITHDRAWN, "amal", "all of it")
    after = {one.norm: one.standing.value for one in _statuses(server)}
    changed = {norm: (before[norm], after[norm]) for norm in after if before[norm] != after[norm]}
    assert changed, "withdrawing all of it changes something"
    server.courier.gather()
    told = {
        one["subject"]["promise"]: (one["subject"]["before"], one["subject"]["after"])
        for one in server.told(made.hook)
        if one["subject"]["party"] is None
    }
    assert told == changed
    assert {one["event"] for one in server.told(made.hook)} == {"status_changed"}


def _statuses(server: Told):
    frame = server.app.state.house.cases["idlib"].case
    from truceline.case.framing import FrameWords, frame_from

    asked = frame_from(FrameWords(), frame.agreement)
    return server.held.assessment(asked, server.held.position).norms


def test_secret_claims_are_told_of_to_those_alone_who_may_read_them(server):
    secret_claim(server.held.case)
    hooks = {
        role: server.hook_of(server.person(f"the {role}", role), Event.CLAIM_DECIDED).hook for role in Role
    }
    (claim,) = [one for one in server.held.case.ledger.claims() if one.sensitivity == "secret"]
    server.held.case.ledger.decide(claim.claim_id, Status.WITHDRAWN, "amal", CANARY)
    server.courier.gather()
    for role, hook in hooks.items():
        sees = role in (Role.ANALYST, Role.VERIFIER, Role.AUDITOR)
        assert len(server.told(hook)) == sees, role
        assert CANARY not in json.dumps(server.told(hook))


def test_when_the_role_ends_so_does_the_hook_and_it_does_not_come_back_with_it(server):
    vera = server.person("Vera", Role.VERIFIER)
    hook = server.hook_of(vera).hook
    server.courier.trial(hook)
    server.accounts.roles.take(vera.id, "idlib", Role.VERIFIER, server.owner.id)
    server.deliver()
    assert server.web.sent == [], "not even what waited is sent"
    server.courier.gather()
    assert server.courier.store.hook(hook.id).ended_by is Ending.ROLE
    other = server.hook_of(server.person("Nora", Role.VERIFIER)).hook
    nora = server.courier.store.hook(other.id).account
    server.accounts.roles.take(nora, "idlib", Role.VERIFIER, server.owner.id)
    server.clock.move(minutes=1)
    server.accounts.roles.give(nora, Grant("idlib", Role.VERIFIER), server.owner.id)
    server.courier.gather()
    assert server.courier.store.hook(other.id).ended_by is Ending.ROLE, "taken and given: another role"


def test_a_role_that_was_given_later_shows_a_hook_nothing_more(server):
    secret_claim(server.held.case)
    vera = server.person("Vera", Role.OBSERVER)
    hook = server.hook_of(vera, Event.CLAIM_DECIDED).hook
    server.clock.move(minutes=1)
    server.accounts.roles.give(vera.id, Grant("idlib", Role.ANALYST), server.owner.id)
    (claim,) = [one for one in server.held.case.ledger.claims() if one.sensitivity == "secret"]
    server.held.case.ledger.decide(claim.claim_id, Status.WITHDRAWN, "amal", "no")
    server.courier.gather()
    assert server.told(hook) == []


def test_a_hook_ends_with_its_token_and_its_account_and_reaches_no_further_than_the_token(server):
    secret_claim(server.held.case)
    vera = server.person("Vera", Role.ANALYST)
    until_ = server.clock.at.replace(year=server.clock.at.year, month=12)
    token = server.accounts.tokens.make(vera.id, "cron", "idlib", [Scope.READ], until_).token
    bounded = server.hook_of(vera, Event.CLAIM_DECIDED, token=token.id).hook
    free = server.hook_of(vera, Event.CLAIM_DECIDED).hook
    (claim,) = [one for one in server.held.case.ledger.claims() if one.sensitivity == "secret"]
    server.held.case.ledger.decide(claim.claim_id, Status.WITHDRAWN, "amal", "no")
    server.courier.gather()
    assert (len(server.told(bounded)), len(server.told(free))) == (0, 1)
    server.accounts.tokens.end(token.id, vera.id)
    server.courier.gather()
    assert server.courier.store.hook(bounded.id).ended_by is Ending.ROLE
    assert server.courier.store.hook(free.id).ended_by is None
    server.accounts.people.disable(vera.id, server.owner.id)
    server.courier.gather()
    assert server.courier.store.hook(free.id).ended_by is Ending.ROLE


def test_a_restart_loses_nothing_and_repeats_only_under_the_same_id(server, tmp_path):
    hook = server.hook_of(server.person("Vera", Role.LIAISON), Event.CLAIM_DECIDED).hook
    decide(server)
    server.web.pages = {}
    server.courier.gather()
    server.deliver()
    (first,) = server.courier.store.deliveries(hook.id)
    assert (first.fate, first.fault) == (Fate.WAITING, "it answers with status 404")
    again = console_app(server.house, server.door, Serving(HERE)).state.courier
    again._outgoing = Outgoing(
        resolver=lambda *_: [PUBLIC],
        inner=Web({"programs.example/told?key=CANARY-of-the-address": httpx.Response(200)}),
    )
    claim = decide(server, Status.ACCEPTED)
    again.gather()
    server.clock.move(seconds=20)
    while again.deliver():
        until(lambda: not again._underway)
    told = again.store.deliveries(hook.id)
    assert {one.fate for one in told} == {Fate.DELIVERED}
    assert len(told) == 2
    assert first.id in {one.id for one in told}
    assert json.loads(told[0].body)["subject"] == {"claim": claim, "status": "accepted"}


def test_a_hook_of_one_case_hears_nothing_before_it_was_made(server):
    decide(server)
    hook = server.hook_of(server.person("Vera", Role.LIAISON)).hook
    server.courier.gather()
    assert server.told(hook) == []


def test_many_decisions_at_once_are_one_thing(server, monkeypatch):
    monkeypatch.setattr("truceline.web.hooks.happenings.MANY", 3)
    hook = server.hook_of(server.person("Vera", Role.LIAISON), Event.CLAIM_DECIDED).hook
    before = server.held.position
    for claim in list(server.held.case.ledger.claims())[:5]:
        server.held.case.ledger.decide(claim.claim_id, Status.WITHDRAWN, "amal", "no")
    server.courier.gather()
    (told,) = server.told(hook)
    assert told["subject"] == {"many": True, "after": before, "until": server.held.position}


def test_a_feed_that_fails_and_comes_back_is_told_and_one_that_begins_is_not(server):
    folder = server.held.case.folder
    (folder / "feeds.yaml").write_text(
        "format: truceline/feeds/1\nfeeds:\n  - {id: drops, kind: folder, path: in}\n"
    )
    hook = server.hook_of(server.person("Vera", Role.LIAISON), Event.FEED_FAULT).hook
    feeds = server.app.state.rounds.of("idlib")

    def look() -> None:
        feeds.poll(feeds.settings.feeds[0])
        server.courier._known.clear()
        server.courier.gather()

    look()
    (folder / "in").mkdir()
    look()
    look()
    told = [(one["event"], one["subject"]) for one in server.told(hook)]
    assert told == [
        ("feed_fault", {"feed": "drops", "before": "new", "after": "failing"}),
        ("feed_fault", {"feed": "drops", "before": "failing", "after": "alive"}),
    ]


def test_a_hook_that_cannot_be_looked_after_now_holds_up_no_other(server, monkeypatch):
    people = [server.person(name, Role.LIAISON) for name in ("Vera", "Nora")]
    first, second = (server.hook_of(one, Event.CLAIM_DECIDED).hook for one in people)
    decide(server)
    lost, whole = min(first.id, second.id), courier.bearer_of

    def gone(accounts, hook):
        if hook.id == lost:
            raise OSError
        return whole(accounts, hook)

    with monkeypatch.context() as broken:
        broken.setattr(courier, "bearer_of", gone)
        server.courier.gather()
    told = {one.id: len(server.told(one)) for one in (first, second)}
    assert told == {lost: 0, max(first.id, second.id): 1}
    server.courier.gather()
    assert [len(server.told(one)) for one in (first, second)] == [1, 1]


def test_another_bulletin_is_told_once_to_those_who_may_still_hear_of_it(server):
    vera, nora = server.person("Vera", Role.PUBLISHER), server.person("Nora", Role.PUBLISHER)
    hook, other = (server.hook_of(one, Event.BULLETIN_BUILT).hook for one in (vera, nora))
    server.accounts.people.disable(nora.id, server.owner.id)
    for digest in ("a", "a", "b"):
        server.courier.built("idlib", digest)
    assert [one["subject"]["bulletin"] for one in server.told(hook)] == ["a", "b"]
    assert server.told(other) == []


def test_a_hook_that_takes_nothing_for_too_long_ends(server, monkeypatch):
    monkeypatch.setattr("truceline.web.hooks.courier.MOST_WAITING", 2)
    hook = server.hook_of(server.person("Vera", Role.LIAISON), Event.CLAIM_DECIDED).hook
    for claim in list(server.held.case.ledger.claims())[:3]:
        server.held.case.ledger.decide(claim.claim_id, Status.WITHDRAWN, "amal", "no")
        server.courier.gather()
    assert server.courier.store.hook(hook.id).ended_by is Ending.FULL


@pytest.mark.parametrize(
    ("names", "page", "told"),
    [
        (["10.0.0.1"], httpx.Response(200), "it is not on the open web"),
        (["127.0.0.1"], httpx.Response(200), "it is not on the open web"),
        ([PUBLIC, "::1"], httpx.Response(200), "it is not on the open web"),
        (
            [PUBLIC],
            httpx.Response(302, headers={"Location": "http://10.0.0.1/"}),
            "it answers with status 302",
        ),
        ([PUBLIC], httpx.Response(200, content=b"x" * 70_000), "it is larger than 64 kB"),
        ([PUBLIC], httpx.Response(500, content=b"CANARY"), "it answers with status 500"),
    ],
)
def test_no_hook_reaches_into_the_own_network_or_is_followed_elsewhere(server, names, page, told, caplog):
    caplog.set_level(logging.INFO)
    web = Web({"programs.example/told?key=CANARY-of-the-address": page})
    server.courier._outgoing = Outgoing(resolver=lambda *_: names, inner=web, most_bytes=64_000)
    hook = server.hook_of(server.person("Vera", Role.LIAISON)).hook
    server.courier.trial(hook)
    server.deliver()
    (one,) = server.courier.store.deliveries(hook.id)
    assert (one.fate, one.fault) == (Fate.WAITING, told)
    assert {address for *_, address in web.asked} <= {PUBLIC}
    assert "CANARY" not in "".join(m.getMessage() for m in caplog.records if m.name == "truceline.web")


class Receiver(BaseHTTPRequestHandler):
    """Takes what it is told, and keeps it."""

    taken: list[tuple[dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.taken.append((dict(self.headers), body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_running_server_tells_a_receiver_of_the_own_network_that_is_allowed(idlib_made, tmp_path):
    taken: list[tuple[dict[str, str], bytes]] = []
    receiver = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Receiver,), {"taken": taken}))
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    place = f"127.0.0.1:{receiver.server_address[1]}"
    server = Server(shutil.copytree(idlib_made, tmp_path / "idlib"), tmp_path / "home")
    vera = with_person(
        server.accounts, with_owner(server.accounts), "Vera", Grant("idlib", Role.LIAISON, "turkey")
    )
    app = console_app(server.house, server.door, Serving(HERE, reaches=(place,)))
    own = app.state.courier
    wanted = Wanted(vera.id, "idlib", f"http://{place}/told", [Event.CLAIM_DECIDED])
    made = own.store.make(wanted, own.mark("idlib"))
    ledger = server.house.cases["idlib"].case.ledger

    async def run() -> None:
        async with app.router.lifespan_context(app):
            claim = next(iter(ledger.claims()))
            ledger.decide(claim.claim_id, Status.WITHDRAWN, "amal", "no")
            await run_in_threadpool(until, lambda: taken)
            stopping(app)()

    try:
        asyncio.run(run())
    finally:
        receiver.shutdown()
        receiver.server_close()
        server.accounts.close()
    headers, body = taken[0]
    assert holds(made.secret, headers[TIMESTAMP], body, headers[SIGNATURE])
    assert json.loads(body)["event"] == "claim_decided"
