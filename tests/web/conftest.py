from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.console.one_table import seen, table, table_made
from tests.web.console.visiting import Visitor

from truceline.case.folder import Case

__all__ = ["seen", "table", "table_made"]


@pytest.fixture(scope="session")
def idlib_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled case, made once; tests that change it take a copy."""
    folder = tmp_path_factory.mktemp("console") / "idlib"
    Case.create(folder, bundle="idlib-2018")
    return folder


@pytest.fixture(autouse=True)
def unwritten(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that writes to the case which others look at is wrong: they would find what it wrote."""
    if "idlib_made" not in request.fixturenames:
        yield
        return
    case = Case.open(request.getfixturevalue("idlib_made"))
    before = case.ledger.position
    yield
    assert case.ledger.position == before, "take a copy of the case"


@pytest.fixture(scope="session")
def reading(idlib_made: Path) -> Visitor:
    """Visitors who only look."""
    return Visitor(idlib_made)


@pytest.fixture
def visitor(idlib_made: Path, tmp_path: Path) -> Visitor:
    """Visitors of a case of this test's own."""
    return Visitor(Path(shutil.copytree(idlib_made, tmp_path / "idlib")))
