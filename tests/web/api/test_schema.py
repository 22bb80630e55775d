"""The whole API as each role, tried by its own description."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.web.api.calling import ROLES, ROOT
from tests.web.console.secrets import CANARY, secret_claim
from tests.web.console.visiting import Visitor

from truceline.web.api.allowance import Allowance

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
SEES_SECRETS = {"analyst", "verifier", "auditor"}


@pytest.fixture(scope="module")
def tried(idlib_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    visitor = Visitor(Path(shutil.copytree(idlib_made, tmp_path_factory.mktemp("tried") / "idlib")))
    visitor.app.state.allowance = Allowance(1e9, 1e9)
    secret_claim(visitor.held.case)
    return visitor


def test_no_call_fails_or_tells_what_is_secret(tried: Visitor):
    here = {"host": "localhost"}
    headers = {**here, "x-tested-as": "analyst"}
    schema = schemathesis.openapi.from_asgi(f"{ROOT}/openapi.json", tried.app, headers=headers)
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=2,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def holds(case: schemathesis.Case) -> None:
            if "case" in (case.path_parameters or {}):
                case.path_parameters["case"] = tried.slug
            for name in (*ROLES, "nobody"):
                answer = case.call(headers={**here, "x-tested-as": name})
                case.validate_response(answer, checks=CHECKS)
                assert name in SEES_SECRETS or CANARY not in answer.text

        holds()
