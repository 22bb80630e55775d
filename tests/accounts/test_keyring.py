from __future__ import annotations

import base64
import json
import os

import pytest
from nacl import pwhash
from tests.accounts.making import ANALYST, ELSEWHERE, HERE, with_person

from truceline.accounts.journal import Happening
from truceline.accounts.refusal import NotAllowed
from truceline.errors import InputError
from truceline.ledger.keys import Closing, save
from truceline.ledger.signing import Signer

PASSPHRASE = "canary-passphrase"  # noqa: S105 - a test's


@pytest.fixture
def ana(accounts, owner):
    return with_person(accounts, owner, "Ana", ANALYST)


@pytest.fixture
def signer():
    return Signer("ana", os.urandom(32))


def written(signer, folder, passphrase=PASSPHRASE, **closing) -> str:
    salt = base64.b64encode(os.urandom(16)).decode()
    closed = Closing(salt=salt, **{"ops": 1, "memory": 8192, **closing}) if passphrase else None
    path = folder / f"{os.urandom(4).hex()}.key"
    save(signer, path, passphrase, closing=closed)
    return path.read_text()


def test_a_key_is_kept_closed_and_opened_by_its_passphrase(accounts, ana, signer, tmp_path):
    kept = accounts.keyring.keep(ana.id, "river", written(signer, tmp_path))
    assert accounts.keyring.keys_of(ana.id) == (kept,)
    assert (kept.case, kept.signer, kept.public) == ("river", "ana", signer.public)
    assert accounts.keyring.open(ana.id, "river", PASSPHRASE, HERE) == signer
    whats = [line.what for line in accounts.journal.listed(case="river")]
    assert whats[:2] == [Happening.KEY_OPENED, Happening.KEY_KEPT]


def test_a_key_that_lies_open_is_refused(accounts, ana, signer, tmp_path):
    with pytest.raises(InputError, match="lies open") as told:
        accounts.keyring.keep(ana.id, "river", written(signer, tmp_path, passphrase=None))
    assert base64.b64encode(signer.secret).decode() not in str(told.value)
    assert accounts.keyring.keys_of(ana.id) == ()


def test_what_is_no_key_or_takes_the_servers_memory_is_refused(accounts, ana, signer, tmp_path):
    dear = json.loads(written(signer, tmp_path))
    dear["closed"] |= {"memory": pwhash.argon2id.MEMLIMIT_SENSITIVE}
    long = json.loads(written(signer, tmp_path)) | {"name": "x" * 200}
    damaged = json.loads(written(signer, tmp_path)) | {"public": "tk1x"}
    for content, told in (
        ("{}", "no key file"),
        ("x" * 5000, "no key file"),
        (json.dumps(dear), "more memory"),
        (json.dumps(long), "too long"),
        (json.dumps(damaged), "letters"),
    ):
        with pytest.raises(InputError, match=told):
            accounts.keyring.keep(ana.id, "river", content)


def test_a_wrong_passphrase_opens_nothing_and_is_soon_made_to_wait(accounts, ana, signer, tmp_path, clock):
    accounts.keyring.keep(ana.id, "river", written(signer, tmp_path))
    for number in range(5):
        with pytest.raises(InputError, match="does not open"):
            accounts.keyring.open(ana.id, "river", "wrong", f"192.0.2.{number}")
    with pytest.raises(InputError, match="wait up to an hour"):
        accounts.keyring.open(ana.id, "river", PASSPHRASE, ELSEWHERE)
    clock.move(seconds=30)
    assert accounts.keyring.open(ana.id, "river", PASSPHRASE, ELSEWHERE)


def test_another_key_takes_the_place_of_the_one_before_and_goes_when_told(
    accounts, owner, ana, signer, tmp_path
):
    accounts.keyring.keep(ana.id, "river", written(signer, tmp_path))
    other = Signer("ana", os.urandom(32))
    accounts.keyring.keep(ana.id, "river", written(other, tmp_path))
    assert [kept.public for kept in accounts.keyring.keys_of(ana.id)] == [other.public]
    accounts.keyring.forget(ana.id, "river")
    accounts.keyring.forget(ana.id, "river")
    with pytest.raises(InputError, match="no key is kept"):
        accounts.keyring.open(ana.id, "river", PASSPHRASE, HERE)
    with pytest.raises(NotAllowed):
        accounts.keyring.keep(owner.id, "river", written(other, tmp_path))


def test_the_database_has_no_key_that_lies_open(accounts, ana, signer, tmp_path, folder):
    accounts.keyring.keep(ana.id, "river", written(signer, tmp_path))
    accounts.keyring.open(ana.id, "river", PASSPHRASE, HERE)
    kept = b"".join(path.read_bytes() for path in folder.iterdir())
    for secret in (signer.secret, base64.b64encode(signer.secret), PASSPHRASE.encode()):
        assert secret not in kept
