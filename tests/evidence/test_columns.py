"""What is told straight from a content is what the claim itself tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.evidence.strategies import claims

from truceline.evidence.columns import columns_of, norms_in, parsed, parties_in
from truceline.evidence.query import extent, norms_of, parties_of


@given(claims)
def test_columns_parties_and_norms_are_those_of_the_claim(claim):
    content = parsed(claim.content().decode())
    found = columns_of(content)
    days = tuple(day.isoformat() if day else None for day in (claim.time.start, claim.time.end))
    state_of = claim.state.of if claim.state else None
    assert found[:5] == (claim.label, claim.kind, claim.act, claim.event, state_of)
    assert found[5:7] == days
    assert found[7:11] == (extent(claim) or (None,) * 4)
    assert found.supersedes == claim.supersedes
    assert parties_in(content) == sorted(parties_of(claim))
    assert norms_in(content) == sorted(norms_of(claim))


@pytest.mark.parametrize("text", ["", "[1]", "3", "{", '"text"'])
def test_what_is_no_object_has_no_content(text):
    assert parsed(text) is None
