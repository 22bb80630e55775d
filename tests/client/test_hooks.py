from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.accounts.making import with_owner, with_person
from tests.client.bridge import Bridge
from tests.replies.making import PUBLIC, Web
from tests.web.conftest import idlib_made
from tests.web.console.signed import Server

from truceline.accounts.account import Grant, Scope
from truceline.client.client import Client
from truceline.client.errors import DoesNotFit, NotFound
from truceline.client.hooks import Hooks
from truceline.ledger.signers import Role
from truceline.replies.outgoing import Outgoing

__all__ = ["idlib_made"]


@pytest.fixture
def server(idlib_made, tmp_path) -> Iterator[Server]:
    made = Server(shutil.copytree(idlib_made, tmp_path / "idlib"), tmp_path / "home")
    made.app.state.courier._outgoing = Outgoing(resolver=lambda *_: [PUBLIC], inner=Web({}))
    yield made
    made.accounts.close()


@pytest.fixture
def hooks(server: Server) -> Iterator[Hooks]:
    person = with_person(server.accounts, with_owner(server.accounts), "Ana", Grant("idlib", Role.OBSERVER))
    until = server.clock.at + timedelta(days=30)
    made = server.accounts.tokens.make(person.id, "cron", "idlib", [Scope.READ], until)
    with Client("http://localhost", made.secret.text, transport=Bridge(server.app, "")) as client:
        yield client.case("idlib").hooks


def test_a_hook_is_made_tried_looked_at_and_ended(hooks: Hooks):
    made = hooks.make("https://programs.example/told", ["act_made", "claim_decided"])
    assert made.secret.startswith("tlh_")
    assert [one.id for one in hooks.listed()] == [made.hook.id]
    hooks.trial(made.hook.id)
    assert [one.event for one in hooks.deliveries(made.hook.id)] == ["trial"]
    assert hooks.again(made.hook.id).ended_at is None
    assert hooks.end(made.hook.id).ended_by == "owner"
    with pytest.raises(NotFound):
        hooks.trial(made.hook.id)


def test_the_same_key_makes_one_hook(hooks: Hooks):
    first, second = (hooks.make("https://programs.example/told", ["act_made"], key="k") for _ in range(2))
    assert first == second
    assert len(hooks.listed()) == 1


def test_what_cannot_be_told_is_refused(hooks: Hooks):
    with pytest.raises(DoesNotFit):
        hooks.make("http://programs.example/told", ["act_made"])
