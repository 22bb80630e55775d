from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ledger.conftest import SetClock, said

from truceline.evidence.claim import Claim, Source, Status
from truceline.ledger.deciding import Overtaken, Verdict
from truceline.ledger.entry import Origin
from truceline.ledger.store import Ledger
from truceline.ledger.waiting import Made, Wanted

FILE = Origin("reading", "report.txt", "a" * 64, "amal")
EVERYTHING = Wanted()
DOC, OTHER = "a" * 64, "b" * 64


def proposed(number: int, document: str | None = DOC, **fields) -> Claim:
    evidence = {"document": document} if document else {}
    return said(number, status="proposed", evidence=evidence, **fields).identified()


def waiting(ledger: Ledger, wanted: Wanted = EVERYTHING) -> list[str]:
    return [one.claim_id for one in ledger.waiting.pile(wanted)]


def by_hand(ledger: Ledger) -> list[str]:
    return [one.claim_id for one in ledger.claims() if one.status is Status.PROPOSED]


def decide(ledger: Ledger, clock: SetClock, claim: Claim, status: Status) -> None:
    clock.turn(minutes=1)
    ledger.decide(claim.claim_id, status, "amal", "")


def test_the_pile_is_what_stands_as_proposed(ledger: Ledger, clock: SetClock):
    some = [proposed(number) for number in range(4)]
    accepted = said(9, evidence={"document": DOC}).identified()
    ledger.append(FILE, [*some, accepted])
    decide(ledger, clock, some[0], Status.ACCEPTED)
    decide(ledger, clock, some[1], Status.REJECTED)
    decide(ledger, clock, some[1], Status.PROPOSED)
    decide(ledger, clock, accepted, Status.PROPOSED)
    assert waiting(ledger) == by_hand(ledger)
    assert set(waiting(ledger)) == {one.claim_id for one in (*some[1:], accepted)}
    assert ledger.waiting.number(Wanted()) == 4


def test_what_an_accepted_correction_overtook_waits_no_more(ledger: Ledger, clock: SetClock):
    first = proposed(1)
    correction = proposed(2, supersedes=first.claim_id)
    ledger.append(FILE, [first])
    ledger.append(FILE, [correction])
    assert waiting(ledger) == by_hand(ledger) == [first.claim_id, correction.claim_id]
    decide(ledger, clock, correction, Status.ACCEPTED)
    assert waiting(ledger) == by_hand(ledger) == []
    assert ledger.waiting.claims([first.claim_id])[first.claim_id].status is Status.SUPERSEDED


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 5), st.sampled_from(list(Status))), max_size=12))
def test_the_pile_is_the_same_as_read_claim_by_claim(tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("pile") / "ledger.sqlite"
    clock = SetClock()
    ledger = Ledger.create(path, clock=clock)
    some = [proposed(number) for number in range(4)]
    some += [proposed(4, supersedes=some[0].claim_id), said(5, supersedes=some[1].claim_id).identified()]
    ledger.append(FILE, some[:5])
    ledger.append(FILE, some[5:])
    for number, status in steps:
        decide(ledger, clock, some[number], status)
    assert waiting(ledger) == by_hand(ledger)
    told = {one.claim_id: one for one in ledger.claims()}
    mine = ledger.waiting.claims(one.claim_id for one in some)
    assert {one.claim_id: one.status for one in mine.values()} == {
        one.claim_id: one.status for one in told.values()
    }


def test_it_is_counted_by_document_and_what_bears_on_a_promise_comes_first(ledger: Ledger):
    ledger.append(
        FILE, [proposed(1, bears_on=("truce",)), proposed(2), proposed(3, OTHER), proposed(4, None)]
    )
    found = ledger.waiting.heaps(Wanted())
    assert [(one.document, one.claims, one.bearing) for one in found] == [
        (DOC, 2, 1),
        (None, 1, 0),
        (OTHER, 1, 0),
    ]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(document=OTHER), [3]),
        (Wanted(document=""), [4]),
        (Wanted(source="radio"), [3]),
        (Wanted(norm="truce"), [1]),
        (Wanted(party="north"), [2]),
        (Wanted(act="patrol"), [4]),
        (Wanted(bears=True), [1]),
        (Wanted(bears=False, act="shell"), [2, 3]),
        (Wanted(norm="truce", party="north"), []),
    ],
)
def test_it_can_be_narrowed(ledger: Ledger, wanted: Wanted, numbers: list[int]):
    some = {
        1: proposed(1, bears_on=("truce",)),
        2: proposed(2, actor=({"text": "the north", "party": "north"},)),
        3: proposed(3, OTHER, source=Source(id="radio", family="radio")),
        4: proposed(4, None, act="patrol"),
    }
    ledger.append(FILE, some.values())
    assert waiting(ledger, wanted) == [some[one].claim_id for one in numbers]


def test_it_is_read_page_by_page(ledger: Ledger):
    some = [proposed(number) for number in range(5)]
    ledger.append(FILE, some)
    first = ledger.waiting.pile(Wanted(), most=3)
    rest = ledger.waiting.pile(Wanted(), first[-1].seq, 3)
    assert [one.claim_id for one in (*first, *rest)] == [one.claim_id for one in some]


def test_it_knows_who_brought_a_claim(ledger: Ledger):
    claim = proposed(1)
    ledger.append(FILE, [claim])
    assert ledger.waiting.makers([claim.claim_id, "0" * 64]) == {claim.claim_id: Made("reading", "amal", 1)}
    assert ledger.waiting.choices() == (("post",), ("shell",))


def test_it_knows_which_claims_of_a_document_are_not_public(ledger: Ledger):
    quoted = proposed(1, says='"sensitivity":"secret"')
    secret = proposed(2, sensitivity="secret")
    ledger.append(
        FILE,
        [quoted, secret, proposed(3, sensitivity="restricted"), proposed(4, OTHER, sensitivity="secret")],
    )
    assert [one.sensitivity for one in ledger.waiting.reserved(DOC)] == ["secret", "restricted"]


def test_a_decision_that_expects_holds_only_where_the_claim_stands_so(ledger: Ledger, clock: SetClock):
    one, two = proposed(1), proposed(2)
    ledger.append(FILE, [one, two])
    decide(ledger, clock, one, Status.REJECTED)
    before = ledger.position
    late = [Verdict(claim.claim_id, Status.ACCEPTED, "basil", "", Status.PROPOSED) for claim in (two, one)]
    with pytest.raises(Overtaken) as refused:
        ledger.decide_all(late)
    assert refused.value.now == {one.claim_id: Status.REJECTED}
    assert ledger.position == before  # nothing of it was written


def test_a_claim_that_was_corrected_meanwhile_takes_no_decision(ledger: Ledger, clock: SetClock):
    first = proposed(1)
    ledger.append(FILE, [first])
    ledger.append(FILE, [said(2, supersedes=first.claim_id).identified()])
    with pytest.raises(Overtaken):
        ledger.decide_all([Verdict(first.claim_id, Status.ACCEPTED, "basil", "", Status.PROPOSED)])
