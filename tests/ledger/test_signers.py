"""The register of signers: whose word a signature is, from when to when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.ledger.conftest import FILE, START, said

from truceline.errors import CheckFailed, InputError
from truceline.ledger.signers import KeyStanding, Role, Trust
from truceline.ledger.signing import Signer

ANA = Signer.new("ana")
DAY = timedelta(days=1)


def line(at=START, standing=KeyStanding.TRUSTED, **fields):
    held = Trust(str(ANA.public), "ana", "north", Role.LIAISON, standing, at, "bo", "met in person")
    return held._replace(**fields)


def revoked(at):
    return line(at, KeyStanding.REVOKED, why="lost")


def test_a_register_comes_back_as_it_was_entered(ledger):
    ledger.append(FILE, [said(1)])
    assert ledger.trust([line(), line(key=str(Signer.new("bo").public), signer="bo", party=None)]) == 2
    assert ledger.signers().lines[0] == line()
    assert [one.signer for one in ledger.signers().now()] == ["ana", "bo"]
    assert ledger.signers(position=1).lines == ()


def test_a_key_is_trusted_from_its_day_to_its_revocation(ledger):
    ledger.trust([line()])
    ledger.trust([revoked(START + DAY)])
    register = ledger.signers()
    assert register.holder(ANA.public, START - DAY) is None
    assert register.holder(ANA.public, START).standing is KeyStanding.TRUSTED
    assert register.holder(ANA.public, START + DAY).standing is KeyStanding.REVOKED
    assert [one.standing for one in register.now()] == [KeyStanding.REVOKED]


def test_of_two_lines_with_one_instant_the_later_entry_counts(ledger):
    ledger.trust([line(), line(role=Role.VERIFIER)])
    assert ledger.signers().holder(ANA.public, START).role is Role.VERIFIER


def test_a_revoked_key_may_be_trusted_again(ledger):
    ledger.trust([line()])
    ledger.trust([revoked(START + DAY)])
    ledger.trust([line(START + 2 * DAY)])
    assert ledger.signers().holder(ANA.public, START + 2 * DAY).standing is KeyStanding.TRUSTED


def test_only_a_trusted_key_can_be_revoked(ledger):
    with pytest.raises(InputError, match="no signer has the key"):
        ledger.trust([revoked(START)])
    ledger.trust([line()])
    ledger.trust([revoked(START)])
    with pytest.raises(InputError, match="revoked already"):
        ledger.trust([revoked(START + DAY)])
    assert ledger.position == 2


def test_a_trusted_signature_names_its_signer(ledger):
    ledger.trust([line()])
    assert ledger.signers().vouch(ANA.sign(b"yes", "act"), b"yes", "act", START).signer == "ana"


def test_a_signature_that_counts_for_nothing_says_why(ledger):
    ledger.trust([line()])
    ledger.trust([revoked(START + DAY)])
    register, signature = ledger.signers(), ANA.sign(b"yes", "act")
    with pytest.raises(CheckFailed, match="was changed"):
        register.vouch(signature, b"no", "act", START)
    with pytest.raises(CheckFailed, match="nobody trusted that key"):
        register.vouch(signature, b"yes", "act", START - DAY)
    with pytest.raises(CheckFailed, match="key of ana was revoked on 2018-10-02"):
        register.vouch(signature, b"yes", "act", START + DAY)
