"""Claims that were read before are given as the ledger would give them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence import strategies
from tests.ledger.conftest import FILE, START, said
from tests.ledger.test_erasing import CANARY, FORGET, full  # noqa: F401 - a fixture

from truceline.evidence.claim import Status
from truceline.evidence.query import EVERYTHING, EvidenceQuery
from truceline.ledger.remembering import Remembered


@settings(max_examples=20, deadline=None)
@given(
    told=st.lists(strategies.claims, max_size=10),
    queries=st.lists(strategies.queries, min_size=3, max_size=6),
    most=st.sampled_from([0, 3, 1000]),
    data=st.data(),
)
def test_any_query_gives_the_claims_that_it_gives_without(fresh, told, queries, most, data):
    ledger, before = fresh(), Remembered(most)
    ledger.append(FILE, told, recorded="stated")
    for query in queries:
        if told:
            claim = data.draw(st.sampled_from(list(ledger.claims())))
            status = data.draw(st.sampled_from([Status.ACCEPTED, Status.REJECTED, Status.WITHDRAWN]))
            ledger.decide(claim.claim_id, status, "ana", "so")
        position = data.draw(st.integers(0, ledger.position))
        found = ledger.remembered(query, before, position=position)
        assert found == list(ledger.claims(query, position=position))
        assert len(before) <= most


def test_a_claim_that_stands_as_it_stood_is_not_read_again(ledger, clock):
    ledger.append(FILE, [said(1, label="a"), said(2, label="b")])
    before = Remembered()
    first = ledger.remembered(EVERYTHING, before)
    clock.turn(hours=1)
    ledger.decide(first[0].claim_id, Status.WITHDRAWN, "ana", "wrong")
    again = ledger.remembered(EVERYTHING, before)
    assert again[0].status is Status.WITHDRAWN
    assert again[1] is first[1]
    then = ledger.remembered(EvidenceQuery(known_at=START + timedelta(minutes=1)), before)
    assert [one.status for one in then] == [Status.ACCEPTED, Status.ACCEPTED]
    assert then[1] is first[1]


def test_a_correction_overtakes_what_was_read_before(ledger, clock):
    ledger.append(FILE, [said(1)])
    before = Remembered()
    (first,) = ledger.remembered(EVERYTHING, before)
    clock.turn(hours=1)
    ledger.append(FILE, [said(2, supersedes=first.claim_id)])
    assert [one.status for one in ledger.remembered(EVERYTHING, before)] == ["superseded", "accepted"]
    assert ledger.remembered(EVERYTHING, before, position=1) == [first]


def test_withdrawn_words_are_remembered_no_more(full):  # noqa: F811
    before = Remembered()
    assert CANARY in str(full.remembered(EVERYTHING, before))
    full.forget(FORGET)
    found = full.remembered(EVERYTHING, before)
    assert found == list(full.claims())
    assert CANARY not in str(found)
    assert CANARY not in str(vars(before))


def test_no_more_than_so_many_are_kept(ledger):
    days = [date(2018, 9, day) for day in range(1, 9)]
    ledger.append(FILE, [said(day.day, time={"start": day, "end": day}) for day in days])
    before = Remembered(most=3)
    for first in days:
        query = EvidenceQuery(first=first, last=first + timedelta(days=1))
        assert ledger.remembered(query, before) == list(ledger.claims(query))
        assert 0 < len(before) <= 3
