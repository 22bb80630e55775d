"""Rows that rest on what may not leave are counted, with the reason, and stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.publish.making import cited
from tests.publish.report.materials import AS_OF, bare

from truceline.publish.beside.licences import Licences
from truceline.publish.report.facts import KEPT_BACK, Quoted

ONE, OTHER = cited(1), cited(2)


def asked(quote: Quoted) -> Licences:
    """Facts in which one claim is as told, and another one free."""
    return Licences(bare(quotes={ONE.claim_id: quote, OTHER.claim_id: Quoted(words="free")}))


def test_what_is_free_leaves():
    found = asked(Quoted(words="x"))
    assert found.allow("violations", (ONE, OTHER))
    assert found.notes("violations") == ()


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        (Quoted(words="x", sensitivity="secret"), "they rest on what is secret"),
        (Quoted(words="x", embargo_until=AS_OF), "they rest on what may not leave yet"),
        (Quoted(words="x", licence=KEPT_BACK), "the licence of press lets nobody pass them on"),
    ],
)
def test_one_claim_that_may_not_leave_keeps_its_rows_back(quote, told):
    found = asked(quote)
    assert not found.allow("violations", (ONE, OTHER))
    assert not found.may_leave(ONE.claim_id)
    assert found.notes("violations") == (f"1 row left out: {told}.",)


def test_an_embargo_ends():
    assert asked(Quoted(words="x", embargo_until=AS_OF - timedelta(days=1))).allow("violations", (ONE,))


def test_a_claim_whose_licence_is_not_known_stays():
    assert not asked(Quoted(words="x")).allow("violations", (cited(9),))
