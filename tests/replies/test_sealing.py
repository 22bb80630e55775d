from __future__ import annotations

import os

import pytest
from tests.replies.making import CANARY

from truceline.errors import CaseError, InputError
from truceline.ledger.signing import Signer
from truceline.replies.sealing import Opener, Seal


def test_only_the_key_it_was_sealed_for_opens_an_address():
    ours, theirs = (Opener(Signer("k", os.urandom(32))) for _ in range(2))
    sealed = Seal.of(ours.seal).close(CANARY)
    assert CANARY.encode() not in sealed
    assert ours.open(sealed) == CANARY
    with pytest.raises(CaseError, match="does not open it") as told:
        theirs.open(sealed)
    assert CANARY not in str(told.value)


def test_sealed_addresses_tell_neither_their_length_nor_that_two_are_the_same():
    seal = Seal.of(Opener(Signer("k", os.urandom(32))).seal)
    one, same, long = (
        seal.close("a@b.example"),
        seal.close("a@b.example"),
        seal.close("ب" * 120 + "@b.example"),
    )
    assert one != same
    assert len({len(one), len(same), len(long)}) == 1


@pytest.mark.parametrize("text", ["", "no base 64!", "c2hvcnQ="])
def test_what_is_no_key_seals_nothing(text):
    with pytest.raises(InputError, match="no public key"):
        Seal.of(text)
