from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path

import pytest
from tests.web.map.making import filled, many

from truceline.case.folder import Case
from truceline.evidence.claim import Claim


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled case, made once; tests take copies."""
    folder = tmp_path_factory.mktemp("map") / "idlib"
    Case.create(folder, bundle="idlib-2018")
    return folder


@pytest.fixture(scope="session")
def busy(bundled: Path, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The bundled case with some hundred made-up events; nobody changes it."""
    return filled(shutil.copytree(bundled, tmp_path_factory.mktemp("map") / "busy"), many(220))


@pytest.fixture
def of(bundled: Path, tmp_path: Path) -> Callable[[Iterable[Claim]], Case]:
    """A function that gives the bundled case with claims besides."""
    numbers = count()

    def make(claims: Iterable[Claim]) -> Case:
        return filled(shutil.copytree(bundled, tmp_path / f"case-{next(numbers)}"), claims)

    return make
