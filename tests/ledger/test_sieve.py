"""What a sieve holds back is counted, and only what lies outside its box on known days."""

from __future__ import annotations

from datetime import date

import pytest
from tests.ledger.conftest import FILE, said

from truceline.evidence.claim import Status, When
from truceline.evidence.query import EVERYTHING
from truceline.ledger.sieve import Sieve

BOX = (35.0, 35.0, 37.0, 37.0)
DAY = date(2018, 9, 20)
NEAR = [{"lat": 36.0, "lon": 36.0, "text": "near"}]
FAR = [{"lat": 33.0, "lon": 36.0, "text": "far"}]
ON_THE_DAY = When(start=DAY, end=DAY)


def shown(ledger, sieve):
    return [one.label for one in ledger.sketched(EVERYTHING, sieve)]


def test_what_is_far_and_not_wanted_is_counted_by_family_and_day(ledger):
    told = [said(n, label=str(n), place=FAR, time=ON_THE_DAY) for n in range(2, 5)]
    ledger.append(FILE, [*told, said(6, label="6", place=NEAR, time=ON_THE_DAY)])
    asked = []
    sieve = Sieve(BOX, lambda claim: bool(asked.append(claim)))
    assert shown(ledger, sieve) == ["6"]
    assert sieve.told == {told[0].source.family: {DAY: 3}}
    assert len(asked) == 1


def test_what_is_wanted_is_given_however_far(ledger):
    ledger.append(FILE, [said(2, label="2", place=FAR, time=ON_THE_DAY)])
    sieve = Sieve(BOX, lambda _: True)
    assert shown(ledger, sieve) == ["2"]
    assert sieve.told == {}


@pytest.mark.parametrize(
    "doubt",
    [{"place": []}, {"time": When(start=DAY)}, {"time": When(end=DAY)}, {"status": Status.PROPOSED}],
    ids=["place", "end", "start", "standing"],
)
def test_what_is_in_any_doubt_is_given(ledger, doubt):
    claim = said(2, label="2", **({"place": FAR, "time": ON_THE_DAY} | doubt))
    ledger.append(FILE, [claim])
    sieve = Sieve(BOX, lambda _: False)
    assert shown(ledger, sieve) == ["2"]
    assert sieve.told == {}


def test_a_claim_that_is_to_be_given_always_is(ledger):
    claim = said(2, label="2", place=FAR, time=ON_THE_DAY).identified()
    ledger.append(FILE, [claim])
    assert shown(ledger, Sieve(BOX, lambda _: False, frozenset({claim.claim_id}))) == ["2"]
