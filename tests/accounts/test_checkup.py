"""Accounts looked over without opening them."""

from __future__ import annotations

from tests.accounts.making import with_owner, with_person

from truceline.accounts.checkup import Checkup, checkup
from truceline.accounts.server_key import ServerKey


def test_people_and_owners_are_counted_and_the_key_is_held_against_the_accounts(either):
    address, key = either.home.address, either.home.key
    assert checkup(address, key) == Checkup(people=0, owners=0, is_its_key=True)
    owner = with_owner(either)
    ana = with_person(either, owner, "Ana")
    assert checkup(address, key) == Checkup(people=2, owners=1, is_its_key=True)
    either.people.disable(ana.id, by=owner.id)
    assert checkup(address, None) == Checkup(people=1, owners=1, is_its_key=True)
    assert not checkup(address, ServerKey(bytes(32))).is_its_key
