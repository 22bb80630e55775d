"""What was signed can be checked by anybody with the public key, and by no other means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import InputError
from truceline.ledger.signing import PublicKey, Signature, Signer

ANA = Signer("ana", bytes(range(32)))


def test_the_text_of_a_key_never_changes():
    # From RFC 8032's own kind of vector: a fixed seed gives this key for ever.
    assert str(ANA.public) == str(PublicKey.of(str(ANA.public)))
    assert ANA.public.raw.hex() == "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"


@given(st.binary(max_size=200), st.sampled_from(["act", "checkpoint"]))
def test_a_signature_fits_what_was_signed(content, purpose):
    assert ANA.sign(content, purpose).fits(content, purpose)


@given(st.binary(min_size=1, max_size=80), st.data())
def test_a_signature_fits_nothing_else(content, data):
    signature = ANA.sign(content, "act")
    where = data.draw(st.integers(0, len(content) - 1))
    other = bytearray(content)
    other[where] ^= data.draw(st.integers(1, 255))
    assert not signature.fits(bytes(other), "act")
    assert not signature.fits(content + b"\n", "act")


def test_what_was_signed_as_one_thing_is_not_shown_as_another():
    assert not ANA.sign(b"yes", "act").fits(b"yes", "checkpoint")


def test_nobody_elses_key_fits():
    signature = ANA.sign(b"yes", "act")
    assert not Signature(Signer.new("bo").public, signature.value).fits(b"yes", "act")


@pytest.mark.parametrize("raw", [b"\0" * 32, b"\xff" * 32])
def test_a_key_that_is_no_point_of_the_curve_fits_nothing(raw):
    assert not Signature(PublicKey(raw), b"\0" * 64).fits(b"yes", "act")


@given(st.binary(min_size=32, max_size=32))
def test_a_key_comes_back_from_its_text_however_it_is_broken_up(raw):
    text = str(PublicKey(raw))
    spaced = " ".join(text[at : at + 8] for at in range(0, len(text), 8)).upper()
    assert PublicKey.of(text) == PublicKey.of(spaced) == PublicKey(raw)


@given(st.integers(3, 58), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_one_wrong_letter_in_a_key_is_found(where, letter):
    text = str(ANA.public)
    wrong = text[:where] + letter + text[where + 1 :]
    if wrong != text:
        with pytest.raises(InputError, match="mistyped"):
            PublicKey.of(wrong)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "56 letters"),
        ("tk1abc", "56 letters"),
        ("tk1" + "1" * 56, "letters a-z and 2-7"),
        ("ü" * 56, "a-z"),
    ],
)
def test_what_is_no_key_is_told(text, told):
    with pytest.raises(InputError, match=told):
        PublicKey.of(text)


def test_a_signature_comes_back_from_its_texts():
    signature = ANA.sign(b"yes", "act")
    assert Signature.of(str(signature.key), signature.text) == signature


@pytest.mark.parametrize("text", ["", "!!", "AAAA", "é"])
def test_what_is_no_signature_is_told(text):
    with pytest.raises(InputError, match="64 bytes"):
        Signature.of(str(ANA.public), text)


def test_a_signer_never_shows_its_secret():
    assert ANA.secret.hex() not in repr(ANA)
    assert "ana" in repr(ANA)
    assert str(ANA.secret) not in repr(ANA)


def test_every_new_key_is_another_one():
    assert Signer.new("ana").public != Signer.new("ana").public
