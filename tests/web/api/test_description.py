from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.web.api.calling import ROOT
from tests.web.console.visiting import Visitor

from truceline.web.api.problems import TITLES

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "api.md"


@cache
def described(visitor: Visitor) -> dict[str, Any]:
    return visitor.get(f"{ROOT}/openapi.json", name="nobody").json()


def calls(visitor: Visitor) -> list[tuple[str, str]]:
    paths = described(visitor)["paths"]
    return [(method.upper(), path) for path, methods in paths.items() for method in methods]


def test_the_description_is_for_whoever_is_signed_in(reading: Visitor):
    assert described(reading)["openapi"].startswith("3.1")
    assert reading.get(f"{ROOT}/openapi.json", name="").status_code == 401


def test_every_schema_is_one(reading: Visitor):
    for schema in described(reading)["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_reference_leads_to_a_schema(reading: Visitor):
    whole = described(reading)
    named = set(re.findall(r"'#/components/schemas/([^']+)'", str(whole)))
    assert named <= set(whole["components"]["schemas"])


def test_every_operation_has_a_name_of_its_own_and_a_sentence(reading: Visitor):
    operations = [one for methods in described(reading)["paths"].values() for one in methods.values()]
    names = [one["operationId"] for one in operations]
    assert len(names) == len(set(names))
    assert all(one["description"].endswith(".") for one in operations)


OF_NOW = (
    *("/desk/{document}", "/jobs", "/jobs/{job}", "/replies", "/replies/{reply}", "/bulletin.zip"),
    *("/drafts", "/drafts/{draft}", "/settings", "/key", "/soundness", "/forms", "/lying", "/written"),
    *("/audit/entries", "/audit/decisions", "/audit/corrections", "/audit/custody", "/audit/disclosures"),
    *("/audit/accounts",),
)
"""What reads how matters stand this instant, and in no frame."""


def test_every_call_that_reads_a_case_takes_a_frame(reading: Visitor):
    for path, methods in described(reading)["paths"].items():
        if "{case}" in path and "get" in methods and not path.endswith(OF_NOW):
            named = {one["name"] for one in methods["get"]["parameters"]}
            assert {"as_of", "known_at", "instruments", "readings"} <= named, path


def test_every_error_is_of_one_shape(reading: Visitor):
    for methods in described(reading)["paths"].values():
        for operation in methods.values():
            told = operation["responses"]["4XX"]["content"]
            assert list(told) == ["application/problem+json"]


def test_every_call_is_in_the_reference_and_no_other(reading: Visitor):
    told = re.findall(r"^\| `([A-Z]+) (/[^`?]*)`", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == sorted((method, path.removeprefix(ROOT)) for method, path in calls(reading))


@pytest.mark.parametrize("status", sorted(TITLES))
def test_every_error_is_in_the_reference(status: int):
    assert f"| {status} | `{TITLES[status][0]}` |" in REFERENCE.read_text(encoding="utf-8")
