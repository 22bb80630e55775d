"""Acts on either store: entered, folded, refused, and taken back alike."""

from __future__ import annotations

import pytest
from tests.mechanism.conftest import CAST, SIGNERS, TINY, Hand, trust

from truceline.agreement.load import load_agreement
from truceline.errors import InputError
from truceline.mechanism.entering import Given, Mechanism
from truceline.mechanism.kinds import deed_from
from truceline.mechanism.signed import Signed

AGREEMENT = load_agreement(TINY)


@pytest.fixture
def mechanism(fresh):
    made = Mechanism(fresh(), AGREEMENT)
    made.ledger._clock = Hand()
    made.ledger.trust([trust(name, *post) for name, post in CAST.items()])
    return made


def given(mechanism, who, kind, **fields):
    usual = {"agreement": AGREEMENT.id, "party": CAST[who][0], "signer": who}
    made_at = {"made_at": mechanism.ledger.now.isoformat(), "kind": kind}
    return Given(Signed.by(SIGNERS[who], deed_from(usual | made_at | fields)))


def test_a_life_of_a_message_is_the_same_on_both(mechanism):
    send = given(mechanism, "north-liaison", "send", message="m-1", to="south", subject="s", text="t")
    first = mechanism.enter([send])
    assert mechanism.enter([send]).already_there == 1
    read = mechanism.enter([given(mechanism, "south-liaison", "acknowledge", message="m-1")])
    assert mechanism.record().matters["message", "m-1"].state == "acknowledged"
    assert mechanism.record(position=first.position).matters["message", "m-1"].state == "sent"
    again = given(mechanism, "mission-liaison", "send", message="m-1", to="south", subject="s", text="t")
    with pytest.raises(InputError, match="there is a message m-1 already"):
        mechanism.enter([again])
    mechanism.enter([given(mechanism, "south-liaison", "retract", act=read.entered[0].name, why="x")])
    assert mechanism.record().matters["message", "m-1"].state == "sent"
    assert sum(claim.status == "superseded" for claim in mechanism.ledger.claims()) == 1
