from __future__ import annotations

from datetime import timedelta

import pytest
from tests.accounts.making import ANALYST, NORTH, NOW, with_person

from truceline.accounts.account import Grant, Scope
from truceline.accounts.refusal import NotAllowed, NotLoggedIn
from truceline.errors import InputError
from truceline.ledger.signers import Role

MONTH = NOW + timedelta(days=30)


@pytest.fixture
def ana(accounts, owner):
    return with_person(accounts, owner, "Ana", ANALYST, NORTH, Grant("hill", Role.AUDITOR))


def test_a_token_does_what_its_scopes_say_in_its_case(accounts, ana):
    made = accounts.tokens.make(ana.id, "map", "river", {Scope.READ, Scope.WRITE}, MONTH)
    assert made.secret.text.startswith("tlc_")
    caller = accounts.token(made.secret.text)
    assert (caller.account, caller.token, caller.session) == (ana, made.token, None)
    assert [scope for scope in Scope if caller.may(scope)] == [Scope.READ, Scope.WRITE]
    assert caller.roles("river") == {Role.ANALYST, Role.LIAISON}
    assert (caller.cases, caller.roles("hill")) == (("river",), frozenset())
    assert accounts.tokens.listed(ana.id) == (accounts.token(made.secret.text).token,)


def test_a_token_never_does_more_than_its_account(accounts, owner, ana):
    made = accounts.tokens.make(ana.id, "map", "river", set(Scope) - {Scope.ADMIN}, MONTH).secret.text
    accounts.roles.take(ana.id, "river", Role.LIAISON, owner.id)
    assert accounts.token(made).roles("river") == {Role.ANALYST}
    accounts.people.set_owner(ana.id, owner.id, owner=True)
    assert not accounts.token(made).owner


def test_an_owners_token_for_accounts_reads_no_case(accounts, owner):
    accounts.roles.give(owner.id, ANALYST, owner.id)
    made = accounts.tokens.make(owner.id, "people", None, {Scope.ADMIN}, MONTH)
    caller = accounts.token(made.secret.text)
    assert caller.owner
    assert (caller.cases, caller.may(Scope.READ)) == ((), False)
    accounts.people.set_owner(with_person(accounts, owner, "Ben").id, owner.id, owner=True)
    ben = accounts.people.find("Ben")
    accounts.people.set_owner(owner.id, ben.id, owner=False)
    assert not accounts.token(made.secret.text).owner


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": " "}, "1 to 64"),
        ({"name": "a\nb"}, "1 to 64"),
        ({"scopes": set()}, "what it is for"),
        ({"scopes": {Scope.ADMIN}}, "alone without a case"),
        ({"scopes": {Scope.ADMIN, Scope.READ}}, "alone without a case"),
        ({"case": None}, "alone without a case"),
        ({"until": NOW}, "within 366 days"),
        ({"until": NOW + timedelta(days=367)}, "within 366 days"),
    ],
)
def test_a_token_that_makes_no_sense_is_refused(accounts, ana, changed, told):
    asked = {"name": "map", "case": "river", "scopes": {Scope.READ}, "until": MONTH, **changed}
    with pytest.raises(InputError, match=told):
        accounts.tokens.make(ana.id, **asked)


def test_nobody_makes_a_token_beyond_their_own_reach(accounts, owner, ana):
    with pytest.raises(NotAllowed, match="no role in that case"):
        accounts.tokens.make(ana.id, "map", "valley", {Scope.READ}, MONTH)
    with pytest.raises(NotAllowed, match="only an owner"):
        accounts.tokens.make(ana.id, "people", None, {Scope.ADMIN}, MONTH)
    accounts.people.disable(ana.id, owner.id)
    with pytest.raises(NotAllowed):
        accounts.tokens.make(ana.id, "map", "river", {Scope.READ}, MONTH)


def test_a_token_ends_on_its_day_or_when_it_is_ended(accounts, owner, ana, clock):
    first, second = (accounts.tokens.make(ana.id, "map", "river", {Scope.READ}, MONTH) for _ in range(2))
    with pytest.raises(NotAllowed):
        accounts.tokens.end(first.token.id, with_person(accounts, owner, "Ben").id)
    accounts.tokens.end(first.token.id, ana.id)
    accounts.tokens.end(first.token.id, ana.id)
    clock.at = MONTH - timedelta(seconds=1)
    assert accounts.token(second.secret.text)
    clock.at = MONTH
    for made in (first, second):
        with pytest.raises(NotLoggedIn):
            accounts.token(made.secret.text)
    assert accounts.tokens.listed(ana.id) == ()
    accounts.tokens.end(second.token.id, owner.id)


@pytest.mark.parametrize("text", ["", "tlc_", "tlc_x", "tlc_" + "a" * 12 + "." + "b" * 43])
def test_a_text_that_is_no_token_opens_nothing(accounts, ana, text):
    with pytest.raises(NotLoggedIn):
        accounts.token(text)


def test_a_token_is_no_session_and_a_session_no_token(accounts, ana):
    made = accounts.tokens.make(ana.id, "map", "river", {Scope.READ}, MONTH).secret.text
    for text in (made, made.removeprefix("tlc_")):
        with pytest.raises(NotLoggedIn):
            accounts.session(text)


def test_when_a_token_was_last_used_is_kept(accounts, ana, clock):
    made = accounts.tokens.make(ana.id, "map", "river", {Scope.READ}, MONTH)
    assert made.token.used_at is None
    accounts.token(made.secret.text)
    clock.move(seconds=59)
    accounts.token(made.secret.text)
    assert accounts.tokens.listed(ana.id)[0].used_at == NOW
