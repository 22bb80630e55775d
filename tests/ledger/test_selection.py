"""The selection in SQL is the selection in memory."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite
from tests.evidence import strategies
from tests.ledger.conftest import FILE

from truceline.evidence.query import EvidenceQuery
from truceline.ledger.selection import where


@settings(max_examples=40)
@given(
    claims=st.lists(strategies.claims, max_size=12),
    queries=st.lists(strategies.queries, min_size=4, max_size=8),
)
def test_sql_selects_what_matches_in_memory(fresh, claims, queries):
    ledger = fresh()
    ledger.append(FILE, claims, recorded="stated")
    held = list(ledger.claims())
    for query in queries:
        chosen = {claim.claim_id for claim in ledger.claims(query)}
        assert chosen == {claim.claim_id for claim in held if query.matches(claim)}


def test_what_a_person_gives_is_bound_and_never_part_of_the_sql():
    wicked = "x'; DROP TABLE claims; --"
    query = EvidenceQuery(parties=frozenset({wicked}), norms=frozenset({wicked}), events=frozenset({wicked}))
    compiled = where(query).compile(dialect=sqlite.dialect())
    assert "DROP" not in str(compiled)
    assert [wicked] in compiled.params.values()
