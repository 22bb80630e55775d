"""The claim's JSON Schema, made from its model: what other programs write claims by."""

from __future__ import annotations

from typing import Any

from truceline.evidence.claim import Claim

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FORMAT = "truceline/claim/1"


def claim_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one claim; the docstrings of its fields are the descriptions."""
    schema = Claim.model_json_schema()
    return {"$schema": DIALECT, "$id": FORMAT, **schema}
