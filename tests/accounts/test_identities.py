from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from tests.accounts.making import ANALYST, HERE, PASSWORD, with_factor, with_owner

from truceline.accounts.account import Factor, Language
from truceline.accounts.identities import Identity
from truceline.accounts.journal import Happening
from truceline.accounts.refusal import LinkSpent, NotLoggedIn, Refused
from truceline.errors import InputError

WHO = Identity("small", "https://id.example", "subject-1", "ana", None)


def joined(accounts, owner, who=WHO, name="Ana"):
    link = accounts.invitations.invite(owner.id, [ANALYST]).secret.text
    return accounts.identities.accept(who, link, name, Language.ARABIC)


def test_an_invitation_binds_an_identity_to_a_new_account_once(accounts, owner):
    ana = joined(accounts, owner)
    assert (ana.has_password, ana.issuer, ana.language) == (False, WHO.issuer, Language.ARABIC)
    made = accounts.identities.log_in(WHO, HERE, agent="b")
    assert accounts.session(made.token.text).grants == (ANALYST,)
    with pytest.raises(InputError, match="bound to that identity already"):
        joined(accounts, owner, name="Another")
    assert [account.name for account in accounts.people.listed()] == ["Ana", "Olga"]
    assert Happening.IDENTITY_BOUND in {line.what for line in accounts.journal.listed(about=ana.id)}


def test_an_invitation_used_by_two_identities_at_once_binds_one(either):
    owner = with_owner(either)
    link = either.invitations.invite(owner.id).secret.text

    def use(number: int) -> bool:
        try:
            who = replace(WHO, subject=f"subject-{number}")
            return either.identities.accept(who, link, f"Ana {number}") is not None
        except LinkSpent:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(use, range(4))) == 1


@pytest.mark.parametrize("changed", [{"subject": "subject-2"}, {"issuer": "https://other.example"}])
def test_who_is_bound_to_nothing_is_not_let_in_whatever_the_name(accounts, owner, changed):
    joined(accounts, owner)
    with pytest.raises(Refused, match="ask an owner"):
        accounts.identities.log_in(replace(WHO, **changed), HERE)


def test_a_disabled_account_is_not_let_in_by_its_provider(accounts, owner):
    ana = joined(accounts, owner)
    accounts.people.disable(ana.id, owner.id)
    with pytest.raises(Refused):
        accounts.identities.log_in(WHO, HERE)
    assert accounts.journal.listed()[0].about == ana.id


def test_no_password_opens_an_account_that_has_none(accounts, owner):
    joined(accounts, owner)
    for password in ("", "None", PASSWORD):
        with pytest.raises(Refused):
            accounts.log_in("Ana", password, None, HERE)


def test_an_account_with_a_password_is_bound_by_whoever_knows_it(accounts, owner, ana):
    with pytest.raises(Refused):
        accounts.identities.bind(ana.id, WHO, "wrong", HERE)
    accounts.identities.bind(ana.id, WHO, PASSWORD, HERE)
    assert accounts.identities.log_in(WHO, HERE).session.account == ana.id
    with pytest.raises(InputError, match="bound to an identity already"):
        accounts.identities.bind(ana.id, replace(WHO, subject="2"), PASSWORD, HERE)
    with pytest.raises(InputError, match="bound to that identity"):
        accounts.identities.bind(owner.id, WHO, PASSWORD, HERE)


def test_a_second_factor_of_ours_is_asked_for_all_the_same(accounts, ana, clock):
    accounts.identities.bind(ana.id, WHO, PASSWORD, HERE)
    app, _ = with_factor(accounts, ana)
    before = accounts.log_in("Ana", PASSWORD, app.at(clock.at), HERE)
    half = accounts.identities.log_in(WHO, HERE, instead_of=before.token.text)
    assert half.session.factor is Factor.WANTED
    with pytest.raises(NotLoggedIn):
        accounts.session(before.token.text)
    clock.move(seconds=30)
    assert accounts.second_step(half.token.text, app.at(clock.at), HERE).session.factor is Factor.DONE


def test_a_link_for_a_lost_password_binds_no_identity(accounts, owner, ana):
    link = accounts.invitations.offer_reset(ana.id, owner.id).secret.text
    with pytest.raises(LinkSpent):
        accounts.identities.accept(WHO, link, "Ana 2")
