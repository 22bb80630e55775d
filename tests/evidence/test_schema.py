"""The published JSON Schema of a claim."""

from __future__ import annotations

import json

from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim
from truceline.evidence.schema import DIALECT, claim_schema


def test_the_schema_names_every_field_and_forbids_others() -> None:
    schema = claim_schema()
    assert set(schema["properties"]) == set(Claim.model_fields)
    assert schema["additionalProperties"] is False
    assert schema["$schema"] == DIALECT
    assert set(schema["required"]) == {"kind", "act", "source"}


def test_the_schema_lists_the_acts_and_describes_the_fields() -> None:
    schema = claim_schema()
    assert schema["$defs"]["Act"]["enum"] == [act.value for act in Act]
    assert "Norm ids" in schema["properties"]["bears_on"]["description"]


def test_the_schema_is_plain_json() -> None:
    assert json.loads(json.dumps(claim_schema())) == claim_schema()
