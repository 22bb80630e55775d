from __future__ import annotations

import pytest
from tests.accounts.making import ANALYST, HERE, NOW, PASSWORD, with_owner, with_person

from truceline.accounts.account import Language, Scope
from truceline.accounts.journal import Happening
from truceline.accounts.refusal import NotAllowed, NotLoggedIn
from truceline.errors import InputError


def test_accounts_are_listed_by_name_and_found_in_whichever_letters(accounts, owner, ana):
    assert [account.name for account in accounts.people.listed()] == ["Ana", "Olga"]
    assert accounts.people.find("ANA") == accounts.people.get(ana.id) == ana
    assert accounts.people.find("Nobody") is None
    assert (owner.owner, ana.owner, ana.has_password, ana.made_at) == (True, False, True, NOW)
    with pytest.raises(InputError, match="no such account"):
        accounts.people.get("x")


def test_a_disabled_account_is_out_at_once_and_back_with_its_roles(accounts, owner):
    ana = with_person(accounts, owner, "Ana", ANALYST)
    made = accounts.log_in("Ana", PASSWORD, None, HERE)
    token = accounts.tokens.make(ana.id, "t", "river", {Scope.READ}, NOW.replace(year=2021))
    accounts.people.disable(ana.id, owner.id)
    accounts.people.disable(ana.id, owner.id)
    for ask in (lambda: accounts.session(made.token.text), lambda: accounts.token(token.secret.text)):
        with pytest.raises(NotLoggedIn):
            ask()
    assert accounts.people.get(ana.id).disabled_at == NOW
    accounts.people.enable(ana.id, owner.id)
    accounts.people.enable(ana.id, owner.id)
    caller = accounts.session(accounts.log_in("Ana", PASSWORD, None, HERE).token.text)
    assert caller.grants == (ANALYST,)
    whats = [line.what for line in accounts.journal.listed(about=ana.id)]
    assert (whats.count(Happening.DISABLED), whats.count(Happening.ENABLED)) == (1, 1)


def test_a_server_keeps_one_owner(accounts, owner, ana):
    for last in (
        lambda: accounts.people.disable(owner.id, owner.id),
        lambda: accounts.people.set_owner(owner.id, owner.id, owner=False),
    ):
        with pytest.raises(InputError, match="one owner at least"):
            last()
    accounts.people.set_owner(ana.id, owner.id, owner=True)
    accounts.people.set_owner(owner.id, ana.id, owner=False)
    assert [account.owner for account in accounts.people.listed()] == [True, False]


def test_who_owns_nothing_does_nothing_to_others(accounts, owner, ana):
    people, link = accounts.people, accounts.invitations
    for act in (
        lambda: people.disable(owner.id, ana.id),
        lambda: people.enable(owner.id, ana.id),
        lambda: people.set_owner(ana.id, ana.id, owner=True),
        lambda: people.unlock(ana.id, ana.id),
        lambda: accounts.roles.give(ana.id, ANALYST, ana.id),
        lambda: accounts.roles.take(ana.id, "river", ANALYST.role, ana.id),
        lambda: accounts.factors.drop(owner.id, ana.id),
        lambda: link.invite(ana.id),
        lambda: link.offer_reset(owner.id, ana.id),
        lambda: link.withdraw("x", ana.id),
        lambda: people.disable(ana.id, "nobody"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert accounts.people.get(ana.id) == ana


def test_an_owner_who_was_shut_out_owns_nothing(accounts, owner, ana):
    accounts.people.set_owner(ana.id, owner.id, owner=True)
    accounts.people.disable(owner.id, ana.id)
    with pytest.raises(NotAllowed):
        accounts.people.disable(ana.id, owner.id)


def test_the_console_speaks_the_language_of_each(accounts, ana):
    accounts.people.set_language(ana.id, Language.ARABIC)
    assert accounts.people.get(ana.id).language is Language.ARABIC
    with pytest.raises(InputError, match="no such account"):
        accounts.people.set_language("x", Language.ARABIC)


def test_both_databases_keep_the_same(either):
    owner = with_owner(either)
    ana = with_person(either, owner, "Ana", ANALYST)
    either.people.disable(ana.id, owner.id)
    assert either.people.get(ana.id).disabled_at == NOW
    assert either.roles.listed(case="river")[0].grant == ANALYST
