"""What is told straight from a content is what the claim itself tells."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from tests.evidence.strategies import claims

from truceline.evidence.claim import Claim
from truceline.evidence.columns import Columns, columns_of, norms_in, parsed, parties_in
from truceline.evidence.query import extent, norms_of, parties_of

TEXT = (
    '{"act":"shell","actor":[{"party":"north"}],"attribution":{"by":"author"},"bears_on":["no-fire"],'
    '"evidence":{},"kind":"event","place":[{"lat":35,"lon":36.5}],"source":{"family":"wire","id":"wire"},'
    '"target":[],"time":{"start":"2018-10-01"}}'
)


def agrees(text: str, claim: Claim) -> None:
    content = parsed(text)
    assert content is not None
    found = Columns(*columns_of(content))
    days = tuple(day.isoformat() if day else None for day in (claim.time.start, claim.time.end))
    state_of = claim.state.of if claim.state else None
    assert found[:5] == (claim.label, claim.kind, claim.act, claim.event, state_of)
    assert found[5:7] == days
    assert found[7:11] == (extent(claim) or (None,) * 4)
    assert found[11:] == (claim.supersedes, claim.source.id, claim.evidence.document)
    assert parties_in(content) == parties_of(claim)
    assert norms_in(content) == norms_of(claim)


@given(claims)
def test_columns_parties_and_norms_are_those_of_the_claim(claim):
    agrees(claim.content().decode(), claim)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.replace('"party"', '"\\u0070arty"'),  # another spelling of the same key
        TEXT.replace('"act":', '"act":"patrol","act":'),  # a key told twice: the last counts
        TEXT.replace('"north"', '"nörth \\ud83d\\ude00"'),
        f" {TEXT}\n",
    ],
)
def test_a_content_that_somebody_else_wrote_is_read_as_the_claim_is(text):
    agrees(text, Claim.model_validate_json(text))


@pytest.mark.parametrize("text", ["", "[1]", "3", "{", '"text"', TEXT + "}", TEXT.replace("35", "NaN")])
def test_what_is_no_object_has_no_content(text):
    assert parsed(text) is None


@pytest.mark.parametrize("gone", ["kind", "act", "actor", "target", "place", "time", "source", "bears_on"])
def test_what_lacks_a_part_is_no_claims_content(gone):
    content = json.loads(TEXT)
    del content[gone]
    assert parsed(json.dumps(content)) is None


def test_what_is_nested_without_end_is_no_claims_content():
    shape = '{"coordinates":' + "[" * 100_000 + "]" * 100_000 + "}"
    assert parsed(TEXT.replace('"lat":35', f'"geometry":{shape}')) is None
    assert parsed(TEXT.replace('"lat":35', f'"other":{shape}')) is None
