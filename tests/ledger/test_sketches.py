"""A claim without its words is otherwise the claim."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.strategies import claims as any_claim
from tests.ledger.conftest import FILE, START, said

from truceline.evidence.claim import Evidence, Status
from truceline.evidence.query import EVERYTHING, EvidenceQuery

WORDS = {"says", "trigger", "made_by", "evidence"}


def plain(claim):
    """A claim but for its words, with the feed that it came with."""
    return claim.model_dump(exclude=WORDS), claim.evidence.document, claim.evidence.file


@settings(max_examples=25)
@given(st.lists(any_claim, max_size=8))
def test_any_claim_is_sketched_as_it_is_but_for_its_words(fresh, claims):
    ledger = fresh()
    ledger.append(FILE, claims, recorded="stated")
    assert [plain(one) for one in ledger.sketched(EVERYTHING)] == [plain(one) for one in ledger.claims()]


def test_what_claims_have_in_common_they_share(ledger):
    ford = [{"lat": 35.5, "lon": 36.0, "text": "the ford"}]
    alike = [
        said(
            n,
            place=ford,
            label=str(n),
            evidence=Evidence(file="f" * 64, row=n),
            published_on=f"2018-09-{n:02}",
        )
        for n in range(2, 5)
    ]
    ledger.append(FILE, alike)
    found = list(ledger.sketched(EVERYTHING))
    assert [one.label for one in found] == ["2", "3", "4"]
    assert [one.published_on.day for one in found] == [2, 3, 4]
    assert len({id(one.place) for one in found}) == len({id(one.source) for one in found}) == 1
    assert {one.evidence.row for one in found} == {None}
    assert {one.says for one in found} == {""}


def test_each_stands_as_decided_by_then(ledger, clock):
    ledger.append(FILE, [said(1, label="a"), said(2, label="b")])
    (first, _) = ledger.claims()
    clock.turn(hours=1)
    ledger.decide(first.claim_id, Status.WITHDRAWN, "ana", "wrong")
    now = {one.label: one.status for one in ledger.sketched(EVERYTHING)}
    then = {
        one.label: one.status for one in ledger.sketched(EvidenceQuery(known_at=START + timedelta(minutes=1)))
    }
    assert now == {"a": Status.WITHDRAWN, "b": Status.ACCEPTED}
    assert set(then.values()) == {Status.ACCEPTED}
