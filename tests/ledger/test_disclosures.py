"""That rows left is an entry like any other, in either database: who, when, how many, no word of them."""

from __future__ import annotations

from tests.ledger.conftest import FILE, START, said

from truceline.evidence.claim import Evidence
from truceline.ledger.disclosures import Disclosing, Outlet, Reserved

LEFT = Disclosing(Outlet.CLAIMS, Reserved(2, 1), "a" * 64, "ana")


def test_a_disclosure_says_who_when_in_what_and_how_many(ledger):
    assert ledger.disclosures() == ()
    position = ledger.disclose(LEFT)
    (found,) = ledger.disclosures()
    assert found == (position, START, Outlet.CLAIMS, Reserved(2, 1), "a" * 64, "ana")
    assert ledger.position == position


def test_a_verification_counts_the_disclosures(ledger):
    ledger.append(FILE, [said(1)])
    assert ledger.verify().disclosures == 0
    ledger.disclose(LEFT)
    ledger.disclose(LEFT)
    found = ledger.verify()
    assert (found.holds, found.disclosures) == (True, 2)


def test_claims_are_counted_by_their_own_word_and_not_by_what_they_quote(ledger):
    bait = Evidence(quote='he said "sensitivity":"secret" and {"sensitivity":"restricted"}')
    rows = [
        said(1, evidence=bait),
        said(2, sensitivity="restricted"),
        said(3, sensitivity="secret"),
        said(4, sensitivity="secret", evidence=bait),
    ]
    ledger.append(FILE, rows)
    assert ledger.reserved() == Reserved(restricted=1, secret=2)
    ids = [row.content_digest for row in rows]
    assert ledger.reserved(ids[:2]) == Reserved(restricted=1)
    assert ledger.reserved([ids[3], "0" * 64]) == Reserved(secret=1)
    assert ledger.reserved([]) == Reserved()
