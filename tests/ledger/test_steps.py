from __future__ import annotations

import pytest
from tests.ledger.conftest import SetClock
from tests.ledger.test_waiting import DOC, FILE, OTHER, proposed

from truceline.evidence.claim import Claim, Status
from truceline.ledger.deciding import Overtaken, Verdict
from truceline.ledger.entry import Origin
from truceline.ledger.store import Ledger

CORRECTION = "correction"


@pytest.fixture
def some(ledger: Ledger) -> list[Claim]:
    some = [proposed(number) for number in range(3)]
    ledger.append(FILE, [*some, proposed(7, OTHER)])
    return some


def decide(ledger: Ledger, clock: SetClock, claims: list[Claim], status: Status, by: str = "amal") -> None:
    clock.turn(minutes=1)
    ledger.decide_all([Verdict(one.claim_id, status, by, "") for one in claims])


def undo(ledger: Ledger, clock: SetClock, by: str = "amal") -> bool:
    clock.turn(minutes=1)
    step = ledger.last_step(by, CORRECTION, DOC)
    if step is not None:
        ledger.decide_all(step.back)
    return step is not None


def stands(ledger: Ledger, claims: list[Claim]) -> list[Status]:
    return [one.status for one in ledger.waiting.claims(one.claim_id for one in claims).values()]


P, A, R = Status.PROPOSED, Status.ACCEPTED, Status.REJECTED


def test_steps_are_taken_back_one_by_one_the_last_first(ledger: Ledger, clock: SetClock, some: list[Claim]):
    decide(ledger, clock, some[:2], A)
    decide(ledger, clock, some[2:], R)
    decide(ledger, clock, some[:1], R)
    assert undo(ledger, clock)
    assert stands(ledger, some) == [A, A, R]
    assert undo(ledger, clock)
    assert stands(ledger, some) == [A, A, P]
    assert undo(ledger, clock)
    assert stands(ledger, some) == [P, P, P]
    assert not undo(ledger, clock)


def test_what_was_done_after_taking_back_is_taken_back_first(
    ledger: Ledger, clock: SetClock, some: list[Claim]
):
    decide(ledger, clock, some[:1], A)
    decide(ledger, clock, some[1:2], A)
    undo(ledger, clock)
    decide(ledger, clock, some[1:2], R)
    undo(ledger, clock)
    assert stands(ledger, some) == [A, P, P]
    undo(ledger, clock)
    assert stands(ledger, some) == [P, P, P]


def test_nobody_takes_back_the_steps_of_others(ledger: Ledger, clock: SetClock, some: list[Claim]):
    decide(ledger, clock, some, A, "basil")
    assert not undo(ledger, clock)


def test_what_somebody_else_decided_since_stays(ledger: Ledger, clock: SetClock, some: list[Claim]):
    decide(ledger, clock, some[:1], A)
    decide(ledger, clock, some[:1], R, "basil")
    with pytest.raises(Overtaken):
        undo(ledger, clock)
    assert stands(ledger, some[:1]) == [R]


def test_a_correction_is_withdrawn_and_what_it_corrected_waits_again(
    ledger: Ledger, clock: SetClock, some: list[Claim]
):
    made = proposed(9, supersedes=some[0].claim_id)
    gone = Verdict(some[0].claim_id, Status.SUPERSEDED, "amal", "")
    ledger.append(Origin(CORRECTION, some[0].claim_id, by="amal"), [made], decided=[gone])
    assert undo(ledger, clock)
    assert stands(ledger, [some[0], made]) == [P, Status.WITHDRAWN]
    assert not undo(ledger, clock)


def test_a_correction_that_somebody_accepted_is_not_taken_back(
    ledger: Ledger, clock: SetClock, some: list[Claim]
):
    made = proposed(9, supersedes=some[0].claim_id)
    ledger.append(Origin(CORRECTION, some[0].claim_id, by="amal"), [made])
    step = ledger.last_step("amal", CORRECTION, DOC)
    assert step is not None
    decide(ledger, clock, [made], A, "basil")
    with pytest.raises(Overtaken):
        ledger.decide_all(step.back)
    assert stands(ledger, [made]) == [A]


@pytest.mark.usefixtures("some")
def test_steps_on_other_documents_are_left(ledger: Ledger, clock: SetClock):
    other = next(one for one in ledger.claims() if one.evidence.document == OTHER)
    decide(ledger, clock, [other], A)
    assert not undo(ledger, clock)
    assert ledger.last_step("amal", CORRECTION, OTHER) is not None
