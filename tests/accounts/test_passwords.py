from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from tests.accounts.making import CHEAP

from truceline.accounts.passwords import Passwords
from truceline.errors import InputError


@pytest.fixture(scope="module")
def passwords():
    return Passwords(CHEAP)


@pytest.mark.parametrize("password", ["a" * 12, "x" * 256, "all lower case", "كلمة السر هنا", "\ud800" * 12])
def test_a_password_is_judged_by_its_length_alone(passwords, password):
    assert passwords.fits(passwords.hash(password, "Ana"), password)


@pytest.mark.parametrize("password", ["", "a" * 11, "a" * 257])
def test_a_password_has_12_to_256_characters(passwords, password):
    with pytest.raises(InputError, match="12 to 256") as told:
        passwords.hash(password, "Ana")
    assert not password or password not in str(told.value)


def test_a_password_is_not_the_name(passwords):
    with pytest.raises(InputError, match="not the name"):
        passwords.hash("ANA OF THE NORTH", "Ana of the north")


def test_a_password_is_the_same_on_every_keyboard(passwords):
    assert passwords.fits(passwords.hash("caf\u00e9 au lait no 1", "Ana"), "cafe\u0301 au lait no 1")


def test_no_password_fits_no_hash_or_a_damaged_one(passwords):
    assert not passwords.fits(None, "a" * 12)
    assert not passwords.fits("$argon2id$damaged", "a" * 12)
    assert not passwords.fits(passwords.hash("a" * 12, "Ana"), "a" * 100_000)


def test_the_same_password_has_another_hash_each_time(passwords):
    assert passwords.hash("a" * 12, "Ana") != passwords.hash("a" * 12, "Ana")


def test_hashes_are_argon2id_of_rfc_9106_unless_a_test_says_otherwise():
    hasher = Passwords()._hasher
    assert (hasher.type.name, hasher.time_cost, hasher.memory_cost) == ("ID", 3, 65536)
    assert (
        Passwords(CHEAP).renewed(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash("x"), "x")
        is not None
    )
