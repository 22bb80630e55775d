from __future__ import annotations

import pytest

from truceline.accounts.carried import carried, sealed
from truceline.accounts.credentials import Secret
from truceline.accounts.identities import Identity
from truceline.accounts.refusal import LinkSpent


@pytest.mark.parametrize("link", [None, Secret("canary-link")])
def test_an_identity_comes_back_as_it_was_and_can_be_read_by_nobody_else(accounts, link):
    identity = Identity("small", "https://id.example", "subject", "ana", link)
    text = sealed(accounts.home, identity).text
    assert carried(accounts.home, text) == identity
    assert b"canary" not in bytes.fromhex(text)


def test_one_that_is_too_old_or_not_ours_is_worth_nothing(accounts, clock):
    text = sealed(accounts.home, Identity("small", "https://id.example", "s", "ana", None)).text
    for wrong in ("", "zz", text[:-2] + "00", text[2:], "٣٣"):
        with pytest.raises(LinkSpent):
            carried(accounts.home, wrong)
    clock.move(minutes=11)
    with pytest.raises(LinkSpent):
        carried(accounts.home, text)
