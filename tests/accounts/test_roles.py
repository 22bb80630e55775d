from __future__ import annotations

import pytest
from tests.accounts.making import ANALYST, HERE, NORTH, NOW, PASSWORD, with_person

from truceline.accounts.account import Grant, Membership
from truceline.accounts.journal import Happening
from truceline.errors import InputError
from truceline.ledger.signers import Role


def test_a_role_is_given_and_taken_by_an_owner(accounts, owner, ana):
    accounts.roles.give(ana.id, ANALYST, owner.id)
    accounts.roles.give(ana.id, ANALYST, owner.id)
    held = Membership(ana.id, ANALYST, NOW, owner.id)
    assert accounts.roles.listed() == accounts.roles.listed(account=ana.id, case="river") == (held,)
    accounts.roles.take(ana.id, "river", Role.ANALYST, owner.id)
    accounts.roles.take(ana.id, "river", Role.ANALYST, owner.id)
    assert accounts.roles.listed() == ()
    told = [(line.what, line.case, line.detail) for line in accounts.journal.listed(case="river")]
    assert told == [(Happening.ROLE_TAKEN, "river", "analyst"), (Happening.ROLE_GIVEN, "river", "analyst")]


def test_an_owner_has_no_role_in_any_case(accounts, owner):
    caller = accounts.session(accounts.log_in("Olga", PASSWORD, None, HERE).token.text)
    assert caller.owner
    assert (caller.cases, caller.roles("river"), caller.party("river")) == ((), frozenset(), None)


def test_a_change_of_roles_counts_from_the_next_request_on(accounts, owner, ana):
    text = accounts.log_in("Ana", PASSWORD, None, HERE).token.text
    accounts.roles.give(ana.id, NORTH, owner.id)
    accounts.roles.give(ana.id, Grant("hill", Role.AUDITOR), owner.id)
    caller = accounts.session(text)
    assert caller.cases == ("hill", "river")
    assert (caller.roles("river"), caller.party("river")) == (frozenset({Role.LIAISON}), "north")
    assert (caller.roles("hill"), caller.party("hill")) == (frozenset({Role.AUDITOR}), None)
    accounts.roles.take(ana.id, "river", Role.LIAISON, owner.id)
    assert accounts.session(text).roles("river") == frozenset()


@pytest.mark.parametrize(
    ("grant", "told"),
    [
        (Grant("river", Role.LIAISON), "acts for a party"),
        (Grant("../river", Role.ANALYST), "a case is named"),
        (Grant("", Role.ANALYST), "a case is named"),
        (Grant("river", Role.LIAISON, "x" * 65), "1 to 64"),
        (Grant("river", Role.ANALYST, ""), "1 to 64"),
        (Grant("river", Role.OBSERVER, "nor\nth"), "1 to 64"),
    ],
)
def test_a_role_that_makes_no_sense_is_refused(accounts, owner, ana, grant, told):
    with pytest.raises(InputError, match=told):
        accounts.roles.give(ana.id, grant, owner.id)
    with pytest.raises(InputError, match=told):
        accounts.invitations.invite(owner.id, [grant])


def test_nobody_acts_for_two_parties_in_a_case(accounts, owner):
    ana = with_person(accounts, owner, "Ana", NORTH, ANALYST)
    for grant in (
        Grant("river", Role.LIAISON, "south"),
        Grant("river", Role.OBSERVER, "south"),
        Grant("river", Role.ANALYST, "north"),
    ):
        with pytest.raises(InputError, match="one party in a case"):
            accounts.roles.give(ana.id, grant, owner.id)
    accounts.roles.give(ana.id, Grant("hill", Role.LIAISON, "south"), owner.id)
    accounts.roles.give(ana.id, Grant("river", Role.OBSERVER, "north"), owner.id)
    assert len(accounts.roles.listed(account=ana.id)) == 4
    with pytest.raises(InputError, match="no such account"):
        accounts.roles.give("x", ANALYST, owner.id)
