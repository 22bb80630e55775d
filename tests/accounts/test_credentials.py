from __future__ import annotations

import copy
import json
import pickle

import pytest

from truceline.accounts.credentials import Credential, Secret

CANARY = "canary-quetzal"


def test_a_secret_shows_itself_to_nobody_who_does_not_ask():
    secret = Secret(CANARY)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret!r}", repr([secret]), repr({"a": secret})]
    assert not [text for text in shown if CANARY in text]
    assert secret.text == CANARY


@pytest.mark.parametrize("write", [pickle.dumps, copy.deepcopy, json.dumps, hash])
def test_a_secret_is_not_written_down(write):
    with pytest.raises(TypeError) as told:
        write(Secret(CANARY))
    assert CANARY not in str(told.value)


def test_secrets_are_the_same_or_not():
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"


def test_what_was_handed_out_is_read_back_by_its_prefix():
    made = Credential.new()
    assert Credential.of(made.shown("tlc_").text, "tlc_") == made
    assert Credential.of(made.shown().text) == made
    assert Credential.of(made.shown().text, "tlc_") is None
    assert Credential.of(made.shown("tlc_").text) is None
    assert Credential.new() != Credential.new()
    assert made.secret.text not in repr(made)
