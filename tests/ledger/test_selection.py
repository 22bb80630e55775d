"""The selection in SQL is the selection in memory."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.dialects import sqlite
from tests.evidence import strategies
from tests.ledger.conftest import FILE

from truceline.evidence.claim import Kind
from truceline.evidence.query import EvidenceQuery
from truceline.ledger.selection import where
from truceline.ledger.store import Ledger
from truceline.ledger.tables import claims as table


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


@pytest.mark.parametrize(
    ("index", "condition"),
    [
        ("claims_by_label", table.c.label.in_(["a", "b"])),
        ("claims_by_superseded", (table.c.supersedes > "") & (table.c.entry + 0 <= 3)),
        ("claims_by_event", table.c.event.in_(["firing"])),
        ("claims_by_state", table.c.state_of > ""),
        ("claims_by_document", table.c.document == "a"),
        ("claims_by_kind", where(EvidenceQuery(kinds=frozenset({Kind.LOOK, Kind.DECISION})))),
    ],
)
def test_what_few_claims_say_is_looked_up_among_those_alone(path, index, condition):
    Ledger.create(path)
    query = select(table.c.seq).where(condition)
    compiled = query.compile(dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True})
    values = [compiled.params[name] for name in compiled.positiontup]
    with closing(sqlite3.connect(path)) as file:
        plan = str(file.execute(f"EXPLAIN QUERY PLAN {compiled}", values).fetchall())
        (made,) = file.execute("SELECT sql FROM sqlite_master WHERE name = ?", [index]).fetchone()
    assert f"INDEX {index} " in plan
    assert " WHERE " in made
