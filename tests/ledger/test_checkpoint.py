"""Checkpoints: what is signed is what is read, by whom, and for whom it counts."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from tests.ledger.conftest import START

from truceline.errors import CheckFailed, InputError
from truceline.ledger.checkpoint import Checkpoint, read_checkpoint, require_vouched, vouchers
from truceline.ledger.signers import KeyStanding, Role, Signers, Trust
from truceline.ledger.signing import Signer

ANA, BO = Signer("Ana", b"a" * 32), Signer("Bo", b"b" * 32)
STATE = {
    "case": "river",
    "ledger": "0" * 32,
    "position": 7,
    "digest": "ab" * 32,
    "agreement": "cd" * 32,
    "made_at": START,
}
MADE = Checkpoint(**STATE).signed(ANA)


def trusted(signer, at=START, standing=KeyStanding.TRUSTED):
    return Trust(str(signer.public), signer.name, None, Role.AUDITOR, standing, at, "cy", "")


REGISTER = Signers((trusted(ANA),))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "checkpoint.json"
    path.write_text(MADE.text())
    return path


def changed(file, **fields):
    said = json.loads(file.read_text())
    file.write_text(json.dumps(said | fields))
    return read_checkpoint(file)


def test_a_checkpoint_comes_back_from_its_file(file):
    assert read_checkpoint(file) == MADE
    assert read_checkpoint(file).content == MADE.content


def test_a_signature_of_somebody_trusted_counts():
    (found,) = vouchers(MADE, REGISTER, ())
    assert found.counts
    require_vouched((found,), ())


def test_a_checkpoint_that_tells_of_no_drawings_is_signed_as_it_was_before_they_were(file):
    assert MADE.drawings is None
    assert b"drawings" not in MADE.content
    old = {name: value for name, value in json.loads(file.read_text()).items() if name != "drawings"}
    file.write_text(json.dumps(old))
    assert read_checkpoint(file).signatures[0].fits(read_checkpoint(file).content)


def test_drawings_are_signed(file):
    drawn = Checkpoint(**STATE, drawings={"zones/strip.geojson": "ef" * 32}).signed(ANA)
    file.write_text(drawn.text())
    assert read_checkpoint(file).signatures[0].fits(read_checkpoint(file).content)
    other = changed(file, drawings={})
    assert not other.signatures[0].fits(other.content)
    less = changed(file, drawings=None)
    assert not less.signatures[0].fits(less.content)


def test_both_sides_sign_the_same_checkpoint():
    both = MADE.signed(BO)
    assert both.content == MADE.content
    assert [one.fits for one in vouchers(both, REGISTER, ())] == [True, True]
    assert [one.counts for one in vouchers(both, REGISTER, ())] == [True, False]
    require_vouched(vouchers(both, Signers(()), (ANA.public, BO.public)), (ANA.public, BO.public))


def test_nobody_signs_twice():
    with pytest.raises(InputError, match="Ana has signed this checkpoint already"):
        MADE.signed(ANA)


@pytest.mark.parametrize(
    "fields",
    [
        {"position": 6},
        {"digest": "ac" * 32},
        {"ledger": "1" * 32},
        {"case": "brook"},
        {"agreement": "ce" * 32},
        {"made_at": (START + timedelta(seconds=1)).isoformat()},
    ],
)
def test_a_changed_checkpoint_is_found(file, fields):
    found = vouchers(changed(file, **fields), REGISTER, ())
    with pytest.raises(CheckFailed, match="was changed"):
        require_vouched(found, ())


def test_an_unknown_signer_vouches_for_nothing():
    with pytest.raises(CheckFailed, match="nobody who is trusted"):
        require_vouched(vouchers(MADE, Signers(()), ()), ())
    with pytest.raises(CheckFailed, match="nobody who is trusted"):
        require_vouched((), ())


def test_a_key_that_was_revoked_by_then_vouches_for_nothing():
    register = Signers((trusted(ANA), trusted(ANA, START, KeyStanding.REVOKED)))
    with pytest.raises(CheckFailed, match="nobody who is trusted"):
        require_vouched(vouchers(MADE, register, ()), ())


def test_a_key_revoked_later_still_vouches_for_what_it_signed():
    register = Signers((trusted(ANA), trusted(ANA, START + timedelta(days=1), KeyStanding.REVOKED)))
    require_vouched(vouchers(MADE, register, ()), ())


def test_where_keys_are_named_the_register_does_not_count():
    with pytest.raises(CheckFailed, match="did not sign it"):
        require_vouched(vouchers(MADE, REGISTER, (BO.public,)), (BO.public,))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "JSON"),
        (b"\xff", "JSON"),
        (b"{}", "case"),
        (b"x" * 1_000_001, "too long"),
        (MADE.text().replace("ab" * 32, "AB" * 32).encode(), "digest"),
        (MADE.text().replace(str(ANA.public), "tk1").encode(), "56 letters"),
        (MADE.text().replace(MADE.signatures[0].signature, "AAAA").encode(), "64 bytes"),
    ],
)
def test_what_is_no_checkpoint_is_told(file, content, told):
    file.write_bytes(content)
    with pytest.raises(InputError, match=told):
        read_checkpoint(file)


def test_a_missing_checkpoint_is_told(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_checkpoint(tmp_path / "none.json")
