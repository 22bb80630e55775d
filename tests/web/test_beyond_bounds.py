"""Numbers and texts that no database holds: told on either, and never a fault of ours."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute
from tests.web.console.visiting import Visitor
from tests.web.test_matrix import STREAM, walked

from truceline.case.folder import Case

HOSTILE = (str(2**31), str(10**20), "x\0y")
PARTS = ("x%00y", "9" * 25, "%ff")


@pytest.fixture(scope="module", params=("sqlite", "postgresql"))
def auditor(request, tmp_path_factory) -> Visitor:
    folder: Path = tmp_path_factory.mktemp("bounds") / "idlib"
    if request.param == "sqlite":
        return Visitor(Path(shutil.copytree(request.getfixturevalue("idlib_made"), folder)), name="auditor")
    server, worker = request.getfixturevalue("postgresql"), request.getfixturevalue("worker_id")
    database = f"bounds_{worker}"
    server.sql(f"CREATE DATABASE {database}")
    case = Case.create(folder, bundle="idlib-2018", store=server.url(database=database))
    return Visitor(case.folder, name="auditor")


def asked(visitor: Visitor) -> Iterator[str]:
    """Every page and call of a case with something hostile in each place that its address has."""
    for path, route in walked(visitor.app.routes):
        if (
            not isinstance(route, APIRoute)
            or "GET" not in route.methods
            or "{case}" not in path
            or path == STREAM
        ):
            continue
        named = [one.alias for one in route.dependant.query_params]
        for name in {*named, "as_of"}:
            for value in HOSTILE:
                yield f"{filled(path, 'nothing')}?{name}={quote(value)}"
        if "{" in path.replace("{case}", ""):
            for part in PARTS:
                yield filled(path, part)


def filled(path: str, part: str) -> str:
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda found: "idlib" if found[1] == "case" else part, path)


def test_what_no_database_holds_is_told_and_never_our_fault(auditor: Visitor):
    faults, paths = [], tuple(asked(auditor))
    for path in paths:
        answer = auditor.get(path)
        if answer.status_code >= 500 or "postgresql:" in answer.text:
            faults.append((path, answer.status_code))
    assert faults == []
    assert len(paths) > 400
