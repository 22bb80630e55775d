from __future__ import annotations

from datetime import date

import pytest
from tests.replies.making import CANARY, NOW, arrival

from truceline.core.canonical import digest_bytes
from truceline.core.frame import Frame
from truceline.errors import InputError
from truceline.evidence.acts import Act
from truceline.evidence.claim import Kind, Modality, Status
from truceline.replies.claiming import Stated, claim_of
from truceline.replies.reply import Handled
from truceline.replies.sealing import Seal

TEXT = "We reject the report. Our guns will not leave the strip."


@pytest.fixture
def name(desk):
    """A reply that is shown as the north's word."""
    sealed = Seal.of(desk.settings.seal).close(CANARY)
    found = desk.store.receive(arrival(name="The ministry", text=TEXT), sealed)
    desk.show(found, "ana", party="north", basis="its letter")
    return found


def test_a_party_s_reply_becomes_its_statement_and_rests_on_its_words(desk, name):
    quote = "Our guns will not leave the strip."
    claim = claim_of(desk, name, Stated(Act.WITHDRAW, Modality.REFUSED, quote, ("norms=guns-out",)), "ana")
    assert (claim.kind, claim.status, claim.bears_on) == (Kind.STATEMENT, Status.PROPOSED, ("guns-out",))
    assert (claim.attribution.by, claim.attribution.party) == ("speaker", "north")
    assert claim.supersedes is None
    start, end = claim.evidence.span
    held = desk.case.ledger.document(claim.evidence.document)
    assert held.decode()[start:end] == quote == claim.evidence.quote
    assert claim.evidence.document == digest_bytes(TEXT.encode())
    assert desk.case.ledger.claim(claim.claim_id) is not None
    step = desk.store.get(name).steps[-1]
    assert (step.handled, step.words) == (Handled.CLAIMED, claim.claim_id)
    assert CANARY not in claim.model_dump_json() + held.decode()
    assert desk.case.ledger.verify().faults == ()


def test_it_counts_for_nothing_before_somebody_accepts_it(desk, name):
    frame = Frame(as_of=NOW.date())
    claim = claim_of(desk, name, Stated(Act.WITHDRAW, Modality.REFUSED, "", ("norms=guns-out",)), "ana")
    assert desk.case.assess(frame).postures == ()
    desk.case.ledger.decide(claim.claim_id, Status.ACCEPTED, "ben", "")
    (posture,) = desk.case.assess(Frame(as_of=date(2100, 1, 1))).postures
    assert (posture.party, posture.norm, posture.posture.value) == ("north", "guns-out", "refuses")


def test_the_same_claim_is_entered_once(desk, name):
    stated = Stated(Act.REJECT)
    first = claim_of(desk, name, stated, "ana")
    position = desk.case.ledger.position
    assert claim_of(desk, name, stated, "ana").claim_id == first.claim_id
    assert desk.case.ledger.position == position


def test_what_a_party_says_is_of_one_family_however_it_came(desk, name):
    first = claim_of(desk, name, Stated(Act.REJECT), "ana")
    second = claim_of(desk, name, Stated(Act.REJECT, quote="We reject the report."), "ana")
    assert first.source == second.source
    assert (first.source.id, first.source.family) == ("north-reply", "north")


def test_only_a_party_s_shown_words_become_a_claim(desk, name):
    for other in (desk.store.receive(arrival()), name):
        if other == name:
            desk.refuse(name, "ana", "withdrawn")
        with pytest.raises(InputError, match="not shown as a party's word"):
            claim_of(desk, other, Stated(Act.REJECT), "ana")


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        (Stated(Act.REJECT, quote="We accept"), "--quote: these words do not stand in"),
        (Stated(Act.REJECT, changes=("norms=no-such",)), "the agreement has no norm 'no-such'"),
        (Stated(Act.REJECT, changes=("evidence=x",)), "is kept as it is"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_entered(desk, name, stated, told):
    position = desk.case.ledger.position
    with pytest.raises(InputError, match=told):
        claim_of(desk, name, stated, "ana")
    assert desk.case.ledger.position == position
