from __future__ import annotations

import shutil
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


@pytest.fixture(scope="session")
def reading(idlib_made: Path) -> Visitor:
    """Visitors who only look."""
    return Visitor(idlib_made)


@pytest.fixture
def visitor(idlib_made: Path, tmp_path: Path) -> Visitor:
    """Visitors of a case of this test's own."""
    return Visitor(Path(shutil.copytree(idlib_made, tmp_path / "idlib")))
