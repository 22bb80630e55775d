"""Settings every room's tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests import throwaway

ROOT = Path(__file__).resolve().parents[1]

# A deadline per example measures the machine, not the code; two workers on two cores are slow enough.
settings.register_profile(
    "house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", parent=settings.get_profile("house"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> throwaway.Throwaway:
    """The PostgreSQL of this test run."""
    base = tmp_path_factory.getbasetemp()
    return throwaway.shared(base if worker_id == "master" else base.parent)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data files; the test is left out by name where there is none."""
    folder = Path(os.environ.get("TRUCELINE_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("no real data files here (set TRUCELINE_DATA)")
    return folder
