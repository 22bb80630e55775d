"""Settings every room's tests share."""

from __future__ import annotations

import gc
import os
import shutil
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests import throwaway, tracing
from tests.tracing import pytest_runtest_protocol as pytest_runtest_protocol  # noqa: PLC0414 - a hook of this folder

from truceline.ledger.address import Server, server
from truceline.ledger.store import Ledger

ROOT = Path(__file__).resolve().parents[1]

# A deadline per example measures the machine, not the code; two workers on two cores are slow enough.
settings.register_profile(
    "house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", parent=settings.get_profile("house"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


LONG = tuple(ROOT / line for line in (ROOT / "tests" / "long.txt").read_text().split())
"""Folders and files of walks through much at once, the longest first."""


def pytest_collection_finish() -> None:
    """What was loaded stays to the end: the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@cache
def _turn(path: Path) -> int:
    """Which of the walks a file belongs to; past the last for all others."""
    return next((at for at, one in enumerate(LONG) if path.is_relative_to(one)), len(LONG))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first: else one worker is left with it when the others are done."""
    assert all(one.exists() for one in LONG)
    items.sort(key=lambda item: _turn(item.path))
    for item in items:
        if _turn(item.path) < len(LONG):
            item.add_marker(pytest.mark.long)
    tracing.choose(items)


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
def new_case(postgresql, worker_id):
    """A function that makes an empty case on the server each time it is called, and gives its address."""
    psycopg = pytest.importorskip("psycopg")
    template = f"template_{worker_id}"
    Ledger.create(server(postgresql.url(template)))
    made = postgresql.schema(template)
    cases = (f"case_{worker_id}_{number}" for number in count())

    def make() -> Server:
        case = next(cases)
        with psycopg.connect(postgresql.url(), autocommit=True) as prompt:
            prompt.execute(made.replace(template, case))
        return server(postgresql.url(case))

    return make


@pytest.fixture(scope="session")
def new_file(tmp_path_factory):
    """A function that makes an empty ledger file each time it is called, and gives its path."""
    folder = tmp_path_factory.mktemp("ledgers")
    Ledger.create(folder / "empty.sqlite")
    names = (folder / f"{number}.sqlite" for number in count())
    return lambda: Path(shutil.copyfile(folder / "empty.sqlite", next(names)))


@pytest.fixture(scope="session", params=("sqlite", "postgresql"))
def fresh(request):
    """A function that gives an empty ledger each time it is called, in either database."""
    make = request.getfixturevalue("new_file" if request.param == "sqlite" else "new_case")
    return lambda: Ledger.open(make())


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data files; the test is left out by name where there is none."""
    folder = Path(os.environ.get("TRUCELINE_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("no real data files here (set TRUCELINE_DATA)")
    return folder
