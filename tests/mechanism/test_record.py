"""What holds of every record, whatever acts come and in whatever order."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mechanism.conftest import CAST, SIGNERS, START, TINY, trust

from truceline.agreement.load import load_agreement
from truceline.ledger.signers import Signers
from truceline.mechanism.kinds import deed_from
from truceline.mechanism.matter import Entered
from truceline.mechanism.record import Record
from truceline.mechanism.signed import Signed

AGREEMENT = load_agreement(TINY)
REGISTER = Signers(tuple(trust(name, *post) for name, post in CAST.items()))
CELLS = ["north-liaison", "south-liaison", "mission-liaison"]
KINDS = ["send", "deliver", "acknowledge", "answer", "close"]

steps = st.tuples(st.sampled_from(CELLS), st.sampled_from(KINDS), st.sampled_from(["m-1", "m-2"]))


def entered(number: int, who: str, kind: str, message: str) -> Entered:
    moment = START + timedelta(hours=number)
    fields = {"send": {"to": "south", "subject": "s", "text": "t"}, "answer": {"text": "t"}}.get(kind, {})
    usual = {
        "agreement": AGREEMENT.id,
        "party": CAST[who][0],
        "signer": who,
        "made_at": moment.isoformat(),
        "kind": kind,
        "message": message,
    }
    signed = Signed.by(SIGNERS[who], deed_from(usual | fields))
    return Entered(signed, "0" * 64, number + 1, number + 1, moment)


def acts(chosen) -> list[Entered]:
    return [entered(number, *step) for number, step in enumerate(chosen)]


def told(record: Record) -> dict:
    return {key: (matter.state, len(matter.acts)) for key, matter in record.matters.items()}


@settings(max_examples=40)
@given(st.lists(steps, max_size=12), st.integers(0, 12))
def test_later_acts_change_nothing_of_what_was_known_before(chosen, first):
    made = acts(chosen)
    early = Record.of(AGREEMENT, REGISTER, made[:first])
    known = [one for one in made if one.recorded_at < START + timedelta(hours=first)]
    assert told(Record.of(AGREEMENT, REGISTER, known)) == told(early)


@settings(max_examples=40)
@given(st.lists(steps, max_size=12))
def test_every_act_either_counts_in_one_matter_or_is_left_out_with_a_reason(chosen):
    made = acts(chosen)
    record = Record.of(AGREEMENT, REGISTER, made)
    counted = [one.signed.digest for matter in record.matters.values() for one in matter.acts]
    left = [one.entered.signed.digest for one in record.left_out]
    assert sorted(counted + left) == sorted(one.signed.digest for one in made)
    assert all(one.refusal.message for one in record.left_out)


@settings(max_examples=40)
@given(st.lists(steps, max_size=12))
def test_leaving_out_what_was_left_out_gives_the_same_record(chosen):
    record = Record.of(AGREEMENT, REGISTER, acts(chosen))
    again = Record.of(AGREEMENT, REGISTER, record.acts)
    assert told(again) == told(record)
    assert not again.left_out
